//! Docs: every link, file, setting and command that they name exists.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use app::cli::Cli;
use clap::CommandFactory as _;
use latchkey::config::SETTINGS;

/// Folders of the project. A word in code that starts with one is a path.
const FOLDERS: [&str; 14] = [
    "app/",
    "bench/",
    "clients/",
    "deploy/",
    "docs/",
    "end2end/",
    "examples/",
    "frontend/",
    "migrations/",
    "public/",
    "scripts/",
    "src/",
    "style/",
    "testing/",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Returns the Markdown files in a folder, by path from the root.
fn pages_in(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap());
    let mut pages = Vec::new();
    for entry in entries {
        let (path, name) = (entry.path(), entry.file_name().into_string().unwrap());
        if path.is_dir() && folder == "docs/" {
            pages.extend(pages_in(&format!("{folder}{name}/")));
        } else if path.extension().is_some_and(|extension| extension == "md") {
            pages.push(format!("{folder}{name}"));
        }
    }
    pages
}

/// Returns every page with its text: those at the root, and those in `docs/`.
fn pages() -> BTreeMap<String, String> {
    let names = [pages_in(""), pages_in("docs/")].concat();
    let pages: BTreeMap<_, _> = names
        .into_iter()
        .map(|name| (name.clone(), fs::read_to_string(root().join(name)).unwrap()))
        .collect();
    assert!(pages.contains_key("README.md") && pages.len() > 20);
    pages
}

/// Returns the pages that say how things are now. The changelog also says how they were.
fn current_pages() -> BTreeMap<String, String> {
    let mut pages = pages();
    pages.remove("CHANGELOG.md");
    pages
}

/// Returns the files that build and start a server elsewhere: for containers, systemd and the workflow.
fn deployments() -> BTreeMap<String, String> {
    let units = fs::read_dir(root().join("deploy")).unwrap();
    let units = units.map(|unit| format!("deploy/{}", unit.unwrap().file_name().display()));
    let files =
        units.chain(["Dockerfile", "compose.yaml", ".github/workflows/ci.yml"].map(str::to_owned));
    files.map(|name| (name.clone(), fs::read_to_string(root().join(name)).unwrap())).collect()
}

/// Returns the shell commands in a page's blocks, and the code in its sentences.
fn code(text: &str) -> Vec<String> {
    let mut code = Vec::new();
    let mut block = None;
    for line in text.lines() {
        if let Some(language) = line.strip_prefix("```") {
            block = if block.is_some() { None } else { Some(language) };
        } else if block == Some("sh") {
            code.push(line.split(" #").next().unwrap_or_default().trim().to_owned());
        } else if block.is_none() && !line.contains("A new file `") {
            code.extend(line.split('`').skip(1).step_by(2).map(str::to_owned));
        }
    }
    code
}

/// Returns the anchor that GitHub gives a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

#[test]
fn every_link_in_the_docs_leads_to_a_file_and_a_heading() {
    for (page, text) in pages() {
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for target in targets.filter(|target| !target.contains("://")) {
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            let path = match file {
                "" => root().join(&page),
                file => root().join(&page).parent().unwrap().join(file),
            };
            assert!(path.exists(), "{page}: {target} doesn't exist");
            if !heading.is_empty() {
                let text = fs::read_to_string(&path).unwrap();
                let headings = text.lines().filter(|line| line.starts_with('#'));
                let mut anchors = headings.map(|line| anchor(line.trim_start_matches(['#', ' '])));
                assert!(
                    anchors.any(|one| one == heading),
                    "{page}: {target} has no heading of this name"
                );
            }
        }
    }
}

