//! Tests the sizes of files: a file is about one thing, so it is short.

use std::fs;
use std::path::{Path, PathBuf};

use super::structure::root;

/// How many files of `src` may have 250 lines or more.
const MAX_LONG: usize = 10;

/// Returns all Rust files of a folder.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let files = files.into_iter().filter(|path| path.extension().is_some_and(|one| one == "rs"));
    files.chain(folders.iter().flat_map(|folder| rust_files(folder))).collect()
}

fn lines(path: &Path) -> usize {
    fs::read_to_string(path).unwrap().lines().count()
}

#[test]
fn no_file_is_longer_than_300_lines() {
    let folders = ["src", "app/src", "app/tests", "testing/src", "frontend/src", "bench/src"];
    for path in folders.iter().flat_map(|folder| rust_files(&root().join(folder))) {
        let lines = lines(&path);
        assert!(lines <= 300, "{} has {lines} lines: split it by noun", path.display());
    }
}

#[test]
fn few_files_of_src_have_250_lines_or_more() {
    let files = rust_files(&root().join("src"));
    let long: Vec<_> = files.iter().filter(|path| lines(path) >= 250).collect();
    assert!(
        long.len() <= MAX_LONG,
        "{} files have 250 lines or more, and {MAX_LONG} may. Cut one by noun: find the second thing \
         it is about, and give that a file with its name. {long:#?}",
        long.len(),
    );
}
