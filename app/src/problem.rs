//! Problem: what a server function answers when it refuses.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use {
    http::{HeaderValue, header::RETRY_AFTER},
    leptos::prelude::use_context,
};

/// The public code of a failure (`latchkey::error`), and nothing of what lies behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Stable and in `snake_case`: the key of the words that a person reads.
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

#[cfg(feature = "ssr")]
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

/// What a person reads for each code: what happened, and what to do next.
#[cfg(feature = "ssr")]
pub(crate) fn words(code: &str) -> String {
    // The code may come from the page's address, where anybody can write anything.
    let code = if has_words(code) { code } else { "internal" };
    crate::words::say(&format!("error-{code}"), &[])
}

/// Whether there is something to read for a code.
#[cfg(feature = "ssr")]
pub(crate) fn has_words(code: &str) -> bool {
    crate::words::is_known(&format!("error-{code}"))
}

/// The codes that a ceremony can end with: an island has words for no others.
#[cfg(feature = "ssr")]
pub(crate) const CEREMONY_CODES: &[&str] = &[
    "cancelled",
    "duplicate_credential",
    "unusable_authenticator",
    "not_discoverable",
    "old_authenticator",
    "wrong_site",
    "no_passkeys",
    "authenticator_failed",
    "offline",
    "invalid_email",
    "ceremony_expired",
    "verification_failed",
    "unknown_credential",
    "too_many_passkeys",
    "signed_out",
    "verification_required",
    "too_many_requests",
    "request_timeout",
    "unavailable",
    "internal",
];
