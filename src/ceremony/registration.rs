//! The registration ceremony: an authenticator makes a passkey for a user.
//!
//! 1. [`RelyingParty::start_sign_up`] or [`RelyingParty::start_adding_passkey`] issues a
//!    challenge and keeps it, once, in the store.
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

use super::{Purpose, Started, Subject, attachment, read_response, strict};
use crate::RelyingParty;
use crate::credential::{Credential, CredentialId};
use crate::error::{Error, Result};
use crate::event::Kind;
use crate::provider::suggested_name;
use crate::session::{SignedIn, Used};
use crate::store::{Ceremony, Grounds};
use crate::user::{Email, UserId};
use crate::visitor::Visitor;
use crate::webhook::News;

/// The transports that the specification names; others are dropped.
///
/// <https://www.w3.org/TR/webauthn-3/#enum-transport>
const TRANSPORTS: [&str; 6] = ["usb", "nfc", "ble", "smart-card", "hybrid", "internal"];

impl RelyingParty {
    /// Step 1 for somebody new, who claims an address.
    ///
    /// # Errors
    /// [`Error::InvalidEmail`]; [`Error::TooManyRequests`].
    pub async fn start_sign_up(&self, visitor: &Visitor, email: &str) -> Result<Started> {
        let email = Email::parse(email)?;
        self.limit_sign_ups(&visitor.ip).await?;
        let user_id = UserId(self.random().uuid());
        let (options, state) = self.registration_options(user_id, [&email.to_string(); 2], &[])?;
        let subject = Subject { user_id: Some(user_id), email: Some(&email), ..Subject::default() };
        self.keep(visitor, Purpose::SignUp, subject, options, &state).await
    }

    /// Step 3 for somebody new: makes the account, signs it in, and mails a link that confirms
    /// the address.
    ///
    /// # Errors
    /// [`Error::CeremonyExpired`], [`Error::VerificationFailed`], [`Error::NotDiscoverable`],
    /// [`Error::DuplicateCredential`]; [`Error::Deactivated`] if a back end was as quick.
    pub async fn finish_sign_up(
        &self,
        visitor: &Visitor,
        ceremony: &str,
        response: &str,
    ) -> Result<()> {
        let (credential, email) = self.finish_new_user(visitor, ceremony, response).await?;
        // The account exists even if this email can't be written. The dashboard sends another.
        if self.can_send_mail()
            && let Err(error) =
                self.send_confirmation_link(visitor, credential.user_id, email).await
        {
            error.log();
        }
        Ok(())
    }

    /// Makes the account with its first passkey, and signs it in.
    pub(super) async fn finish_new_user(
        &self,
        visitor: &Visitor,
        ceremony: &str,
        response: &str,
    ) -> Result<(Credential, Email)> {
        let ceremony = self.take(visitor, &[Purpose::SignUp], ceremony, None, response).await?;
        let verified = self.verify_registration(visitor, &ceremony, response, &[]);
        let passkey = self.counting_answers(visitor, verified).await?;
        let credential = &passkey.credential;
        let email = ceremony.email.as_deref().ok_or_else(|| Error::internal("no address"))?;
        let email = Email::parse(email)?;
        let news = [News::UserCreated, News::PasskeyAdded(credential.id)];
        let notices = news.map(|news| self.notice(credential.user_id, &news));
        let (store, dropped) = (self.store(), self.dropped());
        if !store.insert_user_with_credential(&email, credential, &notices, &dropped).await? {
            return Err(Error::DuplicateCredential);
        }
        self.announced();
        self.note_answered(&ceremony, credential.user_id).await?;
        self.record(visitor, credential.user_id, Kind::SignedUp, None).await?;
        self.sign_in_by_passkey(visitor, &passkey).await?;
        Ok((passkey.credential, email))
    }

    /// Step 1 for somebody who is signed in, if there are [`Grounds`].
    ///
    /// # Errors
    /// [`Error::SignedOut`]; [`Error::VerificationRequired`]; [`Error::TooManyRequests`].
    pub async fn start_adding_passkey(&self, visitor: &Visitor) -> Result<Started> {
        let signed_in = self.signed_in(visitor).await?.ok_or(Error::SignedOut)?;
        self.limit_ceremonies(&visitor.ip).await?;
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
        self.keep(visitor, Purpose::AddPasskey, subject, options, &state).await
    }

    /// Step 3 for somebody who is signed in.
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
        let ceremony = self.take(visitor, &purposes, ceremony, session, response).await?;
        if ceremony.user_id != Some(signed_in.user.id) {
            return Err(Error::CeremonyExpired("started by another user"));
        }
        let others = self.store().list_credentials(signed_in.user.id).await?;
        let grounds = self.grounds_for_adding(&signed_in, &others).await?;
        let passkey = self.add(visitor, &ceremony, response, &others, grounds).await?;
        self.note(visitor, signed_in.session, Some(&passkey)).await?;
        Ok(passkey.credential)
    }

    /// Verifies the answer and adds the passkey; the grounds have to hold to the last moment.
    pub(super) async fn add(
        &self,
        visitor: &Visitor,
        ceremony: &Ceremony,
        response: &str,
        others: &[Credential],
        grounds: Grounds,
    ) -> Result<Used> {
        let verified = self.verify_registration(visitor, ceremony, response, others);
        let passkey = self.counting_answers(visitor, verified).await?;
        let credential = &passkey.credential;
        let notice = self.notice(credential.user_id, &News::PasskeyAdded(credential.id));
        if !self.store().insert_credential(credential, others, grounds, &notice).await? {
            return Err(Error::DuplicateCredential);
        }
        self.announced();
        self.note_answered(ceremony, credential.user_id).await?;
        let (user_id, name) = (credential.user_id, Some(credential.name.as_str()));
        if matches!(grounds, Grounds::Reset { .. }) {
            self.record(visitor, user_id, Kind::ResetCompleted, name).await?;
        } else {
            self.record(visitor, user_id, Kind::PasskeyAdded, name).await?;
            self.end_reset(visitor, user_id).await?;
        }
        Ok(passkey)
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
    pub(super) fn registration_options(
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

    /// What both `finish_` calls check, in the order of [`strict`]'s header.
    fn verify_registration(
        &self,
        visitor: &Visitor,
        ceremony: &Ceremony,
        response: &str,
        others: &[Credential],
    ) -> Result<Used> {
        let (attachment, response) = (attachment(response), read_response(response)?);
        if response["clientExtensionResults"]["credProps"]["rk"] == json!(false) {
            return Err(Error::NotDiscoverable);
        }
        let transports = transports(&response["response"]["transports"]);
        let (attested, object) =
            strict::registration(&response, ceremony, &self.origins_of(visitor))?;
        let passkey = self.finish(response, object, &ceremony.state)?;
        check_algorithm(&passkey)?;
        if passkey.cred_id() != &attested.credential_id {
            return Err(Error::VerificationFailed("two readings of the credential id".to_owned()));
        }
        let mut credential = Credential {
            id: self.random().uuid(),
            user_id: ceremony.user_id.ok_or_else(|| Error::internal("registration for nobody"))?,
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
        strict::drop_extension_results(&mut response);
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
