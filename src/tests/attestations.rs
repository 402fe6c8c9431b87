//! Tests attestations: those that are accepted although we request none, and those that are
//! rejected.

use testing::authenticator::{Answer, Cbor, Hostile, UV};
use testing::on_both;

use super::party::{TestParty, honest};
use super::registrations::{Case, each_is_accepted, each_is_refused};

/// Returns an attestation statement with a signature.
fn signature() -> Cbor {
    Cbor::Map(vec![
        (Cbor::Text("alg"), Cbor::Int(-7)),
        (Cbor::Text("sig"), Cbor::Bytes(vec![0x30; 70])),
    ])
}

/// Returns a statement with a certificate list that holds other bytes.
fn certified() -> Cbor {
    let Cbor::Map(mut statement) = signature() else { unreachable!() };
    statement.push((Cbor::Text("x5c"), Cbor::Raw(vec![0x81, 0x43, 1, 2, 3])));
    Cbor::Map(statement)
}

fn attest(answer: &mut Answer, fmt: &'static str) {
    answer.fmt = Cbor::Text(fmt);
    answer.statement = certified();
}

/// Adds a member to the attestation object.
fn add_member(answer: &mut Answer, name: &'static str, value: Cbor) {
    let members = vec![
        (Cbor::Text("fmt"), answer.fmt.clone()),
        (Cbor::Text(name), value),
        (Cbor::Text("attStmt"), answer.statement.clone()),
        (Cbor::Text("authData"), Cbor::Bytes(answer.authenticator_data())),
    ];
    answer.object = Some(Cbor::Map(members).encode());
}

const UNASKED: &[Case] = &[
    ("apple", |answer| attest(answer, "apple")),
    ("tpm", |answer| attest(answer, "tpm")),
    ("android-key", |answer| attest(answer, "android-key")),
    ("android-safetynet", |answer| attest(answer, "android-safetynet")),
    ("fido-u2f", |answer| attest(answer, "fido-u2f")),
    ("packed, with certificates", |answer| attest(answer, "packed")),
    ("an empty statement", |answer| answer.fmt = Cbor::Text("tpm")),
    ("compound", |answer| {
        answer.fmt = Cbor::Text("compound");
        let one = Cbor::Map(vec![
            (Cbor::Text("fmt"), Cbor::Text("packed")),
            (Cbor::Text("attStmt"), certified()),
        ]);
        answer.statement = Cbor::Raw([vec![0x82], one.encode(), one.encode()].concat());
    }),
    ("by the key itself", |answer| answer.attest_to_itself(-7)),
    ("by the key itself, and one more member", |answer| {
        answer.attest_to_itself(-7);
        add_member(answer, "epAtt", Cbor::Bool(false));
    }),
    ("none, and one more member", |answer| add_member(answer, "extra", Cbor::Int(1))),
    ("apple, and one more member", |answer| {
        attest(answer, "apple");
        add_member(answer, "largeBlobKey", Cbor::Bytes(vec![7; 32]));
    }),
];

const FORMATS: &[Case] = &[
    ("one that does not exist", |answer| answer.fmt = Cbor::Text("nonesuch")),
    ("none in capitals", |answer| answer.fmt = Cbor::Text("NONE")),
    ("apple in capitals", |answer| attest(answer, "Apple")),
    ("no name", |answer| answer.fmt = Cbor::Text("")),
    ("a name in bytes", |answer| answer.fmt = Cbor::Bytes(b"none".to_vec())),
    ("a list for a statement", |answer| {
        answer.fmt = Cbor::Text("tpm");
        answer.statement = Cbor::Raw(vec![0x80]);
    }),
    ("bytes for a statement", |answer| {
        answer.fmt = Cbor::Text("apple");
        answer.statement = Cbor::Bytes(vec![1]);
    }),
    ("compound, with one statement", |answer| attest(answer, "compound")),
];

