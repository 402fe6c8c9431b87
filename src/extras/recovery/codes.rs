//! Recovery codes: ten codes on paper, each of which stands in for a lost passkey once.
//!
//! 1. [`RelyingParty::make_recovery_codes`] makes ten and returns them, once. Only their hashes
//!    are kept; the ten before are void.
//! 2. Who has lost every passkey signs in by mail, which opens a session that may not change
//!    passkeys.
//! 3. [`RelyingParty::use_recovery_code`] spends a code, and that session counts as verified just
//!    now: a passkey can be added and the lost ones removed.
//!
//! A code signs nobody in, so it is no way into the account by itself: whoever finds the paper
//! needs the mailbox, too. That is also why the guard of the last way in does not count codes.

use crate::RelyingParty;
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::extras::recovery::store::RecoveryCodes;
use crate::model::event::Kind;
use crate::model::user::UserId;
use crate::store::Unit;
use crate::web::rate_limit::Action;
use crate::web::request_context::Visitor;

/// How many codes make a set.
pub const SET_SIZE: usize = 10;

impl RelyingParty {
    /// What recovery codes an account has, if it was ever given any.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn recovery_codes(&self, user_id: UserId) -> Result<Option<RecoveryCodes>> {
        self.store().find_recovery_codes(user_id).await
    }

    /// Step 1. `replaced` is the set that the person was looking at: a page that is sent again
    /// must not void the codes it has just shown.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::VerificationRequired`], [`Error::AlreadyShown`].
    pub async fn make_recovery_codes(
        &self,
        visitor: &Visitor,
        replaced: Option<&str>,
    ) -> Result<Vec<Secret>> {
        let user = self.verified_by_passkey(visitor).await?.user;
        let codes: Vec<_> = (0..SET_SIZE).map(|_| self.random().recovery_code()).collect();
        let hashes: Vec<_> = codes.iter().map(|code| code.hash_for(user.id)).collect();
        let (set_id, store) = (self.random().uuid(), self.store());
        let event = self.event(visitor, user.id, Kind::RecoveryCodesMade);
        if !store.replace_recovery_codes(replaced, set_id, &hashes, &event).await? {
            return Err(Error::AlreadyShown);
        }
        self.wake_readers();
        Ok(codes)
    }

    /// Of some codes, those that are this account's and unused. For handing a person's codes back
    /// to them as a file: what is not theirs is not repeated.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::VerificationRequired`].
    pub async fn own_recovery_codes(&self, visitor: &Visitor, typed: &str) -> Result<Vec<Secret>> {
        let user = self.verified_by_passkey(visitor).await?.user;
        let unused = self.store().list_unused_recovery_codes(user.id).await?;
        let typed = typed.split_whitespace().take(SET_SIZE).map(Secret::typed);
        Ok(typed.filter(|code| unused.contains(&code.hash_for(user.id))).collect())
    }

    /// Step 3. The session stays, and counts as verified just now.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::WrongRecoveryCode`]; [`Error::TooManyRequests`] for a
    /// wrong code after too many wrong ones for this account or from this network, which its
    /// history then no longer lists.
    pub async fn use_recovery_code(&self, visitor: &Visitor, typed: &str) -> Result<()> {
        let signed_in = self.signed_in(visitor).await?.ok_or(Error::SignedOut)?;
        let user_id = signed_in.user.id;
        let hash = Secret::typed(typed).hash_for(user_id);
        let mut unit = Unit::default();
        self.verify_session(&mut unit, &signed_in)?;
        // The owner has a code, so not everything is lost.
        if self.find_reset(user_id).await?.is_some_and(|reset| reset.cancelled_at.is_none()) {
            unit.cancel_reset(user_id, None, self.clock().now());
            unit.record(&self.event(visitor, user_id, Kind::ResetCancelled));
        }
        let event = self.event(visitor, user_id, Kind::RecoveryCodeUsed);
        if !self.store().spend_recovery_code(&hash, event, unit).await? {
            self.count_failure(Action::Guess, &user_id.to_string(), &visitor.ip).await?;
            self.record(self.event(visitor, user_id, Kind::RecoveryCodeRefused)).await?;
            return Err(Error::WrongRecoveryCode);
        }
        self.wake_readers();
        Ok(())
    }
}
