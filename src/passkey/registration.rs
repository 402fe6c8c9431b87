//! The registration ceremony: an authenticator makes a passkey for a user.
//!
//! 1. [`RelyingParty::start_sign_up`] (`sign_up.rs`) or [`RelyingParty::start_adding_passkey`] creates
//!    a challenge and seals it.
//! 2. The browser has an authenticator make a key pair (`navigator.credentials.create()`).
//! 3. The `finish_` of the same name verifies the answer and stores the public key.
//!
//! Without a signed-in session a passkey is only ever added to a *new* user, whatever address
//! was typed: looking the address up and adding a passkey to the account that has it would give
//! every account to whoever knows its address. The address is a claim until a mail to it was
//! redeemed; nobody is told whether it has an account. The user's row appears in step 3, so an
//! abandoned sign-up leaves nothing behind.
//!
//! <https://www.w3.org/TR/webauthn-3/#sctn-registering-a-new-credential>

use serde_json::{Value, json};
use webauthn_rs::prelude::{
    COSEAlgorithm, COSEKeyType, ECDSACurve, Passkey, PasskeyRegistration,
    RegisterPublicKeyCredential,
};

use crate::RelyingParty;
use crate::error::{Error, Result};
use crate::model::credential::{Credential, CredentialId};
use crate::model::event::Kind;
use crate::model::session::Session;
use crate::model::user::UserId;
use crate::passkey::challenge::Challenge;
use crate::passkey::naming::suggested_name;
use crate::passkey::response;
use crate::passkey::{Purpose, Started, Subject, attachment, read_response};
use crate::session::{SignedIn, Used};
use crate::store::{Grounds, Unit};
use crate::web::request_context::Visitor;

/// The transports that the specification names; others are dropped.
///
/// <https://www.w3.org/TR/webauthn-3/#enum-transport>
const TRANSPORTS: [&str; 6] = ["usb", "nfc", "ble", "smart-card", "hybrid", "internal"];

/// The facts behind the decision to add a passkey to an account.
pub(crate) struct Adding<'a> {
    pub(crate) challenge: &'a Challenge,
    /// The passkeys that the account had when that was decided.
    pub(crate) others: &'a [Credential],
    pub(crate) grounds: Grounds,
    /// The session in which it is made, if it is in one.
    pub(crate) session: Option<&'a Session>,
    /// The user's name for the passkey, if they gave one.
    pub(crate) name: Option<&'a str>,
}

impl RelyingParty {
    /// Step 1 for a signed-in user, if there are [`Grounds`].
    ///
    /// # Errors
    /// [`Error::SignedOut`]; [`Error::VerificationRequired`].
    pub async fn start_adding_passkey(&self, visitor: &Visitor) -> Result<Started> {
        let signed_in = self.signed_in(visitor).await?.ok_or(Error::SignedOut)?;
        let user = &signed_in.user;
        let passkeys = self.store().list_credentials(user.id).await?;
        self.grounds_for_adding(&signed_in, &passkeys).await?;
        let names = [&user.name(), &user.display_name()];
        let (mut options, state) = self.registration_options(user.id, names, &passkeys)?;
        if self.offers_passkey_here(visitor, &signed_in, &passkeys) {
            // What is offered is one on this device; whoever wants it elsewhere may still say so.
            options["publicKey"]["hints"] = json!(["client-device"]);
        }
        let (user_id, session) = (Some(user.id), Some(signed_in.session.id.as_str()));
        let subject = Subject { user_id, session, ..Subject::default() };
        self.begin(visitor, Purpose::AddPasskey, subject, options, &state).await
    }

