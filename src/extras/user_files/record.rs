//! Our format: one account per line, as JSON.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::clock::UnixSeconds;

/// An account in a file. In JSON, instants are in RFC 3339, and bytes in base64url.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Record {
    /// The id in this server. A new account without one gets a random id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// The id in another system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// The user handle of its passkeys. Without one, it is the id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_handle: Option<String>,
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// When its owner confirmed it.
    #[serde(with = "instant", skip_serializing_if = "Option::is_none")]
    pub email_verified_at: Option<UnixSeconds>,
    /// When the operator set it on an account that no one had used.
    #[serde(with = "instant", skip_serializing_if = "Option::is_none")]
    pub email_assigned_at: Option<UnixSeconds>,
    /// The phone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// When its owner confirmed it.
    #[serde(with = "instant", skip_serializing_if = "Option::is_none")]
    pub phone_verified_at: Option<UnixSeconds>,
    /// When the operator set it on an account that no one had used.
    #[serde(with = "instant", skip_serializing_if = "Option::is_none")]
    pub phone_assigned_at: Option<UnixSeconds>,
    /// The user's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The language of pages and emails.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// What back ends store in the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
    /// When it was created. Without it, now.
    #[serde(with = "instant", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<UnixSeconds>,
    /// When it last changed.
    #[serde(with = "instant", skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<UnixSeconds>,
    /// When it was first used. Without it, no one has used it.
    #[serde(with = "instant", skip_serializing_if = "Option::is_none")]
    pub activated_at: Option<UnixSeconds>,
    /// When it was deactivated.
    #[serde(with = "instant", skip_serializing_if = "Option::is_none")]
    pub deactivated_at: Option<UnixSeconds>,
    /// How often the user has signed in.
    pub login_count: i64,
    /// When the user last signed in.
    #[serde(with = "instant", skip_serializing_if = "Option::is_none")]
    pub last_login_at: Option<UnixSeconds>,
    /// When the account was last offered to create a passkey.
    #[serde(with = "instant", skip_serializing_if = "Option::is_none")]
    pub passkey_offered_at: Option<UnixSeconds>,
    /// Its passkeys.
    pub passkeys: Vec<PasskeyRecord>,
}

/// A passkey in a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PasskeyRecord {
    /// Our id for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// The id that its authenticator chose.
    pub credential_id: String,
    /// The public key: a `COSE_Key` in base64url, or a `SubjectPublicKeyInfo` in base64 or PEM.
    pub public_key: String,
    /// The signature counter.
    pub sign_count: u32,
    /// Whether it may be copied to other devices.
    pub backup_eligible: bool,
    /// Whether it has been copied.
    pub backup_state: bool,
    /// How its authenticator can be reached.
    pub transports: Vec<String>,
    /// The model of its authenticator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aaguid: Option<Uuid>,
    /// The user's name for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// When it was registered. Without it, when the account was created.
    #[serde(with = "instant", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<UnixSeconds>,
    /// When it was last used.
    #[serde(with = "instant", skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<UnixSeconds>,
    /// The browser in which it was last used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_used_by: Option<String>,
    /// How often it was used.
    pub use_count: i64,
    /// When its backup eligibility changed from no to yes.
    #[serde(with = "instant", skip_serializing_if = "Option::is_none")]
    pub backup_eligibility_changed_at: Option<UnixSeconds>,
    /// What else the server stored at registration, if it isn't the usual.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<Value>,
}

/// Instants as text.
mod instant {
    use serde::{Deserialize as _, Deserializer, Serializer, de};

    use crate::clock::{UnixSeconds, parse_instant, rfc3339};

    #[expect(clippy::ref_option, reason = "serde passes the field by reference")]
    pub(super) fn serialize<S: Serializer>(
        at: &Option<UnixSeconds>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match at {
            Some(at) => serializer.serialize_str(&rfc3339(*at)),
            None => serializer.serialize_none(),
        }
    }

    pub(super) fn deserialize<'a, D: Deserializer<'a>>(
        deserializer: D,
    ) -> Result<Option<UnixSeconds>, D::Error> {
        let Some(text) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
        let at = parse_instant(&text);
        at.map(Some).ok_or_else(|| de::Error::custom(format!("{text:?} is not an RFC 3339 time")))
    }
}
