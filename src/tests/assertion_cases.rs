//! Assertions that must be rejected, each as a change to a valid one.

use serde_json::{Value, json};
use testing::authenticator::{AT, BS, ED, Hostile, UP, UV};

use super::registrations::Case;

pub(super) const FLAGS: &[Case] = &[
    ("nobody was present", |answer| answer.flags &= !UP),
    ("nobody was verified", |answer| answer.flags &= !UV),
    ("nobody was verified, and the page says that nobody had to be", |answer| {
        answer.flags &= !UV;
        answer.afterwards(|json| json["userVerification"] = json!("discouraged"));
    }),
    ("backed up, but not eligible", |answer| answer.flags |= BS),
    ("a credential is attested", |answer| answer.flags |= AT),
    ("an attested credential is announced and missing", |answer| {
        let mut data = answer.authenticator_data();
        data[32] |= AT;
        answer.auth_data = Some(data);
    }),
    ("extensions are announced and missing", |answer| answer.flags |= ED),
    ("extensions are there and not announced", |answer| answer.extensions = vec![0xa0]),
    ("a byte too many", |answer| answer.leftover = vec![0]),
    ("too short for flags and counter", |answer| {
        answer.auth_data = Some(answer.authenticator_data()[..36].to_vec());
    }),
    ("nothing at all", |answer| answer.auth_data = Some(Vec::new())),
    ("another relying party", |answer| answer.set_rp_id("example.org")),
];

pub(super) const SIGNATURES: &[Case] = &[
    ("one bit changed", |answer| {
        answer.signature = |mut signature| {
            *signature.last_mut().unwrap() ^= 1;
            signature
        };
    }),
    ("none", |answer| answer.signature = |_| Vec::new()),
    ("cut off", |answer| answer.signature = |signature| signature[..signature.len() - 1].to_vec()),
    ("a byte too many", |answer| answer.signature = |signature| [signature, vec![0]].concat()),
    ("numbers without DER", |answer| {
        answer.signature =
            |signature| p256::ecdsa::Signature::from_der(&signature).unwrap().to_bytes().to_vec();
    }),
    ("zeros", |answer| answer.signature = |_| vec![0x30, 6, 2, 1, 0, 2, 1, 0]),
    ("another key's", |answer| answer.sign_as(&Hostile::new())),
    ("about other client data", |answer| {
        answer.afterwards(|json| {
            change(&mut json["response"]["clientDataJSON"], |data| data.push(b' '));
        });
    }),
    ("about other authenticator data", |answer| {
        answer.afterwards(|json| {
            change(&mut json["response"]["authenticatorData"], |data| data[36] = 1);
        });
    }),
];

pub(super) const HANDLES: &[Case] = &[
    ("none", |answer| answer.user_handle = None),
    ("not even null", |answer| {
        answer.afterwards(|json| {
            json["response"].as_object_mut().unwrap().remove("userHandle");
        });
    }),
    ("an empty one", |answer| answer.user_handle = Some(Vec::new())),
    ("nobody's", |answer| answer.user_handle = Some(vec![7; 16])),
    ("a longer one", |answer| answer.user_handle.as_mut().unwrap().push(0)),
    ("a shorter one", |answer| answer.user_handle.as_mut().unwrap().truncate(15)),
];

pub(super) const ENVELOPE: &[Case] = &[
    ("another id", |answer| answer.afterwards(|json| json["id"] = json!("AAAA"))),
    ("another type", |answer| answer.afterwards(|json| json["type"] = json!("password"))),
    ("an empty id", |answer| answer.id = Vec::new()),
    ("an id of 1024 bytes", |answer| answer.id = vec![7; 1024]),
];

/// Changes bytes inside JSON.
fn change(member: &mut Value, change: fn(&mut Vec<u8>)) {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let mut bytes = URL_SAFE_NO_PAD.decode(member.as_str().unwrap()).unwrap();
    change(&mut bytes);
    *member = json!(URL_SAFE_NO_PAD.encode(bytes));
}
