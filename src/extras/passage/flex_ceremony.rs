//! Ceremonies in a Passkey Flex transaction: step 2 of `flex_transaction.rs`, which calls a
//! transaction an errand.
//!
//! The browser sends the transaction's token at the start and at the end. A ceremony is bound to
//! the transaction in which it started. The first valid response to any of its ceremonies uses the
//! transaction up. Autofill requests a passkey before the user is known. Such a ceremony has no
//! transaction, and its end shows which user it was.
//!
//! A token alone can't add a passkey to an account that has passkeys, because tokens end up in
//! logs. The user must first use a passkey with the token, which marks the transaction as verified.
//! The back end can lift this by declaring a recovery.

use serde_json::{Value, json};

use crate::RelyingParty;
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::extras::passage::flex_transaction::Task;
use crate::extras::passage::store::Errand;
use crate::model::credential::{Attachment, Credential};
use crate::model::event::Kind;
use crate::model::user::UserId;
use crate::passkey::challenge::Challenge;
use crate::passkey::client::{answering, begun};
use crate::passkey::registration::Adding;
use crate::passkey::{Begun, Binding, Purpose};
use crate::store::{AddReason, Unit};
use crate::web::request_context::RequestContext;

impl RelyingParty {
    /// Starts to create a passkey, with a given kind of authenticator if requested.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a transaction that is unknown, used or expired;
    /// [`Error::VerificationRequired`] until a passkey of the account was used with it.
    pub async fn begin_registration_errand(
        &self,
        context: &RequestContext,
        token: &str,
        attachment: Option<Attachment>,
    ) -> Result<Begun> {
        let (hash, errand) = self.errand(token).await?;
        let Task::Registration { name, .. } = &errand.task else { return Err(Error::NotFound) };
        let passkeys = self.store().list_credentials(errand.user_id).await?;
        reason(&errand, &passkeys)?;
        let (mut options, state) =
            self.registration_options(errand.user_id, [name, name], &passkeys)?;
        if let Some(attachment) = attachment {
            let selection = &mut options["publicKey"]["authenticatorSelection"];
            selection["authenticatorAttachment"] = json!(attachment);
        }
        let binding = bound_to(errand.user_id, &hash);
        let purpose = Purpose::RegistrationErrand;
        begun(self.begin(context, purpose, binding, options, &state).await?, context)
    }

    /// Starts to use a passkey: one of the transaction's user or, without a transaction, any. The
    /// transaction may be for another passkey.
    ///
    /// # Errors
    /// As [`begin_registration_errand`](Self::begin_registration_errand).
    pub async fn begin_authentication_errand(
        &self,
        context: &RequestContext,
        token: Option<&str>,
    ) -> Result<Begun> {
        let errand = match token {
            Some(token) => Some(self.errand(token).await?),
            None => None,
        };
        let (mut options, state) = self.authentication_options()?;
        let binding = match &errand {
            Some((hash, Errand { user_id, task, .. })) => {
                let passkeys = self.store().list_credentials(*user_id).await?;
                if passkeys.is_empty() && *task != Task::Authentication {
                    return Err(Error::NotFound);
                }
                options["publicKey"]["allowCredentials"] =
                    passkeys.iter().map(Credential::descriptor).collect();
                bound_to(*user_id, hash)
            }
            None => Binding::default(),
        };
        let purpose = Purpose::AuthenticationErrand;
        begun(self.begin(context, purpose, binding, options, &state).await?, context)
    }

    /// Finishes creating a passkey. Returns the nonce.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::CeremonyExpired`], [`Error::VerificationRequired`],
    /// [`Error::VerificationFailed`], [`Error::DuplicateCredential`], [`Error::TooManyPasskeys`];
    /// [`Error::SignedOut`] for an account that was deactivated since the start.
    pub async fn end_registration_errand(
        &self,
        context: &RequestContext,
        token: &str,
        state: &str,
        credential: &Value,
    ) -> Result<Secret> {
        let ((context, ceremony), response) = (answering(context, state)?, credential.to_string());
        let purpose = Purpose::RegistrationErrand;
        let (challenge, errand) =
            self.open_errand(&context, purpose, &ceremony, Some(token), &response).await?;
        let (hash, errand) = errand.ok_or(Error::NotFound)?;
        let others = self.store().list_credentials(errand.user_id).await?;
        let reason = reason(&errand, &others)?;
        let mut unit = Unit::default();
        unit.delete_errand(&hash);
        let account_status = self.store().account_status(errand.user_id).await?;
        let receipt =
            self.add_receipt(&context, &mut unit, errand.user_id, account_status.is_pending);
        let adding =
            Adding { challenge: &challenge, others: &others, reason, session: None, name: None };
        self.add(&context, &response, adding, unit).await?;
        Ok(receipt)
    }

