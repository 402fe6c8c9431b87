//! Handshake: a ceremony in Passage's shapes.

use serde::Serialize;
use serde_json::{Value, json};

use crate::passkey::Begun;

/// What the browser is given.
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

impl From<Begun> for Handshake {
    fn from(Begun { public_key, state }: Begun) -> Self {
        Self { id: state, challenge: Challenge { public_key } }
    }
}

/// The credential in what the browser sends. passage-js puts the transports beside the response,
/// leaves the extension results out, and writes a user handle that is missing as an empty text.
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
