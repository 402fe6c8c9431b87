//! Tests responses to `navigator.credentials.create()`: which are rejected, and which unusual ones
//! aren't.

use serde_json::json;
use testing::authenticator::{AT, Answer, BE, BS, Cbor, ED, Hostile, Peer, UP, UV};
use testing::on_both;

use super::party::{TestParty, code, codes, honest};

/// The name of a case, and the change to the response.
pub(crate) type Case = (&'static str, fn(&mut Answer));

/// Signs up with each case, which must fail with this code and leave nothing behind.
pub(crate) async fn each_is_refused(party: &TestParty, expected: &str, cases: &[Case]) {
    for (case, bend) in cases {
        let result = party.browser().sign_up_bent(&mut Hostile::new(), bend).await;
        assert_eq!(code(&result), expected, "{case}: {result:?}");
    }
    for table in ["users", "credentials", "sessions", "messages", "spent_challenges"] {
        assert_eq!(party.count(table).await, 0, "{table:?}");
    }
}

/// Signs up with each case and signs in again, which must succeed.
pub(crate) async fn each_is_accepted(party: &TestParty, cases: &[Case]) {
    for (case, bend) in cases {
        let result = party.browser().sign_up_bent(&mut Hostile::new(), bend).await;
        assert_eq!(code(&result), "ok", "{case}: {result:?}");
    }
    let expected = i64::try_from(cases.len()).unwrap();
    assert_eq!(party.count("credentials").await, expected);
}

const FLAGS: &[Case] = &[
    ("nobody was present", |answer| answer.flags &= !UP),
    ("nobody was verified", |answer| answer.flags &= !UV),
    ("nobody was verified, and the page says that nobody had to be", |answer| {
        answer.flags &= !UV;
        answer.afterwards(|json| {
            for place in ["userVerification", "mediation", "options"] {
                json[place] = json!("conditional");
                json["response"][place] = json!("discouraged");
            }
        });
    }),
    ("backed up, but not eligible", |answer| answer.flags |= BS),
    ("no credential is attested", |answer| answer.flags &= !AT),
    ("an attested credential is announced and missing", |answer| {
        answer.auth_data = Some(answer.authenticator_data()[..37].to_vec());
    }),
    ("extensions are announced and missing", |answer| answer.flags |= ED),
    ("extensions are there and not announced", |answer| answer.extensions = vec![0xa0]),
    ("extensions are not a map", |answer| {
        answer.flags |= ED;
        answer.extensions = vec![0x01];
    }),
];

const AUTHENTICATOR_DATA: &[Case] = &[
    ("another relying party", |answer| answer.set_rp_id("example.org")),
    ("the origin for the RP ID", |answer| answer.set_rp_id("http://localhost:3000")),
    ("no RP ID", |answer| answer.set_rp_id("")),
    ("a byte too many", |answer| answer.leftover = vec![0]),
    ("a map too many, after extensions", |answer| {
        answer.flags |= ED;
        answer.extensions = vec![0xa0];
        answer.leftover = vec![0xa0];
    }),
    ("too short for flags and counter", |answer| {
        answer.auth_data = Some(answer.authenticator_data()[..36].to_vec());
    }),
    ("nothing at all", |answer| answer.auth_data = Some(Vec::new())),
    ("an id longer than everything", |answer| answer.id_length = Some(u16::MAX)),
    ("an id longer by one than it is", |answer| answer.id_length = Some(33)),
    ("an id shorter by one than it is", |answer| answer.id_length = Some(31)),
    ("an id said to be empty", |answer| answer.id_length = Some(0)),
    ("an empty id", |answer| answer.id = Vec::new()),
    ("an id of 1024 bytes", |answer| answer.id = vec![7; 1024]),
    ("a public key that is no map", |answer| {
        let mut data = answer.authenticator_data();
        data.truncate(37 + 16 + 2 + 32);
        data.extend(Cbor::Bytes(vec![4; 65]).encode());
        answer.auth_data = Some(data);
    }),
];

const ENVELOPE: &[Case] = &[
    ("another id", |answer| answer.afterwards(|json| json["id"] = json!("AAAA"))),
    ("another rawId", |answer| answer.afterwards(|json| json["rawId"] = json!("AAAA"))),
    ("another id and rawId than the attested one", |answer| {
        answer.afterwards(|json| {
            json["id"] = json!("AAAA");
            json["rawId"] = json!("AAAA");
        });
    }),
    ("no id", |answer| answer.afterwards(|json| json["id"] = json!(null))),
    ("neither id nor rawId", |answer| {
        answer.afterwards(|json| {
            json["id"] = json!(null);
            json["rawId"] = json!(null);
        });
    }),
    ("another type", |answer| answer.afterwards(|json| json["type"] = json!("password"))),
    ("no type", |answer| answer.afterwards(|json| json["type"] = json!(null))),
];

const ODDITIES: &[Case] = &[
    ("nothing odd", honest),
    ("eligible for backup, not backed up", |answer| answer.flags |= BE),
    ("backed up", |answer| answer.flags |= BE | BS),
    ("an id of 1023 bytes", |answer| answer.id = vec![7; 1023]),
    ("an id of one byte", |answer| answer.id = vec![7]),
    ("a counter", |answer| answer.counter = u32::MAX),
    ("reserved flags", |answer| answer.flags |= 0x22),
    ("extensions", |answer| {
        answer.flags |= ED;
        let extensions =
            vec![(Cbor::Text("credProtect"), Cbor::Int(3)), (Cbor::Text("new"), Cbor::Bool(true))];
        answer.extensions = Cbor::Map(extensions).encode();
    }),
    ("extension results that nobody asked for", |answer| {
        answer.afterwards(|json| {
            let results = json!({ "appid": 7, "uvm": "?", "credProps": { "rk": true } });
            json["extensions"] = results.clone();
            json["clientExtensionResults"] = results;
        });
    }),
    ("extension results that are none", |answer| {
        answer.afterwards(|json| json["clientExtensionResults"] = json!([null]));
    }),
    ("transports that nobody knows", |answer| {
        answer.afterwards(|json| json["response"]["transports"] = json!(["pigeon", 7, "internal"]));
    }),
    ("no transports", |answer| {
        answer.afterwards(|json| json["response"]["transports"] = json!("usb"));
    }),
    ("members that nobody knows", |answer| {
        answer.afterwards(|json| {
            json["authenticatorAttachment"] = json!("platform");
            json["response"]["publicKeyAlgorithm"] = json!(-7);
            json["response"]["publicKey"] = json!([]);
        });
    }),
];

on_both! {
    async fn flags_that_prove_too_little_or_contradict_the_data_are_refused(party: TestParty) {
        each_is_refused(&party, "verification_failed", FLAGS).await;
    }

    async fn authenticator_data_that_is_not_about_this_credential_is_refused(party: TestParty) {
        each_is_refused(&party, "verification_failed", AUTHENTICATOR_DATA).await;
    }

    async fn a_credential_of_another_id_or_type_than_it_says_is_refused(party: TestParty) {
        each_is_refused(&party, "verification_failed", ENVELOPE).await;
    }

    async fn what_browsers_may_add_or_leave_out_is_accepted(party: TestParty) {
        each_is_accepted(&party, ODDITIES).await;
        // Only the transports in the specification are kept.
        let ada = party.browser();
        ada.sign_up_bent(&mut Hostile::new(), |answer| {
            answer.afterwards(|json| json["response"]["transports"] = json!(["usb", "pigeon", "nfc"]));
        })
        .await
        .unwrap();
        assert_eq!(party.passkeys_of(&ada.user().await).await[0].transports, ["usb", "nfc"]);
    }

    async fn a_credential_is_registered_once_among_all_users(party: TestParty) {
        let (ada, mut key) = (party.browser(), Hostile::new());
        ada.sign_up_bent(&mut key, honest).await.unwrap();
        let before = (ada.user().await, party.passkeys_of(&ada.user().await).await[0].passkey_json().unwrap());

        // At another sign-up, where the holder of the id might take over the account.
        let mut copy = Hostile::new();
        copy.id = key.id.clone();
        let thief = party.browser();
        assert_eq!(code(&thief.sign_up_bent(&mut copy, honest).await), "duplicate_credential");
        assert!(thief.signed_in().await.is_none());
        assert_eq!(party.count("users").await, 1);

        // By another signed-in user.
        thief.sign_up("eve@example.org", &mut Peer::new()).await;
        assert_eq!(code(&thief.add_bent(&mut copy, honest).await), "duplicate_credential");

        // By the same user, although the browser was asked to exclude it.
        assert_eq!(code(&ada.add_bent(&mut copy, honest).await), "duplicate_credential");

        let after = (ada.user().await, party.passkeys_of(&ada.user().await).await[0].passkey_json().unwrap());
        assert_eq!(after, before);
        assert_eq!(party.count("credentials").await, 2);
        party.browser().sign_in_bent(&key, honest).await.unwrap();
    }

    async fn of_two_registrations_of_one_credential_at_once_one_counts(party: TestParty) {
        let (ada, eve, mut key) = (party.browser(), party.browser(), Hostile::new());
        let mut copy = key.clone();
        let both = tokio::join!(ada.sign_up_bent(&mut key, honest), eve.sign_up_bent(&mut copy, honest));
        assert_eq!(codes(both.into()), ["duplicate_credential", "ok"]);
        assert_eq!([party.count("users").await, party.count("credentials").await], [1, 1]);
    }
}
