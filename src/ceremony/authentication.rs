//! The authentication ceremony: a user proves that they hold a passkey.
//!
//! 1. [`RelyingParty::start_authentication`] issues a challenge and keeps it, once, in the store.
//! 2. The browser has an authenticator sign it (`navigator.credentials.get()`).
//! 3. [`RelyingParty::finish_authentication`] verifies the assertion and signs the user in.
//!
//! Nobody is named in step 1. The authenticator names the user in step 3, through the user
//! handle it was given at registration, so the sign-in page never reveals which addresses have
//! an account.
//!
//! <https://www.w3.org/TR/webauthn-3/#sctn-verifying-assertion>

use serde_json::Value;
use webauthn_rs::prelude::{
    AuthenticationResult, DiscoverableAuthentication, Passkey, PublicKeyCredential, WebauthnError,
};

use super::{Purpose, Started, Subject, attachment, read_response, strict};
use crate::RelyingParty;
use crate::credential::{Credential, CredentialId};
use crate::error::{Error, Result};
use crate::event::{Details, Kind};
use crate::rate_limit::Action;
use crate::session::Used;
use crate::store::Ceremony;
use crate::user::UserId;
use crate::visitor::Visitor;
use crate::webhook::News;

/// How often an assertion of a synced passkey is verified before the server gives up, because the
/// passkey was used elsewhere each time.
const TRIES: u32 = 5;

impl RelyingParty {
    /// Step 1.
    ///
    /// # Errors
    /// [`Error::TooManyRequests`].
    pub async fn start_authentication(&self, visitor: &Visitor) -> Result<Started> {
        self.limit_ceremonies(&visitor.ip).await?;
        let (options, state) = self.authentication_options()?;
        self.keep(visitor, Purpose::SignIn, Subject::default(), options, &state).await
    }

    /// The options for the browser and the state for us. They name nobody's credentials.
    pub(super) fn authentication_options(&self) -> Result<(Value, DiscoverableAuthentication)> {
        let (mut options, state) =
            self.webauthn().start_discoverable_authentication().map_err(Error::internal)?;
        // Whether to wait in the autofill list or to ask at once is for the page to say.
        options.mediation = None;
        Ok((serde_json::to_value(&options)?, state))
    }

    /// Step 3. Opens a session that remembers which passkey opened it.
    ///
    /// # Errors
    /// [`Error::CeremonyExpired`], [`Error::UnknownCredential`], [`Error::VerificationFailed`],
    /// [`Error::Deactivated`].
    pub async fn finish_authentication(
        &self,
        visitor: &Visitor,
        ceremony: &str,
        response: &str,
    ) -> Result<()> {
        let ceremony = self.take(visitor, &[Purpose::SignIn], ceremony, None, response).await?;
        let passkey = self.verify_assertion(visitor, &ceremony, response).await?;
        self.sign_in_by_passkey(visitor, &passkey).await
    }

    /// Step 1 for somebody who is signed in and has to prove it once more. Here the credentials
    /// are named: they are the user's own.
    ///
    /// # Errors
    /// [`Error::SignedOut`]; [`Error::NotFound`] for an account without a passkey;
    /// [`Error::TooManyRequests`].
    pub async fn start_verification(&self, visitor: &Visitor) -> Result<Started> {
        let signed_in = self.signed_in(visitor).await?.ok_or(Error::SignedOut)?;
        self.limit_ceremonies(&visitor.ip).await?;
        let passkeys = self.store().list_credentials(signed_in.user.id).await?;
        if passkeys.is_empty() {
            return Err(Error::NotFound);
        }
        let (mut options, state) = self.authentication_options()?;
        options["publicKey"]["allowCredentials"] =
            passkeys.iter().map(Credential::descriptor).collect();
        let subject = Subject {
            user_id: Some(signed_in.user.id),
            session: Some(&signed_in.session.id),
            ..Subject::default()
        };
        self.keep(visitor, Purpose::Verification, subject, options, &state).await
    }