    /// Step 3 for a signed-in user.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::VerificationRequired`], [`Error::CeremonyExpired`],
    /// [`Error::VerificationFailed`], [`Error::NotDiscoverable`],
    /// [`Error::DuplicateCredential`], [`Error::TooManyPasskeys`].
    pub async fn finish_adding_passkey(
        &self,
        visitor: &Visitor,
        ceremony: &str,
        response: &str,
    ) -> Result<Credential> {
        let signed_in = self.signed_in(visitor).await?.ok_or(Error::SignedOut)?;
        let (purposes, session) = ([Purpose::AddPasskey], Some(signed_in.session.id.as_str()));
        let challenge = self.open(visitor, &purposes, ceremony, session, response).await?;
        if challenge.user_id != Some(signed_in.user.id) {
            return Err(Error::CeremonyExpired("started by another user"));
        }
        let others = self.store().list_credentials(signed_in.user.id).await?;
        let grounds = self.grounds_for_adding(&signed_in, &others).await?;
        let session = Some(&signed_in.session);
        let adding =
            Adding { challenge: &challenge, others: &others, grounds, session, name: None };
        self.add(visitor, response, adding, Unit::default()).await
    }

    /// Verifies the answer and adds the passkey; the grounds have to hold to the last moment. What
    /// `unit` holds is applied in the same transaction.
    pub(crate) async fn add(
        &self,
        visitor: &Visitor,
        response: &str,
        adding: Adding<'_>,
        mut unit: Unit,
    ) -> Result<Credential> {
        let Adding { challenge, others, grounds, session, name } = adding;
        let verified = self.verify_registration(visitor, challenge, response, others);
        let mut used = self.counting_answers(visitor, verified).await?;
        if let Some(name) = name {
            name.clone_into(&mut used.credential.name);
        }
        self.check_registration(visitor, challenge, &used).await?;
        let (credential, user_id) = (&used.credential, used.credential.user_id);
        unit.spend_challenge(&challenge.id, user_id, challenge.expires_at);
        if let Some(session) = session {
            unit.update_session(&session.clone().using(&used))?;
        }
        let is_reset = matches!(grounds, Grounds::Reset { .. });
        let kind = if is_reset { Kind::ResetCompleted } else { Kind::PasskeyAdded };
        unit.record(&self.event(visitor, user_id, kind).with_passkey(credential));
        if !is_reset
            && self.find_reset(user_id).await?.is_some_and(|one| one.cancelled_at.is_none())
        {
            unit.cancel_reset(user_id, None, self.clock().now());
            unit.record(&self.event(visitor, user_id, Kind::ResetCancelled));
        }
        if !self.store().insert_credential(credential, others, grounds, unit).await? {
            self.check_registration(visitor, challenge, &used).await?;
            return Err(Error::CeremonyExpired("answered by another request"));
        }
        self.wake_readers();
        Ok(used.credential)
    }

    /// Refuses a response that was accepted before, and a passkey that is registered already.
    pub(crate) async fn check_registration(
        &self,
        visitor: &Visitor,
        challenge: &Challenge,
        used: &Used,
    ) -> Result<()> {
        let credential_id = &used.credential.credential_id;
        let found = self.store().find_for_registration(&challenge.id, credential_id).await?;
        match found {
            (Some(spent), _) => self.refuse_repeated(visitor, spent).await,
            (None, true) => Err(Error::DuplicateCredential),
            (None, false) => Ok(()),
        }
    }

    /// Why a session may add a passkey. Asked at the start and at the end, and again by the store.
    async fn grounds_for_adding(
        &self,
        signed_in: &SignedIn,
        passkeys: &[Credential],
    ) -> Result<Grounds> {
        if signed_in.is_recently_verified(self.clock().now()) {
            Ok(Grounds::Verified)
        } else if passkeys.is_empty() && self.is_verified(signed_in).await? {
            Ok(Grounds::First)
        } else if self.has_ripe_reset(signed_in).await? {
            Ok(Grounds::Reset { session: signed_in.session.id.parse().map_err(Error::internal)? })
        } else {
            Err(Error::VerificationRequired)
        }
    }

