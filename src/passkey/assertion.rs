//! Verifies an assertion against the stored passkey and applies the changes that every assertion
//! causes.
//!
//! If the passkey changes between the read and the write, nothing is written and the assertion is
//! verified again ([`Passkeys::use_passkey`]).
//!
//! <https://www.w3.org/TR/webauthn-3/#sctn-verifying-assertion>

use serde_json::Value;
use webauthn_rs::prelude::{DiscoverableAuthentication, PublicKeyCredential, WebauthnError};

use crate::check::Check;
use crate::error::{Error, Result};
use crate::model::credential::{Attachment, Credential, CredentialId};
use crate::model::event::Kind;
use crate::model::session::{Familiarity, Opens};
use crate::model::user::{User, UserId};
use crate::passkey::Passkeys;
use crate::passkey::challenge::Challenge;
use crate::passkey::response;
use crate::passkey::signature::Verified;
use crate::passkey::steps::{Section, refused_by_library};
use crate::passkey::{attachment, read_response};
use crate::session::VerifiedCredential;
use crate::store::{Found, Unit};
use crate::web::rate_limit::Action;
use crate::web::request_context::RequestContext;

/// How often to verify an assertion if the credential changes each time.
const TRIES: u32 = 5;

impl Passkeys<'_> {
    /// Verifies an assertion against the credential as it is stored *now*, so a passkey that was
    /// removed since step 1 is rejected. Then applies, in one transaction, the changes that every
    /// assertion causes and those that `add` adds:
    ///
    /// 1. The challenge is spent.
    /// 2. The credential is updated, unless it has changed since it was read.
    /// 3. The account's running reset is cancelled, even if the caller then rejects the sign-in,
    ///    for example because the account is deactivated.
    ///
    /// `opens` says whether the assertion opens a session, tokens or nothing.
    pub(crate) async fn use_passkey<T>(
        self,
        context: &RequestContext,
        challenge: &Challenge,
        response: &str,
        opens: Opens,
        add: impl Fn(&Assertion, &mut Unit) -> Result<T>,
    ) -> Result<(Assertion, T)> {
        for nth in 1..=TRIES {
            let checked = self.check_assertion(context, challenge, response).await;
            let (found, verified) = self.counting_answers(context, checked).await?;
            if let Some(spent) = found.spent {
                return self.refuse_repeated(context, spent).await;
            }
            let verified = match verified {
                Ok(verified) => verified,
                // The counter was valid in the first round, so another device has used the passkey
                // since.
                Err(WebauthnError::CredentialPossibleCompromise) if nth > 1 => break,
                Err(error) => return self.refuse(context, &found.credential, &error).await,
            };
            let familiarity = self.sessions().familiarity(context, found.user.id, opens).await?;
            let mut assertion = self.assertion(context, found, verified, attachment(response));
            assertion.familiarity = familiarity;
            let mut unit = Unit::default();
            self.add_use(context, &mut unit, challenge, &assertion)?;
            let added = add(&assertion, &mut unit)?;
            if self.store().apply(unit).await? {
                self.wake_readers();
                return Ok((assertion, added));
            }
        }
        Err(Error::VerificationFailed(Check::Stored, "credential changed on every try".to_owned()))
    }

    /// Returns the credential as it is after a verified assertion.
    fn assertion(
        self,
        context: &RequestContext,
        found: Found,
        verified: Verified,
        attachment: Option<Attachment>,
    ) -> Assertion {
        let Verified { mut passkey, result, counter_went_back } = verified;
        passkey.update_credential(&result);
        let now = self.clock().now();
        let stored = &found.credential;
        let mut credential = Credential {
            passkey,
            last_used_at: Some(now),
            last_used_by: Some(context.user_agent.clone()),
            ..stored.clone()
        };
        if credential.is_backup_eligible() && !stored.is_backup_eligible() {
            tracing::warn!(credential = %stored.id, "passkey became eligible for backup");
            credential.backup_eligibility_changed_at = Some(now);
        }
        let used = VerifiedCredential { credential, attachment };
        Assertion { used, found, counter_went_back, familiarity: Familiarity::Known }
    }

    /// Adds the changes that every assertion causes to `unit`.
    fn add_use(
        self,
        context: &RequestContext,
        unit: &mut Unit,
        challenge: &Challenge,
        assertion: &Assertion,
    ) -> Result<()> {
        let Assertion { used, found, counter_went_back, .. } = assertion;
        let credential = &used.credential;
        unit.spend_challenge(&challenge.id, credential.user_id, challenge.expires_at);
        unit.update_credential_after_use(&found.credential, credential)?;
        if found.has_reset {
            unit.cancel_reset(credential.user_id, None, self.clock().now());
            unit.record(&self.event(context, credential.user_id, Kind::ResetCancelled));
        }
        if *counter_went_back {
            let event = self.event(context, credential.user_id, Kind::SyncedCounterWentBack);
            unit.record(&event.with_passkey(credential));
        }
        Ok(())
    }

    /// Checks an assertion without changing anything. Returns the credential, which belongs to the
    /// user that the assertion names, and the library's verdict.
    pub(crate) async fn check_assertion(
        self,
        context: &RequestContext,
        challenge: &Challenge,
        response: &str,
    ) -> Result<(Found, Result<Verified, WebauthnError>)> {
        let response = read_response(response)?;
        let assertion = read_assertion(response.clone())?;
        let flags = response::authentication(&response, challenge, &self.origins_of(context))?;
        let credential_id = CredentialId::from_bytes(&assertion.raw_id);
        let now = self.clock().now();
        let found = self.store().find_for_assertion(&credential_id, &challenge.id, now).await?;
        let found = found.ok_or(Error::UnknownCredential)?;
        check_owner(&assertion, &found.user, challenge.user_id)?;

        let state: DiscoverableAuthentication = serde_json::from_str(&challenge.state)?;
        let verified = self.verify_signature(&assertion, &state, &found.credential.passkey, flags);
        Ok((found, verified))
    }

    /// Rejects an assertion and records that in the history of the credential's owner.
    async fn refuse<T>(
        self,
        context: &RequestContext,
        credential: &Credential,
        error: &WebauthnError,
    ) -> Result<T> {
        // The owner learns of a copied passkey even if the rate limit is exceeded.
        let kind = if matches!(error, WebauthnError::CredentialPossibleCompromise) {
            Kind::CounterWentBack
        } else {
            self.rate_limits().count_failure(Action::Answer, "", &context.ip).await?;
            Kind::SignInFailed
        };
        let event = self.event(context, credential.user_id, kind);
        self.record_of(event.with_passkey(credential)).await?;
        Err(refused_by_library(Section::Authentication, error))
    }
}

