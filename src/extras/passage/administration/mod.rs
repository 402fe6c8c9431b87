//! Administration of accounts by a back end with an API key.
//!
//! It creates, changes, deactivates and deletes accounts, removes passkeys, revokes tokens, and
//! creates links that sign in (`bearer_link.rs`). Owners see all of this in their history, and the
//! deletion of an account in an email.
//!
//! # Who owns an address that a back end has set
//!
//! When a user signs up, their address is a claim, and there may be many claims to one address. A
//! back end is more reliable: it knows its customers, and creating two accounts for one address
//! would be its own mistake. So an address that it sets *before anyone uses the account* is the
//! account's *own*, like one that was verified by email
//! ([`User::own_email`](crate::User::own_email)):
//!
//! - No second account gets it, from a back end or by email.
//! - A user who redeems an email to it signs in to this account, which verifies the address.
//! - Other accounts' claims are dropped. A stranger who had signed up with the address and their
//!   own passkey keeps an account without an address, and no part of this one.
//!
//! The address stays unverified ([`User::verified_email`](crate::User::verified_email)) until an
//! email to it is redeemed. Until then it gets no notifications, and it doesn't count as a way in
//! when the last passkey is removed.
//!
//! On an account that someone has used (it is activated or has a passkey), an address set by a back
//! end is a claim. The back end may only pass on what the user typed into one of its forms, and the
//! owner of the address must not end up in the account of a stranger who typed it. The user
//! confirms the address in the account, with an email and a passkey that was recently used there.
//!
//! Setting the same address again doesn't turn a claim into more. Otherwise a back end that reads
//! an account, changes something and writes everything back would give a user's address to a
//! stranger who had claimed it. A back end can have the address verified by a link instead.
//!
//! A number that a back end sets follows the same rule, except that no two accounts can have the
//! same.

mod account;
mod list;

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::extras::passage::Passage;
use crate::extras::passage::store::NewAccount;
use crate::model::credential::Credential;
use crate::model::event::Kind;
use crate::model::metadata::merged;
use crate::model::phone::Phone;
use crate::model::user::{Email, UserId};
use crate::store::Remaining;
use crate::web::request_context::RequestContext;

pub(crate) use account::Patch;
pub use account::{Account, AccountUpdate, Status};
pub use list::{AccountPage, AccountQuery, Comparison, Direction, Field, Filter, MAX_LIMIT, Term};

