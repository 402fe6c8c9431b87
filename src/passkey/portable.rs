//! Passkeys in the parts that every relying party stores, to take them along to another one.
//!
//! A passkey belongs to an RP ID, not to a server. Any server with the same RP ID can verify it, if
//! it has the public key and expects the same user handle.
//!
//! <https://www.w3.org/TR/webauthn-3/#credential-record>

use serde_cbor_2::Value as Cbor;
use serde_json::{Value, json};
use uuid::Uuid;
use webauthn_rs::prelude::{COSEKey, COSEKeyType, ECDSACurve, Passkey};

use crate::check::Check;
use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::model::credential::{Credential, CredentialId};
use crate::model::ids::PasskeyId;
use crate::model::user::UserId;
use crate::passkey::registration::{check_algorithm, known_transports};
use crate::passkey::response::MAX_CREDENTIAL_ID;

/// The parts of a passkey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portable {
    /// The id that its authenticator chose.
    pub credential_id: Vec<u8>,
    /// The public key as a `COSE_Key`, in CBOR.
    ///
    /// <https://www.w3.org/TR/webauthn-3/#sctn-encoded-credPubKey-examples>
    pub public_key: Vec<u8>,
    /// The authenticator's signature counter.
    pub sign_count: u32,
    /// Whether it may be copied to other devices.
    pub backup_eligible: bool,
    /// Whether it has been copied.
    pub backup_state: bool,
    /// How its authenticator can be reached. Unknown ones are dropped.
    pub transports: Vec<String>,
    /// Everything else that was stored at registration. `None`: nothing that matters.
    pub details: Option<Value>,
}

impl Portable {
    /// Creates a passkey of an account from its parts. It has no name, and hasn't been used.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] if the parts are malformed or contradict each other;
    /// [`Error::VerificationFailed`] if the algorithm isn't supported.
    pub fn credential(
        self,
        id: PasskeyId,
        user_id: UserId,
        created_at: UnixSeconds,
    ) -> Result<Credential> {
        if self.credential_id.is_empty() || self.credential_id.len() > MAX_CREDENTIAL_ID {
            return Err(Error::InvalidRequest("a credential id has 1 to 1023 bytes"));
        }
        let mut record = json!({
            "cred_id": CredentialId::from_bytes(&self.credential_id).to_string(),
            "cred": cose_key(&self.public_key)?,
            "counter": self.sign_count,
            "transports": null,
            "user_verified": true,
            "backup_eligible": self.backup_eligible,
            "backup_state": self.backup_state,
            "registration_policy": "required",
            // Those of a registration here whose authenticator reports none.
            "extensions": { "cred_protect": "Ignored", "cred_props": "Ignored" },
            "attestation": { "data": "None", "metadata": "None" },
            "attestation_format": "none",
        });
        for (name, value) in self.details.iter().filter_map(Value::as_object).flatten() {
            if !DETAILS.contains(&name.as_str()) {
                return Err(Error::InvalidRequest("unknown details of a passkey"));
            }
            record[name] = value.clone();
        }
        let passkey: Passkey = serde_json::from_value(json!({ "cred": record }))
            .map_err(|_| Error::InvalidRequest("malformed details of a passkey"))?;
        check_algorithm(&passkey)?;
        Ok(Credential {
            id,
            user_id,
            credential_id: CredentialId::from_bytes(&self.credential_id),
            passkey,
            name: String::new(),
            aaguid: Uuid::nil(),
            transports: known_transports(&self.transports),
            created_at,
            last_used_at: None,
            last_used_by: None,
            use_count: 0,
            backup_eligibility_changed_at: None,
        })
    }
}

/// The members of the library's record that are in [`Portable::details`].
const DETAILS: [&str; 5] =
    ["user_verified", "registration_policy", "extensions", "attestation", "attestation_format"];

impl Credential {
    /// Returns its parts.
    ///
    /// # Errors
    /// Only if the stored record is damaged.
    pub fn portable(&self) -> Result<Portable> {
        let record = self.record();
        let mut portable = Portable {
            credential_id: record.cred_id.clone(),
            public_key: cose_bytes(&record.cred)?,
            sign_count: record.counter,
            backup_eligible: record.backup_eligible,
            backup_state: record.backup_state,
            transports: self.transports.clone(),
            details: None,
        };
        let stored = serde_json::to_value(&self.passkey)?;
        let rebuilt = portable.clone().credential(self.id, self.user_id, self.created_at)?;
        if stored != serde_json::to_value(&rebuilt.passkey)? {
            let details = DETAILS.map(|name| (name.to_owned(), stored["cred"][name].clone()));
            portable.details = Some(Value::Object(details.into_iter().collect()));
        }
        Ok(portable)
    }
}

