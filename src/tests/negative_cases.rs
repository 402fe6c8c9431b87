//! Tests that docs name existing tests for everything that must be rejected and is guaranteed.

use std::fs;
use std::path::{Path, PathBuf};

/// Returns the Rust files of a folder and its subfolders.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    files.into_iter().chain(folders.iter().flat_map(|folder| sources(folder))).collect()
}

/// Returns a page and the text of all tests.
pub(crate) fn page_and_tests(page: &str) -> (String, String) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tests = ["src", "app/tests"].iter().flat_map(|folder| sources(&root.join(folder)));
    let tests = tests.map(|file| fs::read_to_string(file).unwrap_or_default()).collect();
    (fs::read_to_string(root.join(page)).unwrap(), tests)
}

/// Returns the names in a cell, which are written as code.
pub(crate) fn names(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// Returns the rows of the table of negative cases: number, case, steps and tests.
pub(crate) fn rows(table: &str) -> Vec<Vec<&str>> {
    table
        .lines()
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .filter(|row: &Vec<&str>| row[0].parse::<u32>().is_ok())
        .collect()
}

#[test]
fn every_promise_names_tests_that_exist() {
    let (page, tests) = page_and_tests("docs/threat-model.md");
    let promises = page.split("## Promises").nth(1).unwrap();
    let is_head = |line: &str| line.starts_with("|--") || line.starts_with("| an attacker");
    let rows = promises.lines().filter(|line| line.starts_with('|') && !is_head(line));
    let mut count = 0;
    for row in rows {
        let cells: Vec<_> = row.split('|').collect();
        let names = names(cells[3]);
        assert!(!names.is_empty(), "no test: {row}");
        for name in names {
            assert!(tests.contains(&format!("fn {name}(")), "there is no test {name}: {row}");
        }
        count += 1;
    }
    assert!(count >= 35, "only {count} promises were found");
}

#[test]
fn every_negative_case_names_tests_that_exist() {
    let (table, tests) = page_and_tests("docs/negative-cases.md");
    let rows = rows(&table);
    let numbers: Vec<u32> = rows.iter().map(|row| row[0].parse().unwrap()).collect();
    assert!(numbers.is_sorted_by(|one, next| one < next), "{numbers:?}");
    assert!(rows.len() >= 70, "a row is missing");
    for row in rows {
        let names = names(row[3]);
        assert!(!names.is_empty(), "row {} names no test", row[0]);
        for name in names {
            assert!(tests.contains(&format!("fn {name}(")), "row {}: there is no {name}", row[0]);
        }
    }
}
