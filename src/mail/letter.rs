//! Renders messages from templates, in the recipient's language.
//!
//! An email is one file for each language, `templates/{locale}/{kind}.txt`. Its text and HTML parts
//! both come from that file, so they always say the same:
//!
//! ```text
//! # The subject, on one line
//!
//! A paragraph, with {{ values }} and a {{ moment|date }}.
//!
//! {{ facts }}
//!
//! [The label of the button]({{ link }})
//!
//!     {{ code }}
//! ```
//!
//! The file is split into paragraphs before values are filled in. Addresses, browsers and passkey
//! names come from other people, so they can't add buttons or HTML. `{{ facts }}` stands for the
//! table in `templates/{locale}/facts.txt`: when, in which browser and from where it happened. The
//! HTML around the paragraphs is `templates/layout.html`. A text message is `templates/{locale}/{kind}.text.txt`, without
//! paragraphs.

use minijinja::{Environment, Value, context};
use serde::Serialize;

use crate::error::{Error, Result};
use crate::extras::EXTRAS;
use crate::model::locale::Locale;

const LAYOUT: &str = include_str!("templates/layout.html");

/// Templates in every language, in the order of [`Locale::ALL`]. Their folder `templates` is next
/// to the file that lists them.
macro_rules! templates {
    ($($name:literal)*) => {
        &[$((
            $name,
            [
                include_str!(concat!("templates/en/", $name, ".txt")),
                include_str!(concat!("templates/de/", $name, ".txt")),
                include_str!(concat!("templates/es/", $name, ".txt")),
                include_str!(concat!("templates/it/", $name, ".txt")),
                include_str!(concat!("templates/pl/", $name, ".txt")),
                include_str!(concat!("templates/pt/", $name, ".txt")),
                include_str!(concat!("templates/zh/", $name, ".txt")),
            ],
        )),*]
    };
}

/// A template: its name and its text in every language.
pub(crate) type Template = (&'static str, [&'static str; Locale::ALL.len()]);

const TEMPLATES: &[Template] = templates! {
    "browser"
    "facts"
    "sign_in"
    "sign_up"
    "confirm"
    "passkey_added"
    "passkey_removed"
    "passkey_removed_by_site"
    "counter_went_back"
    "new_browser"
    "recovery_codes_made"
    "recovery_code_used"
    "reset_requested"
    "reset_cancelled"
    "reset_completed"
    "reset_ripe"
    "change"
    "address_taken"
    "no_account"
    "invitation"
    "address_changing"
    "address_changed"
    "phone_added"
    "phone_removed"
    "account_deleted"
    "account_deleted_by_site"
    "deactivated"
};

/// The paragraph that stands for the table of facts.
const FACTS: &str = "{{ facts }}";

/// The parts of an email.
pub(crate) struct Letter {
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
}

/// A paragraph with its values filled in.
#[derive(Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
enum Paragraph {
    Text { text: String },
    Button { text: String, link: String },
    Code { text: String },
    Facts { rows: Vec<Row> },
}

/// A row of the table of facts.
#[derive(Serialize)]
struct Row {
    label: String,
    value: String,
}

impl Letter {
    /// Renders an email from a template.
    pub(crate) fn write(locale: Locale, kind: &str, words: &Value) -> Result<Self> {
        let environment = environment(locale)?;
        let (subject, body) = parts(source(locale, kind)?);
        let subject = fill(&environment, subject, words)?;
        let paragraphs = body
            .map(|paragraph| match paragraph {
                FACTS => Paragraph::facts(&environment, source(locale, "facts")?, words),
                paragraph => Paragraph::fill(&environment, paragraph, words),
            })
            .collect::<Result<Vec<_>>>()?;
        let around = context! { lang => locale.as_str(), subject, paragraphs };
        let layout = environment.get_template("layout.html").map_err(Error::internal)?;
        let html =
            layout.render(context! { ..around, ..words.clone() }).map_err(Error::internal)?;
        let mut text: Vec<_> = paragraphs.iter().map(Paragraph::to_text).collect();
        text.push(fill(&environment, "{{ origin }}", words)?);
        Ok(Self { subject: one_line(&subject), text: text.join("\n\n") + "\n", html })
    }
}

