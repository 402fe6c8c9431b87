//! Weighs a page: the bytes of its body and of all its files, as sent.

use crate::Result;
use crate::http::Client;

const ENDINGS: [&str; 4] = [".css", ".js", ".wasm", ".svg"];

/// Returns the bytes of a page and its files, compressed with brotli.
pub(crate) fn of_page(client: &mut Client, path: &str) -> Result<u32> {
    client.clear_cookies();
    let brotli = [("Accept-Encoding", "br")];
    let page = client.get(path, &brotli)?;
    let mut sum = page.body.len();
    for file in files(&String::from_utf8_lossy(&page.body)) {
        let response = client.get(&file, &brotli)?;
        if response.status != 200 {
            return Err(format!("{file}: status {}", response.status).into());
        }
        sum += response.body.len();
    }
    Ok(u32::try_from(sum)?)
}

/// Returns the paths of a page's files, without duplicates.
fn files(page: &str) -> Vec<String> {
    let quoted = page.split(['"', '\'', '`']);
    let is_file =
        |text: &&str| text.starts_with('/') && ENDINGS.iter().any(|ending| text.ends_with(ending));
    let mut files: Vec<_> = quoted.filter(is_file).map(str::to_owned).collect();
    files.sort();
    files.dedup();
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_each_file_of_a_page_once() {
        let page = r#"<link rel="icon" href="/icon.svg"><link href="/pkg/a.css"><link href="/pkg/a.wasm">
            <script>import('/pkg/a.js'); load("/pkg/a.wasm")</script><a href="/sign-up">x</a>"#;
        assert_eq!(files(page), ["/icon.svg", "/pkg/a.css", "/pkg/a.js", "/pkg/a.wasm"]);
    }
}
