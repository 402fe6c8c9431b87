//! The error of a server function.

use std::collections::BTreeSet;

use http::HeaderValue;
use http::header::RETRY_AFTER;
use leptos::prelude::use_context;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

use crate::words::t;

/// The public code of an error (`latchkey::error`), without its internal details.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Stable, in `snake_case`. It is also the key of the text for users.
    pub code: String,
}

impl Problem {
    pub(crate) fn new(code: &str) -> Self {
        Self { code: code.to_owned() }
    }
}

impl FromServerFnError for Problem {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        Self::new(match error {
            ServerFnErrorErr::Request(_) => "offline",
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => "invalid_request",
            _ => "internal",
        })
    }
}

impl From<latchkey::Error> for Problem {
    fn from(error: latchkey::Error) -> Self {
        error.log();
        if let (Some(seconds), Some(response)) =
            (error.retry_after(), use_context::<leptos_axum::ResponseOptions>())
        {
            response.insert_header(RETRY_AFTER, HeaderValue::from(seconds));
        }
        Self::new(error.code())
    }
}

/// Returns the text for a code: what happened, and what to do next.
pub(crate) fn words(code: &str) -> String {
    // The code may come from the page's query, which can contain anything.
    let code = if has_words(code) { code } else { "internal" };
    crate::words::say(&format!("error-{code}"), &[])
}

/// Returns the text for pages that can't offer a sign-in link, so it doesn't suggest one.
pub(crate) fn words_without_link(code: &str) -> String {
    match code {
        "cancelled" => t!("error-cancelled-no-link"),
        "no_passkeys" => t!("error-no_passkeys-no-link"),
        "unknown_credential" => t!("error-unknown_credential-no-link"),
        code => words(code),
    }
}

/// Returns the text for each code that a ceremony can end with.
pub(crate) fn ceremony_words(
    ceremony: &str,
    has_link: bool,
) -> impl Iterator<Item = (&'static str, String)> {
    let needs_passkey = ceremony == "verification";
    ceremony_codes(ceremony).map(move |code| {
        let words = match code {
            "not_found" if needs_passkey => t!("error-not_found-passkey"),
            code if has_link => words(code),
            code => words_without_link(code),
        };
        (code, words)
    })
}

/// Returns whether there is a text for a code.
pub(crate) fn has_words(code: &str) -> bool {
    crate::words::is_known(&format!("error-{code}"))
}

/// The codes that a ceremony can end with. An island has texts only for these.
pub(crate) fn ceremony_codes(ceremony: &str) -> impl Iterator<Item = &'static str> {
    let is_registration = matches!(ceremony, "sign_up" | "adding_passkey");
    let in_browser = BROWSER_CODES.iter().copied();
    let in_browser = in_browser.filter(move |code| is_registration || *code != DUPLICATE);
    let codes: BTreeSet<_> = in_browser.chain(latchkey::ceremony_refusals(ceremony)).collect();
    codes.into_iter()
}

/// Codes for a new passkey only.
const DUPLICATE: &str = "duplicate_credential";

/// Codes for errors in the browser (`island/`).
pub(crate) const BROWSER_CODES: &[&str] = &[
    "cancelled",
    DUPLICATE,
    "unusable_authenticator",
    "old_authenticator",
    "wrong_site",
    "no_passkeys",
    "authenticator_failed",
    "cookies_off",
    "offline",
    "internal",
];
