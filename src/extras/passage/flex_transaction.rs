//! Errands: a back end that keeps its users and sessions itself has a passkey made or used.
//!
//! 1. It says which of its users is concerned, by an id of its own, and gets a token
//!    ([`RelyingParty::create_errand`]). An account of that id is made where there is none.
//! 2. The user's browser goes through the ceremony with that token (`flex_ceremony.rs`), once,
//!    and gets a receipt. To make a passkey for an account that has passkeys, it first uses one of
//!    them with the same token, unless the back end says that this is a recovery.
//! 3. The back end hands the receipt in and is told whose passkey it was
//!    ([`RelyingParty::redeem_receipt`]), once.
//!
//! Neither token says anything by itself, and what the browser holds proves nothing to anybody but
//! a back end with an API key. No session is opened here.

use std::time::Duration;

use crate::RelyingParty;
use crate::clock::seconds;
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::extras::passage::store::Errand;
use crate::model::event::Kind;
use crate::model::user::UserId;
use crate::passkey;
use crate::store::Unit;
use crate::web::request_context::Visitor;

/// How long an errand can be done: as long as the ceremony that it is for.
const LIFETIME: Duration = passkey::LIFETIME;

/// How long a receipt is good: it goes from the browser to its back end and from there to us.
const RECEIPT_LIFETIME: Duration = Duration::from_mins(5);

/// The longest id or name that a back end may give, in characters.
const LONGEST: usize = 254;

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// Make a passkey.
    Registration {
        /// What its authenticator calls it.
        name: String,
        /// The back end has identified the user, who can use none of their passkeys.
        is_recovery: bool,
    },
    /// Use one.
    Authentication,
}

impl RelyingParty {
    /// Step 1.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] for what is no id or no name; [`Error::NotFound`] if there is no
    /// passkey to use; [`Error::Deactivated`].
    pub async fn create_errand(&self, external_id: &str, task: Task) -> Result<Secret> {
        if !is_text(external_id) {
            return Err(Error::InvalidRequest("external_id: 1 to 254 characters"));
        }
        if matches!(&task, Task::Registration { name, .. } if !is_text(name)) {
            return Err(Error::InvalidRequest("passkey_display_name: 1 to 254 characters"));
        }
        let user_id = match &task {
            Task::Registration { .. } => self.external_account(external_id).await?,
            Task::Authentication => {
                let found = self.store().find_external(external_id).await?;
                found.ok_or(Error::NotFound)?
            }
        };
        if self.store().is_deactivated(user_id).await? {
            return Err(Error::Deactivated);
        }
        if task == Task::Authentication && self.store().list_credentials(user_id).await?.is_empty()
        {
            return Err(Error::NotFound);
        }
        let (token, now) = (self.random().secret(), self.clock().now());
        let expires_at = now + seconds(LIFETIME);
        let errand = Errand { task, user_id, verified_at: None, created_at: now, expires_at };
        self.store().insert_errand(&token.hash(), &errand).await?;
        Ok(token)
    }

    async fn external_account(&self, external_id: &str) -> Result<UserId> {
        let new = UserId(self.random().uuid());
        let event = self.event(&Visitor::unknown(self), new, Kind::SignedUp);
        let found = self.store().find_or_insert_external(external_id, &event).await?;
        self.wake_readers();
        Ok(found)
    }

    /// Adds what step 2 ends with, on condition that the account is not deactivated. Returns the
    /// receipt. `is_pending`: nobody has signed in to the account yet.
    pub(crate) fn add_receipt(
        &self,
        visitor: &Visitor,
        unit: &mut Unit,
        user_id: UserId,
        is_pending: bool,
    ) -> Secret {
        let (token, now) = (self.random().secret(), self.clock().now());
        unit.count_sign_in(user_id, visitor.locale, now);
        if is_pending {
            unit.record(&self.event(visitor, user_id, Kind::Activated));
        }
        unit.insert_receipt(&token.hash(), user_id, now, now + seconds(RECEIPT_LIFETIME));
        token
    }

    /// Step 3. Returns the id that the back end has given.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a receipt that is none, was handed in or is too old.
    pub async fn redeem_receipt(&self, token: &str) -> Result<String> {
        let hash = Secret::presented(token).hash();
        self.store().take_receipt(&hash, self.clock().now()).await?.ok_or(Error::NotFound)
    }
}

fn is_text(text: &str) -> bool {
    !text.trim().is_empty()
        && text.chars().count() <= LONGEST
        && !text.chars().any(char::is_control)
}