    /// Step 3 for somebody who is signed in: the session stays, and counts as verified just now.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::CeremonyExpired`], [`Error::UnknownCredential`],
    /// [`Error::VerificationFailed`].
    pub async fn finish_verification(
        &self,
        visitor: &Visitor,
        ceremony: &str,
        response: &str,
    ) -> Result<()> {
        let signed_in = self.signed_in(visitor).await?.ok_or(Error::SignedOut)?;
        let (purposes, session) = ([Purpose::Verification], Some(signed_in.session.id.as_str()));
        let ceremony = self.take(visitor, &purposes, ceremony, session, response).await?;
        let passkey = self.verify_assertion(visitor, &ceremony, response).await?;
        let Credential { user_id, name, .. } = &passkey.credential;
        self.record(visitor, *user_id, Kind::Verified, Some(name)).await?;
        self.note_verification(visitor, signed_in, Some(&passkey)).await
    }

    /// Verifies an assertion against the credential as it is stored *now*, and stores what the
    /// assertion says about it. Whoever was removed since step 1 does not get in.
    ///
    /// A verified assertion cancels the account's running reset before the caller decides anything,
    /// so it does so also where the caller then refuses, as for a deactivated account.
    pub(super) async fn verify_assertion(
        &self,
        visitor: &Visitor,
        ceremony: &Ceremony,
        response: &str,
    ) -> Result<Used> {
        let mut tries = 0;
        let (used, counter_went_back) = loop {
            let checked = self.check_assertion(visitor, ceremony, response).await;
            let (stored, verified) = self.counting_answers(visitor, checked).await?;
            let Verified { mut passkey, result, counter_went_back } = match verified {
                Ok(verified) => verified,
                Err(error) => return self.refuse(visitor, &stored, &error).await,
            };
            passkey.update_credential(&result);

            let now = self.clock().now();
            let mut used = Credential {
                passkey,
                last_used_at: Some(now),
                last_used_by: Some(visitor.user_agent.clone()),
                ..stored.clone()
            };
            if used.is_backup_eligible() && !stored.is_backup_eligible() {
                tracing::warn!(credential = %stored.id, "passkey became eligible for backup");
                used.backup_eligibility_changed_at = Some(now);
            }
            if self.store().update_credential_after_use(&stored, &used).await? {
                break (used, counter_went_back);
            }
            // A synced passkey may be used on several devices at once, and they count apart.
            tries += 1;
            if tries == TRIES || !used.is_synced() || !stored.is_backup_eligible() {
                return Err(Error::VerificationFailed("credential changed meanwhile".to_owned()));
            }
        };
        self.end_reset(visitor, used.user_id).await?;
        if counter_went_back {
            let kind = Kind::SyncedCounterWentBack;
            self.record(visitor, used.user_id, kind, Some(&used.name)).await?;
        }
        self.note_answered(ceremony, used.user_id).await?;
        Ok(Used { credential: used, attachment: attachment(response) })
    }

    /// Checks an assertion and changes nothing. Returns by which credential it says it is, which
    /// is there and its owner's, and what the library says of that.
    pub(super) async fn check_assertion(
        &self,
        visitor: &Visitor,
        ceremony: &Ceremony,
        response: &str,
    ) -> Result<(Credential, Result<Verified, WebauthnError>)> {
        let response = read_response(response)?;
        let assertion = read_assertion(response.clone())?;
        let flags = strict::authentication(&response, ceremony, &self.origins_of(visitor))?;
        let credential_id = CredentialId::from_bytes(&assertion.raw_id);
        let stored = self.store().find_credential(&credential_id).await?;
        let stored = stored.ok_or(Error::UnknownCredential)?;
        check_owner(&assertion, stored.user_id, ceremony.user_id)?;

        let state: DiscoverableAuthentication = serde_json::from_str(&ceremony.state)?;
        let verified = self.verify_signature(&assertion, &state, &stored.passkey, flags);
        Ok((stored, verified))
    }