/// A link whose text is a name in code leads to the Rust file that defines it.
#[test]
fn every_function_that_the_docs_link_to_is_in_that_file() {
    let mut count = 0;
    for (page, text) in current_pages() {
        for rest in text.split("[`").skip(1) {
            let Some((name, rest)) = rest.split_once("`](") else { continue };
            let target = rest.split(')').next().unwrap_or_default();
            let is_rust = Path::new(target).extension().is_some_and(|extension| extension == "rs");
            if !is_rust || name.contains(['/', '.', ' ']) {
                continue;
            }
            let path = root().join(&page).parent().unwrap().join(target);
            let source = fs::read_to_string(path).unwrap();
            let name = name.rsplit("::").next().unwrap_or_default();
            let kinds = ["fn", "struct", "enum", "const", "static", "trait"];
            let is_defined = kinds.iter().any(|kind| {
                let start = format!("{kind} {name}");
                let mut definitions = source.split(&start).skip(1);
                definitions.any(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
            });
            assert!(is_defined, "{page}: {target} doesn't define {name}");
            count += 1;
        }
    }
    assert!(count > 60, "only {count} links were found");
}

#[test]
fn the_stories_are_short() {
    for page in pages_in("docs/stories/") {
        let words = fs::read_to_string(root().join(&page)).unwrap().split_whitespace().count();
        assert!(words <= 500, "{page} has {words} words, more than a page");
    }
}

#[test]
fn every_file_that_the_docs_name_exists() {
    let mut count = 0;
    let code = current_pages().into_iter().map(|(page, text)| (page, code(&text)));
    let lines = deployments().into_iter().map(|(file, text)| {
        let lines = text.lines().map(|line| line.trim_end_matches('.').to_owned());
        (file, lines.collect())
    });
    for (page, code) in code.chain(lines) {
        for code in code {
            let paths = code.split([' ', ':', ',', '(', ')', '"', '\'']).filter(|word| {
                FOLDERS.iter().any(|folder| word.starts_with(folder))
                    && !word.contains(['…', '*', '{', '<'])
            });
            for path in paths {
                assert!(root().join(path).exists(), "{page}: {path} doesn't exist");
                count += 1;
            }
        }
    }
    assert!(count > 50, "only {count} paths were found");
}

#[test]
fn every_setting_that_the_docs_name_exists() {
    for (page, text) in current_pages().into_iter().chain(deployments()) {
        for rest in text.split("LATCHKEY_").skip(1) {
            let end =
                rest.find(|c: char| !c.is_ascii_uppercase() && c != '_').unwrap_or(rest.len());
            let name = format!("LATCHKEY_{}", &rest[..end]);
            let is_prefix = name.ends_with('_');
            let exists = SETTINGS
                .iter()
                .any(|setting| setting.0 == name || is_prefix && setting.0.starts_with(&name));
            assert!(exists, "{page}: there is no setting {name}");
        }
    }
}

#[test]
fn every_setting_is_in_the_docs_with_its_default() {
    let pages = pages();
    let rows = ["docs/configuration.md", "docs/rate-limits.md"].iter().flat_map(|page| {
        pages[*page].lines().filter(|line| line.starts_with("| `")).map(|line| {
            let cells: Vec<_> = line.split('|').map(|cell| cell.trim().trim_matches('`')).collect();
            (cells[1], cells[2])
        })
    });
    let documented: BTreeMap<_, _> = rows.collect();
    let settings: BTreeMap<_, _> = SETTINGS.iter().map(|setting| (setting.0, setting.1)).collect();
    assert_eq!(documented, settings);
}

#[test]
fn every_command_that_the_docs_name_exists() {
    let makefile = fs::read_to_string(root().join("Makefile")).unwrap();
    let mut server = Cli::command();
    server.build();
    let mut count = 0;
    for (page, text) in current_pages() {
        for code in code(&text) {
            // The server under the name that docs/operating.md gives it.
            let code = code
                .split_once("/usr/local/bin/latchkey ")
                .map_or(code.clone(), |(_, rest)| format!("server {rest}"));
            let mut words = code.split_whitespace().filter(|word| !word.contains('…')).peekable();
            match words.next() {
                Some("make") => {
                    for target in words.filter(|word| !word.contains('=')) {
                        let rule = format!("\n{target}:");
                        assert!(makefile.contains(&rule), "{page}: {code}: no target {target}");
                    }
                }
                Some("server") => {
                    let mut command = &server;
                    while let Some(next) =
                        words.peek().and_then(|word| command.find_subcommand(word))
                    {
                        command = next;
                        words.next();
                    }
                    while let Some(word) = words.next() {
                        let exists = match word.strip_prefix("--") {
                            Some(option) => {
                                let mut arguments = command.get_arguments();
                                let found = arguments.find(|one| one.get_long() == Some(option));
                                if found.is_some_and(|found| found.get_action().takes_values()) {
                                    words.next();
                                }
                                found.is_some()
                            }
                            None => command.get_positionals().next().is_some(),
                        };
                        assert!(exists, "{page}: {code}: the server doesn't know {word}");
                    }
                }
                _ => continue,
            }
            count += 1;
        }
    }
    assert!(count > 20, "only {count} commands were found");
}
