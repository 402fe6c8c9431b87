//! Error: every way a request can fail, its status and its public code.
//!
//! Variants are named for what the caller can do about them. [`Error::code`] is what the outside
//! sees: the JSON body of an answer and the key of its translation. `Display` and the source are
//! for the operator and never leave the server; they are logged once, where the answer is made.

use std::time::Duration;

use http::StatusCode;

/// How the text of [`Error::Unavailable`] begins. tower-sessions passes an error of its store on as
/// text alone, so this is how such an error is recognised again.
const UNAVAILABLE: &str = "the database is unavailable: ";

/// How many seconds a client should wait while the database is unavailable. A restart of
/// PostgreSQL takes a few.
pub const UNAVAILABLE_RETRY_AFTER: u64 = 5;

/// Why a request failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The body is not what this route takes.
    #[error("malformed request: {0}")]
    InvalidRequest(&'static str),
    /// Not an e-mail address that mail can be sent to.
    #[error("not an e-mail address")]
    InvalidEmail,
    /// Not a phone number that a text can be sent to.
    #[error("not a phone number")]
    InvalidPhone,
    /// The ceremony is unknown, expired, already answered, or somebody else's. One code for
    /// all of them: a stranger learns nothing, and the person starts again either way.
    #[error("ceremony refused: {0}")]
    CeremonyExpired(&'static str),
    /// A credential that did not prove what it should. "Bad signature" and "wrong user handle"
    /// look the same from outside.
    #[error("verification failed: {0}")]
    VerificationFailed(String),
    /// An assertion by a credential that is not registered here (any more). Said only after
    /// ceremony, type, challenge and origin have held, so that it answers a browser that was
    /// really asked, which may then tell its password manager.
    #[error("unknown credential")]
    UnknownCredential,
    /// The credential is registered already, here or with another account.
    #[error("credential is registered already")]
    DuplicateCredential,
    /// The authenticator cannot keep a passkey that signs in without a name.
    #[error("credential is not discoverable")]
    NotDiscoverable,
    /// The account has as many passkeys as it may have.
    #[error("too many passkeys")]
    TooManyPasskeys,
    /// The link is unknown, expired, used, or replaced by a newer one.
    #[error("magic link refused: {0}")]
    LinkExpired(&'static str),
    /// The link is good, but was asked for in another browser.
    #[error("magic link opened in another browser")]
    WrongBrowser,
    /// The code does not belong to the link, or was tried too often.
    #[error("wrong code")]
    WrongCode,
    /// Not one of the account's unused recovery codes.
    #[error("wrong recovery code")]
    WrongRecoveryCode,
    /// The recovery codes that this request would make again have been made and shown.
    #[error("recovery codes were shown already")]
    AlreadyShown,
    /// The session was opened by a passkey, which shows that there is one.
    #[error("a session opened by mail is needed")]
    MailSignInRequired,
    /// This deployment cannot send mail.
    #[error("no way to send mail is set up")]
    MailOff,
    /// A token that does not count (any more): forged, expired, rotated, or its session ended.
    #[error("token refused: {0}")]
    InvalidToken(&'static str),
    /// No API key, or one that does not count (any more).
    #[error("API key refused")]
    InvalidApiKey,
    /// An API key that may only read.
    #[error("the API key may only read")]
    ReadOnlyKey,
    /// `LATCHKEY_KEY` is missing, or another one than before.
    #[error(
        "LATCHKEY_KEY: does not open the signing keys in the database \
         (if the right one is lost: server keys rotate --at-once)"
    )]
    WrongKey,
    /// The code is not the one from the newest text.
    #[error("wrong code from a text")]
    WrongTextCode,
    /// A landline, a satellite phone, or another number that no text is sent to.
    #[error("not a mobile number")]
    NotMobile,
    /// A number of a country that the operator sends no texts to (`LATCHKEY_SMS_COUNTRIES`).
    #[error("no texts go to this country")]
    TextCountry,
    /// The site has sent as many texts as it may, with how long to wait.
    #[error("the budget of texts is used up; again in {} s", .0.as_secs())]
    TextBudget(Duration),
    /// The account's address has to be confirmed first.
    #[error("the account's address is not confirmed")]
    AddressNotConfirmed,
    /// This deployment cannot send texts.
    #[error("no way to send texts is set up")]
    TextOff,
    /// The address is another account's own. Said only to whoever has just proven that they read
    /// its mail, and to back ends with an API key.
    #[error("the address is another account's")]
    AddressTaken,
    /// The number is another account's own. Said only to whoever has just proven that they read
    /// its texts, and to back ends with an API key.
    #[error("the phone number is another account's")]
    PhoneTaken,
    /// The account is deactivated. Said only to whoever has just proven that it is theirs, and to
    /// back ends with an API key.
    #[error("the account is deactivated")]
    Deactivated,
    /// The person has not said that they know what they are about to do.
    #[error("not confirmed")]
    NotConfirmed,
    /// Nobody is signed in.
    #[error("not signed in")]
    SignedOut,
    /// The session is too old, or was opened by mail: a passkey has to be used first.
    #[error("a recent verification is needed")]
    VerificationRequired,
    /// Nobody could get into the account afterwards.
    #[error("the last way into the account")]
    LastWayIn,
    /// A name that is empty, too long, or has control characters.
    #[error("not a name")]
    InvalidName,
    /// Too many of them, by whatever they are counted; with how long to wait.
    #[error("too many requests; again in {} s", .0.as_secs())]
    TooManyRequests(Duration),
    /// The request was sent by another site, or under another name than the origin's.
    #[error("cross-site request")]
    CrossSite,
    /// There is no such page or thing.
    #[error("not found")]
    NotFound,
    /// The request didn't arrive in time.
    #[error("the request arrived too slowly")]
    RequestTimeout,
    /// The body is larger than the route takes.
    #[error("request body too large")]
    TooLarge,
    /// The database can't be reached, or says that it can't work now. Retrying helps: the server
    /// reconnects without a restart.
    #[error("{UNAVAILABLE}{0}")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A fault of ours, or an error of the database that retrying doesn't cure.
    #[error("internal error: {0}")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// The result of anything that can fail like this.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A fault that nobody outside can do anything about.
    pub fn internal(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(source.into())
    }

    /// The stable name of the failure.
    pub fn code(&self) -> &'static str {
        match self {
            Self::InvalidRequest(_) => "invalid_request",
            Self::InvalidEmail => "invalid_email",
            Self::InvalidPhone => "invalid_phone",
            Self::CeremonyExpired(_) => "ceremony_expired",
            Self::VerificationFailed(_) => "verification_failed",
            Self::UnknownCredential => "unknown_credential",
            Self::DuplicateCredential => "duplicate_credential",
            Self::NotDiscoverable => "not_discoverable",
            Self::TooManyPasskeys => "too_many_passkeys",
            Self::LinkExpired(_) => "link_expired",
            Self::WrongBrowser => "wrong_browser",
            Self::WrongCode => "wrong_code",
            Self::WrongRecoveryCode => "wrong_recovery_code",
            Self::AlreadyShown => "already_shown",
            Self::MailSignInRequired => "mail_sign_in_required",
            Self::MailOff => "mail_off",
            Self::InvalidToken(_) => "invalid_token",
            Self::InvalidApiKey => "invalid_api_key",
            Self::ReadOnlyKey => "read_only_key",
            Self::WrongTextCode => "wrong_text_code",
            Self::TextOff => "text_off",
            Self::NotMobile => "not_mobile",
            Self::TextCountry => "text_country",
            Self::TextBudget(_) => "text_budget",
            Self::AddressNotConfirmed => "address_not_confirmed",
            Self::AddressTaken => "address_taken",
            Self::PhoneTaken => "phone_taken",
            Self::Deactivated => "deactivated",
            Self::NotConfirmed => "not_confirmed",
            Self::SignedOut => "signed_out",
            Self::VerificationRequired => "verification_required",
            Self::LastWayIn => "last_way_in",
            Self::InvalidName => "invalid_name",
            Self::TooManyRequests(_) => "too_many_requests",
            Self::CrossSite => "cross_site",
            Self::NotFound => "not_found",
            Self::RequestTimeout => "request_timeout",
            Self::TooLarge => "too_large",
            Self::Unavailable(_) => "unavailable",
            Self::WrongKey | Self::Internal(_) => "internal",
        }
    }

    /// After how many seconds it is worth another try, where that is known.
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Self::TooManyRequests(wait) | Self::TextBudget(wait) => Some(wait.as_secs()),
            Self::Unavailable(_) => Some(UNAVAILABLE_RETRY_AFTER),
            _ => None,
        }
    }

    /// The status of an answer that fails like this.
    pub fn status(&self) -> StatusCode {
        status(self.code())
    }
}

