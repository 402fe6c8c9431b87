//! The registration ceremony: an authenticator creates a passkey for a user.
//!
//! 1. [`Passkeys::start_sign_up`] (`sign_up.rs`) or [`Passkeys::start_adding`]
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
use crate::model::event::Kind;
use crate::model::session::Session;
use crate::model::user_handle::UserHandle;
use crate::passkey::Passkeys;
use crate::passkey::challenge::Challenge;
use crate::passkey::naming::suggested_name;
use crate::passkey::replay::ANSWERED;
use crate::passkey::response;
use crate::passkey::steps::{Section, refused_by_library};
use crate::passkey::{Binding, Purpose, Started, attachment, read_response};
use crate::session::{SignedIn, VerifiedCredential};
use crate::store::{AddReason, Unit};
use crate::web::request_context::RequestContext;

/// The transports in the specification. Others are dropped.
///
/// <https://www.w3.org/TR/webauthn-3/#enum-transport>
const TRANSPORTS: [&str; 6] = ["usb", "nfc", "ble", "smart-card", "hybrid", "internal"];

/// The facts behind the decision to add a passkey to an account.
pub(crate) struct Adding<'a> {
    pub(crate) challenge: &'a Challenge,
    /// The account's passkeys when the decision was made.
    pub(crate) others: &'a [Credential],
    pub(crate) reason: AddReason,
    /// The current session, if there is one.
    pub(crate) session: Option<&'a Session>,
    /// The user's name for the passkey, if they gave one.
    pub(crate) name: Option<&'a str>,
}

impl Passkeys<'_> {
    /// Starts adding a passkey to the current user's account (step 1), if there are [`AddReason`].
    ///
    /// # Errors
    /// [`Error::SignedOut`]; [`Error::VerificationRequired`].
    pub async fn start_adding(self, context: &RequestContext) -> Result<Started> {
        let signed_in = self.sessions().signed_in(context).await?.ok_or(Error::SignedOut)?;
        let user = &signed_in.user;
        let passkeys = self.store().list_credentials(user.id).await?;
        self.grounds_for_adding(&signed_in, &passkeys).await?;
        let names = [&user.name(), &user.display_name()];
        let (mut options, state) = self.registration_options(&user.handle(), names, &passkeys)?;
        if self.offers_here(context, &signed_in, &passkeys) {
            // The page offers a passkey on this device. The hint doesn't stop the user from
            // choosing another one.
            options["publicKey"]["hints"] = json!(["client-device"]);
        }
        let (user_id, session) = (Some(user.id), Some(signed_in.session.id.as_str()));
        let binding = Binding { user_id, session, ..Binding::default() };
        self.start_ceremony(context, Purpose::AddPasskey, binding, options, &state).await
    }

    /// Finishes adding a passkey to the current user's account (step 3).
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::VerificationRequired`], [`Error::CeremonyExpired`],
    /// [`Error::VerificationFailed`], [`Error::NotDiscoverable`], [`Error::DuplicateCredential`],
    /// [`Error::TooManyPasskeys`].
    pub async fn finish_adding(
        self,
        context: &RequestContext,
        ceremony: &str,
        response: &str,
    ) -> Result<Credential> {
        let finished = self.add_to_account(context, ceremony, response).await;
        self.shown(context, ceremony, response, finished).await
    }

    pub(crate) async fn add_to_account(
        self,
        context: &RequestContext,
        ceremony: &str,
        response: &str,
    ) -> Result<Credential> {
        let signed_in = self.sessions().signed_in(context).await?.ok_or(Error::SignedOut)?;
        let (purposes, session) = ([Purpose::AddPasskey], Some(signed_in.session.id.as_str()));
        let challenge = self.open(context, &purposes, ceremony, session, response).await?;
        if challenge.user_id != Some(signed_in.user.id) {
            return Err(Error::CeremonyExpired("started by another user"));
        }
        let others = self.store().list_credentials(signed_in.user.id).await?;
        let reason = self.grounds_for_adding(&signed_in, &others).await?;
        let session = Some(&signed_in.session);
        let adding = Adding { challenge: &challenge, others: &others, reason, session, name: None };
        self.add(context, response, adding, Unit::default()).await
    }

    /// Verifies the response and adds the passkey, if the grounds still hold when the transaction
    /// commits. The same transaction applies the changes in `unit`.
    pub(crate) async fn add(
        self,
        context: &RequestContext,
        response: &str,
        adding: Adding<'_>,
        mut unit: Unit,
    ) -> Result<Credential> {
        let Adding { challenge, others, reason, session, name } = adding;
        let verified = self.verify_registration(context, challenge, response, others);
        let mut used = self.counting_answers(context, verified).await?;
        if let Some(name) = name {
            name.clone_into(&mut used.credential.name);
        }
        self.check_registration(context, challenge, &used).await?;
        let (credential, user_id) = (&used.credential, used.credential.user_id);
        unit.spend_challenge(&challenge.id, user_id, challenge.expires_at);
        if let Some(session) = session {
            unit.update_session(&session.clone().using(&used))?;
        }
        let is_reset = matches!(reason, AddReason::Reset { .. });
        let kind = if is_reset { Kind::ResetCompleted } else { Kind::PasskeyAdded };
        unit.record(&self.event(context, user_id, kind).with_passkey(credential));
        if !is_reset
            && self
                .recovery()
                .find_reset(user_id)
                .await?
                .is_some_and(|one| one.cancelled_at.is_none())
        {
            unit.cancel_reset(user_id, None, self.clock().now());
            unit.record(&self.event(context, user_id, Kind::ResetCancelled));
        }
        if !self.store().insert_credential(credential, others, reason, unit).await? {
            self.check_registration(context, challenge, &used).await?;
            return Err(Error::CeremonyExpired(ANSWERED));
        }
        self.wake_readers();
        Ok(used.credential)
    }

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

    /// Returns why a session may add a passkey. Both steps check this, and the store checks it
    /// again.
    async fn grounds_for_adding(
        self,
        signed_in: &SignedIn,
        passkeys: &[Credential],
    ) -> Result<AddReason> {
        if signed_in.is_recently_verified(self.clock().now()) {
            Ok(AddReason::Verified)
        } else if passkeys.is_empty() && self.sessions().is_verified(signed_in).await? {
            Ok(AddReason::First)
        } else if self.recovery().has_available_reset(signed_in).await? {
            Ok(AddReason::Reset { session: signed_in.session.id.parse().map_err(Error::internal)? })
        } else {
            Err(Error::VerificationRequired)
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
            id: self.random().uuid(),
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
