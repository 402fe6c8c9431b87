//! Credential: a stored passkey, its name, its provider, its backup state and its last use.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;
use webauthn_rs::prelude::Passkey;

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::model::user::UserId;

/// A passkey that a user has registered.
#[derive(Clone, Debug)]
pub struct Credential {
    /// Our name for it, in lists and forms.
    pub id: Uuid,
    /// Whose it is.
    pub user_id: UserId,
    /// Its authenticator's name for it, unique over all users.
    pub credential_id: CredentialId,
    pub(crate) passkey: Passkey,
    /// The user's name for it; at first its provider's.
    pub name: String,
    /// The model of its authenticator. A hint for display: nothing vouches for it.
    pub aaguid: Uuid,
    /// How its authenticator said it can be reached, for later option lists.
    pub transports: Vec<String>,
    /// When it was registered.
    pub created_at: UnixSeconds,
    /// When somebody last signed in with it.
    pub last_used_at: Option<UnixSeconds>,
    /// In which browser that was, as it calls itself.
    pub last_used_by: Option<String>,
    /// How often it was used, since this is counted.
    pub use_count: i64,
    /// When its backup eligibility changed from no to yes, which the specification says cannot
    /// happen and one vendor does.
    pub backup_eligibility_changed_at: Option<UnixSeconds>,
}

impl Credential {
    /// Whether it is copied to the user's other devices, as of its last use.
    ///
    /// <https://www.w3.org/TR/webauthn-3/#sctn-credential-backup>
    pub fn is_synced(&self) -> bool {
        self.record().backup_state
    }

    /// Whether it may be copied at all.
    pub fn is_backup_eligible(&self) -> bool {
        self.record().backup_eligible
    }

    /// The authenticator's count of its signatures; many always say 0.
    pub fn sign_count(&self) -> i64 {
        i64::from(self.record().counter)
    }

    /// Whether its authenticator can be asked through another device's browser, as phones can.
    pub fn is_on_phone(&self) -> bool {
        self.transports.iter().any(|one| one == "hybrid" || one == "internal")
    }

    /// Whether its authenticator is a security key: one that is plugged in or held close.
    pub fn is_security_key(&self) -> bool {
        !self.transports.is_empty() && !self.is_on_phone()
    }

    /// How an option list names the credential.
    ///
    /// <https://www.w3.org/TR/webauthn-3/#dictdef-publickeycredentialdescriptorjson>
    pub(crate) fn descriptor(&self) -> Value {
        json!({
            "type": "public-key",
            "id": self.credential_id.to_string(),
            "transports": self.transports,
        })
    }

    pub(crate) fn record(&self) -> webauthn_rs::prelude::Credential {
        self.passkey.clone().into()
    }

    pub(crate) fn passkey_json(&self) -> Result<String> {
        Ok(serde_json::to_string(&self.passkey)?)
    }
}

/// The id that an authenticator gave a credential. Text form: base64url without padding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialId(String);

impl CredentialId {
    /// Takes the bytes of the id.
    pub fn from_bytes(id: &[u8]) -> Self {
        Self(URL_SAFE_NO_PAD.encode(id))
    }

    pub(crate) fn from_stored(id: String) -> Self {
        Self(id)
    }
}

impl fmt::Display for CredentialId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where the authenticator is, by what the client says after a ceremony. A hint that nobody
/// vouches for: it decides what is offered and shown, and never what is allowed.
///
/// <https://www.w3.org/TR/webauthn-3/#enumdef-authenticatorattachment>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attachment {
    /// In the device that runs the browser, or in a password manager there.
    Platform,
    /// In another device: a phone, or a security key.
    CrossPlatform,
}

impl Attachment {
    /// The specification's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Platform => "platform",
            Self::CrossPlatform => "cross-platform",
        }
    }

    /// Whatever is not the specification's is nothing: a client may leave it out.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        [Self::Platform, Self::CrossPlatform].into_iter().find(|known| known.as_str() == word)
    }
}
