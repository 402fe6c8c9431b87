//! Ceremonies that a back end has asked for: step 2 of an errand (`errand.rs`).
//!
//! The browser shows the errand's token at the start and again at the end. A ceremony is bound to
//! the errand that it was started for, and an errand is used up by the first answer to any of its
//! ceremonies, before that is verified. Autofill asks for a passkey before anybody is known: such a
//! ceremony has no errand, and whose passkey it was turns out at its end.
//!
//! A token alone adds no passkey to an account that has passkeys, because tokens end up in logs.
//! The user must use a passkey with the token first, which marks the errand as verified. The back
//! end can lift that by saying that this is a recovery.

use serde_json::{Value, json};

use super::client::{answering, begun};
use super::{Begun, Purpose, Subject};
use crate::RelyingParty;
use crate::credential::{Attachment, Credential};
use crate::errand::Task;
use crate::error::{Error, Result};
use crate::event::Kind;
use crate::secret::Secret;
use crate::store::{Ceremony, Errand, Grounds};
use crate::user::UserId;
use crate::visitor::Visitor;

impl RelyingParty {
    /// Begins to make a passkey, in a place of a kind if that is wanted.
    ///
    /// # Errors
    /// [`Error::NotFound`] for what is no such errand (any more); [`Error::VerificationRequired`]
    /// until a passkey of the account was used with it; [`Error::TooManyRequests`].
    pub async fn begin_registration_errand(
        &self,
        visitor: &Visitor,
        token: &str,
        attachment: Option<Attachment>,
    ) -> Result<Begun> {
        self.limit_ceremonies(&visitor.ip).await?;
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
        begun(self.keep(visitor, purpose, subject, options, &state).await?, visitor)
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
        self.limit_ceremonies(&visitor.ip).await?;
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
        begun(self.keep(visitor, purpose, subject, options, &state).await?, visitor)
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
        let (ceremony, errand) =
            self.take_errand(&visitor, purpose, &ceremony, Some(token), &response).await?;
        let (_, errand) = errand.ok_or(Error::NotFound)?;
        let others = self.store().list_credentials(errand.user_id).await?;
        let grounds = grounds(&errand, &others)?;
        self.add(&visitor, &ceremony, &response, &others, grounds).await?;
        self.issue_receipt(errand.user_id).await
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
        let (ceremony, errand) =
            self.take_errand(&visitor, purpose, &ceremony, token, &response).await?;
        let used = self.verify_assertion(&visitor, &ceremony, &response).await?;
        let Credential { user_id, name, .. } = used.credential;
        let owner = self.store().find_user(user_id).await?;
        if owner.is_none_or(|owner| owner.external_id.is_none()) {
            return Err(Error::VerificationFailed("of an account of no back end's".to_owned()));
        }
        let receipt = self.issue_receipt(user_id).await?;
        let kind = match errand {
            Some((hash, errand)) if errand.task != Task::Authentication => {
                let errand = Errand { verified_at: Some(self.clock().now()), ..errand };
                self.store().insert_errand(&hash, &errand).await?;
                Kind::Verified
            }
            _ => Kind::SignedInByPasskey,
        };
        self.record(&visitor, user_id, kind, Some(&name)).await?;
        Ok(receipt)
    }

    async fn errand(&self, token: &str) -> Result<(String, Errand)> {
        let hash = Secret::presented(token).hash();
        let errand = self.store().find_errand(&hash, self.clock().now()).await?;
        Ok((hash, errand.ok_or(Error::NotFound)?))
    }

    /// Takes a ceremony back that was started for this errand, and uses the errand up. Returns both.
    async fn take_errand(
        &self,
        visitor: &Visitor,
        purpose: Purpose,
        ceremony: &str,
        token: Option<&str>,
        response: &str,
    ) -> Result<(Ceremony, Option<(String, Errand)>)> {
        let hash = token.map(|token| Secret::presented(token).hash());
        let ceremony = self.take(visitor, &[purpose], ceremony, hash.as_deref(), response).await?;
        if ceremony.session_id != hash {
            return Err(Error::CeremonyExpired("started for no errand"));
        }
        let Some(token) = token else { return Ok((ceremony, None)) };
        let (hash, errand) = self.errand(token).await?;
        if !self.store().delete_errand(&hash).await? {
            return Err(Error::NotFound);
        }
        Ok((ceremony, Some((hash, errand))))
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
