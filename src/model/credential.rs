//! A stored passkey: its name, provider, backup state and last use.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;
use webauthn_rs::prelude::Passkey;

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::model::ids::PasskeyId;
use crate::model::user::UserId;

/// A passkey that a user has registered.
#[derive(Clone, Debug)]
pub struct Credential {
    /// Our id for it.
    pub id: PasskeyId,
    /// Its owner.
    pub user_id: UserId,
    /// The id that its authenticator chose, unique across all users.
    pub credential_id: CredentialId,
    pub(crate) passkey: Passkey,
    /// The user's name for it. Initially, its provider's name.
    pub name: String,
    /// The model of its authenticator. Only a label for display: nothing vouches for it.
    pub aaguid: Uuid,
    /// How its authenticator can be reached, as it reported. Sent back in later options.
    pub transports: Vec<String>,
    /// When it was registered.
    pub created_at: UnixSeconds,
    /// When it was last used.
    pub last_used_at: Option<UnixSeconds>,
    /// The `User-Agent` of the browser that last used it.
    pub last_used_by: Option<String>,
    /// How often it was used. Older passkeys start at the time when this was first counted.
    pub use_count: i64,
    /// When its backup eligibility changed from no to yes. The specification rules this out, but
    /// one vendor does it.
    pub backup_eligibility_changed_at: Option<UnixSeconds>,
}

impl Credential {
    /// Returns whether it was synced to the user's other devices when it was last used.
    ///
    /// <https://www.w3.org/TR/webauthn-3/#sctn-credential-backup>
    pub fn is_synced(&self) -> bool {
        self.record().backup_state
    }

    /// Returns whether it may be synced at all.
    pub fn is_backup_eligible(&self) -> bool {
        self.record().backup_eligible
    }

    /// Returns the authenticator's signature counter. Many always report 0.
    pub fn sign_count(&self) -> i64 {
        i64::from(self.record().counter)
    }

    /// Returns whether it can be used from another device's browser, as those on phones can.
    pub fn is_on_phone(&self) -> bool {
        self.transports.iter().any(|one| one == "hybrid" || one == "internal")
    }

    /// Returns whether its authenticator is a security key, which is plugged in or held close.
    pub fn is_security_key(&self) -> bool {
        !self.transports.is_empty() && !self.is_on_phone()
    }

    /// Returns the credential's entry in lists of options.
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

/// The WebAuthn credential id. As text: base64url without padding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialId(String);

impl CredentialId {
    /// Creates the id from its bytes.
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

/// Where the authenticator is, as the client reports after a ceremony. Nothing vouches for it, so
/// it may affect what a page offers and shows, but never what is allowed.
///
/// <https://www.w3.org/TR/webauthn-3/#enumdef-authenticatorattachment>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attachment {
    /// On the device that runs the browser, or in a password manager there.
    Platform,
    /// On another device: a phone or a security key.
    CrossPlatform,
}

impl Attachment {
    /// Returns the specification's value.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Platform => "platform",
            Self::CrossPlatform => "cross-platform",
        }
    }

    /// Parses the specification's value. Returns `None` for anything else, because clients may
    /// leave it out.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        [Self::Platform, Self::CrossPlatform].into_iter().find(|known| known.as_str() == word)
    }
}