/// The status that goes with a code. Codes that are not ours are faults of ours.
pub fn status(code: &str) -> StatusCode {
    match code {
        "invalid_request" | "invalid_email" | "invalid_phone" | "invalid_name" | "not_mobile"
        | "text_country" | "ceremony_expired" | "not_discoverable" | "not_confirmed" => {
            StatusCode::BAD_REQUEST
        }
        "verification_failed"
        | "unknown_credential"
        | "wrong_code"
        | "wrong_recovery_code"
        | "wrong_text_code"
        | "signed_out"
        | "invalid_token"
        | "invalid_api_key" => StatusCode::UNAUTHORIZED,
        "wrong_browser"
        | "verification_required"
        | "mail_sign_in_required"
        | "read_only_key"
        | "deactivated"
        | "address_not_confirmed"
        | "cross_site" => StatusCode::FORBIDDEN,
        "not_found" => StatusCode::NOT_FOUND,
        "duplicate_credential"
        | "too_many_passkeys"
        | "last_way_in"
        | "already_shown"
        | "address_taken"
        | "phone_taken" => StatusCode::CONFLICT,
        "link_expired" => StatusCode::GONE,
        "request_timeout" => StatusCode::REQUEST_TIMEOUT,
        "too_large" => StatusCode::PAYLOAD_TOO_LARGE,
        "too_many_requests" | "text_budget" => StatusCode::TOO_MANY_REQUESTS,
        "mail_off" | "text_off" | "unavailable" => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
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
