//! A software authenticator: ES256 passkeys that verify their user and attest nothing.
//!
//! It is light on purpose: ring signs in some 20 microseconds, and the CBOR is written by hand.
//!
//! <https://www.w3.org/TR/webauthn-3/#sctn-authenticator-data>

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use ring::digest::{SHA256, digest};
use ring::rand::{SecureRandom as _, SystemRandom};
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};

use crate::Result;

const RP_ID: &str = "localhost";

const USER_PRESENT: u8 = 0x01;
const USER_VERIFIED: u8 = 0x04;
const BACKUP_ELIGIBLE: u8 = 0x08;
const BACKED_UP: u8 = 0x10;
const HAS_CREDENTIAL: u8 = 0x40;
const FLAGS: u8 = USER_PRESENT | USER_VERIFIED | BACKUP_ELIGIBLE | BACKED_UP;

/// A discoverable credential.
pub(crate) struct Passkey {
    origin: String,
    key: EcdsaKeyPair,
    id: [u8; 32],
    user_handle: String,
    counter: u32,
    random: SystemRandom,
}

impl Passkey {
    /// Creates a passkey for pages of `origin`.
    pub(crate) fn new(origin: &str) -> Result<Self> {
        let random = SystemRandom::new();
        let algorithm = &ECDSA_P256_SHA256_ASN1_SIGNING;
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(algorithm, &random)
            .map_err(|_| "ring could not create a key")?;
        let key = EcdsaKeyPair::from_pkcs8(algorithm, pkcs8.as_ref(), &random)
            .map_err(|_| "ring could not read its own key")?;
        let mut id = [0; 32];
        random.fill(&mut id).map_err(|_| "the system has no random bytes")?;
        let (user_handle, counter) = (String::new(), 0);
        Ok(Self { origin: origin.to_owned(), key, id, user_handle, counter, random })
    }

    /// The same passkey for pages of another port of this machine.
    pub(crate) fn at(self, origin: &str) -> Self {
        Self { origin: origin.to_owned(), ..self }
    }

    /// Returns the credential's id, in base64url.
    pub(crate) fn id(&self) -> String {
        BASE64URL.encode(self.id)
    }

    /// Answers `navigator.credentials.create()`.
    pub(crate) fn create(&mut self, options: &Value) -> Result<Value> {
        text(&options["user"]["id"])?.clone_into(&mut self.user_handle);
        let mut data = self.authenticator_data(FLAGS | HAS_CREDENTIAL);
        data.extend_from_slice(&[0; 16]); // The AAGUID: no model.
        data.extend_from_slice(&[0, 32]); // The id's length.
        data.extend_from_slice(&self.id);
        data.extend_from_slice(&self.cose_key());
        let client_data = self.client_data("webauthn.create", options)?;
        Ok(self.response(&json!({
            "clientDataJSON": BASE64URL.encode(client_data),
            "attestationObject": BASE64URL.encode(attestation_object(&data)?),
            "transports": ["internal", "hybrid"],
        })))
    }

    /// Answers `navigator.credentials.get()`.
    pub(crate) fn get(&mut self, options: &Value) -> Result<Value> {
        self.counter += 1;
        let data = self.authenticator_data(FLAGS);
        let client_data = self.client_data("webauthn.get", options)?;
        let mut signed = data.clone();
        signed.extend_from_slice(digest(&SHA256, &client_data).as_ref());
        let signature = self.key.sign(&self.random, &signed).map_err(|_| "ring could not sign")?;
        Ok(self.response(&json!({
            "clientDataJSON": BASE64URL.encode(client_data),
            "authenticatorData": BASE64URL.encode(data),
            "signature": BASE64URL.encode(signature),
            "userHandle": self.user_handle,
        })))
    }

    fn response(&self, response: &Value) -> Value {
        json!({
            "id": self.id(),
            "rawId": self.id(),
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": response,
        })
    }

    fn client_data(&self, kind: &str, options: &Value) -> Result<Vec<u8>> {
        let challenge = text(&options["challenge"])?;
        let origin = &self.origin;
        Ok(format!(
            r#"{{"type":"{kind}","challenge":"{challenge}","origin":"{origin}","crossOrigin":false}}"#
        )
        .into_bytes())
    }

