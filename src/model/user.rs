//! Users, and whether their addresses and numbers are verified.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
pub use crate::model::email::Email;
use crate::model::locale::Locale;
use crate::model::phone::Phone;
use crate::model::user_handle::UserHandle;

/// A user's id: a random UUID. Its 16 bytes are also the WebAuthn user handle, unless the account
/// came from another relying party with another handle ([`User::handle`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct UserId(pub Uuid);

impl fmt::Display for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for UserId {
    type Err = Error;

    fn from_str(id: &str) -> Result<Self> {
        Uuid::parse_str(id).map(Self).map_err(|_| Error::InvalidRequest("not a user id"))
    }
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The id, which never changes.
    pub id: UserId,
    /// The user handle that the account brought from another relying party. `None`: its id.
    pub user_handle: Option<UserHandle>,
    /// The address claimed at sign-up. `None` once another user has verified it.
    pub email: Option<Email>,
    /// When an email to the address was redeemed. `None` means that the address is only a claim.
    pub email_verified_at: Option<UnixSeconds>,
    /// When a back end with an API key set the account's address, before anyone used the account.
    pub email_assigned_at: Option<UnixSeconds>,
    /// The account's id in a back end that manages its own users.
    pub external_id: Option<String>,
    /// The language of its pages and emails. `None` in accounts that are older than this setting,
    /// which use the browser's language.
    pub locale: Option<Locale>,
    /// The user's display name, if they have set one.
    pub display_name: Option<String>,
    /// A phone number that the user has verified, or that a back end has set.
    pub phone: Option<Phone>,
    /// When a code or link sent to the number was used. `None` means that it is unverified.
    pub phone_verified_at: Option<UnixSeconds>,
    /// When a back end set the account's number, before anyone used the account.
    pub phone_assigned_at: Option<UnixSeconds>,
    /// When the account was created.
    pub created_at: UnixSeconds,
}

impl User {
    /// Returns a new account that claims an address.
    pub(crate) fn claiming(id: UserId, email: Email, locale: Locale, now: UnixSeconds) -> Self {
        Self {
            id,
            user_handle: None,
            email: Some(email),
            email_verified_at: None,
            email_assigned_at: None,
            external_id: None,
            locale: Some(locale),
            display_name: None,
            phone: None,
            phone_verified_at: None,
            phone_assigned_at: None,
            created_at: now,
        }
    }

    /// Returns the WebAuthn user handle, which never changes.
    pub fn handle(&self) -> UserHandle {
        self.user_handle.clone().unwrap_or_else(|| self.id.into())
    }

    /// Returns the account's name on the dashboard and in password managers.
    pub fn name(&self) -> String {
        match &self.email {
            Some(email) => email.to_string(),
            None => format!("Account {}", &self.id.to_string()[..8]),
        }
    }

    /// Returns the user's name: WebAuthn's `displayName`.
    ///
    /// <https://www.w3.org/TR/webauthn-3/#dom-publickeycredentialuserentity-displayname>
    pub fn display_name(&self) -> String {
        self.display_name.clone().unwrap_or_else(|| self.name())
    }

    /// Returns the address, if an email to it was redeemed.
    pub fn verified_email(&self) -> Option<&Email> {
        self.email_verified_at.and(self.email.as_ref())
    }

    /// Returns the address, if it is the account's own: verified, or set by a back end.
    pub fn own_email(&self) -> Option<&Email> {
        self.email_verified_at.or(self.email_assigned_at).and(self.email.as_ref())
    }

    /// Returns the number, if it is the account's own: verified, or set by a back end.
    pub fn own_phone(&self) -> Option<&Phone> {
        self.phone_verified_at.or(self.phone_assigned_at).and(self.phone.as_ref())
    }
}
