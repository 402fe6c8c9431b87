//! Transaction: what is said and heard of Passkey Flex.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::extras::passage::http::handshake::Handshake;

/// Somebody is to make a passkey.
#[derive(Deserialize)]
pub(crate) struct Registration {
    /// By which the back end knows them: 1 to 254 characters.
    pub(crate) external_id: String,
    /// What their authenticator calls the passkey: 1 to 254 characters.
    pub(crate) passkey_display_name: String,
    /// True if the user has lost their passkeys and the back end has identified them in another way.
    /// Without it, a user with passkeys must use a passkey with this transaction first.
    #[serde(default)]
    pub(crate) recovery: bool,
}

/// Somebody is to use a passkey.
#[derive(Deserialize)]
pub(crate) struct Authentication {
    /// By which the back end knows them.
    pub(crate) external_id: String,
}

/// What a page got for a ceremony that has ended well.
#[derive(Serialize, Deserialize)]
pub(crate) struct Nonce {
    pub(crate) nonce: String,
}

/// What the page is handed.
#[derive(Serialize)]
pub(crate) struct Transaction {
    pub(crate) transaction_id: String,
}

/// Who it was.
#[derive(Serialize)]
pub(crate) struct Verified {
    /// As the back end has said it.
    pub(crate) external_id: String,
}

/// A ceremony that has begun.
#[derive(Serialize)]
pub(crate) struct Started {
    pub(crate) handshake: Handshake,
    pub(crate) transaction_id: Option<String>,
}

/// What is begun.
#[derive(Deserialize)]
pub(crate) struct Start {
    /// As the back end got it.
    pub(crate) transaction_id: Option<String>,
    /// To make a passkey: `platform` on this device, `cross-platform` elsewhere. Otherwise either.
    pub(crate) authenticator_attachment: Option<String>,
}

/// The answer of an authenticator.
#[derive(Deserialize)]
pub(crate) struct Finish {
    /// As at the start.
    pub(crate) transaction_id: Option<String>,
    /// `handshake.id`, as the start has answered it.
    pub(crate) handshake_id: String,
    /// A `PublicKeyCredential`, as its `toJSON()` has it.
    pub(crate) handshake_response: Map<String, Value>,
}
