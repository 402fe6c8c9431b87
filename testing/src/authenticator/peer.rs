//! An authenticator and a client by 1Password (`passkey-rs`), wired for tests.

use async_trait::async_trait;
use passkey_authenticator::{
    Authenticator, CredentialStore, DiscoverabilitySupport, StoreInfo, UiHint, UserCheck,
    UserValidationMethod,
};
use passkey_client::{Client, DefaultClientData, WebauthnError};
use passkey_crypto::rust_crypto::RustCryptoBackend;
use passkey_types::Passkey;
use passkey_types::ctap2::make_credential::{
    Options, PublicKeyCredentialRpEntity, PublicKeyCredentialUserEntity,
};
use passkey_types::ctap2::{Aaguid, Ctap2Error, StatusCode};
use passkey_types::webauthn::{
    CredentialCreationOptions, CredentialRequestOptions, PublicKeyCredentialDescriptor,
};
use public_suffix::PublicSuffixList;
use serde::de::DeserializeOwned;
use serde_json::Value;
use url::Url;

/// A password manager. Its user confirms every prompt.
pub struct Peer(Client<Passkeys, Owner, RustCryptoBackend, PublicSuffixList, ()>);

/// Why a [`Peer`] returned no credential.
#[derive(Debug, PartialEq, Eq)]
pub enum Refused {
    /// It has one of the excluded credentials.
    AlreadyHere,
    /// It has none for this relying party.
    NothingHere,
    /// Anything else, for example an RP ID that does not match the origin.
    Other(String),
}

impl Peer {
    pub fn new() -> Self {
        Self::of_model([0; 16])
    }

    /// Returns an authenticator of this model (AAGUID).
    pub fn of_model(aaguid: [u8; 16]) -> Self {
        let authenticator = Authenticator::new(
            Aaguid::from(aaguid),
            Passkeys(Vec::new()),
            Owner,
            RustCryptoBackend,
        );
        Self(Client::new(authenticator).allows_insecure_localhost(true))
    }

    /// Returns an authenticator with a signature counter.
    pub fn counting() -> Self {
        let mut peer = Self::new();
        peer.0.authenticator_mut().set_make_credentials_with_signature_counter(true);
        peer
    }

    /// `navigator.credentials.create()`, called by a page of `origin`.
    pub async fn create(&mut self, origin: &str, options: &Value) -> Result<String, Refused> {
        let request: CredentialCreationOptions = read(options)?;
        let created = self.0.register(&url(origin)?, request, DefaultClientData).await?;
        Ok(serde_json::to_string(&created).expect("a credential is JSON"))
    }

    /// `navigator.credentials.get()`, called by a page of `origin`. Of several passkeys it takes
    /// the newest.
    pub async fn get(&mut self, origin: &str, options: &Value) -> Result<String, Refused> {
        let request: CredentialRequestOptions = read(options)?;
        let assertion = self.0.authenticate(&url(origin)?, request, DefaultClientData).await?;
        Ok(serde_json::to_string(&assertion).expect("an assertion is JSON"))
    }
}

fn read<T: DeserializeOwned>(options: &Value) -> Result<T, Refused> {
    serde_json::from_value(options.clone()).map_err(|error| Refused::Other(error.to_string()))
}

fn url(origin: &str) -> Result<Url, Refused> {
    Url::parse(origin).map_err(|error| Refused::Other(error.to_string()))
}

impl From<WebauthnError> for Refused {
    fn from(error: WebauthnError) -> Self {
        match error {
            WebauthnError::CredentialNotFound => Self::NothingHere,
            WebauthnError::AuthenticatorError(code)
                if code == u8::from(Ctap2Error::CredentialExcluded) =>
            {
                Self::AlreadyHere
            }
            error => Self::Other(format!("{error:?}")),
        }
    }
}

/// The passkeys of the authenticator, oldest first. The store that comes with the library finds
/// credentials by id only, so it can't sign in without a name.
struct Passkeys(Vec<Passkey>);

#[async_trait]
impl CredentialStore for Passkeys {
    type PasskeyItem = Passkey;

    async fn find_credentials(
        &self,
        ids: Option<&[PublicKeyCredentialDescriptor]>,
        rp_id: &str,
        _: Option<&[u8]>,
    ) -> Result<Vec<Passkey>, StatusCode> {
        let asked_for = |passkey: &&Passkey| match ids {
            Some(ids) => ids.iter().any(|id| id.id == passkey.credential_id),
            None => passkey.user_handle.is_some(),
        };
        let found = self.0.iter().rev().filter(|passkey| passkey.rp_id == rp_id).filter(asked_for);
        Ok(found.cloned().collect())
    }

    async fn save_credential(
        &mut self,
        passkey: Passkey,
        _: PublicKeyCredentialUserEntity,
        _: PublicKeyCredentialRpEntity,
        _: Options,
    ) -> Result<(), StatusCode> {
        self.0.push(passkey);
        Ok(())
    }

    async fn update_credential(&mut self, used: &Passkey) -> Result<(), StatusCode> {
        let held = self.0.iter_mut().find(|held| held.credential_id == used.credential_id);
        held.ok_or(Ctap2Error::NoCredentials)?.clone_from(used);
        Ok(())
    }

    async fn get_info(&self) -> StoreInfo {
        StoreInfo { discoverability: DiscoverabilitySupport::Full }
    }
}

/// A user who confirms every prompt, except the one for a second passkey of the same account. The
/// library leaves that refusal to this trait.
struct Owner;

#[async_trait]
impl UserValidationMethod for Owner {
    type PasskeyItem = Passkey;

    async fn check_user<'a>(
        &self,
        hint: UiHint<'a, Passkey>,
        presence: bool,
        verification: bool,
    ) -> Result<UserCheck, Ctap2Error> {
        match hint {
            UiHint::InformExcludedCredentialFound(_) => Err(Ctap2Error::CredentialExcluded),
            _ => Ok(UserCheck { presence, verification }),
        }
    }

    fn is_presence_enabled(&self) -> bool {
        true
    }

    fn is_verification_enabled(&self) -> Option<bool> {
        Some(true)
    }
}