    /// Has the library verify the assertion. It refuses two things that good authenticators do. The
    /// assertion is then verified again, in full, against a copy of the credential that allows
    /// exactly that:
    ///
    /// - Apple's authenticators register a passkey as not eligible for backup, and as eligible once
    ///   it has been synced.
    /// - A synced passkey has no one counter. After a sync or an import it may report 0, or a
    ///   number that another device reported before. A passkey that was registered as bound to its
    ///   device can't get this by saying that it is synced now.
    ///
    /// <https://www.w3.org/TR/webauthn-3/#sctn-credential-backup>
    /// <https://www.w3.org/TR/webauthn-3/#sctn-sign-counter>
    fn verify_signature(
        &self,
        assertion: &PublicKeyCredential,
        state: &DiscoverableAuthentication,
        passkey: &Passkey,
        flags: strict::Flags,
    ) -> Result<Verified, WebauthnError> {
        let verify = |passkey: Passkey, counter_went_back| {
            let state = state.clone();
            let result = self
                .webauthn()
                .finish_discoverable_authentication_v2(assertion, state, &passkey)?;
            Ok(Verified { passkey, result, counter_went_back })
        };
        let mut record = webauthn_rs::prelude::Credential::from(passkey.clone());
        let is_synced = flags.backup_eligible() && flags.backup_state();
        match verify(passkey.clone(), false) {
            Err(WebauthnError::CredentialBackupEligibilityInconsistent)
                if is_synced && !record.backup_eligible =>
            {
                record.backup_eligible = true;
                verify(record.into(), false)
            }
            Err(WebauthnError::CredentialPossibleCompromise)
                if is_synced && record.backup_eligible =>
            {
                record.counter = 0;
                verify(record.into(), true)
            }
            verified => verified,
        }
    }

    /// Refuses an assertion by a credential that is somebody's, who is told of it.
    async fn refuse<T>(
        &self,
        visitor: &Visitor,
        credential: &Credential,
        error: &WebauthnError,
    ) -> Result<T> {
        // The owner is told of a copied passkey in any case.
        let kind = if matches!(error, WebauthnError::CredentialPossibleCompromise) {
            Kind::CounterWentBack
        } else {
            self.count_failure(Action::Answer, "", &visitor.ip).await?;
            Kind::SignInFailed
        };
        let news = Some(News::SignInFailed(credential.id));
        let details = Details { passkey: Some(&credential.name), news, ..Details::default() };
        self.record_with(visitor, credential.user_id, kind, details).await?;
        Err(Error::VerificationFailed(error.to_string()))
    }
}

/// An assertion that the library has verified.
pub(super) struct Verified {
    /// The credential that it was verified against.
    passkey: Passkey,
    result: AuthenticationResult,
    /// A synced passkey reported no higher count than before.
    counter_went_back: bool,
}

fn read_assertion(mut response: Value) -> Result<PublicKeyCredential> {
    strict::drop_extension_results(&mut response);
    serde_json::from_value(response).map_err(|_| Error::InvalidRequest("not an assertion"))
}

/// Compares the user handle in the response with the credential's owner. An empty handle counts as
/// missing, since some clients write null that way. A ceremony that named no user requires a handle.
/// If it named one, the credential must be theirs, and the handle may be missing.
///
/// <https://www.w3.org/TR/webauthn-3/#dom-authenticatorassertionresponse-userhandle>
fn check_owner(
    assertion: &PublicKeyCredential,
    owner: UserId,
    named: Option<UserId>,
) -> Result<()> {
    let refuse = |why: &str| Err(Error::VerificationFailed(why.to_owned()));
    if named.is_some_and(|named| named != owner) {
        return refuse("another user's credential");
    }
    match assertion.get_user_unique_id().filter(|handle| !handle.is_empty()) {
        Some(handle) if handle == owner.0.as_bytes() => Ok(()),
        None if named.is_some() => Ok(()),
        _ => refuse("user handle is missing or not the owner's"),
    }
}
