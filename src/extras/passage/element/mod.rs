//! `/element.js`: sign-up, sign-in and the account as custom elements, for any site's pages.
//!
//! It is one script without dependencies, assembled from the files in this folder. It works under a
//! strict content security policy: it has no inline styles and creates no HTML from strings. Every
//! site can load it, but only pages of allowed origins get responses from this server.
//!
//! Passage's own elements also load their texts from here (`/locales/`).

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};

use crate::RelyingParty;
use crate::config::{Colour, Tones};
use crate::error::{Error, Result};
use crate::http::compressed::Compressed;
use crate::http::encoded;
use crate::model::locale::Locale;

/// The script, without the accent colour.
const SCRIPT: &str = concat!(
    "const WORDS = ",
    include_str!("words.json"),
    ";\n",
    include_str!("client.js"),
    include_str!("view.js"),
    include_str!("auth.js"),
    include_str!("profile.js"),
);

/// Every site may read these responses. None contains a secret.
const EVERYONE: HeaderValue = HeaderValue::from_static("*");

pub(super) fn router(rp: &RelyingParty) -> Router {
    Router::new()
        .route("/element.js", get(script))
        .route("/locales/{file}", get(old_words))
        .layer(Extension(Script::default()))
        .with_state(rp.clone())
}

/// Returns the texts of Passage's elements. They request a language and then its country, such as
/// `de.json` and `de-at.json`. Both need every text: they look for some only in the country's file, and
/// show English if it has none. Without texts they show their keys, so other languages get English.
async fn old_words(Path(file): Path<String>) -> Result<impl IntoResponse> {
    let language = file.strip_suffix(".json").ok_or(Error::NotFound)?;
    let words = old_words_in(Locale::negotiate(language, &Locale::ALL));
    let json = HeaderValue::from_static("application/json");
    Ok(([(CONTENT_TYPE, json), (ACCESS_CONTROL_ALLOW_ORIGIN, EVERYONE)], words))
}

/// Returns the texts of Passage's elements in a language, by key.
fn old_words_in(locale: Locale) -> &'static str {
    match locale {
        Locale::En => include_str!("old_words/en.json"),
        Locale::De => include_str!("old_words/de.json"),
        Locale::Es => include_str!("old_words/es.json"),
        Locale::It => include_str!("old_words/it.json"),
        Locale::Pl => include_str!("old_words/pl.json"),
        Locale::Pt => include_str!("old_words/pt.json"),
        Locale::Zh => include_str!("old_words/zh.json"),
    }
}

/// The script as it is served: compressed for the first request with an accent colour, and then
/// kept.
#[derive(Clone, Default)]
struct Script(Arc<Mutex<Made>>);

/// The newest script, and its colour.
type Made = Option<(Colour, Arc<Compressed>)>;

impl Script {
    fn get(&self, accent: Colour) -> Result<Arc<Compressed>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, made)) = kept.as_ref().filter(|(colour, _)| *colour == accent) {
            return Ok(Arc::clone(made));
        }
        let made = Compressed::new(script_with(accent).as_bytes()).map_err(Error::internal)?;
        let (_, made) = kept.insert((accent, Arc::new(made)));
        Ok(Arc::clone(made))
    }
}

/// Returns the script with the accent colour. view.js puts it into its style sheet.
fn script_with(accent: Colour) -> String {
    let properties =
        |Tones { accent, hover, on, .. }| format!("--blue: {accent}; --deep: {hover}; --on: {on};");
    let [light, dark] = [accent.light(), accent.dark()].map(properties);
    format!("const LIGHT = '{light}', DARK = '{dark}';\n{SCRIPT}")
}

async fn script(
    State(rp): State<RelyingParty>,
    Extension(script): Extension<Script>,
    headers: HeaderMap,
) -> Result<Response> {
    // If the database is unavailable, the last known colour is good enough.
    if let Err(error) = rp.settings().refresh().await {
        error.log();
    }
    let made = script.get(rp.settings().site().accent)?;
    let kind = "text/javascript; charset=utf-8";
    let answer = encoded::answer(&headers, kind, "no-cache", |encoding| Some(made.get(encoding)));
    let mut answer = answer.ok_or(Error::NotFound)?;
    // Browsers fetch module scripts of other origins with CORS.
    answer.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, EVERYONE);
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::http::encoded::Encoding;

    /// The maximum compressed size of the script, in bytes.
    const BUDGET: usize = 15_000;

    #[test]
    fn the_script_is_at_most_15_kilobytes_on_the_wire() {
        let script = script_with(Colour::default());
        let compressed = Compressed::new(script.as_bytes()).unwrap();
        let bytes = compressed.get(Encoding::Brotli).bytes.len();
        assert!(bytes <= BUDGET, "{bytes} bytes");
    }

    #[test]
    fn every_language_has_every_word() {
        let words: serde_json::Value = serde_json::from_str(include_str!("words.json")).unwrap();
        let keys = |language: &str| words[language].as_object().unwrap().keys().collect::<Vec<_>>();
        for locale in Locale::ALL {
            assert_eq!(keys(locale.as_str()), keys("en"), "{locale:?}");
        }
    }

    #[test]
    fn every_language_has_every_word_of_the_old_elements() {
        let words = |locale| -> BTreeMap<String, String> {
            serde_json::from_str(old_words_in(locale)).unwrap()
        };
        let english = words(Locale::En);
        for locale in Locale::ALL {
            let words = words(locale);
            assert!(words.keys().eq(english.keys()), "{locale:?}");
            for (key, text) in &words {
                assert_eq!(placeholders(text), placeholders(&english[key]), "{locale:?} {key}");
                // The elements' formatter reads these characters as syntax, or a browser does.
                assert!(
                    !text.is_empty() && !text.contains(['@', '|', '<', '&']),
                    "{locale:?} {key}"
                );
            }
        }
    }

    /// Returns the numbers of a text's placeholders, in order.
    fn placeholders(text: &str) -> Vec<&str> {
        let mut found: Vec<_> =
            text.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0)).collect();
        found.sort_unstable();
        found
    }
}
