//! Ceremonies that a back end has asked for: step 2 of an errand (`flex_transaction.rs`).
//!
//! The browser shows the errand's token at the start and again at the end. A ceremony is bound to
//! the errand that it was started for, and an errand is used up by the first right answer to any of
//! its ceremonies. Autofill asks for a passkey before anybody is known: such a
//! ceremony has no errand, and whose passkey it was turns out at its end.
//!
//! A token alone adds no passkey to an account that has passkeys, because tokens end up in logs.
//! The user must use a passkey with the token first, which marks the errand as verified. The back
//! end can lift that by saying that this is a recovery.

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
use crate::passkey::{Begun, Purpose, Subject};
use crate::store::{Grounds, Unit};
use crate::web::request_context::Visitor;

impl RelyingParty {
    /// Begins to make a passkey, in a place of a kind if that is wanted.
    ///
    /// # Errors
    /// [`Error::NotFound`] for what is no such errand (any more); [`Error::VerificationRequired`]
    /// until a passkey of the account was used with it.
    pub async fn begin_registration_errand(
        &self,
        visitor: &Visitor,
        token: &str,
        attachment: Option<Attachment>,
    ) -> Result<Begun> {
        let (hash, errand) = self.errand(token).await?;
        let Task::Registration { name, .. } = &errand.task else { return Err(Error::NotFound) };
        let passkeys = self.store().list_credentials(errand.user_id).await?;
        grounds(&errand, &passkeys)?;
        let (mut options, state) =
            self.registration_options(errand.user_id, [name, name], &passkeys)?;
        if let Some(attachment) = attachment {
            let selection = &mut options["publicKey"]["authenticatorSelection"];
            selection["authenticatorAttachment"] = json!(attachment);
        }
        let subject = bound_to(errand.user_id, &hash);
        let purpose = Purpose::RegistrationErrand;
        begun(self.begin(visitor, purpose, subject, options, &state).await?, visitor)
    }

    /// Begins to use a passkey: one of the errand's user, or without an errand any. The errand may
    /// be to make another passkey.
    ///
    /// # Errors
    /// As [`begin_registration_errand`](Self::begin_registration_errand).
    pub async fn begin_authentication_errand(
        &self,
        visitor: &Visitor,
        token: Option<&str>,
    ) -> Result<Begun> {
        let errand = match token {
            Some(token) => Some(self.errand(token).await?),
            None => None,
        };
        let (mut options, state) = self.authentication_options()?;
        let subject = match &errand {
            Some((hash, Errand { user_id, task, .. })) => {
                let passkeys = self.store().list_credentials(*user_id).await?;
                if passkeys.is_empty() && *task != Task::Authentication {
                    return Err(Error::NotFound);
                }
                options["publicKey"]["allowCredentials"] =
                    passkeys.iter().map(Credential::descriptor).collect();
                bound_to(*user_id, hash)
            }
            None => Subject::default(),
        };
        let purpose = Purpose::AuthenticationErrand;
        begun(self.begin(visitor, purpose, subject, options, &state).await?, visitor)
    }

    /// Ends making a passkey. Returns the receipt.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::CeremonyExpired`], [`Error::VerificationRequired`],
    /// [`Error::VerificationFailed`], [`Error::DuplicateCredential`], [`Error::TooManyPasskeys`];
    /// [`Error::SignedOut`] for an account that was shut meanwhile.
    pub async fn end_registration_errand(
        &self,
        visitor: &Visitor,
        token: &str,
        state: &str,
        credential: &Value,
    ) -> Result<Secret> {
        let ((visitor, ceremony), response) = (answering(visitor, state)?, credential.to_string());
        let purpose = Purpose::RegistrationErrand;
        let (challenge, errand) =
            self.open_errand(&visitor, purpose, &ceremony, Some(token), &response).await?;
        let (hash, errand) = errand.ok_or(Error::NotFound)?;
        let others = self.store().list_credentials(errand.user_id).await?;
        let grounds = grounds(&errand, &others)?;
        let mut unit = Unit::default();
        unit.delete_errand(&hash);
        let standing = self.store().find_standing(errand.user_id).await?;
        let receipt = self.add_receipt(&visitor, &mut unit, errand.user_id, standing.is_pending);
        let adding =
            Adding { challenge: &challenge, others: &others, grounds, session: None, name: None };
        self.add(&visitor, &response, adding, unit).await?;
        Ok(receipt)
    }

    /// Ends using a passkey. Returns the receipt. An errand to make another passkey can be done
    /// from then on.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::CeremonyExpired`], [`Error::UnknownCredential`],
    /// [`Error::VerificationFailed`], which is also said of an account that no back end keeps;
    /// [`Error::Deactivated`].
    pub async fn end_authentication_errand(
        &self,
        visitor: &Visitor,
        token: Option<&str>,
        state: &str,
        credential: &Value,
    ) -> Result<Secret> {
        let ((visitor, ceremony), response) = (answering(visitor, state)?, credential.to_string());
        let purpose = Purpose::AuthenticationErrand;
        let (challenge, errand) =
            self.open_errand(&visitor, purpose, &ceremony, token, &response).await?;
        let (assertion, receipt) = self
            .use_passkey(&visitor, &challenge, &response, |assertion, unit| {
                let owner = &assertion.found;
                if owner.is_deactivated || owner.user.external_id.is_none() {
                    return Ok(None);
                }
                let receipt = self.add_receipt(&visitor, unit, owner.user.id, owner.is_pending);
                let kind = self.add_errand_done(unit, errand.as_ref());
                let event = self.event(&visitor, owner.user.id, kind);
                unit.record(&event.with_passkey(&assertion.used.credential));
                Ok(Some(receipt))
            })
            .await?;
        if assertion.found.user.external_id.is_none() {
            return Err(Error::VerificationFailed("of an account of no back end's".to_owned()));
        }
        receipt.ok_or(Error::Deactivated)
    }

    /// Uses an errand up. One to make another passkey is kept as verified instead, and can be done
    /// from then on.
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

    /// Opens a challenge that was made for this errand. Returns both.
    async fn open_errand(
        &self,
        visitor: &Visitor,
        purpose: Purpose,
        sealed: &str,
        token: Option<&str>,
        response: &str,
    ) -> Result<(Challenge, Option<(String, Errand)>)> {
        let hash = token.map(|token| Secret::presented(token).hash());
        let challenge = self.open(visitor, &[purpose], sealed, hash.as_deref(), response).await?;
        if challenge.session_id != hash {
            return Err(Error::CeremonyExpired("started for no errand"));
        }
        let Some(token) = token else { return Ok((challenge, None)) };
        Ok((challenge, Some(self.errand(token).await?)))
    }
}

/// Why an errand may make a passkey. A back end vouches for the first one of its user.
fn grounds(errand: &Errand, passkeys: &[Credential]) -> Result<Grounds> {
    let is_recovery = matches!(errand.task, Task::Registration { is_recovery: true, .. });
    if is_recovery || errand.verified_at.is_some() {
        Ok(Grounds::Verified)
    } else if passkeys.is_empty() {
        Ok(Grounds::First)
    } else {
        Err(Error::VerificationRequired)
    }
}

/// For whom a ceremony is, and for which errand: as others are for a session.
fn bound_to(user_id: UserId, errand: &str) -> Subject<'_> {
    Subject { user_id: Some(user_id), session: Some(errand), ..Subject::default() }
}
