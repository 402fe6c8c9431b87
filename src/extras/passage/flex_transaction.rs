//! Passkey Flex transactions: a back end that manages its own users and sessions has a passkey
//! created or used.
//!
//! 1. The back end names the user with an id from its own database and gets a token
//!    ([`Passage::create_flex_transaction`]). If no account has that id, one is created.
//! 2. The user's browser runs the ceremony with that token (`flex_ceremony.rs`), once, and gets a
//!    nonce. To create a passkey for an account that has passkeys, it first
//!    uses one of them with the same token, unless the back end declares a recovery.
//! 3. The back end exchanges the nonce for the user's id ([`Passage::redeem_nonce`]), once.
//!
//! Neither token contains information, and what the browser holds is worthless without an API key.
//! No session is opened here.

use std::time::Duration;

use crate::clock::seconds;
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::extras::passage::Passage;
use crate::extras::passage::store::FlexTransaction;
use crate::model::event::Kind;
use crate::model::user::UserId;
use crate::passkey;
use crate::store::Unit;
use crate::web::request_context::RequestContext;

/// How long a transaction is valid: as long as its ceremony.
const LIFETIME: Duration = passkey::LIFETIME;

/// How long a nonce is valid. It goes from the browser to its back end and from there to us.
const RECEIPT_LIFETIME: Duration = Duration::from_mins(5);

/// The longest id or name from a back end, in characters.
const LONGEST: usize = 254;

/// The purpose of a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// Create a passkey.
    Registration {
        /// The passkey's name in its authenticator.
        name: String,
        /// The back end has identified the user in another way, because they can't use any of their
        /// passkeys.
        is_recovery: bool,
    },
    /// Use a passkey.
    Authentication,
}

impl Passage<'_> {
    /// Creates a transaction (step 1).
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] for an invalid id or name; [`Error::NotFound`] if there is no
    /// passkey to use; [`Error::Deactivated`].
    pub async fn create_flex_transaction(self, external_id: &str, task: Task) -> Result<Secret> {
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
        let flex_transaction =
            FlexTransaction { task, user_id, verified_at: None, created_at: now, expires_at };
        self.store().insert_flex_transaction(&token.hash(), &flex_transaction).await?;
        Ok(token)
    }

    async fn external_account(self, external_id: &str) -> Result<UserId> {
        let new = UserId(self.random().uuid());
        let event = self.event(&RequestContext::unknown(&self), new, Kind::SignedUp);
        let found = self.store().find_or_insert_external(external_id, &event).await?;
        self.wake_readers();
        Ok(found)
    }

    /// Adds the end of step 2 to a unit, on condition that the account isn't deactivated. Returns
    /// the nonce. `is_pending`: no one has signed in to the account yet.
    pub(crate) fn add_nonce(
        self,
        context: &RequestContext,
        unit: &mut Unit,
        user_id: UserId,
        is_pending: bool,
    ) -> Secret {
        let (token, now) = (self.random().secret(), self.clock().now());
        unit.count_sign_in(user_id, context.locale, now);
        if is_pending {
            unit.record(&self.event(context, user_id, Kind::Activated));
        }
        unit.insert_nonce(&token.hash(), user_id, now, now + seconds(RECEIPT_LIFETIME));
        token
    }

    /// Exchanges a nonce for the id that the back end has given (step 3).
    ///
    /// # Errors
    /// [`Error::NotFound`] for a nonce that is unknown, used or expired.
    pub async fn redeem_nonce(self, token: &str) -> Result<String> {
        let hash = Secret::presented(token).hash();
        self.store().take_nonce(&hash, self.clock().now()).await?.ok_or(Error::NotFound)
    }
}

fn is_text(text: &str) -> bool {
    !text.trim().is_empty()
        && text.chars().count() <= LONGEST
        && !text.chars().any(char::is_control)
}
