//! Tests the texts of emails: the same in every language, and without injected content.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::Path;

use minijinja::{Value, context};

use crate::mail::letter::{Letter, all_templates, environment, parts};
use crate::model::event::Kind;
use crate::model::locale::Locale;
use crate::model::magic_link::Purpose;

fn words() -> Value {
    context! {
        site => "Latchkey", origin => "https://example.org", host => "example.org",
        link => "https://example.org/magic-link?token=t", code => "ABCD-EFGH", minutes => 15,
        browser => (Some("Firefox"), Some("Linux")), ip => "192.0.2.1", passkey => "<b>[x](y)</b>",
        dashboard => "https://example.org/dashboard", at => 1_795_439_100, left => 9,
        hours => 72, days => 7, ripe_at => 1_795_439_100, until => 1_795_439_100, sign_in => "https://example.org/sign-in",
        sign_up => "https://example.org/sign-up",
    }
}

fn values(source: &str) -> BTreeSet<String> {
    let environment = environment(Locale::En).unwrap();
    let template = environment.template_from_str(source).unwrap();
    let values: HashSet<_> = template.undeclared_variables(false);
    values.into_iter().collect()
}

fn mails() -> impl Iterator<Item = (&'static str, [&'static str; Locale::ALL.len()])> {
    let is_mail =
        |name: &str| !["browser", "facts"].contains(&name) && Path::new(name).extension().is_none();
    all_templates().copied().filter(move |(name, _)| is_mail(name))
}

/// The compiler checks that every listed template exists in every language.
#[test]
fn every_file_is_listed_and_everything_that_is_mailed_has_one() {
    let listed: BTreeSet<_> = all_templates().map(|(name, _)| format!("{name}.txt")).collect();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let extras = fs::read_dir(src.join("extras")).unwrap().map(|extra| extra.unwrap().path());
    let folders: Vec<_> = std::iter::once(src.join("mail")).chain(extras).collect();
    for locale in Locale::ALL {
        let folders = folders.iter().map(|one| one.join("templates").join(locale.as_str()));
        let files = folders.filter_map(|folder| fs::read_dir(folder).ok()).flatten();
        let files = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        assert_eq!(files.collect::<BTreeSet<_>>(), listed, "{locale:?}");
    }
    let names: BTreeSet<_> = mails().map(|(name, _)| name).collect();
    let events = Kind::all().filter(|kind| kind.is_mailed()).map(Kind::as_str);
    let links = [Purpose::SignIn, Purpose::Confirm, Purpose::Change].map(Purpose::as_str);
    for mailed in events.chain(links) {
        assert!(names.contains(mailed), "{mailed}");
    }
}

#[test]
fn every_language_says_the_same_in_the_same_order() {
    let shape = |source| {
        let (_, paragraphs) = parts(source);
        let kind = |paragraph: &str| paragraph.chars().next().filter(|first| "[ ".contains(*first));
        paragraphs.map(kind).collect::<Vec<_>>()
    };
    for (name, sources) in all_templates() {
        for (source, locale) in sources.iter().zip(Locale::ALL) {
            assert_eq!(values(source), values(sources[0]), "{name} in {locale:?}");
            assert!(
                shape(source) == shape(sources[0]),
                "{name} in {locale:?} has other paragraphs"
            );
        }
    }
    for (name, sources) in mails() {
        assert!(sources.iter().all(|source| source.starts_with("# ")), "{name} has no subject");
    }
}

/// An owner who didn't do it needs all of this to notice and undo it.
#[test]
fn every_mail_about_an_event_says_when_in_which_browser_from_where_and_what_to_do() {
    // Changes by the site have no browser of the owner, and a deleted account has no page.
    let other = [Kind::Deactivated, Kind::Deleted, Kind::DeletedBySite];
    let about_events = Kind::all().filter(|kind| kind.is_mailed() && !other.contains(kind));
    let told: Vec<_> =
        about_events.map(Kind::as_str).chain(["reset_requested", "new_browser"]).collect();
    assert!(told.len() > 10, "{told:?}");
    for (name, sources) in mails().filter(|(name, _)| told.contains(name)) {
        for (source, locale) in sources.iter().zip(Locale::ALL) {
            let date = locale.date_time(1_795_439_100);
            let letter = Letter::write(locale, name, &words()).unwrap();
            for part in [&letter.text, &letter.html] {
                for fact in [date.as_str(), "Firefox", "Linux", "192.0.2.1"] {
                    assert!(part.contains(fact), "{name} in {locale:?} lacks {fact}: {part}");
                }
            }
            let (_, paragraphs) = parts(source);
            let last: Vec<_> = paragraphs.collect();
            assert!(
                last.iter().any(|one| one.starts_with('[')),
                "{name} in {locale:?} leads nowhere"
            );
        }
    }
}

