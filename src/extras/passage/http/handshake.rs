//! Handshakes: ceremonies in Passage's format.

use serde::Serialize;
use serde_json::{Value, json};

use crate::passkey::ClientCeremony;

/// A started ceremony, for the browser.
#[derive(Serialize)]
pub(crate) struct Handshake {
    /// For `finish`.
    id: String,
    challenge: Challenge,
}

/// The argument of `navigator.credentials.create()` or `.get()`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Challenge {
    public_key: Value,
}

impl From<ClientCeremony> for Handshake {
    fn from(ClientCeremony { public_key, state }: ClientCeremony) -> Self {
        Self { id: state, challenge: Challenge { public_key } }
    }
}

/// Returns the credential from the browser's message. passage-js puts the transports next to the
/// response, leaves the extension results out, and sends a missing user handle as an empty text.
pub(crate) fn credential(mut sent: Value) -> Value {
    let transports = sent["transports"].take();
    if let Some(members) = sent.as_object_mut() {
        members.remove("transports");
        members.entry("clientExtensionResults").or_insert_with(|| json!({}));
    }
    if let Some(response) = sent["response"].as_object_mut() {
        if transports.is_array() {
            response.entry("transports").or_insert(transports);
        }
        if response.get("userHandle").is_some_and(|handle| handle == "") {
            response.remove("userHandle");
        }
    }
    sent
}