const STATEMENTS: &[Case] = &[
    ("none, with a statement", |answer| answer.statement = signature()),
    ("none, with certificates", |answer| attest(answer, "none")),
    ("none, with bytes", |answer| answer.statement = Cbor::Bytes(Vec::new())),
    ("none, with an array", |answer| answer.statement = Cbor::Raw(vec![0x80])),
    ("none, with null", |answer| answer.statement = Cbor::Raw(vec![0xf6])),
    ("packed, without a statement", |answer| answer.fmt = Cbor::Text("packed")),
    ("packed, with an array", |answer| {
        answer.fmt = Cbor::Text("packed");
        answer.statement = Cbor::Raw(vec![0x80]);
    }),
    ("packed, with a signature that is none", |answer| {
        answer.fmt = Cbor::Text("packed");
        answer.statement = signature();
    }),
    ("packed, without certificates where there is a list of them", |answer| {
        answer.fmt = Cbor::Text("packed");
        let Cbor::Map(mut statement) = signature() else { unreachable!() };
        statement.push((Cbor::Text("x5c"), Cbor::Raw(vec![0x80])));
        answer.statement = Cbor::Map(statement);
    }),
    ("packed, with a signature that was changed", |answer| {
        answer.signature = |mut signature| {
            *signature.last_mut().unwrap() ^= 1;
            signature
        };
        answer.attest_to_itself(-7);
    }),
    ("packed, for another algorithm", |answer| answer.attest_to_itself(-35)),
    ("packed, by another key", |answer| {
        answer.sign_as(&Hostile::new());
        answer.attest_to_itself(-7);
    }),
    ("packed, about other data", |answer| {
        answer.attest_to_itself(-7);
        answer.counter += 1;
    }),
    ("packed, about another challenge", |answer| {
        answer.attest_to_itself(-7);
        answer.client_data["more"] = serde_json::json!(true);
    }),
];

/// Responses that stay invalid with any attestation.
const STILL_REFUSED: &[Case] = &[
    ("nobody was verified", |answer| {
        answer.flags &= !UV;
        attest(answer, "apple");
    }),
    ("another relying party", |answer| {
        answer.set_rp_id("example.org");
        attest(answer, "tpm");
    }),
    ("an algorithm that was not offered", |answer| {
        answer.put_key(3, Cbor::Int(-47));
        attest(answer, "android-key");
    }),
    ("a point that is not on the curve", |answer| {
        answer.put_key(-2, Cbor::Bytes(vec![1; 32]));
        attest(answer, "fido-u2f");
    }),
    ("a byte too many", |answer| {
        answer.leftover = vec![0];
        attest(answer, "packed");
    }),
    ("another challenge", |answer| {
        answer.client_data["challenge"] = serde_json::json!("AAAA");
        attest(answer, "apple");
    }),
];

on_both! {
    async fn an_attestation_that_was_not_asked_for_is_accepted_and_not_weighed(party: TestParty) {
        each_is_accepted(&party, UNASKED).await;
    }

    async fn a_passkey_that_came_with_an_attestation_signs_in(party: TestParty) {
        let (browser, mut key) = (party.browser(), Hostile::new());
        browser.sign_up_bent(&mut key, |answer| attest(answer, "apple")).await.unwrap();
        let ada = browser.user().await;
        browser.sign_out().await;
        browser.sign_in_bent(&key, honest).await.unwrap();
        assert_eq!(browser.user().await, ada);
        let passkey = party.passkeys_of(&ada).await.swap_remove(0);
        assert!(!passkey.passkey_json().unwrap().contains("x5c"), "the statement isn't kept");
    }

    async fn an_attestation_of_an_unknown_format_is_refused(party: TestParty) {
        each_is_refused(&party, "verification_failed", FORMATS).await;
        // They are rejected by name and shape, before the statement is read.
        for (case, bend) in FORMATS {
            let refusal = party.browser().sign_up_bent(&mut Hostile::new(), bend).await.unwrap_err();
            assert!(refusal.to_string().contains("attestation"), "{case}: {refusal}");
        }
    }

    async fn an_attestation_that_proves_nothing_is_refused(party: TestParty) {
        each_is_refused(&party, "verification_failed", STATEMENTS).await;
    }

    async fn an_attestation_excuses_nothing(party: TestParty) {
        each_is_refused(&party, "verification_failed", STILL_REFUSED).await;
    }
}
