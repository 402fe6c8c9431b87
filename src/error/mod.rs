//! Errors: every way a request can fail, with its status and its public code.
//!
//! Variants are named for what the caller can do about them. Clients see only the [`Error::code`],
//! which is in the JSON body and is also the key of the translation. `Display` and the source are
//! for the operator. They never leave the server, and are logged once, where the response is
//! created.

mod code;
mod status;

use std::time::Duration;

use http::StatusCode;

use crate::check::Check;

pub use status::status;

/// The start of the text of [`Error::Unavailable`]. tower-sessions passes on an error of its store
/// only as text, so this identifies it.
const UNAVAILABLE: &str = "the database is unavailable: ";

/// How many seconds a client should wait while the database is unavailable. A restart of
/// PostgreSQL takes a few.
pub const UNAVAILABLE_RETRY_AFTER: u64 = 5;

/// The reason why a request failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The body isn't valid for this route.
    #[error("malformed request: {0}")]
    InvalidRequest(&'static str),
    /// The email address is invalid.
    #[error("invalid email address")]
    InvalidEmail,
    /// The phone number is invalid.
    #[error("invalid phone number")]
    InvalidPhone,
    /// The ceremony is unknown, expired, already answered, or another client's. All share one code,
    /// so a stranger learns nothing. The user has to start again in any case.
    #[error("ceremony rejected: {0}")]
    CeremonyExpired(&'static str),
    /// The response of a credential is invalid: the check that failed, and why. "Bad signature" and
    /// "wrong user handle" have the same code.
    #[error("verification failed at {0}: {1}")]
    VerificationFailed(Check, String),
    /// The credential isn't registered here (any more). Returned only after ceremony, type,
    /// challenge and origin have been checked, so that only a browser that took part in the
    /// ceremony learns this. It may then tell its password manager.
    #[error("unknown credential")]
    UnknownCredential,
    /// The credential is already registered, with this account or another one.
    #[error("credential is already registered")]
    DuplicateCredential,
    /// The authenticator can't store a discoverable credential, which sign-in needs.
    #[error("credential is not discoverable")]
    NotDiscoverable,
    /// The account has the maximum number of passkeys.
    #[error("too many passkeys")]
    TooManyPasskeys,
    /// The link is unknown, expired, used, or replaced by a newer one.
    #[error("magic link rejected: {0}")]
    LinkExpired(&'static str),
    /// The link is valid, but another browser requested it.
    #[error("magic link opened in another browser")]
    WrongBrowser,
    /// The code is wrong, or there were too many tries.
    #[error("wrong code")]
    WrongCode,
    /// The code isn't one of the account's unused recovery codes.
    #[error("wrong recovery code")]
    WrongRecoveryCode,
    /// The recovery codes that this request would create again were already shown.
    #[error("recovery codes were already shown")]
    AlreadyShown,
    /// A passkey opened the session, so not all passkeys are lost.
    #[error("this requires a session opened by email")]
    MailSignInRequired,
    /// No account is created in this way, or for this address (`LATCHKEY_SIGN_UP`). Returned for
    /// every address, or to users who have just proved that they can read its emails.
    #[error("LATCHKEY_SIGN_UP doesn't allow this sign-up")]
    SignUpClosed,
    /// An operator's value for a setting is invalid, for this reason.
    #[error("{0}")]
    InvalidSetting(String),
    /// The environment or `latchkey.toml` has this setting, so it can't be changed elsewhere.
    #[error("{0} is set, so it can only be changed there")]
    SettingLocked(&'static str),
    /// This deployment can't send email.
    #[error("sending email isn't configured; set SMTP_URL")]
    MailOff,
    /// The token is invalid or no longer valid: forged, expired, rotated, or its session has ended.
    #[error("token rejected: {0}")]
    InvalidToken(&'static str),
    /// The API key is missing, invalid or no longer valid.
    #[error("API key rejected")]
    InvalidApiKey,
    /// The API key is read-only.
    #[error("the API key is read-only")]
    ReadOnlyKey,
    /// `LATCHKEY_KEY` is missing, or differs from the one used before.
    #[error(
        "LATCHKEY_KEY: can't decrypt the signing keys in the database; \
         if the right key is lost, run server keys rotate --at-once"
    )]
    WrongKey,
    #[cfg(feature = "sms")]
    /// The code isn't the one from the newest text message.
    #[error("wrong code from a text message")]
    WrongTextCode,
    #[cfg(feature = "sms")]
    /// The number is a landline, a satellite phone or another number that gets no text messages.
    #[error("not a mobile number")]
    NotMobile,
    #[cfg(feature = "sms")]
    /// The operator doesn't send text messages to this country (`LATCHKEY_SMS_COUNTRIES`).
    #[error("this country isn't in LATCHKEY_SMS_COUNTRIES")]
    TextCountry,
    #[cfg(feature = "sms")]
    /// The site has used up its budget of text messages. The duration until it can send more.
    #[error("the budget for text messages is used up for {} s", .0.as_secs())]
    TextBudget(Duration),
    #[cfg(feature = "sms")]
    /// The account's address must be confirmed first.
    #[error("the account's address isn't confirmed")]
    AddressNotConfirmed,
    #[cfg(feature = "sms")]
    /// This deployment can't send text messages.
    #[error("sending text messages isn't configured; set LATCHKEY_SMS_URL")]
    TextOff,
    /// The address belongs to another account. Returned only to users who have just proved that
    /// they can read its emails, and to back ends with an API key.
    #[error("the address belongs to another account")]
    AddressTaken,
    /// The number belongs to another account. Returned only to users who have just proved that they
    /// can read its text messages, and to back ends with an API key.
    #[error("the phone number belongs to another account")]
    PhoneTaken,
    /// The account is deactivated. Returned only to users who have just proved that it is theirs,
    /// and to back ends with an API key.
    #[error("the account is deactivated")]
    Deactivated,
    /// The user hasn't confirmed that they understand the consequences.
    #[error("not confirmed")]
    NotConfirmed,
    /// The user isn't signed in.
    #[error("not signed in")]
    SignedOut,
    /// The last verification is too old, or the session was opened by email. The user must use a
    /// passkey first.
    #[error("the user must confirm their identity first")]
    VerificationRequired,
    /// No one could sign in to the account afterwards.
    #[error("this is the last way into the account")]
    LastWayIn,
    /// The name is empty, too long, or has control characters.
    #[error("invalid name")]
    InvalidName,
    /// The value doesn't have the type of its field, or is too long.
    #[error("invalid value of a field")]
    InvalidField,
    /// A rate limit is exceeded. The duration until the next attempt.
    #[error("too many requests; retry in {} s", .0.as_secs())]
    TooManyRequests(Duration),
    /// The request was sent by another site, or to a different name than the origin's.
    #[error("cross-site request")]
    CrossSite,
    /// The page or the object doesn't exist.
    #[error("not found")]
    NotFound,
    /// The request didn't arrive in time.
    #[error("the request arrived too slowly")]
    RequestTimeout,
    /// The body is too large for the route.
    #[error("request body too large")]
    TooLarge,
    /// The database can't be reached, or reports that it can't work now. Retrying helps: the server
    /// reconnects without a restart.
    #[error("{UNAVAILABLE}{0}")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A bug in this server, or a database error that retrying won't fix.
    #[error("internal error: {0}")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// A result with this error.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Creates an error that clients can't do anything about.
    pub fn internal(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(source.into())
    }

    /// Returns after how many seconds a retry makes sense, if known.
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Self::TooManyRequests(wait) => Some(wait.as_secs()),
            #[cfg(feature = "sms")]
            Self::TextBudget(wait) => Some(wait.as_secs()),
            Self::Unavailable(_) => Some(UNAVAILABLE_RETRY_AFTER),
            _ => None,
        }
    }

    /// Returns the HTTP status of the error.
    pub fn status(&self) -> StatusCode {
        status(self.code())
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(error)
    }
}

impl From<tower_sessions::session::Error> for Error {
    fn from(error: tower_sessions::session::Error) -> Self {
        let text = error.to_string();
        match text.split_once(UNAVAILABLE) {
            Some((_, reason)) => Self::Unavailable(reason.into()),
            None => Self::internal(error),
        }
    }
}
