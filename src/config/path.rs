//! Paths that lead to this site: checked when an operator or a query names one.

use url::Url;

/// The longest path that is accepted, in bytes.
const MAX_LENGTH: usize = 2000;

/// Returns a path if it leads to this site in every browser, and through every proxy that decodes
/// it first. It is checked when it is stored, and again when it is used.
///
/// <https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html>
pub fn on_this_site(origin: &Url, path: &str) -> Option<String> {
    // Browsers treat a backslash as a slash, and drop tabs and line breaks. Some non-ASCII
    // characters normalise to a slash.
    let is_plain = |text: &str| {
        text.starts_with('/')
            && !text.starts_with("//")
            && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
    };
    if path.len() > MAX_LENGTH || !is_plain(path) {
        return None;
    }
    let url = origin.join(path).ok()?;
    if url.origin() != origin.origin() || !url.username().is_empty() || url.password().is_some() {
        return None;
    }
    // Without its dots, `/..//evil.example` is `//evil.example`.
    let resolved = &url[url::Position::BeforePath..];
    (is_plain(resolved) && begins_plainly(url.path())).then(|| resolved.to_owned())
}

/// Returns whether no part of a path can be mistaken for a host, however often it is decoded.
fn begins_plainly(path: &str) -> bool {
    let mut path = path.to_owned();
    loop {
        let decoded = percent_encoding::percent_decode_str(&path).decode_utf8();
        let Ok(decoded) = decoded else { return false };
        let is_safe = !decoded.contains("//")
            && !decoded.contains(char::is_control)
            && !decoded
                .contains(['\\', '\u{2044}', '\u{2215}', '\u{29f8}', '\u{ff0f}', '\u{ff3c}']);
        if !is_safe {
            return false;
        }
        if decoded == path {
            return true;
        }
        path = decoded.into_owned();
    }
}
