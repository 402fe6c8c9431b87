//! The error of a server function: a code, for which the page has a text.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// The public code of an error (`latchkey::error`), without its internal details.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Problem {
    code: String,
}

impl Problem {
    pub(crate) fn new(code: &str) -> Self {
        Self { code: code.to_owned() }
    }
}

impl FromServerFnError for Problem {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(_: ServerFnErrorErr) -> Self {
        Self::new("internal")
    }
}

impl From<latchkey::Error> for Problem {
    fn from(error: latchkey::Error) -> Self {
        error.log();
        Self::new(error.code())
    }
}

/// The texts that the button shows, by code. It shows the one for `internal` for every other code.
pub(crate) const WORDS: &[(&str, &str)] = &[
    ("waiting", "Follow your browser."),
    ("cancelled", "Cancelled. Try again, or use another device."),
    ("duplicate_credential", "This device already has a passkey for this account."),
    ("unknown_credential", "This passkey isn’t known here. Sign up first."),
    ("ceremony_expired", "That took too long. Try again."),
    ("cookies_off", "Allow cookies for this site, and try again."),
    ("no_passkeys", "This browser has no passkeys."),
    ("invalid_email", "Enter an email address like name@example.org."),
    ("too_many_requests", "Too many attempts. Wait a minute."),
    ("offline", "You’re offline. Try again."),
    ("internal", "That didn’t work. Try again."),
];