/// Reads a `COSE_Key` and checks that its point is on its curve.
fn cose_key(bytes: &[u8]) -> Result<COSEKey> {
    let malformed = || Error::InvalidRequest("the public key is not a COSE key");
    let key: Cbor = serde_cbor_2::from_slice(bytes).map_err(|_| malformed())?;
    let Cbor::Map(members) = &key else { return Err(malformed()) };
    let algorithm = match members.get(&Cbor::Integer(ALGORITHM)) {
        Some(Cbor::Integer(algorithm)) => *algorithm,
        _ => return Err(malformed()),
    };
    if !SUPPORTED.contains(&algorithm) {
        return Err(Error::VerificationFailed(
            Check::Offered,
            format!("algorithm {algorithm} isn't supported"),
        ));
    }
    COSEKey::try_from(&key).map_err(|_| Error::InvalidRequest("the public key is invalid"))
}

/// The labels of a `COSE_Key`, and the values that are used here.
///
/// <https://www.iana.org/assignments/cose/cose.xhtml>
const KEY_TYPE: i128 = 1;
const ALGORITHM: i128 = 3;
const EC2: i128 = 2;
const RSA: i128 = 3;

/// ES256, ES384 and RS256.
const SUPPORTED: [i128; 3] = [-7, -35, -257];

fn cose_bytes(key: &COSEKey) -> Result<Vec<u8>> {
    match &key.key {
        COSEKeyType::EC_EC2(ec) => encode(ec2(ec.curve == ECDSACurve::SECP384R1, &ec.x, &ec.y)),
        COSEKeyType::RSA(rsa) => encode(rsa_key(&rsa.n, &rsa.e)),
        COSEKeyType::EC_OKP(_) => Err(Error::internal("a stored key isn't supported")),
    }
}

fn ec2(is_p384: bool, x: &[u8], y: &[u8]) -> Vec<(i128, Cbor)> {
    let (alg, curve) = if is_p384 { (-35, 2) } else { (-7, 1) };
    vec![
        (KEY_TYPE, Cbor::Integer(EC2)),
        (ALGORITHM, Cbor::Integer(alg)),
        (-1, Cbor::Integer(curve)),
        (-2, Cbor::Bytes(x.to_vec())),
        (-3, Cbor::Bytes(y.to_vec())),
    ]
}

fn rsa_key(n: &[u8], e: &[u8]) -> Vec<(i128, Cbor)> {
    vec![
        (KEY_TYPE, Cbor::Integer(RSA)),
        (ALGORITHM, Cbor::Integer(-257)),
        (-1, Cbor::Bytes(n.to_vec())),
        (-2, Cbor::Bytes(e.to_vec())),
    ]
}

fn encode(members: Vec<(i128, Cbor)>) -> Result<Vec<u8>> {
    let members = members.into_iter().map(|(label, value)| (Cbor::Integer(label), value));
    serde_cbor_2::to_vec(&Cbor::Map(members.collect())).map_err(Error::internal)
}

/// The start of a `SubjectPublicKeyInfo` with an uncompressed point: on P-256, and on P-384.
///
/// <https://www.rfc-editor.org/rfc/rfc5480#section-2>
const P256: &[u8] = b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00\x04";
const P384: &[u8] = b"\x30\x76\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x22\x03\x62\x00\x04";

/// Converts a `SubjectPublicKeyInfo` in DER, the content of a PEM file, to a `COSE_Key`. Elliptic
/// curve keys are taken for ECDSA with the hash of the same length, and RSA keys for PKCS #1 v1.5
/// with SHA-256, as in almost all passkeys.
///
/// # Errors
/// [`Error::InvalidRequest`] for anything but a key on P-256 or P-384, or an RSA key.
pub fn cose_from_der(der: &[u8]) -> Result<Vec<u8>> {
    use rsa::pkcs8::DecodePublicKey as _;
    use rsa::traits::PublicKeyParts as _;
    for (start, length) in [(P256, 32), (P384, 48)] {
        if let Some(point) = der.strip_prefix(start).filter(|point| point.len() == 2 * length) {
            let (x, y) = point.split_at(length);
            return encode(ec2(length == 48, x, y));
        }
    }
    let key = rsa::RsaPublicKey::from_public_key_der(der);
    let key =
        key.map_err(|_| Error::InvalidRequest("the public key is neither P-256, P-384 nor RSA"))?;
    encode(rsa_key(&key.n_bytes(), &key.e_bytes()))
}
