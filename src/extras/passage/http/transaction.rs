//! The messages of Passkey Flex.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::extras::passage::http::handshake::Handshake;

/// A request to create a passkey.
#[derive(Deserialize)]
pub(crate) struct Registration {
    /// The user's id in the back end: 1 to 254 characters.
    pub(crate) external_id: String,
    /// The passkey's name in its authenticator: 1 to 254 characters.
    pub(crate) passkey_display_name: String,
    /// True if the user has lost their passkeys and the back end has identified them in another way.
    /// Without it, a user with passkeys must use a passkey with this transaction first.
    #[serde(default)]
    pub(crate) recovery: bool,
}

/// A request to use a passkey.
#[derive(Deserialize)]
pub(crate) struct Authentication {
    /// The user's id in the back end.
    pub(crate) external_id: String,
}

/// The nonce of a page's successful ceremony.
#[derive(Serialize, Deserialize)]
pub(crate) struct Nonce {
    pub(crate) nonce: String,
}

/// The transaction, for the page.
#[derive(Serialize)]
pub(crate) struct Transaction {
    pub(crate) transaction_id: String,
}

/// The user who was verified.
#[derive(Serialize)]
pub(crate) struct Verified {
    /// As the back end has set it.
    pub(crate) external_id: String,
}

/// A started ceremony.
#[derive(Serialize)]
pub(crate) struct Started {
    pub(crate) handshake: Handshake,
    pub(crate) transaction_id: Option<String>,
}

/// A request to start a ceremony.
#[derive(Deserialize)]
pub(crate) struct Start {
    /// As the back end got it.
    pub(crate) transaction_id: Option<String>,
    /// To create a passkey: `platform` on this device, `cross-platform` on another one. Missing: on
    /// either.
    pub(crate) authenticator_attachment: Option<String>,
}

/// An authenticator's response.
#[derive(Deserialize)]
pub(crate) struct Finish {
    /// As at the start.
    pub(crate) transaction_id: Option<String>,
    /// `handshake.id` from the response to the start.
    pub(crate) handshake_id: String,
    /// A `PublicKeyCredential` in the form of its `toJSON()`.
    pub(crate) handshake_response: Map<String, Value>,
}
