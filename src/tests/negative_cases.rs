//! The table of what must be refused names tests; here it is held to that.

use std::fs;
use std::path::{Path, PathBuf};

/// Rust files of a folder and the folders in it.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    files.into_iter().chain(folders.iter().flat_map(|folder| sources(folder))).collect()
}

#[test]
fn every_negative_case_names_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tests: String =
        [root.join("src/tests"), root.join("src/extras"), root.join("app/tests/stories")]
            .iter()
            .flat_map(|folder| sources(folder))
            .map(|file| fs::read_to_string(file).unwrap())
            .collect();
    let table = fs::read_to_string(root.join("docs/negative-cases.md")).unwrap();
    let rows: Vec<Vec<&str>> = table
        .lines()
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .filter(|row: &Vec<&str>| row[0].parse::<u32>().is_ok())
        .collect();
    let numbers: Vec<u32> = rows.iter().map(|row| row[0].parse().unwrap()).collect();
    assert_eq!(numbers, (1..).take(rows.len()).collect::<Vec<_>>());
    assert!(rows.len() >= 70, "a row has gone");
    for row in rows {
        let names: Vec<_> = row[2].split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "row {} names no test", row[0]);
        for name in names {
            assert!(tests.contains(&format!("fn {name}(")), "row {}: there is no {name}", row[0]);
        }
    }
}
