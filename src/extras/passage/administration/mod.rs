//! Administration: what a back end with an API key may do to accounts.
//!
//! It makes them, changes, shuts and deletes them, removes passkeys, ends tokens, and hands out
//! links that sign in (`magic_link/bearer.rs`). The owner reads of all of it in their history, and of
//! the end of an account in a mail.
//!
//! # Whose an address is that a back end has set
//!
//! To the person who signs up an address is a claim, of which there may be many. What a back end
//! says is more: it knows its customers, and two accounts that it makes for one address are a
//! mistake of its own. So an address that it sets *before anyone uses the account* is the account's
//! *own*, as one that was proven by a mail is ([`User::own_email`](crate::User::own_email)):
//!
//! - No second account gets it, neither from a back end nor by a mail.
//! - Whoever redeems a mail to it enters this account, which thereby has it verified.
//! - The claims that others have made are dropped: somebody who had registered the address with a
//!   passkey of their own keeps an account without an address, and gets no part of this one.
//!
//! It stays unverified ([`User::verified_email`](crate::User::verified_email)) until a mail proves it: news of the account are
//! not sent to it, and it does not count as a way in when the last passkey is removed.
//!
//! On an account that someone has used (it is activated or has a passkey), the address that a back end
//! sets is a claim. The back end may only pass on what the user typed into a form of its own, and the
//! owner of the address must not be led into the account of a stranger who typed it. The user confirms
//! the address in the account, by an email and a passkey that was just used there.
//!
//! A claim is never made more than a claim by naming it again. A back end that reads an account,
//! changes something and writes all of it back would otherwise give a stranger's address to
//! whoever has registered it. It may have the address proven by a link instead.
//!
//! A number that a back end sets follows the same rule, except that no two accounts have the same.

mod account;
mod list;

use serde_json::{Map, Value};
use uuid::Uuid;

use crate::RelyingParty;
use crate::error::{Error, Result};
use crate::model::credential::Credential;
use crate::model::event::Kind;
use crate::model::phone::Phone;
use crate::model::user::{Email, UserId};
use crate::store::Remaining;
use crate::web::request_context::Visitor;

pub use account::{Account, MAX_METADATA, Said, Status};
pub(crate) use account::{Becomes, merged};
pub use list::{AccountPage, AccountQuery, Comparison, Direction, Field, Filter, MAX_LIMIT, Term};

impl RelyingParty {
    /// Makes an account that has an address or a number, or both, of its own.
    ///
    /// # Errors
    /// [`Error::InvalidEmail`], [`Error::InvalidPhone`]; [`Error::InvalidRequest`] without either,
    /// or with too much metadata; [`Error::AddressTaken`], [`Error::PhoneTaken`].
    pub async fn create_account(&self, visitor: &Visitor, said: Said) -> Result<Account> {
        let email = Becomes::read(said.email.as_deref(), Email::parse)?.this();
        let phone = Becomes::read(said.phone.as_deref(), Phone::parse)?.this();
        let metadata = merged(Map::new(), said.metadata.unwrap_or_default())?;
        let id = UserId(self.random().uuid());
        self.insert_account(visitor, id, email.as_ref(), phone.as_ref(), &metadata).await?;
        self.account(id).await
    }

    /// Makes an account for what `create_account` and `create_link` have read.
    pub(crate) async fn insert_account(
        &self,
        visitor: &Visitor,
        id: UserId,
        email: Option<&Email>,
        phone: Option<&Phone>,
        metadata: &Map<String, Value>,
    ) -> Result<()> {
        if email.is_none() && phone.is_none() {
            return Err(Error::InvalidRequest("An email or a phone number is needed"));
        }
        let event = self.event(visitor, id, Kind::SignedUp);
        let dropped = self.dropped(visitor);
        self.store().insert_account(email, phone, metadata, &event, &dropped).await?;
        self.wake_readers();
        Ok(())
    }

    async fn account(&self, id: UserId) -> Result<Account> {
        self.store().find_account(id).await?.ok_or(Error::NotFound)
    }

    /// Finds an account by its id.
    ///
    /// # Errors
    /// [`Error::NotFound`], also for what is no id.
    pub async fn find_account(&self, id: &str) -> Result<Account> {
        self.account(user_id(id)?).await
    }

