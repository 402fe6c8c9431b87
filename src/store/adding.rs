//! Adding a passkey to an account, if the reason to allow it still holds.

use crate::error::{Error, Result};
use crate::model::credential::Credential;
use crate::model::ids::{PasskeyId, SessionId};
use crate::store::credentials::MAX_PER_USER;
use crate::store::{Store, Unit, resets, users};

/// Why a passkey may be added to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddReason {
    /// A passkey or a recovery code was recently used in this session.
    Verified,
    /// A client without its own session has just used this passkey of the account.
    Proven(PasskeyId),
    /// The account has no passkey, and an email has just opened this session.
    First,
    /// A reset is available, and an email that was sent since has opened this session. The new
    /// passkey completes the reset.
    Reset {
        /// The session.
        session: SessionId,
    },
}

impl Store {
    /// Adds a passkey to an account, and applies `unit` in the same transaction. `others` are the
    /// account's passkeys when the decision was made. Returns `false`, without changing anything,
    /// if the credential is already registered with any account, or a condition of the unit fails.
    ///
    /// # Errors
    /// [`Error::TooManyPasskeys`]; [`Error::VerificationRequired`] if the grounds no longer hold,
    /// or one of `others` was removed, because it may have been the grounds; [`Error::SignedOut`]
    /// if the account was deleted or deactivated.
    pub(crate) async fn insert_credential(
        &self,
        credential: &Credential,
        others: &[Credential],
        reason: AddReason,
        mut unit: Unit,
    ) -> Result<bool> {
        let mut transaction = self.begin().await?;
        if !users::lock_active(&mut transaction, credential.user_id, credential.created_at).await? {
            return Err(Error::SignedOut);
        }
        let passkeys: Vec<String> =
            sqlx::query_scalar("select id from credentials where user_id = $1")
                .bind(credential.user_id.to_string())
                .fetch_all(&mut *transaction)
                .await?;
        if passkeys.len() >= MAX_PER_USER {
            return Err(Error::TooManyPasskeys);
        }
        if others.iter().any(|other| !passkeys.contains(&other.id.to_string())) {
            return Err(Error::VerificationRequired);
        }
        match reason {
            AddReason::First if !passkeys.is_empty() => return Err(Error::VerificationRequired),
            AddReason::Proven(passkey) if !passkeys.contains(&passkey.to_string()) => {
                return Err(Error::VerificationRequired);
            }
            AddReason::Reset { session } => {
                let (user_id, now) = (credential.user_id, credential.created_at);
                resets::use_up(&mut transaction, user_id, session, now).await?;
            }
            AddReason::First | AddReason::Verified | AddReason::Proven(_) => {}
        }
        unit.insert_credential(credential)?;
        if !unit.run(&mut transaction).await? {
            transaction.rollback().await?;
            return Ok(false);
        }
        transaction.commit().await?;
        Ok(true)
    }
}
