//! Passkeys from other relying parties.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use testing::authenticator::{BE, BS, Cbor, Hostile, Peer, UP, UV};
use testing::on_both;

use super::{import, outcomes, passkey, registered_elsewhere};
use crate::model::event::Kind;
use crate::model::user_handle::UserHandle;
use crate::tests::party::{ORIGIN, TestParty, code, honest};

const HANDLE: &[u8] = b"u_12345";

/// Returns a row with a verified address.
fn row(email: &str, handle: &[u8], passkeys: &[Value]) -> Value {
    json!({
        "external_id": format!("old {email}"),
        "email": email,
        "email_verified_at": "2025-01-01T00:00:00Z",
        "user_handle": URL_SAFE_NO_PAD.encode(handle),
        "passkeys": passkeys,
    })
}

on_both! {
    async fn a_passkey_from_another_relying_party_signs_in_with_its_user_handle(party: TestParty) {
        let mut key = Hostile::new().counting(7);
        let file = row("ada@example.org", HANDLE, &[passkey(&mut key, HANDLE)]).to_string();
        assert_eq!(outcomes(&import(&party, file).await), [(1, "created".to_owned())]);
        let browser = party.browser();
        assert!(browser.sign_in_bent(&key, honest).await.is_err(), "the counter must go up");
        browser.sign_in_bent(&key.clone().counting(8), honest).await.unwrap();
        let user = browser.user().await;
        assert_eq!(user.handle(), UserHandle::from_bytes(HANDLE).unwrap());
        assert_eq!(user.external_id.as_deref(), Some("old ada@example.org"));
        assert_eq!(party.passkeys_of(&user).await[0].transports, ["internal"]);
        assert_eq!(party.history(&user).await, [Kind::SignedInByPasskey, Kind::Activated, Kind::CounterWentBack, Kind::SignedUp]);
    }

    async fn only_the_imported_user_handle_is_accepted(party: TestParty) {
        let mut key = Hostile::new();
        import(&party, row("ada@example.org", HANDLE, &[passkey(&mut key, HANDLE)]).to_string()).await;
        let browser = party.browser();
        browser.sign_in_bent(&key, honest).await.unwrap();
        let id = browser.user().await.id;
        browser.sign_out().await;
        for other in [id.0.as_bytes().to_vec(), b"u_1234".to_vec(), Vec::new()] {
            key.user_handle = other;
            assert_eq!(code(&browser.sign_in_bent(&key, honest).await), "verification_failed");
        }
    }

    async fn further_passkeys_get_the_same_user_handle(party: TestParty) {
        let mut key = Hostile::new();
        import(&party, row("ada@example.org", HANDLE, &[passkey(&mut key, HANDLE)]).to_string()).await;
        let browser = party.browser();
        browser.sign_in_bent(&key, honest).await.unwrap();
        let started = browser.start_adding().await.unwrap();
        let options = &started.options["publicKey"];
        assert_eq!(options["user"]["id"], URL_SAFE_NO_PAD.encode(HANDLE));
        assert_eq!(options["excludeCredentials"][0]["id"], URL_SAFE_NO_PAD.encode(&key.id));
        let mut phone = Peer::new();
        let created = phone.create(ORIGIN, &started.options).await.unwrap();
        browser.finish_adding(&started, &created).await.unwrap();
        browser.sign_out().await;
        let user = browser.sign_in(&mut phone).await.unwrap();
        assert_eq!(user.handle().as_bytes(), HANDLE);
        // Also the last signal after the account is deleted.
        let context = browser.context();
        let [_, cookie] = party.accounts().delete(&context, true).await.unwrap();
        let cookie = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        let headers = http::HeaderMap::from_iter([(http::header::COOKIE, cookie.parse().unwrap())]);
        assert_eq!(party.accounts().farewell(&headers).await.unwrap(), Some(user.handle()));
    }

    async fn public_keys_may_be_cose_der_or_pem(party: TestParty) {
        let party = party.with_key().await;
        let start = "3059301306072a8648ce3d020106082a8648ce3d030107034200";
        let start: Vec<u8> =
            (0..start.len()).step_by(2).map(|at| u8::from_str_radix(&start[at..at + 2], 16).unwrap()).collect();
        let mut keys: Vec<Hostile> = (0..4).map(|_| Hostile::new()).collect();
        for (nth, key) in keys.iter_mut().enumerate() {
            let mut member = passkey(key, HANDLE);
            let cose = registered_elsewhere(key, HANDLE);
            let point = [&[4], &cose[10..42], &cose[45..77]].concat();
            let der = STANDARD.encode([start.clone(), point].concat());
            member["public_key"] = match nth {
                0 => STANDARD.encode(&cose),
                1 => der,
                2 => format!("-----BEGIN PUBLIC KEY-----\n{}\n{}\n-----END PUBLIC KEY-----\n", &der[..64], &der[64..]),
                // Of an RSA key, only whether it is read.
                _ => party.tokens().public_pem().await.unwrap(),
            }
            .into();
            let email = format!("{nth}@example.org");
            let handle = [HANDLE, &[u8::try_from(nth).unwrap()]].concat();
            key.user_handle.clone_from(&handle);
            let rows = import(&party, row(&email, &handle, &[member]).to_string()).await;
            assert_eq!((outcomes(&rows), rows[0].notes.len()), (vec![(1, "created".to_owned())], 0), "{nth}");
        }
        for key in &keys[..3] {
            party.browser().sign_in_bent(key, honest).await.unwrap();
        }
    }

    async fn keys_that_cannot_be_used_are_left_out_and_malformed_ones_refused(party: TestParty) {
        let mut key = Hostile::new();
        let good = passkey(&mut key, HANDLE);
        let with = |name: &str, value: Value| {
            let mut bad = good.clone();
            bad[name] = value;
            bad
        };
        let okp = Cbor::Map(vec![
            (Cbor::Int(1), Cbor::Int(1)),
            (Cbor::Int(3), Cbor::Int(-8)),
            (Cbor::Int(-1), Cbor::Int(6)),
            (Cbor::Int(-2), Cbor::Bytes(vec![7; 32])),
        ]);
        let mut off_curve = registered_elsewhere(&mut key, HANDLE);
        *off_curve.last_mut().unwrap() ^= 1;
        let cases = [
            ("a", with("public_key", URL_SAFE_NO_PAD.encode(okp.encode()).into()), "created"),
            ("b", with("public_key", URL_SAFE_NO_PAD.encode(off_curve).into()), "the public key is invalid"),
            ("c", with("public_key", "???".into()), "not base64url"),
            ("d", with("public_key", "AAAA".into()), "the public key is not a COSE key"),
            ("e", with("public_key", "MAAA".into()), "the public key is neither P-256, P-384 nor RSA"),
            ("f", with("credential_id", "".into()), "a credential id has 1 to 1023 bytes"),
            ("g", with("details", json!({ "counter": 0 })), "unknown details of a passkey"),
            ("h", with("details", json!({ "extensions": 7 })), "malformed details of a passkey"),
        ];
        for (name, passkey, expected) in cases {
            let email = format!("{name}@example.org");
            let rows = import(&party, row(&email, email.as_bytes(), &[passkey]).to_string()).await;
            let (_, what) = &outcomes(&rows)[0];
            assert!(what.ends_with(expected), "{name}: {what}");
            let notes = rows[0].notes.join("");
            assert_eq!(notes.contains("algorithm -8 isn't supported"), name == "a", "{notes}");
        }
        assert_eq!((party.count("users").await, party.count("credentials").await), (1, 0));
    }

    async fn a_passkey_or_user_handle_of_another_account_is_refused(party: TestParty) {
        let mut key = Hostile::new();
        let ada = party.browser();
        ada.sign_up_bent(&mut key, honest).await.unwrap();
        let id = ada.user().await.id;
        let same_passkey = row("eve@example.org", b"eve", &[passkey(&mut key.clone(), b"eve")]);
        let same_handle = row("eve@example.org", id.0.as_bytes(), &[passkey(&mut Hostile::new(), b"")]);
        for (file, what) in [(same_passkey, "The passkey"), (same_handle, "The user handle belongs")] {
            let rows = import(&party, file.to_string()).await;
            assert!(outcomes(&rows)[0].1.starts_with(what), "{rows:?}");
        }
        assert_eq!(party.count("users").await, 1);
    }

    async fn a_synced_passkey_without_its_flags_signs_in(party: TestParty) {
        let mut key = Hostile::new().with_flags(UP | UV | BE | BS);
        import(&party, row("ada@example.org", HANDLE, &[passkey(&mut key, HANDLE)]).to_string()).await;
        party.browser().sign_in_bent(&key, honest).await.unwrap();
    }
}
