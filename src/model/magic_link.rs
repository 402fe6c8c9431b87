//! Magic links, without their secrets.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::model::ids::SessionId;
use crate::model::user::{Email, UserId};

/// A link, without its secrets.
#[derive(Clone, Debug)]
pub struct MagicLink {
    /// The link's id, which grants no access.
    pub id: String,
    /// The purpose of the link.
    pub purpose: Purpose,
    /// The account that requested a confirmation or a change. Once the link is redeemed, the
    /// account that it signed in to.
    pub user_id: Option<UserId>,
    /// The session that requested a change.
    pub session_id: Option<SessionId>,
    /// The address as the user entered it.
    pub email: Email,
    /// The spelling that the email was sent to, which the owner of the address has verified.
    pub sent_to: Option<Email>,
    /// The browser that requested it.
    pub browser_hash: String,
    /// When it was requested.
    pub created_at: UnixSeconds,
    /// When it expires.
    pub expires_at: UnixSeconds,
    /// The path of this site to go to after redeeming it.
    pub next: Option<String>,
    /// When it was redeemed.
    pub consumed_at: Option<UnixSeconds>,
}

impl MagicLink {
    /// Returns how long the link is valid in total.
    pub fn lifetime(&self) -> Duration {
        Duration::from_secs(u64::try_from(self.expires_at - self.created_at).unwrap_or_default())
    }
}

/// The purpose of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    /// Signing in, with or without an account.
    SignIn,
    /// Confirming the claimed address of the account that requested it.
    Confirm,
    /// Changing the address of the account that requested it (`account/mod.rs`).
    Change,
}

impl Purpose {
    /// Returns the name in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::Confirm => "confirm",
            Self::Change => "change",
        }
    }

    pub(crate) fn parse(word: &str) -> Result<Self> {
        match word {
            "sign_in" => Ok(Self::SignIn),
            "confirm" => Ok(Self::Confirm),
            "change" => Ok(Self::Change),
            _ => Err(Error::internal(format!("unknown purpose: {word}"))),
        }
    }
}
