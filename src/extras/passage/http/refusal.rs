//! Errors in the format and with the codes that Passage's SDKs know.
//!
//! Those SDKs read a code only if it is one of Passage's. So each of our errors becomes the closest
//! of theirs. Errors without a counterpart keep our code and status.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::RETRY_AFTER;
use serde::Serialize;

use crate::error::Error;

/// An error response: status, `code`, `error`.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    code: &'static str,
    text: &'static str,
    retry_after: Option<u64>,
}

impl Refusal {
    pub(crate) fn new(status: StatusCode, code: &'static str, text: &'static str) -> Self {
        Self { status, code, text, retry_after: None }
    }

    pub(crate) fn no_such_app() -> Self {
        Self::new(StatusCode::NOT_FOUND, "app_not_found", "App not found")
    }

    pub(crate) fn no_such_route() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "Not found")
    }

    pub(crate) fn no_such_method() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "Method not allowed")
    }

    pub(crate) fn no_such_user() -> Self {
        Self::new(StatusCode::NOT_FOUND, "user_not_found", "User not found")
    }

    pub(crate) fn no_such_device() -> Self {
        Self::new(StatusCode::NOT_FOUND, "device_not_found", "Device not found")
    }

    pub(crate) fn no_such_link() -> Self {
        Self::new(StatusCode::NOT_FOUND, "magic_link_not_found", "Magic link not found")
    }

    /// Returns the same error for every invalid passkey response.
    pub(crate) fn of_passkey(error: Error) -> Self {
        Self::of_ceremony(error, "webauthn_login_failed")
    }

    /// Returns the same error for every failed ceremony, with `code`, so that it reveals no details.
    pub(crate) fn of_ceremony(error: Error, code: &'static str) -> Self {
        match error {
            Error::CeremonyExpired(_)
            | Error::VerificationFailed(..)
            | Error::UnknownCredential
            | Error::NotDiscoverable
            | Error::DuplicateCredential => {
                error.log();
                let text = "Could not verify the passkey";
                Self::new(StatusCode::UNAUTHORIZED, code, text)
            }
            error => error.into(),
        }
    }

    pub(crate) fn invalid_request(text: &'static str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_request", text)
    }
}

impl From<Error> for Refusal {
    /// Converts an error. "Not found" is about a user here: routes for other objects create their
    /// own.
    fn from(error: Error) -> Self {
        error.log();
        let status = error.status();
        let (code, text) = match &error {
            Error::InvalidRequest(problem) => ("invalid_request", *problem),
            Error::InvalidEmail => ("invalid_request", "Invalid email address"),
            Error::InvalidPhone => ("invalid_request", "Not a phone number"),
            Error::NotMobile => ("invalid_request", "Not a mobile phone number"),
            Error::TextCountry => {
                ("invalid_request", "This site sends no text messages to this country")
            }
            Error::TextBudget(_) => {
                ("too_many_requests", "The budget for text messages is used up")
            }
            Error::InvalidName => ("invalid_request", "Invalid name"),
            Error::AddressTaken | Error::PhoneTaken => {
                return Self::invalid_request("A user with this identifier already exists");
            }
            Error::InvalidApiKey | Error::InvalidToken(_) | Error::SignedOut => {
                ("invalid_access_token", "Invalid access token")
            }
            Error::Deactivated => ("user_not_active", "User is not active"),
            Error::VerificationRequired => {
                ("verification_required", "A passkey has to be used first")
            }
            Error::TooManyPasskeys => ("too_many_passkeys", "The user has too many passkeys"),
            Error::LastWayIn => ("last_way_in", "The last passkey can't be removed"),
            Error::TooManyRequests(_) => {
                ("too_many_requests", "Too many requests. Try again later")
            }
            // Passage's element recognises the start of this text.
            Error::SignUpClosed => ("sign_up_closed", "Public signup is off for this address"),
            Error::ReadOnlyKey => ("operation_not_allowed", "This API key is read-only"),
            Error::AddressNotConfirmed => {
                let text = "The user has to confirm their email address first";
                return Self::new(StatusCode::FORBIDDEN, "identifier_not_verified", text);
            }
            Error::MailOff | Error::TextOff => {
                let text = "This site isn't configured to send this message";
                return Self::new(StatusCode::FORBIDDEN, "operation_not_allowed", text);
            }
            Error::LinkExpired(_) => {
                let text = "Magic link is invalid or expired";
                return Self::new(StatusCode::UNAUTHORIZED, "invalid_magic_link", text);
            }
            Error::NotFound => return Self::no_such_user(),
            // The status alone tells an SDK to retry, and none of Passage's codes fits.
            Error::Unavailable(_) => ("unavailable", "The database is unavailable. Try again"),
            _ if status.is_server_error() => ("internal_server_error", "Internal server error"),
            other => (other.code(), "Refused"),
        };
        Self { status, code, text, retry_after: error.retry_after() }
    }
}

/// The body of an error response.
#[derive(Serialize)]
struct Body {
    code: &'static str,
    /// A message for developers.
    error: &'static str,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let retry_after = self.retry_after.map(|seconds| [(RETRY_AFTER, seconds.to_string())]);
        let body = Json(Body { code: self.code, error: self.text });
        (self.status, retry_after, body).into_response()
    }
}
