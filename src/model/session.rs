//! A session: one browser in which somebody is signed in, and how it was opened.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::model::credential::Attachment;
use crate::model::user::UserId;

/// How long the use of a passkey, or of a recovery code in its stead, counts as "just now".
pub const RECENT: Duration = Duration::from_mins(10);

/// A session: one browser in which somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Session {
    /// Names the session; it opens nothing. (What opens it is the cookie's value.)
    pub id: String,
    /// Who is signed in.
    pub user_id: UserId,
    /// How.
    pub method: Method,
    /// The passkey ([`Credential::id`](crate::Credential)) that opened it, while it is registered.
    pub credential_id: Option<String>,
    /// Where that passkey was, by what the browser said.
    pub attachment: Option<Attachment>,
    /// The passkeys that were made or used in it on the browser's own device, by what it said.
    pub local_passkeys: Vec<String>,
    /// The browser, as it calls itself.
    pub user_agent: String,
    /// Where the sign-in came from.
    pub ip: String,
    /// When the sign-in was.
    pub created_at: UnixSeconds,
    /// When the session was last used, to the minute.
    pub last_seen_at: UnixSeconds,
    /// When a passkey, or a recovery code in its stead, was last used in it.
    pub verified_at: Option<UnixSeconds>,
    /// When the server sent the email that opened it.
    pub proven_at: Option<UnixSeconds>,
    /// When it ends by itself.
    pub expires_at: UnixSeconds,
}

/// How a session was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// By a passkey: possession and user verification.
    Passkey,
    /// By a link or code from an email that the browser asked for: control of the mailbox.
    Mail,
    /// By a link that a back end handed out, which no browser asked for. It proves less than an email
    /// does: it neither requests a reset nor uses one.
    Link,
}

impl Method {
    /// The word in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Passkey => "passkey",
            Self::Mail => "mail",
            Self::Link => "link",
        }
    }

    /// The authentication methods that access tokens name, all registered by RFC 8176.
    ///
    /// A passkey proves possession of a key (`pop`) with user presence (`user`) and, since user
    /// verification is required, a second factor (`mfa`). Whether hardware or software keeps the
    /// key (`hwk`, `swk`) can't be told without attestation. Links and codes are one-time secrets
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
            _ => Err(Error::internal(format!("no such method: {word}"))),
        }
    }
}

/// The result of a sign-in: a session, tokens or neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// A session, known by a cookie.
    Session,
    /// A session that is opened for refresh tokens alone and ends with them.
    Tokens,
    /// Neither: the application manages sessions itself.
    Nothing,
}
