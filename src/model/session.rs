//! Sessions: one browser in which a user is signed in, and how it was opened.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::model::credential::Attachment;
use crate::model::ids::{PasskeyId, SessionId};
use crate::model::user::UserId;

/// How long the use of a passkey, or of a recovery code instead of one, counts as recent.
pub const RECENT: Duration = Duration::from_mins(10);

/// One browser in which a user is signed in.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Session {
    /// The session's id.
    pub id: SessionId,
    /// The signed-in user.
    pub user_id: UserId,
    /// How the user signed in.
    pub method: Method,
    /// The passkey ([`Credential::id`](crate::Credential)) that opened it, while it is still
    /// registered.
    pub credential_id: Option<PasskeyId>,
    /// Where that passkey was, according to the browser.
    pub attachment: Option<Attachment>,
    /// The passkeys that were created or used in it on the browser's own device, according to the
    /// browser.
    pub local_passkeys: Vec<PasskeyId>,
    /// The `User-Agent` of the browser.
    pub user_agent: String,
    /// The IP address of the sign-in.
    pub ip: String,
    /// When the user signed in.
    pub created_at: UnixSeconds,
    /// When the session was last used, to the minute.
    pub last_seen_at: UnixSeconds,
    /// When a passkey, or a recovery code instead of one, was last used in it.
    pub verified_at: Option<UnixSeconds>,
    /// When the server sent the email that opened it.
    pub proven_at: Option<UnixSeconds>,
    /// When it expires.
    pub expires_at: UnixSeconds,
}

/// How a session was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// With a passkey: possession and user verification.
    Passkey,
    /// With a link or code from an email that the browser requested: control of the mailbox.
    Mail,
    /// With a link that a back end created and no browser requested. It proves less than an email
    /// does: it can neither request a reset nor use one.
    Link,
}

impl Method {
    /// Returns the name in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Passkey => "passkey",
            Self::Mail => "mail",
            Self::Link => "link",
        }
    }

    /// Returns the authentication methods for access tokens, all registered by RFC 8176.
    ///
    /// A passkey proves possession of a key (`pop`) with user presence (`user`) and, because user
    /// verification is required, a second factor (`mfa`). Whether hardware or software keeps the
    /// key (`hwk`, `swk`) is unknown without attestation. Links and codes are one-time secrets
    /// (`otp`).
    ///
    /// <https://www.rfc-editor.org/rfc/rfc8176#section-2>
    pub fn amr(self) -> &'static [&'static str] {
        match self {
            Self::Passkey => &["pop", "user", "mfa"],
            Self::Mail | Self::Link => &["otp"],
        }
    }

    pub(crate) fn parse(word: &str) -> Result<Self> {
        match word {
            "passkey" => Ok(Self::Passkey),
            "mail" => Ok(Self::Mail),
            "link" => Ok(Self::Link),
            _ => Err(Error::internal(format!("unknown method: {word}"))),
        }
    }
}

/// Whether an account was used before in the browser of a sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Familiarity {
    /// It wasn't. The owner gets an email.
    New,
    /// It is the browser that created the account, or it was used a long time ago. From now on, the
    /// account is known to be used in it.
    Renewed,
    /// It was.
    Known,
}

/// The result of a sign-in: a session, tokens or neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// A session with a cookie.
    Session,
    /// A session that exists only for refresh tokens and ends with them.
    Tokens,
    /// Neither: the application manages sessions itself.
    Nothing,
}
