//! The signature of an assertion, with everything that the library checks besides.
//!
//! <https://www.w3.org/TR/webauthn-3/#sctn-verifying-assertion>

use webauthn_rs::prelude::{
    AuthenticationResult, DiscoverableAuthentication, Passkey, PublicKeyCredential, WebauthnError,
};

use crate::passkey::Passkeys;
use crate::passkey::authenticator_data::Flags;

/// The library's result.
pub(crate) struct Verified {
    /// The credential that the assertion was verified against.
    pub(super) passkey: Passkey,
    pub(super) result: AuthenticationResult,
    /// Whether a synced passkey reported a counter no higher than before.
    pub(super) counter_went_back: bool,
}

impl Passkeys<'_> {
    /// Has the library verify the assertion. The library rejects two things that well-behaved
    /// authenticators do. In those cases, the assertion is fully verified again against a copy of
    /// the credential that allows exactly that:
    ///
    /// - Apple's authenticators register a passkey as not eligible for backup, and report it as
    ///   eligible once it is synced.
    /// - A synced passkey has more than one counter. After a sync or an import it may report 0, or
    ///   a number that another device reported before. A passkey registered as device-bound doesn't
    ///   get this exception by claiming to be synced now.
    ///
    /// <https://www.w3.org/TR/webauthn-3/#sctn-credential-backup>
    /// <https://www.w3.org/TR/webauthn-3/#sctn-sign-counter>
    pub(super) fn verify_signature(
        self,
        assertion: &PublicKeyCredential,
        state: &DiscoverableAuthentication,
        passkey: &Passkey,
        flags: Flags,
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
}
