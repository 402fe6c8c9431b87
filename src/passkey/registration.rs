//! The registration ceremony: an authenticator creates a passkey for a user.
//!
//! 1. [`Passkeys::start_sign_up`] (`sign_up.rs`) or [`Passkeys::start_adding`] (`adding.rs`)
//!    creates a challenge and seals it.
//! 2. The browser asks an authenticator to create a key pair (`navigator.credentials.create()`).
//! 3. The `finish_` function of the same name verifies the response and stores the public key.
//!
//! Without a session, a passkey is only ever added to a *new* user, whatever address was entered.
//! If we looked up the address and added the passkey to its account, anyone who knows an address
//! could take over the account. The address is unverified until its owner redeems a link or code
//! sent to it, and the response doesn't reveal whether the address has an account. The user's row
//! is created in step 3, so an abandoned sign-up leaves nothing behind.
//!
//! <https://www.w3.org/TR/webauthn-3/#sctn-registering-a-new-credential>

use serde_json::{Value, json};
use uuid::Uuid;
use webauthn_rs::prelude::{
    COSEAlgorithm, COSEKeyType, ECDSACurve, Passkey, PasskeyRegistration,
    RegisterPublicKeyCredential,
};

use crate::check::Check;
use crate::error::{Error, Result};
use crate::model::credential::{Credential, CredentialId};
use crate::model::ids::PasskeyId;
use crate::model::user_handle::UserHandle;
use crate::passkey::Passkeys;
use crate::passkey::challenge::Challenge;
use crate::passkey::naming::suggested_name;
use crate::passkey::response;
use crate::passkey::steps::{Section, refused_by_library};
use crate::passkey::{attachment, read_response};
use crate::session::VerifiedCredential;
use crate::web::request_context::RequestContext;

/// The transports in the specification. Others are dropped.
///
/// <https://www.w3.org/TR/webauthn-3/#enum-transport>
const TRANSPORTS: [&str; 6] = ["usb", "nfc", "ble", "smart-card", "hybrid", "internal"];

impl Passkeys<'_> {
    /// Rejects a response that was accepted before, and a passkey that is already registered.
    pub(crate) async fn check_registration(
        self,
        context: &RequestContext,
        challenge: &Challenge,
        used: &VerifiedCredential,
    ) -> Result<()> {
        let credential_id = &used.credential.credential_id;
        let found = self.store().find_for_registration(&challenge.id, credential_id).await?;
        match found {
            (Some(spent), _) => self.refuse_repeated(context, spent).await,
            (None, true) => Err(Error::DuplicateCredential),
            (None, false) => Ok(()),
        }
    }

    /// Returns the options for the browser and the library's state.
    pub(crate) fn registration_options(
        self,
        handle: &UserHandle,
        [name, display_name]: [&String; 2],
        exclude: &[Credential],
    ) -> Result<(Value, PasskeyRegistration)> {
        // The library doesn't get the excluded credentials, because it would report one with the
        // same error as a wrong algorithm. The store rejects a credential that is already
        // registered.
        let (options, state) = self
            .webauthn()
            .start_passkey_registration(Uuid::nil(), name, display_name, None)
            .map_err(Error::internal)?;
        let mut options = serde_json::to_value(&options)?;
        // The library keeps the name that the site had at the start.
        options["publicKey"]["rp"]["name"] = self.settings().site().name.as_str().into();
        // The library only takes handles of 16 bytes.
        options["publicKey"]["user"]["id"] = handle.to_string().into();
        // The library always sets "discouraged". Only a discoverable credential returns the user
        // handle, which sign-in needs to find the owner without a username.
        let selection = &mut options["publicKey"]["authenticatorSelection"];
        selection["residentKey"] = json!("required");
        selection["requireResidentKey"] = json!(true);
        options["publicKey"]["excludeCredentials"] =
            exclude.iter().map(Credential::descriptor).collect();
        Ok((options, state))
    }

    /// Verifies a response for both `finish_` functions, in the order of the header of
    /// [`response`].
    pub(crate) fn verify_registration(
        self,
        context: &RequestContext,
        challenge: &Challenge,
        response: &str,
        others: &[Credential],
    ) -> Result<VerifiedCredential> {
        let (attachment, response) = (attachment(response), read_response(response)?);
        if response["clientExtensionResults"]["credProps"]["rk"] == json!(false) {
            return Err(Error::NotDiscoverable);
        }
        let transports = transports(&response["response"]["transports"]);
        let (attested, object) =
            response::registration(&response, challenge, &self.origins_of(context))?;
        let passkey = self.finish(response, object, &challenge.state)?;
        check_algorithm(&passkey)?;
        if passkey.cred_id() != &attested.credential_id {
            return Err(Error::VerificationFailed(
                Check::SameId,
                "two readings of the credential id differ".to_owned(),
            ));
        }
        let mut credential = Credential {
            id: PasskeyId(self.random().uuid()),
            user_id: challenge
                .user_id
                .ok_or_else(|| Error::internal("registration without a user"))?,
            credential_id: CredentialId::from_bytes(&attested.credential_id),
            passkey,
            name: String::new(),
            aaguid: attested.aaguid,
            transports,
            created_at: self.clock().now(),
            last_used_at: None,
            last_used_by: None,
            use_count: 0,
            backup_eligibility_changed_at: None,
        };
        credential.name = suggested_name(&credential, attachment, context, others);
        Ok(VerifiedCredential { credential, attachment })
    }

    fn finish(self, mut response: Value, object: String, state: &str) -> Result<Passkey> {
        response::drop_extension_results(&mut response);
        response["response"]["attestationObject"] = object.into();
        // The library can't parse unknown transports, and we have already read them.
        response["response"]["transports"] = Value::Null;
        let response: RegisterPublicKeyCredential = serde_json::from_value(response)
            .map_err(|_| Error::InvalidRequest("not a registration response"))?;
        let state: PasskeyRegistration = serde_json::from_str(state)?;
        let verified = self.webauthn().finish_passkey_registration(&response, &state);
        verified.map_err(|error| refused_by_library(Section::Registration, &error))
    }
}

fn transports(sent: &Value) -> Vec<String> {
    let sent = sent.as_array().into_iter().flatten().filter_map(Value::as_str);
    known_transports(&sent.collect::<Vec<_>>())
}

/// Returns those that the specification knows, in its order.
pub(crate) fn known_transports(sent: &[impl AsRef<str>]) -> Vec<String> {
    let is_sent = |known: &&&str| sent.iter().any(|one| one.as_ref() == **known);
    TRANSPORTS.iter().filter(is_sent).map(|known| (*known).to_owned()).collect()
}

/// Checks that the key's curve belongs to its algorithm, which the library doesn't check.
///
/// <https://www.w3.org/TR/webauthn-3/#sctn-alg-identifier>
pub(crate) fn check_algorithm(passkey: &Passkey) -> Result<()> {
    let key = passkey.get_public_key();
    match (&key.type_, &key.key) {
        (COSEAlgorithm::ES256, COSEKeyType::EC_EC2(ec)) if ec.curve == ECDSACurve::SECP256R1 => {
            Ok(())
        }
        (COSEAlgorithm::ES384, COSEKeyType::EC_EC2(ec)) if ec.curve == ECDSACurve::SECP384R1 => {
            Ok(())
        }
        (COSEAlgorithm::RS256, COSEKeyType::RSA(_)) => Ok(()),
        _ => Err(Error::VerificationFailed(
            Check::Curve,
            "algorithm and key do not match".to_owned(),
        )),
    }
}
