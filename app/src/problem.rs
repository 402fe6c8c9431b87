//! Problem: what a server function answers when it refuses.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

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
        Self::new(error.code())
    }
}

/// What a person reads for each code: what happened, and what to do next.
#[cfg(feature = "ssr")]
pub(crate) fn words(code: &str) -> &'static str {
    match code {
        // Said by the browser (`webauthn.rs`).
        "cancelled" => "That did not finish. Try again, or get a sign-in link by e-mail.",
        "duplicate_credential" => {
            "This device or password manager already has a passkey for this account."
        }
        "unusable_authenticator" | "not_discoverable" => {
            "This authenticator cannot keep a passkey. Use a phone, or set a PIN on the security key."
        }
        "old_authenticator" => {
            "This security key is too old for passkeys. Use a phone or a newer key."
        }
        "wrong_site" => {
            "This site is set up for another address. Open it under the name it was given."
        }
        "no_passkeys" => {
            "This browser cannot use passkeys on this page. Get a sign-in link by e-mail instead."
        }
        "authenticator_failed" => "Your passkey manager reported a problem. Try again.",
        "offline" => "The site could not be reached. Check your connection and try again.",
        // Said by the server (`latchkey::error`).
        "invalid_email" => "That is not an e-mail address. It looks like name@example.org.",
        "ceremony_expired" => "That took too long or was answered already. Try again.",
        "verification_failed" => {
            "That passkey could not be verified. Try again, or use another one."
        }
        "unknown_credential" => {
            "This passkey is no longer registered here. Use another one, or get a sign-in link by e-mail."
        }
        "too_many_passkeys" => {
            "This account has as many passkeys as it may have. Remove one first."
        }
        "link_expired" => "This link or code has been used or is too old. Ask for a new one.",
        "wrong_browser" => {
            "This link was asked for in another browser. Type the code from the mail there."
        }
        "wrong_code" => "That is not the code from the newest mail. Try again.",
        "mail_off" => "This site cannot send mail. Use a passkey.",
        "signed_out" => "You are signed out. Sign in and try again.",
        "verification_required" => {
            "This needs a passkey that you have just used. Confirm that it is you, and try again."
        }
        "last_way_in" => {
            "This is the last way into your account. Add another passkey, or confirm your address, before you remove it."
        }
        "invalid_name" => "A name has one to sixty characters.",
        "not_found" => "That is no longer there.",
        "too_many_requests" => {
            "Too many attempts from your network. Wait a few minutes and try again."
        }
        _ => "Something went wrong on our side. Try again.",
    }
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
    "internal",
];