    /// The options for the browser and the state for us.
    pub(crate) fn registration_options(
        &self,
        user_id: UserId,
        [name, display_name]: [&String; 2],
        exclude: &[Credential],
    ) -> Result<(Value, PasskeyRegistration)> {
        // The library is not told whom to exclude: it would say of an excluded credential what it
        // says of a wrong algorithm. The store knows a credential that is registered already.
        let (options, state) = self
            .webauthn()
            .start_passkey_registration(user_id.0, name, display_name, None)
            .map_err(Error::internal)?;
        let mut options = serde_json::to_value(&options)?;
        // The library always says "discouraged". Only a discoverable credential carries the user
        // handle by which sign-in finds its owner without a name being typed.
        let selection = &mut options["publicKey"]["authenticatorSelection"];
        selection["residentKey"] = json!("required");
        selection["requireResidentKey"] = json!(true);
        options["publicKey"]["excludeCredentials"] =
            exclude.iter().map(Credential::descriptor).collect();
        Ok((options, state))
    }

    /// What both `finish_` calls check, in the order of [`response`]'s header.
    pub(crate) fn verify_registration(
        &self,
        visitor: &Visitor,
        challenge: &Challenge,
        response: &str,
        others: &[Credential],
    ) -> Result<Used> {
        let (attachment, response) = (attachment(response), read_response(response)?);
        if response["clientExtensionResults"]["credProps"]["rk"] == json!(false) {
            return Err(Error::NotDiscoverable);
        }
        let transports = transports(&response["response"]["transports"]);
        let (attested, object) =
            response::registration(&response, challenge, &self.origins_of(visitor))?;
        let passkey = self.finish(response, object, &challenge.state)?;
        check_algorithm(&passkey)?;
        if passkey.cred_id() != &attested.credential_id {
            return Err(Error::VerificationFailed("two readings of the credential id".to_owned()));
        }
        let mut credential = Credential {
            id: self.random().uuid(),
            user_id: challenge.user_id.ok_or_else(|| Error::internal("registration for nobody"))?,
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
        credential.name = suggested_name(&credential, attachment, visitor, others);
        Ok(Used { credential, attachment })
    }

    fn finish(&self, mut response: Value, object: String, state: &str) -> Result<Passkey> {
        response::drop_extension_results(&mut response);
        response["response"]["attestationObject"] = object.into();
        // Unknown transports would fail to parse, and ours are read already.
        response["response"]["transports"] = Value::Null;
        let response: RegisterPublicKeyCredential = serde_json::from_value(response)
            .map_err(|_| Error::InvalidRequest("not a registration response"))?;
        let state: PasskeyRegistration = serde_json::from_str(state)?;
        let verified = self.webauthn().finish_passkey_registration(&response, &state);
        verified.map_err(|error| Error::VerificationFailed(error.to_string()))
    }
}

fn transports(sent: &Value) -> Vec<String> {
    let known = TRANSPORTS.iter().filter(|known| {
        sent.as_array().is_some_and(|sent| sent.iter().any(|one| one.as_str() == Some(known)))
    });
    known.map(|known| (*known).to_owned()).collect()
}

/// Each algorithm with the one curve that goes with it, which the library does not compare.
///
/// <https://www.w3.org/TR/webauthn-3/#sctn-alg-identifier>
fn check_algorithm(passkey: &Passkey) -> Result<()> {
    let key = passkey.get_public_key();
    match (&key.type_, &key.key) {
        (COSEAlgorithm::ES256, COSEKeyType::EC_EC2(ec)) if ec.curve == ECDSACurve::SECP256R1 => {
            Ok(())
        }
        (COSEAlgorithm::ES384, COSEKeyType::EC_EC2(ec)) if ec.curve == ECDSACurve::SECP384R1 => {
            Ok(())
        }
        (COSEAlgorithm::RS256, COSEKeyType::RSA(_)) => Ok(()),
        _ => Err(Error::VerificationFailed("algorithm and key do not match".to_owned())),
    }
}
