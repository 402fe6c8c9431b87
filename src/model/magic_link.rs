//! A magic link, without the secrets that open it.

use serde::{Deserialize, Serialize};

use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::model::user::{Email, UserId};

/// A link, without the secrets that open it.
#[derive(Clone, Debug)]
pub struct MagicLink {
    /// Names the link; it opens nothing.
    pub id: String,
    /// What it is for.
    pub purpose: Purpose,
    /// The account that asked for a confirmation or a change; once it is redeemed, the account that
    /// it opened.
    pub user_id: Option<UserId>,
    /// The session that asked for a change.
    pub session_id: Option<String>,
    /// The address that was typed.
    pub email: Email,
    /// The spelling that the email was sent to, which the owner of the address has proven.
    pub sent_to: Option<Email>,
    /// The browser that asked for it.
    pub browser_hash: String,
    /// When it was asked for.
    pub created_at: UnixSeconds,
    /// When it can no longer be redeemed.
    pub expires_at: UnixSeconds,
    /// The path of this site to go on to once it is redeemed.
    pub next: Option<String>,
    /// When it was redeemed.
    pub consumed_at: Option<UnixSeconds>,
}

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    /// Signing in, with or without an account.
    SignIn,
    /// Confirming the address that the account which asked for it claims.
    Confirm,
    /// Giving the account which asked for it another address (`account/mod.rs`).
    Change,
}

impl Purpose {
    /// The word in the store.
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
            _ => Err(Error::internal(format!("no such purpose: {word}"))),
        }
    }
}
