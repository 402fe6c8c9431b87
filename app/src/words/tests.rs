//! Compares the languages with each other, and the texts with the pages that use them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_bundle::FluentValue;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use latchkey::Locale;

use super::{say_in, sources};
use crate::problem::BROWSER_CODES;

/// The parts of a text that can be compared.
#[derive(Default)]
struct Sentence {
    text: String,
    variables: BTreeSet<String>,
    /// Plural forms: `one`, `few`, …
    variants: BTreeSet<String>,
}

fn sentences(locale: Locale) -> BTreeMap<String, Sentence> {
    let resources = sources(locale).map(|source| {
        parser::parse(source).unwrap_or_else(|(_, errors)| {
            panic!("{}.ftl cannot be read: {errors:?}", locale.as_str());
        })
    });
    let mut sentences = BTreeMap::new();
    for entry in resources.flat_map(|resource| resource.body) {
        let Entry::Message(message) = entry else { continue };
        let mut sentence = Sentence::default();
        read(&message.value.expect("a sentence"), &mut sentence);
        let key = message.id.name.to_owned();
        assert!(
            sentences.insert(key, sentence).is_none(),
            "{}.ftl has {} twice",
            locale.as_str(),
            message.id.name
        );
    }
    sentences
}

fn read(pattern: &Pattern<&str>, sentence: &mut Sentence) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => sentence.text.push_str(value),
            PatternElement::Placeable { expression: Expression::Inline(inline) } => {
                read_inline(inline, sentence);
            }
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                read_inline(selector, sentence);
                for variant in variants {
                    sentence.variants.insert(format!("{:?}", variant.key));
                    read(&variant.value, sentence);
                }
            }
        }
    }
}

fn read_inline(inline: &InlineExpression<&str>, sentence: &mut Sentence) {
    match inline {
        InlineExpression::VariableReference { id } => {
            sentence.variables.insert(id.name.to_owned());
        }
        InlineExpression::MessageReference { id, .. } => sentence.text.push_str(id.name),
        other => panic!("unsupported in a text: {other:?}"),
    }
}

fn others() -> impl Iterator<Item = Locale> {
    Locale::ALL.into_iter().filter(|locale| *locale != Locale::En)
}

#[test]
fn every_language_has_the_same_keys() {
    let english: BTreeSet<_> = sentences(Locale::En).into_keys().collect();
    for locale in others() {
        let keys: BTreeSet<_> = sentences(locale).into_keys().collect();
        let code = locale.as_str();
        let missing: Vec<_> = english.difference(&keys).collect();
        let unknown: Vec<_> = keys.difference(&english).collect();
        assert!(missing.is_empty(), "{code}.ftl lacks {missing:?}");
        assert!(unknown.is_empty(), "{code}.ftl alone has {unknown:?}");
    }
}

#[test]
fn a_text_takes_the_same_values_in_every_language() {
    let english = sentences(Locale::En);
    for locale in others() {
        for (key, sentence) in sentences(locale) {
            let expected = english.get(&key).map(|sentence| &sentence.variables);
            assert_eq!(Some(&sentence.variables), expected, "{key} in {}.ftl", locale.as_str());
        }
    }
}

/// Names and loan words may be the same. If a tenth of all texts is the same, a file was copied.
#[test]
fn no_two_languages_share_a_tenth_of_their_texts() {
    let all = Locale::ALL.map(sentences);
    for (index, one) in all.iter().enumerate() {
        for (other_index, other) in all.iter().enumerate().skip(index + 1) {
            let is_shared = |(key, sentence): &(&String, &Sentence)| {
                sentence.text.chars().any(char::is_alphabetic)
                    && sentence.text.contains(' ')
                    && other.get(*key).is_some_and(|other| other.text == sentence.text)
            };
            let shared: Vec<_> = one.iter().filter(is_shared).map(|(key, _)| key).collect();
            assert!(
                shared.len() * 10 < one.len(),
                "{} and {} share {shared:?}",
                Locale::ALL[index].as_str(),
                Locale::ALL[other_index].as_str()
            );
        }
    }
}