    fn authenticator_data(&self, flags: u8) -> Vec<u8> {
        let mut data = digest(&SHA256, RP_ID.as_bytes()).as_ref().to_vec();
        data.push(flags);
        data.extend_from_slice(&self.counter.to_be_bytes());
        data
    }

    /// Encodes the public key as `{1: 2, 3: -7, -1: 1, -2: x, -3: y}`.
    fn cose_key(&self) -> Vec<u8> {
        // An uncompressed point: a byte 4, then both coordinates.
        let (x, y) = self.key.public_key().as_ref()[1..].split_at(32);
        let head = [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 32];
        [&head[..], x, &[0x22, 0x58, 32], y].concat()
    }
}

/// Encodes `{"fmt": "none", "attStmt": {}, "authData": data}`.
fn attestation_object(data: &[u8]) -> Result<Vec<u8>> {
    let length = u8::try_from(data.len()).map_err(|_| "authenticator data over 255 bytes")?;
    Ok([b"\xa3cfmtdnonegattStmt\xa0hauthData\x58", &[length][..], data].concat())
}

fn text(value: &Value) -> Result<&str> {
    Ok(value.as_str().ok_or("the options have no challenge or no user")?)
}

#[cfg(test)]
mod tests {
    use p256::ecdsa::signature::Verifier as _;
    use p256::ecdsa::{Signature, VerifyingKey};

    use super::*;

    fn bytes(value: &Value) -> Vec<u8> {
        BASE64URL.decode(value.as_str().unwrap()).unwrap()
    }

    fn options() -> Value {
        json!({ "challenge": "Y2hhbGxlbmdl", "user": { "id": "dXNlcg" } })
    }

    #[test]
    fn registered_key_verifies_assertions() {
        let mut passkey = Passkey::new("http://localhost:1").unwrap();
        let created = passkey.create(&options()).unwrap();
        let attestation = bytes(&created["response"]["attestationObject"]);
        let x = &attestation[attestation.len() - 67..attestation.len() - 35];
        let y = &attestation[attestation.len() - 32..];
        let key = VerifyingKey::from_sec1_bytes(&[&[4], x, y].concat()).unwrap();

        let got = &passkey.get(&options()).unwrap()["response"];
        let client_data = bytes(&got["clientDataJSON"]);
        let hash = digest(&SHA256, &client_data);
        let signed = [&bytes(&got["authenticatorData"]), hash.as_ref()].concat();
        let signature = Signature::from_der(&bytes(&got["signature"])).unwrap();
        key.verify(&signed, &signature).unwrap();

        let client_data: Value = serde_json::from_slice(&client_data).unwrap();
        assert_eq!(client_data["type"], "webauthn.get");
        assert_eq!(client_data["challenge"], "Y2hhbGxlbmdl");
        assert_eq!(client_data["origin"], "http://localhost:1");
        assert_eq!(got["userHandle"], "dXNlcg");
    }

    #[test]
    fn attestation_object_has_the_right_length() {
        let mut passkey = Passkey::new("http://localhost:1").unwrap();
        let created = passkey.create(&options()).unwrap();
        let attestation = bytes(&created["response"]["attestationObject"]);
        let head = b"\xa3cfmtdnonegattStmt\xa0hauthData\x58";
        let (start, data) = attestation.split_at(head.len() + 1);
        assert_eq!(start[..head.len()], head[..]);
        assert_eq!(usize::from(start[head.len()]), data.len());
        // Hash, flags, counter, AAGUID, length, id, then a key of 77 bytes.
        assert_eq!(data.len(), 32 + 1 + 4 + 16 + 2 + 32 + 77);
        assert_eq!(data[32], 0x5d);
        assert_eq!(data[55..87], passkey.id);
    }

    #[test]
    fn counter_grows_with_every_assertion() {
        let mut passkey = Passkey::new("http://localhost:1").unwrap();
        passkey.create(&options()).unwrap();
        let mut counters = Vec::new();
        for _ in 0..3 {
            let got = passkey.get(&options()).unwrap();
            counters.push(bytes(&got["response"]["authenticatorData"])[36]);
        }
        assert_eq!(counters, [1, 2, 3]);
    }
}