    /// Finishes using a passkey. Returns the nonce. A transaction for another passkey can continue
    /// from then on.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::CeremonyExpired`], [`Error::UnknownCredential`];
    /// [`Error::VerificationFailed`], also for an account without an external id;
    /// [`Error::Deactivated`].
    pub async fn end_authentication_errand(
        &self,
        context: &RequestContext,
        token: Option<&str>,
        state: &str,
        credential: &Value,
    ) -> Result<Secret> {
        let ((context, ceremony), response) = (answering(context, state)?, credential.to_string());
        let purpose = Purpose::AuthenticationErrand;
        let (challenge, errand) =
            self.open_errand(&context, purpose, &ceremony, token, &response).await?;
        let (assertion, receipt) = self
            .use_passkey(&context, &challenge, &response, |assertion, unit| {
                let owner = &assertion.found;
                if owner.is_deactivated || owner.user.external_id.is_none() {
                    return Ok(None);
                }
                let receipt = self.add_receipt(&context, unit, owner.user.id, owner.is_pending);
                let kind = self.add_errand_done(unit, errand.as_ref());
                let event = self.event(&context, owner.user.id, kind);
                unit.record(&event.with_passkey(&assertion.used.credential));
                Ok(Some(receipt))
            })
            .await?;
        if assertion.found.user.external_id.is_none() {
            return Err(Error::VerificationFailed("the account has no external id".to_owned()));
        }
        receipt.ok_or(Error::Deactivated)
    }

    /// Uses a transaction up. One for another passkey is marked as verified instead, and can
    /// continue from then on.
    fn add_errand_done(&self, unit: &mut Unit, errand: Option<&(String, Errand)>) -> Kind {
        match errand {
            Some((hash, errand)) if errand.task != Task::Authentication => {
                unit.verify_errand(hash, self.clock().now());
                Kind::Verified
            }
            Some((hash, _)) => {
                unit.delete_errand(hash);
                Kind::SignedInByPasskey
            }
            None => Kind::SignedInByPasskey,
        }
    }

    async fn errand(&self, token: &str) -> Result<(String, Errand)> {
        let hash = Secret::presented(token).hash();
        let errand = self.store().find_errand(&hash, self.clock().now()).await?;
        Ok((hash, errand.ok_or(Error::NotFound)?))
    }

    /// Opens a challenge that was created in this transaction. Returns both.
    async fn open_errand(
        &self,
        context: &RequestContext,
        purpose: Purpose,
        sealed: &str,
        token: Option<&str>,
        response: &str,
    ) -> Result<(Challenge, Option<(String, Errand)>)> {
        let hash = token.map(|token| Secret::presented(token).hash());
        let challenge = self.open(context, &[purpose], sealed, hash.as_deref(), response).await?;
        if challenge.session_id != hash {
            return Err(Error::CeremonyExpired("not started in this transaction"));
        }
        let Some(token) = token else { return Ok((challenge, None)) };
        Ok((challenge, Some(self.errand(token).await?)))
    }
}

/// Returns why a transaction may create a passkey. The back end vouches for the first one of its
/// user.
fn reason(errand: &Errand, passkeys: &[Credential]) -> Result<AddReason> {
    let is_recovery = matches!(errand.task, Task::Registration { is_recovery: true, .. });
    if is_recovery || errand.verified_at.is_some() {
        Ok(AddReason::Verified)
    } else if passkeys.is_empty() {
        Ok(AddReason::First)
    } else {
        Err(Error::VerificationRequired)
    }
}

/// Returns the user and the transaction that a ceremony is for. It is bound to the transaction as
/// others are to a session.
fn bound_to(user_id: UserId, errand: &str) -> Binding<'_> {
    Binding { user_id: Some(user_id), session: Some(errand), ..Binding::default() }
}