    /// Changes what a back end has to say about an account. Another address or number than before
    /// is unproven; the links that the account was sent are void then, and where there was one before,
    /// the sessions end that a mail or link has opened, unless one is the last way into the account
    /// (`store/assigned.rs`). An address that the owner
    /// had proven is mailed that it is no longer the account's.
    ///
    /// # Errors
    /// As [`create_account`](Self::create_account), and [`Error::NotFound`].
    pub async fn update_account(&self, visitor: &Visitor, id: &str, said: Said) -> Result<Account> {
        let id = user_id(id)?;
        let email = Becomes::read(said.email.as_deref(), Email::parse)?;
        let phone = Becomes::read(said.phone.as_deref(), Phone::parse)?;
        let metadata = said.metadata.unwrap_or_default();
        let before = self.account(id).await?.user;
        let said = [
            ("email", !matches!(email, Becomes::Same)),
            ("phone", !matches!(phone, Becomes::Same)),
            ("user_metadata", !metadata.is_empty()),
        ];
        let changed = said.into_iter().filter(|(_, is_said)| *is_said);
        let changed = changed.map(|(name, _)| name.to_owned()).collect();
        let loses = |before: &&Email| match &email {
            Becomes::Same => false,
            Becomes::Nothing => true,
            Becomes::This(email) => email != *before,
        };
        let mut event = match before.verified_email().filter(loses) {
            // The owner hears of it where they hear of everything else, for the last time.
            Some(email) => self.event(visitor, id, Kind::AddressChanged).told_to(email),
            None => self.event(visitor, id, Kind::ChangedBySite),
        };
        event.details.changed = changed;
        let dropped = self.dropped(visitor);
        self.store().update_account(&email, &phone, &metadata, &event, &dropped).await?;
        self.wake_readers();
        self.account(id).await
    }

    /// Lets an account be used, from the first time on or again.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn activate_account(&self, visitor: &Visitor, id: &str) -> Result<Account> {
        let id = self.find_account(id).await?.user.id;
        self.activate(visitor, id).await?;
        self.account(id).await
    }

    /// Deactivates an account. Its sessions, tokens and links end, its reset is cancelled, and every
    /// sign-in is refused. The owner, who can no longer read their history, gets an email.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn deactivate_account(&self, visitor: &Visitor, id: &str) -> Result<Account> {
        let id = self.find_account(id).await?.user.id;
        self.deactivate(visitor, id).await?;
        self.account(id).await
    }

    /// Deletes an account, at once and for good. The last mail goes to the address that its owner
    /// had verified; why it was deleted, is for whoever has decided it to say.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn delete_account_of(&self, id: &str) -> Result<()> {
        let user = self.find_account(id).await?.user;
        let visitor = Visitor::unknown(self);
        self.delete(&user, self.event(&visitor, user.id, Kind::DeletedBySite)).await
    }

    /// Lists an account's passkeys, the oldest first.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn list_passkeys_of(&self, id: &str) -> Result<Vec<Credential>> {
        self.store().list_credentials(self.find_account(id).await?.user.id).await
    }

    /// Removes one of an account's passkeys, also the last one, and ends the sessions that it has
    /// opened. The owner is mailed.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a passkey that is none of this account's.
    pub async fn revoke_passkey(
        &self,
        visitor: &Visitor,
        user_id: UserId,
        passkey: &str,
    ) -> Result<()> {
        let passkey = Uuid::parse_str(passkey).map_err(|_| Error::NotFound)?;
        let event = |kind| self.event(visitor, user_id, kind);
        let (store, left) = (self.store(), Remaining::Nothing);
        store.delete_credential(passkey, "", left, user_id, &event).await?;
        self.wake_readers();
        Ok(())
    }

    /// Ends all of an account's refresh tokens, and the sessions that were opened for such tokens
    /// alone. What browsers have a cookie for goes on.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn revoke_tokens_of(&self, visitor: &Visitor, id: &str) -> Result<()> {
        let id = self.find_account(id).await?.user.id;
        let event = self.event(visitor, id, Kind::SessionEnded);
        self.store().delete_refresh_tokens(&event).await?;
        self.wake_readers();
        Ok(())
    }
}

/// What is no id is nobody's.
fn user_id(id: &str) -> Result<UserId> {
    id.parse().map_err(|_| Error::NotFound)
}
