//! Tests that the methods of the relying party are on facades, and where the facades are.

use super::structure::{extra, features, files, module, turns_on};

/// The public methods of the handle itself, which every layer needs. All others are on the facade
/// of their noun.
const OF_THE_HANDLE: &[&str] =
    &["new", "config", "clock", "store", "state", "sweep", "start_extras"];

/// The files that add methods to the handle, with the reason.
const ADD_TO_THE_HANDLE: &[(&str, &str)] = &[
    ("lib.rs", "the methods that every layer needs"),
    ("facade.rs", "the macro that adds the getter of a facade"),
    ("event/mod.rs", "every decision records events; these methods are private to the crate"),
];

/// Returns the public methods in the `impl` blocks of a type.
fn public_methods(code: &str, of: &str) -> Vec<String> {
    let blocks = code.split("\nimpl ").skip(1).filter(|block| block.starts_with(of));
    let blocks = blocks.map(|block| block.split("\n}\n").next().unwrap_or_default());
    let lines = blocks.flat_map(str::lines).filter_map(|line| line.strip_prefix("    pub "));
    let methods = lines.filter_map(|line| line.split("fn ").nth(1)?.split(['(', '<']).next());
    methods.map(str::to_owned).collect()
}

#[test]
fn the_handle_has_facades_instead_of_methods() {
    let is_of_the_handle = |line: &str| {
        let of = line.trim_start().strip_prefix("impl ").filter(|of| !of.contains(" for "));
        of.is_some_and(|of| of.ends_with("RelyingParty {"))
    };
    for (file, code) in files() {
        if code.lines().any(is_of_the_handle) {
            let may = ADD_TO_THE_HANDLE.iter().any(|(known, _)| *known == file);
            assert!(
                may,
                "src/{file} adds to the handle: put the methods on the facade of their noun"
            );
        }
        for method in public_methods(&code, "RelyingParty {") {
            assert!(
                OF_THE_HANDLE.contains(&method.as_str()),
                "src/{file} has {method} on the handle: put it on the facade of its noun",
            );
        }
    }
}

/// A facade, as its file declares it.
struct Facade<'a> {
    home: &'a str,
    call: &'a str,
    name: &'a str,
}

/// Returns the facades that the files declare.
fn facades(files: &[(String, String)]) -> Vec<Facade<'_>> {
    let mut facades = Vec::new();
    for (home, code) in files {
        for declared in code.split("\nfacade! {").skip(1) {
            let declared = declared.split('}').next().unwrap_or_default();
            let (call, name) = declared.trim().split_once(": ").unwrap();
            facades.push(Facade { home, call, name });
        }
    }
    facades
}

#[test]
fn the_name_of_a_call_names_the_folder() {
    let files = files();
    let facades = facades(&files);
    for Facade { home, name, .. } in &facades {
        let block = format!("\nimpl {name}<'_> {{");
        let mut answering = files.iter().filter(|(_, code)| code.contains(&block)).peekable();
        assert!(answering.peek().is_some(), "{name} answers nothing");
        for (file, _) in answering {
            let (here, there) = ((module(file), extra(file)), (module(home), extra(home)));
            assert_eq!(here, there, "src/{file} has methods of {name}");
        }
    }
    assert!(facades.len() >= 10, "found {} facades", facades.len());
}

#[test]
fn the_facade_of_an_extra_is_called_only_in_extras_that_need_it() {
    let (files, features) = (files(), features());
    for Facade { home, call, .. } in facades(&files) {
        let Some(other) = extra(home) else { continue };
        let is_elsewhere = |file: &str| extra(file) != Some(other);
        let callers = files.iter().filter(|(_, code)| code.contains(&format!(".{call}()")));
        for (file, _) in callers.filter(|(file, _)| is_elsewhere(file)) {
            let may = extra(file).is_some_and(|extra| turns_on(&features, extra, other));
            assert!(may, "src/{file} calls {call}() of the extra {other}");
        }
    }
}