impl Paragraph {
    fn fill(environment: &Environment<'_>, source: &str, words: &Value) -> Result<Self> {
        let fill = |source: &str| fill(environment, source, words);
        let button = source.strip_prefix('[').and_then(|button| button.strip_suffix(')'));
        Ok(match (source.strip_prefix("    "), button.and_then(|button| button.split_once("]("))) {
            (Some(code), _) => Self::Code { text: fill(code)? },
            (None, Some((text, link))) => Self::Button { text: fill(text)?, link: fill(link)? },
            (None, None) => Self::Text { text: fill(source)? },
        })
    }

    /// Renders the table of facts: a label and a value on each line.
    fn facts(environment: &Environment<'_>, source: &str, words: &Value) -> Result<Self> {
        let row = |line: &str| {
            let (label, value) = line.split_once(": ").unwrap_or_default();
            let value = fill(environment, value, words)?;
            Ok(Row { label: label.to_owned(), value: one_line(&value) })
        };
        Ok(Self::Facts { rows: source.lines().map(row).collect::<Result<_>>()? })
    }

    fn to_text(&self) -> String {
        match self {
            Self::Text { text } => text.clone(),
            Self::Button { link, .. } => link.clone(),
            Self::Code { text } => format!("    {text}"),
            Self::Facts { rows } => {
                let lines = rows.iter().map(|Row { label, value }| format!("{label}: {value}"));
                lines.collect::<Vec<_>>().join("\n")
            }
        }
    }
}

/// Returns a browser and its operating system in words.
pub(crate) fn browser_in_words(
    locale: Locale,
    (browser, system): (Option<&str>, Option<&str>),
) -> Result<String> {
    fill(&Environment::new(), source(locale, "browser")?.trim(), &context! { browser, system })
}

pub(crate) fn source(locale: Locale, name: &str) -> Result<&'static str> {
    let found = all_templates().find(|(known, _)| *known == name);
    let (_, sources) = found.ok_or_else(|| Error::internal(format!("no template: {name}")))?;
    Ok(sources[locale as usize])
}

/// Lists the templates of the core and of every extra.
pub(crate) fn all_templates() -> impl Iterator<Item = &'static Template> {
    TEMPLATES.iter().chain(EXTRAS.iter().flat_map(|extra| extra.templates()))
}

/// Splits a template into its subject and the paragraphs below.
pub(crate) fn parts(source: &str) -> (&str, impl Iterator<Item = &str>) {
    let (subject, body) = source.split_once("\n\n").unwrap_or((source, ""));
    let paragraphs = body.split("\n\n").map(|paragraph| paragraph.trim_matches('\n'));
    (subject.trim_start_matches("# "), paragraphs.filter(|paragraph| !paragraph.is_empty()))
}

/// Returns the template environment, with filters for the language. It escapes templates with names
/// that end in .html.
pub(crate) fn environment(locale: Locale) -> Result<Environment<'static>> {
    let mut environment = Environment::new();
    environment.add_template("layout.html", LAYOUT).map_err(Error::internal)?;
    environment.add_filter("date", move |at: Option<i64>| {
        at.map(|at| locale.date_time(at)).unwrap_or_default()
    });
    environment.add_filter("named", move |browser: Value| {
        let name = |index| browser.get_item_by_index(index).ok().filter(|name| !name.is_none());
        let (browser, system) = (name(0), name(1));
        let (browser, system) =
            (browser.as_ref().and_then(Value::as_str), system.as_ref().and_then(Value::as_str));
        browser_in_words(locale, (browser, system)).unwrap_or_default()
    });
    Ok(environment)
}

pub(crate) fn fill(environment: &Environment<'_>, source: &str, words: &Value) -> Result<String> {
    environment.render_str(source, words).map_err(Error::internal)
}

/// Removes control characters, such as line breaks, which would end a header.
pub(crate) fn one_line(text: &str) -> String {
    text.trim().replace(char::is_control, " ")
}
