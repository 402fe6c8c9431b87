//! Ceremonies in a Passkey Flex transaction: step 2 of `flex_transaction.rs`.
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

use crate::check::Check;
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::extras::passage::Passage;
use crate::extras::passage::flex_transaction::Task;
use crate::extras::passage::store::FlexTransaction;
use crate::model::credential::{Attachment, Credential};
use crate::model::event::Kind;
use crate::model::session::Opens;
use crate::model::user::UserId;
use crate::passkey::adding::Adding;
use crate::passkey::challenge::Challenge;
use crate::passkey::{Binding, CeremonyResponse, ClientCeremony, Purpose};
use crate::store::{AddReason, Unit};
use crate::web::request_context::RequestContext;

impl Passage<'_> {
    /// Starts to create a passkey, with a given kind of authenticator if requested.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a transaction that is unknown, used or expired;
    /// [`Error::VerificationRequired`] until a passkey of the account was used with it.
    pub async fn start_flex_registration(
        self,
        context: &RequestContext,
        token: &str,
        attachment: Option<Attachment>,
    ) -> Result<ClientCeremony> {
        let (hash, flex_transaction) = self.flex_transaction(token).await?;
        let Task::Registration { name, .. } = &flex_transaction.task else {
            return Err(Error::NotFound);
        };
        let passkeys = self.store().list_credentials(flex_transaction.user_id).await?;
        reason(&flex_transaction, &passkeys)?;
        let user = self.store().find_user(flex_transaction.user_id).await?;
        let handle = user.ok_or(Error::NotFound)?.handle();
        let (mut options, state) =
            self.passkeys().registration_options(&handle, [name, name], &passkeys)?;
        if let Some(attachment) = attachment {
            let selection = &mut options["publicKey"]["authenticatorSelection"];
            selection["authenticatorAttachment"] = json!(attachment);
        }
        let binding = bound_to(flex_transaction.user_id, &hash);
        let purpose = Purpose::BackEndRegistration;
        let started =
            self.passkeys().start_ceremony(context, purpose, binding, options, &state).await?;
        started.for_client(context)
    }

    /// Starts to use a passkey: one of the transaction's user or, without a transaction, any. The
    /// transaction may be for another passkey.
    ///
    /// # Errors
    /// As [`start_flex_registration`](Self::start_flex_registration).
    pub async fn start_flex_authentication(
        self,
        context: &RequestContext,
        token: Option<&str>,
    ) -> Result<ClientCeremony> {
        let flex_transaction = match token {
            Some(token) => Some(self.flex_transaction(token).await?),
            None => None,
        };
        let (mut options, state) = self.passkeys().authentication_options()?;
        let binding = match &flex_transaction {
            Some((hash, FlexTransaction { user_id, task, .. })) => {
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
        let purpose = Purpose::BackEndAuthentication;
        let started =
            self.passkeys().start_ceremony(context, purpose, binding, options, &state).await?;
        started.for_client(context)
    }

    /// Finishes creating a passkey. Returns the nonce.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::CeremonyExpired`], [`Error::VerificationRequired`],
    /// [`Error::VerificationFailed`], [`Error::DuplicateCredential`], [`Error::TooManyPasskeys`];
    /// [`Error::SignedOut`] for an account that was deactivated since the start.
    pub async fn finish_flex_registration(
        self,
        context: &RequestContext,
        token: &str,
        state: &str,
        credential: &Value,
    ) -> Result<Secret> {
        let response = CeremonyResponse::of_client(context, state, credential)?;
        let purpose = Purpose::BackEndRegistration;
        let (challenge, flex_transaction) =
            self.open_flex_transaction(&response, purpose, Some(token)).await?;
        let (hash, flex_transaction) = flex_transaction.ok_or(Error::NotFound)?;
        let others = self.store().list_credentials(flex_transaction.user_id).await?;
        let reason = reason(&flex_transaction, &others)?;
        let mut unit = Unit::default();
        unit.delete_flex_transaction(&hash);
        let account_status = self.store().account_status(flex_transaction.user_id).await?;
        let CeremonyResponse { context, credential, .. } = &response;
        let nonce =
            self.add_nonce(context, &mut unit, flex_transaction.user_id, account_status.is_pending);
        let adding =
            Adding { challenge: &challenge, others: &others, reason, session: None, name: None };
        self.passkeys().add(context, credential, adding, unit).await?;
        Ok(nonce)
    }

    /// Finishes using a passkey. Returns the nonce. A transaction for another passkey can continue
    /// from then on.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::CeremonyExpired`], [`Error::UnknownCredential`];
    /// [`Error::VerificationFailed`], also for an account without an external id;
    /// [`Error::Deactivated`].
    pub async fn finish_flex_authentication(
        self,
        context: &RequestContext,
        token: Option<&str>,
        state: &str,
        credential: &Value,
    ) -> Result<Secret> {
        let response = CeremonyResponse::of_client(context, state, credential)?;
        let purpose = Purpose::BackEndAuthentication;
        let (challenge, flex_transaction) =
            self.open_flex_transaction(&response, purpose, token).await?;
        let CeremonyResponse { context, credential, .. } = &response;
        let (assertion, nonce) = self
            .passkeys()
            .use_passkey(context, &challenge, credential, Opens::Nothing, |assertion, unit| {
                let owner = &assertion.found;
                if owner.account_status.is_deactivated || owner.user.external_id.is_none() {
                    return Ok(None);
                }
                let nonce =
                    self.add_nonce(context, unit, owner.user.id, owner.account_status.is_pending);
                let kind = self.add_flex_transaction_done(unit, flex_transaction.as_ref());
                let event = self.event(context, owner.user.id, kind);
                unit.record(&event.with_passkey(&assertion.used.credential));
                Ok(Some(nonce))
            })
            .await?;
        if assertion.found.user.external_id.is_none() {
            return Err(Error::VerificationFailed(
                Check::Owner,
                "the account has no external id".to_owned(),
            ));
        }
        nonce.ok_or(Error::Deactivated)
    }

    /// Uses a transaction up. One for another passkey is marked as verified instead, and can
    /// continue from then on.
    fn add_flex_transaction_done(
        self,
        unit: &mut Unit,
        flex_transaction: Option<&(String, FlexTransaction)>,
    ) -> Kind {
        match flex_transaction {
            Some((hash, flex_transaction)) if flex_transaction.task != Task::Authentication => {
                unit.verify_flex_transaction(hash, self.clock().now());
                Kind::Verified
            }
            Some((hash, _)) => {
                unit.delete_flex_transaction(hash);
                Kind::SignedInByPasskey
            }
            None => Kind::SignedInByPasskey,
        }
    }

    async fn flex_transaction(self, token: &str) -> Result<(String, FlexTransaction)> {
        let hash = Secret::presented(token).hash();
        let flex_transaction =
            self.store().find_flex_transaction(&hash, self.clock().now()).await?;
        Ok((hash, flex_transaction.ok_or(Error::NotFound)?))
    }

    /// Opens a challenge that was created in this transaction. Returns both.
    async fn open_flex_transaction(
        self,
        response: &CeremonyResponse,
        purpose: Purpose,
        token: Option<&str>,
    ) -> Result<(Challenge, Option<(String, FlexTransaction)>)> {
        let hash = token.map(|token| Secret::presented(token).hash());
        let challenge = self.passkeys().open(response, purpose, hash.as_deref()).await?;
        if challenge.bound_to != hash {
            return Err(Error::CeremonyExpired("not started in this transaction"));
        }
        let Some(token) = token else { return Ok((challenge, None)) };
        Ok((challenge, Some(self.flex_transaction(token).await?)))
    }
}

/// Returns why a transaction may create a passkey. The back end vouches for the first one of its
/// user.
fn reason(flex_transaction: &FlexTransaction, passkeys: &[Credential]) -> Result<AddReason> {
    let is_recovery = matches!(flex_transaction.task, Task::Registration { is_recovery: true, .. });
    if is_recovery || flex_transaction.verified_at.is_some() {
        Ok(AddReason::Verified)
    } else if passkeys.is_empty() {
        Ok(AddReason::First)
    } else {
        Err(Error::VerificationRequired)
    }
}

/// Returns the user and the transaction that a ceremony is for. It is bound to the transaction as
/// others are to a session.
fn bound_to(user_id: UserId, flex_transaction: &str) -> Binding<'_> {
    Binding {
        user_id: Some(user_id),
        bound_to: Some(flex_transaction.to_owned()),
        ..Binding::default()
    }
}