/// A verified assertion and the data it was verified against.
pub(crate) struct Assertion {
    /// The credential after the assertion.
    pub(crate) used: VerifiedCredential,
    /// The credential as it was read, with its owner.
    pub(crate) found: Found,
    counter_went_back: bool,
    /// Whether the account was used before in this browser.
    pub(crate) familiarity: Familiarity,
}

fn read_assertion(mut response: Value) -> Result<PublicKeyCredential> {
    response::drop_extension_results(&mut response);
    serde_json::from_value(response).map_err(|_| Error::InvalidRequest("not an assertion"))
}

/// Compares the user handle in the response with the credential's owner. An empty handle counts as
/// missing, because some clients encode null that way. A ceremony that named no user requires a
/// handle. If it named one, the credential must be theirs, and the handle may be missing.
///
/// <https://www.w3.org/TR/webauthn-3/#dom-authenticatorassertionresponse-userhandle>
fn check_owner(assertion: &PublicKeyCredential, owner: &User, named: Option<UserId>) -> Result<()> {
    let refuse = |check, why: &str| Err(Error::VerificationFailed(check, why.to_owned()));
    if named.is_some_and(|named| named != owner.id) {
        return refuse(Check::Allowed, "another user's credential");
    }
    match assertion.get_user_unique_id().filter(|handle| !handle.is_empty()) {
        Some(handle) if handle == owner.handle().as_bytes() => Ok(()),
        None if named.is_some() => Ok(()),
        _ => refuse(Check::Owner, "user handle is missing or not the owner's"),
    }
}