#[test]
fn the_facts_are_a_table_that_values_cant_break() {
    let words = context! {
        browser => (Some("<b>Fire: fox</b>"), None::<&str>), ip => "192.0.2.1\nFrom: mallory", ..words()
    };
    let letter = Letter::write(Locale::En, "passkey_added", &words).unwrap();
    assert!(
        letter.html.contains(
            ">IP address</th><td style=\"padding: 0.15em 0\">192.0.2.1 From: mallory</td>"
        ),
        "{}",
        letter.html
    );
    assert!(letter.html.contains("&lt;b&gt;Fire: fox&lt;&#x2f;b&gt;</td>"), "{}", letter.html);
    let table = letter.text.split("\n\n").find(|part| part.starts_with("When: ")).unwrap();
    assert_eq!(table.lines().count(), 3, "{table}");
}

#[test]
fn no_two_languages_share_a_tenth_of_their_paragraphs() {
    let mut said: BTreeMap<Locale, BTreeSet<&str>> = BTreeMap::new();
    for (_, sources) in mails() {
        for (source, locale) in sources.into_iter().zip(Locale::ALL) {
            let paragraphs = source.split("\n\n");
            let paragraphs =
                paragraphs.filter(|text| !text.starts_with("    ") && !text.starts_with("{{"));
            said.entry(locale).or_default().extend(paragraphs);
        }
    }
    for (one, ones) in &said {
        for (other, others) in said.iter().filter(|(other, _)| *other > one) {
            let shared: Vec<_> = ones.intersection(others).collect();
            assert!(shared.len() * 10 < ones.len(), "{one:?} and {other:?} share {shared:?}");
        }
    }
}

/// The link to the site, at the end of every email.
const SITE: &str = "<a href=\"https:&#x2f;&#x2f;example.org\" style=\"color: inherit\">";

#[test]
fn a_mail_is_whole_in_every_language() {
    for (kind, _) in mails() {
        for locale in Locale::ALL {
            let letter = Letter::write(locale, kind, &words()).unwrap();
            let lang = format!("<html lang=\"{}\">", locale.as_str());
            assert!(letter.html.contains(&lang), "{}", letter.html);
            assert!(!letter.subject.starts_with('#') && letter.subject.contains("Latchkey"));
            for part in [&letter.subject, &letter.text, &letter.html] {
                assert!(!part.contains("{{") && !part.contains("{%"), "{locale:?} {kind}: {part}");
            }
            assert!(!letter.text.contains("none"), "{locale:?} {kind}: {}", letter.text);
            // Without an account that can be opened, there is nothing to link to.
            if matches!(kind, "account_deleted" | "account_deleted_by_site" | "deactivated") {
                assert!(!letter.html.replace(SITE, "").contains("<a "), "{}", letter.html);
                continue;
            }
            let links = ["magic-link?token=t", "dashboard", "sign-in", "sign-up"]
                .map(|page| format!("https://example.org/{page}"));
            let is_button = |link: &String| {
                letter.html.contains(&format!("href=\"{link}\"").replace('/', "&#x2f;"))
            };
            assert!(links.iter().any(is_button), "{}", letter.html);
            assert!(links.iter().any(|link| letter.text.contains(link)), "{}", letter.text);
        }
    }
}

#[test]
fn the_words_of_others_make_neither_buttons_nor_html() {
    for locale in Locale::ALL {
        let letter = Letter::write(locale, "passkey_added", &words()).unwrap();
        assert!(letter.html.contains("&lt;b&gt;[x](y)"), "{}", letter.html);
        assert_eq!(letter.html.replace(SITE, "").matches("<a ").count(), 1, "{}", letter.html);
        assert!(letter.text.contains("<b>[x](y)</b>"), "{}", letter.text);
    }
}

#[test]
fn dates_and_browsers_are_written_as_the_language_does() {
    let german = Letter::write(Locale::De, "passkey_added", &words()).unwrap();
    assert!(
        german.text.contains("Zeitpunkt: 23.11.2026, 13:05 UTC\nBrowser: Firefox unter Linux\n"),
        "{}",
        german.text
    );
    let polish = Letter::write(Locale::Pl, "passkey_added", &words()).unwrap();
    assert!(
        polish.text.contains("Kiedy: 23 lis 2026, 13:05 UTC\nPrzeglądarka: Firefox (Linux)\n"),
        "{}",
        polish.text
    );
    let unknown = context! { browser => (None::<&str>, None::<&str>), ..words() };
    let german = Letter::write(Locale::De, "passkey_added", &unknown).unwrap();
    assert!(german.text.contains("Browser: Unbekannter Browser\n"), "{}", german.text);
}