/// Chinese has one form for every number. The others distinguish one from many, and Polish also a few.
#[test]
fn plurals_have_the_forms_that_the_language_needs() {
    let english = sentences(Locale::En);
    let is_counted = |key: &str| english.get(key).is_some_and(|one| !one.variants.is_empty());
    for locale in others().filter(|locale| *locale != Locale::Zh) {
        for (key, sentence) in sentences(locale).into_iter().filter(|(key, _)| is_counted(key)) {
            let forms = sentence.variants.len();
            let needed = if locale == Locale::Pl { 4 } else { 2 };
            assert_eq!(
                forms,
                needed,
                "{key} in {}.ftl has {:?}",
                locale.as_str(),
                sentence.variants
            );
        }
    }
    let minutes =
        |locale, count: i64| say_in(locale, "ago-minutes", &[("count", FluentValue::from(count))]);
    assert_eq!(
        [1, 2, 5, 22].map(|count| minutes(Locale::Pl, count)),
        ["minutę temu", "2 minuty temu", "5 minut temu", "22 minuty temu"]
    );
    assert_eq!([1, 2].map(|count| minutes(Locale::Zh, count)), ["1 分钟前", "2 分钟前"]);
    assert_eq!(minutes(Locale::En, 1), "one minute ago");
    assert_eq!(minutes(Locale::De, 45), "vor 45 Minuten");
}

#[test]
fn an_unknown_key_is_shown_as_it_is() {
    assert_eq!(say_in(Locale::De, "no-such-sentence", &[]), "no-such-sentence");
}

/// Returns the sources that use texts: all except this file.
fn pages() -> String {
    let files = files(&root().join("app/src")).into_iter();
    let files = files.filter(|file| !file.ends_with("words/tests.rs"));
    files.map(|file| fs::read_to_string(file).unwrap()).collect()
}

/// Returns the files in a folder and its subfolders.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, here): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    here.into_iter().chain(folders.iter().flat_map(|folder| files(folder))).collect()
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Returns the keys in `t!` and `t_view!`. Comments don't count.
fn asked() -> BTreeSet<String> {
    let pages = pages();
    let code: String = pages.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let mut asked = BTreeSet::new();
    for start in ["t!(", "t_view!("] {
        for (at, _) in code.match_indices(start) {
            // Not `format!(`.
            let is_other =
                code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_');
            let key = code[at + start.len()..].trim_start().strip_prefix('"');
            let key = key.filter(|_| !is_other).and_then(|call| call.split('"').next());
            asked.extend(key.map(str::to_owned));
        }
    }
    asked
}

/// Returns the keys of the messages after a change.
fn done() -> BTreeSet<String> {
    let pages = pages();
    let texts = pages.split("\"done-").skip(1).map(|rest| rest.split('"').next().unwrap());
    texts.filter(|text| !text.is_empty()).map(|text| format!("done-{text}")).collect()
}

/// Returns the public codes in `src/error/code.rs`.
fn server_codes() -> BTreeSet<String> {
    let source = fs::read_to_string(root().join("src/error/code.rs")).unwrap();
    let (_, names) = source.split_once("pub fn code(&self)").unwrap();
    let (names, _) = names.split_once("\n    }\n").unwrap();
    // Not the names of features.
    let lines = names.lines().filter(|line| !line.trim_start().starts_with("#["));
    lines.flat_map(|line| line.split('"').skip(1).step_by(2)).map(str::to_owned).collect()
}

/// Returns the event kinds.
fn event_kinds() -> BTreeSet<String> {
    let source = fs::read_to_string(root().join("src/model/event_kind.rs")).unwrap();
    let (_, names) = source.split_once("const ALL:").unwrap();
    let (names, _) = names.split_once("];").unwrap();
    names.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_text_is_used_and_every_used_key_exists() {
    let mut asked = asked();
    let errors =
        server_codes().into_iter().chain(BROWSER_CODES.iter().map(|code| (*code).to_owned()));
    asked.extend(errors.map(|code| format!("error-{code}")));
    asked.extend(done());
    asked.extend(event_kinds().into_iter().map(|kind| format!("event-{kind}")));
    let there: BTreeSet<_> = sentences(Locale::En).into_keys().collect();
    let missing: Vec<_> = asked.difference(&there).collect();
    let unused: Vec<_> = there.difference(&asked).collect();
    assert!(missing.is_empty(), "app/locales/*.ftl lack {missing:?}");
    assert!(unused.is_empty(), "no page uses {unused:?}");
}

#[test]
fn every_code_of_the_errors_and_events_is_found_in_the_sources() {
    assert!(server_codes().contains("verification_failed") && server_codes().contains("internal"));
    assert!(event_kinds().contains("signed_up") && event_kinds().contains("signed_out"));
    assert!(asked().contains("home-heading") && asked().contains("session-opened"));
}
