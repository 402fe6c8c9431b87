//! Recovery codes: ten codes on paper, each of which replaces a lost passkey once.
//!
//! 1. [`Recovery::create_codes`] creates ten codes and returns them once. Only their
//!    hashes are stored. The previous ten stop working.
//! 2. A user who has lost every passkey signs in by email. That session can't change passkeys.
//! 3. [`Recovery::use_code`] spends a code, and that session counts as recently
//!    verified. The user can add a passkey and remove the lost ones.
//!
//! A code signs no one in, so it isn't a way into the account: a finder of the paper also needs the
//! mailbox. That's also why codes don't count as the last way in.

use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::model::event::Kind;
use crate::model::user::UserId;
use crate::recovery::Recovery;
use crate::store::RecoveryCodes;
use crate::store::Unit;
use crate::web::rate_limit::Action;
use crate::web::request_context::RequestContext;

/// How many codes a set has.
pub const SET_SIZE: usize = 10;

impl Recovery<'_> {
    /// Returns the state of an account's recovery codes, if it ever had any.
    pub async fn codes(self, user_id: UserId) -> Result<Option<RecoveryCodes>> {
        self.store().find_recovery_codes(user_id).await
    }

    /// Creates a set of codes (step 1). `replaced` is the set that the user saw: submitting the
    /// page again must not invalidate the codes it has just shown.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::VerificationRequired`], [`Error::AlreadyShown`].
    pub async fn create_codes(
        self,
        context: &RequestContext,
        replaced: Option<&str>,
    ) -> Result<Vec<Secret>> {
        let user = self.sessions().verified_by_passkey(context).await?.user;
        let codes: Vec<_> = (0..SET_SIZE).map(|_| self.random().recovery_code()).collect();
        let hashes: Vec<_> = codes.iter().map(|code| code.hash_for(user.id)).collect();
        let (set_id, store) = (self.random().uuid(), self.store());
        let event = self.event(context, user.id, Kind::RecoveryCodesMade);
        if !store.replace_recovery_codes(replaced, set_id, &hashes, &event).await? {
            return Err(Error::AlreadyShown);
        }
        self.wake_readers();
        Ok(codes)
    }

    /// Returns those codes in `typed` that are this account's and unused. It lets users download
    /// their codes as a file, which must not contain anything else.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::VerificationRequired`].
    pub async fn own_codes(self, context: &RequestContext, typed: &str) -> Result<Vec<Secret>> {
        let user = self.sessions().verified_by_passkey(context).await?.user;
        let unused = self.store().list_unused_recovery_codes(user.id).await?;
        let typed = typed.split_whitespace().take(SET_SIZE).map(Secret::typed);
        Ok(typed.filter(|code| unused.contains(&code.hash_for(user.id))).collect())
    }

    /// Uses a code (step 3). The session stays open and counts as recently verified.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::WrongRecoveryCode`]; [`Error::TooManyRequests`] for a wrong
    /// code after too many wrong ones for this account or from this network. The history doesn't
    /// list those.
    pub async fn use_code(self, context: &RequestContext, typed: &str) -> Result<()> {
        let signed_in = self.sessions().signed_in(context).await?.ok_or(Error::SignedOut)?;
        let user_id = signed_in.user.id;
        let hash = Secret::typed(typed).hash_for(user_id);
        let mut unit = Unit::default();
        self.sessions().verify_session(&mut unit, &signed_in)?;
        // The owner has a code, so not everything is lost.
        if self.find_reset(user_id).await?.is_some_and(|reset| reset.cancelled_at.is_none()) {
            unit.cancel_reset(user_id, None, self.clock().now());
            unit.record(&self.event(context, user_id, Kind::ResetCancelled));
        }
        let event = self.event(context, user_id, Kind::RecoveryCodeUsed);
        if !self.store().spend_recovery_code(&hash, event, unit).await? {
            self.rate_limits()
                .count_failure(Action::Guess, &user_id.to_string(), &context.ip)
                .await?;
            self.record(self.event(context, user_id, Kind::RecoveryCodeRefused)).await?;
            return Err(Error::WrongRecoveryCode);
        }
        self.wake_readers();
        Ok(())
    }
}