impl Passage<'_> {
    /// Creates an account with its own address, number or both.
    ///
    /// # Errors
    /// [`Error::InvalidEmail`], [`Error::InvalidPhone`]; [`Error::InvalidRequest`] without either,
    /// or with too much metadata; [`Error::AddressTaken`], [`Error::PhoneTaken`].
    pub async fn create_account(
        self,
        context: &RequestContext,
        said: AccountUpdate,
    ) -> Result<Account> {
        let email = Patch::read(said.email.as_deref(), Email::parse)?.this();
        let phone = Patch::read(said.phone.as_deref(), Phone::parse)?.this();
        let metadata = merged(Map::new(), said.metadata.unwrap_or_default())?;
        let id = UserId(self.random().uuid());
        self.insert_account(context, id, (email.as_ref(), phone.as_ref()), &metadata, None).await?;
        self.account(id).await
    }

    /// Creates an account from values that were parsed.
    pub(crate) async fn insert_account(
        self,
        context: &RequestContext,
        id: UserId,
        (email, phone): (Option<&Email>, Option<&Phone>),
        metadata: &Map<String, Value>,
        display_name: Option<&str>,
    ) -> Result<()> {
        if email.is_none() && phone.is_none() {
            return Err(Error::InvalidRequest("An email address or a phone number is required"));
        }
        let event = self.event(context, id, Kind::SignedUp);
        let dropped = self.dropped(context);
        let new = NewAccount { email, phone, metadata, display_name };
        self.store().insert_account(&new, &event, &dropped).await?;
        self.wake_readers();
        Ok(())
    }

    async fn account(self, id: UserId) -> Result<Account> {
        self.store().find_account(id).await?.ok_or(Error::NotFound)
    }

    /// Finds an account by its id.
    ///
    /// # Errors
    /// [`Error::NotFound`], also for a malformed id.
    pub async fn find_account(self, id: &str) -> Result<Account> {
        self.account(user_id(id)?).await
    }

    /// Changes an account. A new address or number is unverified, and links that were sent to the
    /// account stop working. If it replaces another one, sessions that an email or link has opened
    /// end, unless one is the last way into the account (`store/assigned.rs`). A verified address
    /// gets an email that it no longer belongs to the account.
    ///
    /// # Errors
    /// As [`create_account`](Self::create_account), and [`Error::NotFound`].
    pub async fn update_account(
        self,
        context: &RequestContext,
        id: &str,
        said: AccountUpdate,
    ) -> Result<Account> {
        let id = user_id(id)?;
        let email = Patch::read(said.email.as_deref(), Email::parse)?;
        let phone = Patch::read(said.phone.as_deref(), Phone::parse)?;
        let metadata = said.metadata.unwrap_or_default();
        let before = self.account(id).await?.user;
        let said = [
            ("email", !matches!(email, Patch::Same)),
            ("phone", !matches!(phone, Patch::Same)),
            ("user_metadata", !metadata.is_empty()),
        ];
        let changed = said.into_iter().filter(|(_, is_said)| *is_said);
        let changed = changed.map(|(name, _)| name.to_owned()).collect();
        let loses = |before: &&Email| match &email {
            Patch::Same => false,
            Patch::Nothing => true,
            Patch::This(email) => email != *before,
        };
        let mut event = match before.verified_email().filter(loses) {
            // The former address gets one last notification.
            Some(email) => self.event(context, id, Kind::AddressChanged).told_to(email),
            None => self.event(context, id, Kind::ChangedBySite),
        };
        event.details.changed = changed;
        let dropped = self.dropped(context);
        self.store().update_account(&email, &phone, &metadata, &event, &dropped).await?;
        self.wake_readers();
        self.account(id).await
    }

    /// Activates an account, for the first time or again.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn activate_account(self, context: &RequestContext, id: &str) -> Result<Account> {
        let id = self.find_account(id).await?.user.id;
        self.accounts().activate(context, id).await?;
        self.account(id).await
    }

    /// Deactivates an account. Its sessions, tokens and links end, its reset is cancelled, and
    /// every sign-in is rejected. The owner can no longer read the history, so they get an email.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn deactivate_account(self, context: &RequestContext, id: &str) -> Result<Account> {
        let id = self.find_account(id).await?.user.id;
        self.accounts().deactivate(context, id).await?;
        self.account(id).await
    }

    /// Deletes an account immediately and permanently. The last email goes to the verified address.
    /// The operator, not this server, explains the reason.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn delete_account_of(self, id: &str) -> Result<()> {
        let user = self.find_account(id).await?.user;
        let context = RequestContext::unknown(&self);
        self.accounts().erase(&user, self.event(&context, user.id, Kind::DeletedBySite)).await
    }

    /// Lists an account's passkeys, oldest first.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn list_passkeys_of(self, id: &str) -> Result<Vec<Credential>> {
        self.store().list_credentials(self.find_account(id).await?.user.id).await
    }

    /// Removes one of an account's passkeys, even the last one, and ends the sessions that it
    /// opened. The owner gets an email.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the account has no passkey with this id.
    pub async fn revoke_passkey(
        self,
        context: &RequestContext,
        user_id: UserId,
        passkey: &str,
    ) -> Result<()> {
        let event = |kind| self.event(context, user_id, kind);
        let (store, left) = (self.store(), Remaining::Nothing);
        store.delete_credential(passkey.parse()?, None, left, user_id, &event).await?;
        self.wake_readers();
        Ok(())
    }

    /// Revokes all of an account's refresh tokens, and ends the sessions that exist only for them.
    /// Sessions with a cookie continue.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn revoke_tokens_of(self, context: &RequestContext, id: &str) -> Result<()> {
        let id = self.find_account(id).await?.user.id;
        let event = self.event(context, id, Kind::SessionEnded);
        self.store().delete_refresh_tokens(&event).await?;
        self.wake_readers();
        Ok(())
    }
}

/// Parses an id. A malformed one matches no user.
fn user_id(id: &str) -> Result<UserId> {
    id.parse().map_err(|_| Error::NotFound)
}
