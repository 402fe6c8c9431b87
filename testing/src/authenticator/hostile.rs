//! An authenticator and a browser with responses that a test can bend.

use std::sync::atomic::{AtomicU64, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::Cbor;

/// The flags of the authenticator data: user present, user verified, backup eligible, backed up,
/// attested credential data follows, extension data follows.
///
/// <https://www.w3.org/TR/webauthn-3/#authdata-flags>
pub const UP: u8 = 0x01;
pub const UV: u8 = 0x04;
pub const BE: u8 = 0x08;
pub const BS: u8 = 0x10;
pub const AT: u8 = 0x40;
pub const ED: u8 = 0x80;

/// A passkey on this device only, without a signature counter and without an attestation.
#[derive(Clone)]
pub struct Hostile {
    key: SigningKey,
    pub id: Vec<u8>,
    pub user_handle: Vec<u8>,
    pub flags: u8,
    pub counter: u32,
}

impl Hostile {
    pub fn new() -> Self {
        static MADE: AtomicU64 = AtomicU64::new(0);
        Self::named(&MADE.fetch_add(1, Ordering::Relaxed).to_string())
    }

    /// Returns the same passkey for the same name.
    pub fn named(name: &str) -> Self {
        let key = SigningKey::from_slice(&sha256(name.as_bytes())).expect("a hash is a P-256 key");
        let id = sha256(format!("id of {name}").as_bytes());
        Self { key, id, user_handle: Vec::new(), flags: UP | UV, counter: 0 }
    }

    /// Sets the flags of all later responses.
    #[must_use]
    pub fn with_flags(mut self, flags: u8) -> Self {
        self.flags = flags;
        self
    }

    /// Sets the signature counter of all later responses.
    #[must_use]
    pub fn counting(mut self, counter: u32) -> Self {
        self.counter = counter;
        self
    }

    /// Answers `navigator.credentials.create()` and stores the user handle.
    pub fn create(&mut self, origin: &str, options: &Value) -> Answer {
        let options = &options["publicKey"];
        self.user_handle = bytes(&options["user"]["id"]);
        self.answer("webauthn.create", origin, options, &options["rp"]["id"])
    }

    /// Answers `navigator.credentials.get()`.
    pub fn get(&self, origin: &str, options: &Value) -> Answer {
        let options = &options["publicKey"];
        self.answer("webauthn.get", origin, options, &options["rpId"])
    }

    fn answer(&self, kind: &'static str, origin: &str, options: &Value, rp_id: &Value) -> Answer {
        let attested = if kind == "webauthn.create" { AT } else { 0 };
        Answer {
            kind,
            client_data: json!({
                "type": kind, "challenge": options["challenge"], "origin": origin, "crossOrigin": false,
            }),
            client_data_bytes: None,
            rp_id_hash: sha256(rp_id.as_str().expect("options name the RP ID").as_bytes()),
            flags: self.flags | attested,
            counter: self.counter,
            aaguid: [0; 16],
            id: self.id.clone(),
            id_length: None,
            public_key: self.public_key(),
            extensions: Vec::new(),
            leftover: Vec::new(),
            auth_data: None,
            fmt: Cbor::Text("none"),
            statement: Cbor::Map(Vec::new()),
            object: None,
            user_handle: Some(self.user_handle.clone()),
            signing_key: self.key.clone(),
            signature: |signature| signature,
            afterwards: Vec::new(),
        }
    }

    /// A COSE key: EC2 (1: 2) for ES256 (3: -7) on P-256 (-1: 1), and the point.
    ///
    /// <https://www.w3.org/TR/webauthn-3/#sctn-encoded-credPubKey-examples>
    fn public_key(&self) -> Vec<(i64, Cbor)> {
        let point = self.key.verifying_key().to_sec1_point(false);
        let (x, y) = (&point.as_bytes()[1..33], &point.as_bytes()[33..]);
        vec![
            (1, Cbor::Int(2)),
            (3, Cbor::Int(-7)),
            (-1, Cbor::Int(1)),
            (-2, Cbor::Bytes(x.to_vec())),
            (-3, Cbor::Bytes(y.to_vec())),
        ]
    }
}

/// A response before it is signed. A test can bend each field, and the signature covers the result.
pub struct Answer {
    kind: &'static str,
    pub client_data: Value,
    /// Replaces [`Answer::client_data`].
    pub client_data_bytes: Option<Vec<u8>>,
    pub rp_id_hash: Vec<u8>,
    pub flags: u8,
    pub counter: u32,
    pub aaguid: [u8; 16],
    pub id: Vec<u8>,
    /// Replaces the length of the id.
    pub id_length: Option<u16>,
    pub public_key: Vec<(i64, Cbor)>,
    /// CBOR, present if the flags contain [`ED`].
    pub extensions: Vec<u8>,
    pub leftover: Vec<u8>,
    /// Replaces the fields above.
    pub auth_data: Option<Vec<u8>>,
    pub fmt: Cbor,
    pub statement: Cbor,
    /// Replaces the attestation object.
    pub object: Option<Vec<u8>>,
    pub user_handle: Option<Vec<u8>>,
    signing_key: SigningKey,
    pub signature: fn(Vec<u8>) -> Vec<u8>,
    afterwards: Vec<fn(&mut Value)>,
}

impl Answer {
    /// Applies one bend.
    #[must_use]
    pub fn bent(mut self, bend: impl FnOnce(&mut Self)) -> Self {
        bend(&mut self);
        self
    }

    /// Bends the JSON after the signature.
    pub fn afterwards(&mut self, bend: fn(&mut Value)) {
        self.afterwards.push(bend);
    }

    /// Answers for another relying party.
    pub fn set_rp_id(&mut self, rp_id: &str) {
        self.rp_id_hash = sha256(rp_id.as_bytes());
    }

    /// Replaces the member of the public key with this label.
    pub fn put_key(&mut self, label: i64, value: Cbor) {
        self.drop_key(label);
        self.public_key.push((label, value));
    }

    pub fn drop_key(&mut self, label: i64) {
        self.public_key.retain(|(known, _)| *known != label);
    }

    /// Signs with another passkey's key.
    pub fn sign_as(&mut self, other: &Hostile) {
        self.signing_key = other.key.clone();
    }

    /// Adds a self attestation of format "packed" that names `alg`.
    ///
    /// <https://www.w3.org/TR/webauthn-3/#sctn-packed-attestation>
    pub fn attest_to_itself(&mut self, alg: i64) {
        self.fmt = Cbor::Text("packed");
        self.statement = Cbor::Map(vec![
            (Cbor::Text("alg"), Cbor::Int(alg)),
            (Cbor::Text("sig"), Cbor::Bytes(self.sign())),
        ]);
    }

    pub fn client_data_json(&self) -> Vec<u8> {
        self.client_data_bytes.clone().unwrap_or_else(|| self.client_data.to_string().into_bytes())
    }

    pub fn authenticator_data(&self) -> Vec<u8> {
        if let Some(instead) = &self.auth_data {
            return instead.clone();
        }
        let mut data = self.rp_id_hash.clone();
        data.push(self.flags);
        data.extend(self.counter.to_be_bytes());
        if self.flags & AT != 0 {
            let length = u16::try_from(self.id.len()).expect("an id of less than 64 KiB");
            data.extend(self.aaguid);
            data.extend(self.id_length.unwrap_or(length).to_be_bytes());
            data.extend(&self.id);
            let key =
                self.public_key.iter().map(|(label, value)| (Cbor::Int(*label), value.clone()));
            data.extend(Cbor::Map(key.collect()).encode());
        }
        [data, self.extensions.clone(), self.leftover.clone()].concat()
    }

    pub fn attestation_object(&self) -> Vec<u8> {
        let object = || {
            Cbor::Map(vec![
                (Cbor::Text("fmt"), self.fmt.clone()),
                (Cbor::Text("attStmt"), self.statement.clone()),
                (Cbor::Text("authData"), Cbor::Bytes(self.authenticator_data())),
            ])
            .encode()
        };
        self.object.clone().unwrap_or_else(object)
    }

    fn sign(&self) -> Vec<u8> {
        let signed = [self.authenticator_data(), sha256(&self.client_data_json())].concat();
        let signature: Signature = self.signing_key.sign(&signed);
        (self.signature)(signature.to_der().as_bytes().to_vec())
    }

    /// Returns the JSON that the browser sends.
    pub fn json(&self) -> String {
        let response = if self.kind == "webauthn.create" {
            json!({
                "clientDataJSON": base64url(&self.client_data_json()),
                "attestationObject": base64url(&self.attestation_object()),
                "transports": ["internal"],
            })
        } else {
            json!({
                "clientDataJSON": base64url(&self.client_data_json()),
                "authenticatorData": base64url(&self.authenticator_data()),
                "signature": base64url(&self.sign()),
                "userHandle": self.user_handle.as_deref().map(base64url),
            })
        };
        let id = base64url(&self.id);
        let mut credential = json!({
            "id": id, "rawId": id, "type": "public-key", "response": response, "clientExtensionResults": {},
        });
        for bend in &self.afterwards {
            bend(&mut credential);
        }
        credential.to_string()
    }
}

fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn bytes(member: &Value) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(member.as_str().expect("text")).expect("base64url")
}

fn sha256(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}
