//! Responses that each break one rule, with the check that refuses them.

use serde_json::{Value, json};
use testing::authenticator::{AT, Answer, BE, BS, Cbor, ED, Hostile, UP, UV};

use crate::check::Check;
use crate::tests::public_keys::{P521, ec};

/// A row of `docs/negative-cases.md`, the check that refuses it, and the change to the response.
pub(super) type Case = (u32, Check, fn(&mut Answer));

/// Cases of both ceremonies.
pub(super) const BOTH: &[Case] = &[
    (10, Check::Origin, |answer| set(answer, "origin", json!("http://example.org:3000"))),
    (11, Check::Origin, |answer| set(answer, "origin", json!("https://localhost:3000"))),
    (12, Check::Origin, |answer| set(answer, "origin", json!("http://localhost:3000.example.org"))),
    (13, Check::Origin, |answer| set(answer, "origin", json!("http://app.localhost:3000"))),
    (14, Check::Origin, |answer| set(answer, "origin", json!("null"))),
    (17, Check::TopOrigin, |answer| set(answer, "topOrigin", json!("https://example.com"))),
    (18, Check::RpId, |answer| answer.set_rp_id("example.org")),
    (23, Check::UserVerified, |answer| {
        answer.flags &= !UV;
        answer.afterwards(|json| json["userVerification"] = json!("discouraged"));
    }),
    (36, Check::IdLength, |answer| answer.id = vec![7; 1024]),
    (40, Check::Response, |answer| answer.afterwards(|json| json["id"] = json!("AAAA"))),
    (41, Check::Response, |answer| answer.afterwards(|json| json["type"] = json!("password"))),
    (44, Check::AuthenticatorData, |answer| answer.leftover = vec![0]),
    (45, Check::AuthenticatorData, |answer| {
        answer.auth_data = Some(answer.authenticator_data()[..36].to_vec());
    }),
    (45, Check::AuthenticatorData, |answer| answer.flags |= ED),
    (49, Check::Utf8, |answer| {
        let text = answer.client_data.to_string();
        answer.client_data_bytes = Some([&text.as_bytes()[1..], b"\xff"].concat());
    }),
    (49, Check::ClientData, |answer| {
        let text = answer.client_data.to_string();
        answer.client_data_bytes = Some(format!("{{\"type\":\"\",{}", &text[1..]).into_bytes());
    }),
    (50, Check::Response, |answer| {
        answer.afterwards(|json| {
            let padded = json!(json["id"].as_str().unwrap().to_owned() + "=");
            json["id"] = padded.clone();
            json["rawId"] = padded;
        });
    }),
];

pub(super) const REGISTRATIONS: &[Case] = &[
    (1, Check::Type, |answer| set(answer, "type", json!("webauthn.get"))),
    (3, Check::Challenge, |answer| set(answer, "challenge", json!("AAAA"))),
    (15, Check::CrossOrigin, |answer| set(answer, "crossOrigin", json!(true))),
    (19, Check::UserPresent, |answer| answer.flags &= !UP),
    (21, Check::UserVerified, |answer| answer.flags &= !UV),
    (24, Check::BackupFlags, |answer| answer.flags |= BS),
    (28, Check::PublicKey, |answer| answer.put_key(3, Cbor::Int(-47))),
    (28, Check::Offered, |answer| answer.public_key = ec(-36, 3, P521)),
    (29, Check::Curve, |answer| answer.put_key(3, Cbor::Int(-35))),
    (30, Check::PublicKey, |answer| answer.put_key(-2, Cbor::Bytes(vec![1; 32]))),
    (31, Check::PublicKey, |answer| {
        answer.public_key = vec![
            (1, Cbor::Int(3)),
            (3, Cbor::Int(-257)),
            (-1, Cbor::Bytes(vec![0xd5; 128])),
            (-2, Cbor::Bytes(vec![1, 0, 1])),
        ];
    }),
    (32, Check::PublicKey, |answer| answer.drop_key(-3)),
    (33, Check::Format, |answer| answer.fmt = Cbor::Text("unregistered")),
    (34, Check::Format, |answer| {
        answer.fmt = Cbor::Text("none");
        answer.statement = Cbor::Map(vec![(Cbor::Text("sig"), Cbor::Bytes(vec![1]))]);
    }),
    (35, Check::Statement, |answer| {
        answer.attest_to_itself(-7);
        answer.counter += 1;
    }),
    (36, Check::AuthenticatorData, |answer| answer.id_length = Some(u16::MAX)),
    (40, Check::SameId, |answer| {
        answer.afterwards(|json| {
            // Unless another case has changed the id already.
            if json["id"].as_str().is_some_and(|id| id.len() == 43) && json["id"] == json["rawId"] {
                json["id"] = json!("BBBB");
                json["rawId"] = json!("BBBB");
            }
        });
    }),
    (42, Check::AttestationObject, |answer| {
        let mut object = answer.attestation_object();
        object.pop();
        answer.object = Some(object);
    }),
    (43, Check::AttestationObject, |answer| {
        answer.object = Some([answer.attestation_object(), vec![0]].concat());
    }),
    (46, Check::AuthenticatorData, |answer| answer.flags &= !AT),
    (48, Check::AttestationObject, |answer| answer.object = Some(vec![0x81; 20_000])),
];

pub(super) const ASSERTIONS: &[Case] = &[
    (2, Check::Type, |answer| set(answer, "type", json!("payment.get"))),
    (4, Check::Challenge, |answer| set(answer, "challenge", json!("AAAA"))),
    (16, Check::CrossOrigin, |answer| set(answer, "crossOrigin", json!(true))),
    (20, Check::UserPresent, |answer| answer.flags &= !UP),
    (22, Check::UserVerified, |answer| answer.flags &= !UV),
    (25, Check::BackupFlags, |answer| answer.flags |= BS),
    (27, Check::BackupEligibility, |answer| answer.flags = (answer.flags | BE) & !BS),
    (52, Check::Known, |answer| answer.id = vec![9; 32]),
    (53, Check::Owner, |answer| answer.user_handle = None),
    (54, Check::Owner, |answer| answer.user_handle = Some(vec![7; 16])),
    (57, Check::Signature, |answer| answer.signature = |_| Vec::new()),
    (58, Check::Signature, |answer| answer.sign_as(&Hostile::new())),
    (60, Check::Counter, |answer| answer.counter = 5),
];

fn set(answer: &mut Answer, member: &str, value: Value) {
    answer.client_data[member] = value;
}
