//! Tests how stores read rows: by the names of columns, which each store lists once.

use std::collections::BTreeMap;

use super::structure::files;

/// Returns the code of the stores, with single spaces.
fn stores() -> Vec<(String, String)> {
    let is_store = |file: &str| file.starts_with("store/") || file.contains("/store");
    let files = files().into_iter().filter(|(file, _)| is_store(file));
    let words = |code: &str| code.split_whitespace().collect::<Vec<_>>().join(" ");
    files.map(|(file, code)| (file, words(&code.replace("\\\n", " ")))).collect()
}

/// With positions, a column added to a list would shift those that are read after it.
#[test]
fn stores_read_rows_by_the_names_of_columns() {
    let names = ["\"", "name)", "column)", "*column)", "full("];
    for (file, code) in stores() {
        assert!(!code.contains("query_as"), "src/{file} reads a row by position: query_as");
        for call in code.split("try_get").skip(1) {
            let argument = call.split_once('(').map(|(_, argument)| argument.trim_start());
            let is_name = argument.is_some_and(|it| names.iter().any(|name| it.starts_with(name)));
            let call: String = call.chars().take(40).collect();
            assert!(is_name, "src/{file} reads a row by position: try_get{call}");
        }
    }
}

/// Returns the lists of columns that follow a word.
fn lists<'a>(code: &'a str, word: &str) -> Vec<Vec<&'a str>> {
    let is_list = |c: char| c.is_ascii_lowercase() || "_, ".contains(c);
    let lists = code.split(word).skip(1).map(|rest| {
        let list = rest.split(|c| !is_list(c)).next().unwrap_or_default();
        list.split(" from ").next().unwrap_or_default().split(',').map(str::trim).collect()
    });
    lists.collect()
}

#[test]
fn a_list_of_columns_is_written_once() {
    let (stores, mut seen) = (stores(), BTreeMap::new());
    for (file, code) in &stores {
        for word in ["select ", "returning ", "COLUMNS: &str = \""] {
            for list in lists(code, word) {
                let is_named = word.starts_with("COLUMNS") || list.len() <= 4;
                assert!(is_named, "src/{file}: name these columns in COLUMNS: {list:?}");
                for four in list.windows(4) {
                    let other = seen.insert(four.to_vec(), file);
                    assert_eq!(other, None, "src/{file} lists the same columns: {four:?}");
                }
            }
        }
    }
    assert!(seen.len() > 50, "found {} runs of columns", seen.len());
}
