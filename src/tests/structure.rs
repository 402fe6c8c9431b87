//! Tests the layers of `src/` by its `use` lines: which module may use which.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The modules by layer, lowest first. A module uses its own layer and those below it.
const STOREYS: &[&[&str]] = &[
    &["error", "clock", "check", "facade"],
    &["crypto"],
    &["model"],
    &["config"],
    &["store"],
    &["web"],
    &["event", "mail", "settings"],
    &["session"],
    &["magic_link", "passkey"],
    &["recovery"],
    &["account"],
    &["http"],
    &["extras"],
];

/// Names that `lib.rs` re-exports, with their modules.
const NAMES: &[(&str, &str)] = &[
    ("Config", "config"),
    ("Error", "error"),
    ("Locale", "model"),
    ("Random", "crypto"),
    ("SignUp", "config"),
    ("Store", "store"),
    ("User", "model"),
    ("UserId", "model"),
];

pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the Rust files of a folder and its subfolders, except those of tests.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let files = files.into_iter().filter(|path| path.extension().is_some_and(|one| one == "rs"));
    let all = files.chain(folders.iter().flat_map(|folder| sources(folder)));
    all.filter(|path| !path.components().any(|part| part.as_os_str() == "tests"))
        .filter(|path| path.file_stem().is_some_and(|name| name != "tests"))
        .collect()
}

/// Returns the code of a file, without comments and without the tests at its end.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.fold(String::new(), |code, line| code + line + "\n")
}

/// Returns each file's path below `src/`, with its code.
pub(super) fn files() -> Vec<(String, String)> {
    let src = root().join("src");
    let name = |path: &Path| path.strip_prefix(&src).unwrap().display().to_string();
    sources(&src).iter().map(|path| (name(path), code(path))).collect()
}

/// Returns the top-level module of `src/` that a file is in.
pub(super) fn module(file: &str) -> String {
    file.split('/').next().unwrap().trim_end_matches(".rs").to_owned()
}

/// Returns what follows each `crate::` in the code: a module, or a name that `lib.rs` re-exports.
fn used(code: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for (at, prefix) in code.match_indices("crate::") {
        let rest = &code[at + prefix.len()..];
        let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        if let Some(group) = rest.strip_prefix('{') {
            let group = group.split('}').next().unwrap_or_default();
            used.extend(group.split(',').map(|one| one.trim().to_owned()));
        } else {
            used.insert(rest.split(|c| !is_path(c)).next().unwrap_or_default().to_owned());
        }
    }
    used
}

/// Returns the module of a path after `crate::`.
fn module_of(path: &str) -> String {
    let first = path.split("::").next().unwrap_or_default();
    let name = NAMES.iter().find(|(name, _)| *name == first);
    name.map_or(first, |(_, module)| module).to_owned()
}

fn storey(module: &str) -> Option<usize> {
    STOREYS.iter().position(|storey| storey.contains(&module))
}

#[test]
fn every_module_has_a_storey_and_uses_none_above_it() {
    for (file, code) in files() {
        let from = module(&file);
        if ["lib", "extras"].contains(&from.as_str()) {
            continue;
        }
        let own =
            storey(&from).unwrap_or_else(|| panic!("add src/{from} to a layer in {}", file!()));
        for path in used(&code) {
            // The core reaches extras only through their list.
            let to = module_of(&path);
            if path == "RelyingParty" || to == "extras" {
                continue;
            }
            let storey = storey(&to)
                .unwrap_or_else(|| panic!("{file} uses crate::{path}: which module is that?"));
            assert!(storey <= own, "src/{file} uses crate::{path}, which is above it");
        }
    }
}

#[test]
fn modules_of_one_storey_use_each_other_in_one_direction() {
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (file, code) in files() {
        let to = used(&code).into_iter().map(|path| module_of(&path));
        uses.entry(module(&file)).or_default().extend(to);
    }
    for (one, used) in &uses {
        for other in used.iter().filter(|other| *other != one && storey(other) == storey(one)) {
            let is_back = uses.get(other).is_some_and(|used| used.contains(one));
            assert!(!is_back || storey(one).is_none(), "{one} and {other} use each other");
        }
    }
}

#[test]
fn the_core_names_no_extra() {
    for (file, code) in files().into_iter().filter(|(file, _)| !file.starts_with("extras/")) {
        for path in used(&code).into_iter().filter(|path| path.starts_with("extras::")) {
            assert_eq!(path, "extras::EXTRAS", "{file} names an extra");
        }
    }
}

/// Returns the Cargo features of the library, each with those that it turns on.
pub(super) fn features() -> toml::Table {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let mut manifest: toml::Table = manifest.parse().unwrap();
    manifest.remove("features").unwrap().try_into().unwrap()
}

/// Returns whether the feature of an extra turns on that of another.
pub(super) fn turns_on(features: &toml::Table, extra: &str, other: &str) -> bool {
    features[extra].as_array().unwrap().iter().any(|one| one.as_str() == Some(other))
}

/// Returns the extra that a file is in.
pub(super) fn extra(file: &str) -> Option<&str> {
    Some(file.strip_prefix("extras/")?.split_once('/')?.0)
}

/// So that every choice of extras compiles, without trying them all.
#[test]
fn an_extra_uses_another_only_if_its_feature_turns_that_on() {
    let features = features();
    for (file, code) in files() {
        let Some(extra) = extra(&file) else { continue };
        for path in used(&code) {
            let Some(path) = path.strip_prefix("extras::") else { continue };
            let other = path.split("::").next().unwrap_or_default();
            if features.contains_key(other) && other != extra {
                let may = turns_on(&features, extra, other);
                assert!(may, "src/{file} uses the extra {other}");
            }
        }
    }
}

#[test]
fn sql_is_in_the_stores() {
    for (file, code) in files() {
        let is_store = file.starts_with("store/") || file.contains("/store");
        for sql in ["sqlx::query", "\"delete from ", "\"insert into ", "select "] {
            assert!(is_store || !code.contains(sql), "{file} has SQL: {sql}");
        }
    }
}

#[test]
fn webauthn_rs_is_used_where_ceremonies_are() {
    for (file, code) in files() {
        let may = file.starts_with("passkey/") || file == "model/credential.rs" || file == "lib.rs";
        assert!(may || !code.contains("webauthn_rs"), "{file} uses webauthn_rs");
    }
}
