//! Tests responses to `navigator.credentials.get()` that must be rejected.

use serde_json::json;
use testing::authenticator::{BE, BS, Cbor, ED, Hostile, UP, UV};
use testing::on_both;

use super::assertion_cases::{ENVELOPE, FLAGS, HANDLES, SIGNATURES};
use super::party::{MINUTE, ORIGIN, TestBrowser, TestParty, code, honest};
use super::registrations::Case;
use crate::Credential;

/// Signs up a user, uses their passkey once, and returns their browser and passkey.
pub(crate) async fn registered(party: &TestParty, mut key: Hostile) -> (TestBrowser, Hostile) {
    let browser = party.browser();
    browser.sign_up_bent(&mut key, honest).await.unwrap();
    browser.sign_out().await;
    (browser, key)
}

pub(crate) async fn stored(party: &TestParty, key: &Hostile) -> Credential {
    let id = crate::model::credential::CredentialId::from_bytes(&key.id);
    let found = party.store().find_for_assertion(&id, "", 0).await.unwrap();
    found.unwrap().credential
}

/// Signs in with each case, which must fail with the same code and change nothing.
async fn each_is_refused(party: &TestParty, cases: &[Case]) {
    let (browser, key) = registered(party, Hostile::new()).await;
    for (case, bend) in cases {
        let result = browser.sign_in_bent(&key, bend).await;
        assert_eq!(code(&result), "verification_failed", "{case}: {result:?}");
        assert!(browser.signed_in().await.is_none());
    }
    assert_eq!(stored(party, &key).await.last_used_at, None);
    assert_eq!(party.count("sessions").await, 0);
    browser.sign_in_bent(&key, honest).await.unwrap();
}

on_both! {
    async fn flags_that_prove_too_little_or_contradict_the_data_are_refused(party: TestParty) {
        each_is_refused(&party, FLAGS).await;
    }

    async fn a_signature_of_anything_else_is_refused(party: TestParty) {
        each_is_refused(&party, SIGNATURES).await;
    }

    async fn a_user_handle_that_is_not_the_owners_looks_like_a_bad_signature(party: TestParty) {
        each_is_refused(&party, HANDLES).await;
    }

    async fn an_assertion_of_another_id_or_type_than_it_says_is_refused(party: TestParty) {
        each_is_refused(&party, ENVELOPE).await;
    }

    async fn extensions_and_reserved_flags_do_no_harm(party: TestParty) {
        let (browser, key) = registered(&party, Hostile::new()).await;
        browser
            .sign_in_bent(&key, |answer| {
                answer.flags |= ED | 0x22;
                answer.extensions = Cbor::Map(vec![(Cbor::Text("new"), Cbor::Bool(true))]).encode();
                answer.afterwards(|json| {
                    json["clientExtensionResults"] = json!({ "appid": true, "prf": { "results": 7 } });
                    json["authenticatorAttachment"] = json!("?");
                });
            })
            .await
            .unwrap();
    }

    async fn the_handle_of_one_user_does_not_go_with_the_passkey_of_another(party: TestParty) {
        let (_, ada) = registered(&party, Hostile::new()).await;
        let (browser, bob) = registered(&party, Hostile::new()).await;
        for (key, other) in [(&ada, &bob), (&bob, &ada)] {
            let handle = other.user_handle.clone();
            let result = browser.sign_in_bent(key, |answer| answer.user_handle = Some(handle)).await;
            assert_eq!(code(&result), "verification_failed");
        }
        assert_eq!(party.count("sessions").await, 0);
    }

    async fn one_passkey_of_a_user_does_not_sign_for_another(party: TestParty) {
        let (browser, phone) = registered(&party, Hostile::new()).await;
        browser.sign_in_bent(&phone, honest).await.unwrap();
        let mut laptop = Hostile::new();
        browser.add_bent(&mut laptop, honest).await.unwrap();
        let result = browser.sign_in_bent(&laptop, |answer| answer.sign_as(&phone)).await;
        assert_eq!(code(&result), "verification_failed");
        browser.sign_in_bent(&laptop, honest).await.unwrap();
    }

    async fn a_passkey_that_is_not_registered_is_said_to_be_unknown(party: TestParty) {
        let (browser, _) = registered(&party, Hostile::new()).await;
        assert_eq!(code(&browser.sign_in_bent(&Hostile::new(), honest).await), "unknown_credential");
    }

    async fn a_passkey_that_was_removed_meanwhile_is_unknown(party: TestParty) {
        let (browser, key) = registered(&party, Hostile::new()).await;
        let started = browser.start_sign_in().await.unwrap();
        party.database.execute("delete from credentials").await;
        let answer = key.get(ORIGIN, &started.options);
        assert_eq!(code(&browser.finish_sign_in(&started, &answer.json()).await), "unknown_credential");
    }

    async fn a_user_who_was_removed_meanwhile_does_not_get_in(party: TestParty) {
        let (browser, key) = registered(&party, Hostile::new()).await;
        let started = browser.start_sign_in().await.unwrap();
        party.database.execute("delete from users").await;
        let answer = key.get(ORIGIN, &started.options);
        assert_eq!(code(&browser.finish_sign_in(&started, &answer.json()).await), "unknown_credential");
    }

    async fn a_passkey_that_becomes_synced_is_accepted_and_the_change_is_recorded(party: TestParty) {
        let (browser, key) = registered(&party, Hostile::new().with_flags(UP | UV)).await;
        browser.sign_in_bent(&key, honest).await.unwrap();
        assert!(!stored(&party, &key).await.is_backup_eligible());
        let synced = key.with_flags(UP | UV | BE | BS);
        // The change excuses nothing else.
        for (case, bend) in SIGNATURES.iter().chain(HANDLES) {
            assert_eq!(code(&browser.sign_in_bent(&synced, bend).await), "verification_failed", "{case}");
        }
        assert!(!stored(&party, &synced).await.is_backup_eligible());

        party.pass(MINUTE);
        browser.sign_in_bent(&synced, honest).await.unwrap();
        let now = stored(&party, &synced).await;
        assert!(now.is_backup_eligible() && now.is_synced());
        assert_eq!(now.backup_eligibility_changed_at, Some(party.clock().now()));

        party.pass(MINUTE);
        browser.sign_in_bent(&synced, honest).await.unwrap();
        let later = stored(&party, &synced).await;
        assert_eq!(later.backup_eligibility_changed_at, now.backup_eligibility_changed_at);
    }

    async fn backup_eligibility_changes_in_no_other_way(party: TestParty) {
        let (browser, local) = registered(&party, Hostile::new()).await;
        let result = browser.sign_in_bent(&local, |answer| answer.flags |= BE).await;
        assert_eq!(code(&result), "verification_failed", "eligible, but not backed up");

        for flags in [BE, BE | BS] {
            let (browser, synced) = registered(&party, Hostile::new().with_flags(UP | UV | flags)).await;
            let result = browser.sign_in_bent(&synced, |answer| answer.flags &= !(BE | BS)).await;
            assert_eq!(code(&result), "verification_failed", "no longer eligible");
            assert!(stored(&party, &synced).await.is_backup_eligible());
            assert_eq!(stored(&party, &synced).await.backup_eligibility_changed_at, None);
        }
    }

    async fn the_backup_state_follows_the_passkey(party: TestParty) {
        let (browser, key) = registered(&party, Hostile::new().with_flags(UP | UV | BE)).await;
        assert!(!stored(&party, &key).await.is_synced());
        browser.sign_in_bent(&key, |answer| answer.flags |= BS).await.unwrap();
        assert!(stored(&party, &key).await.is_synced());
        browser.sign_in_bent(&key, honest).await.unwrap();
        assert!(!stored(&party, &key).await.is_synced());
    }

    async fn a_passkey_of_another_relying_party_id_signs_in_no_more(party: TestParty) {
        let (_, key) = registered(&party, Hostile::new()).await;
        let party = party.restarted_with(&[("LATCHKEY_ORIGIN", "https://example.org")]);
        let browser = party.browser();
        let old = browser.sign_in_bent(&key, |answer| {
            answer.set_rp_id("localhost");
            answer.client_data["origin"] = json!("https://example.org");
        });
        assert_eq!(code(&old.await), "verification_failed");
        // Only the RP ID is wrong. With the new one, which no browser lets the passkey sign for,
        // the response would be valid.
        let new = browser.sign_in_bent(&key, |answer| {
            answer.client_data["origin"] = json!("https://example.org");
        });
        assert_eq!(code(&new.await), "ok");
    }
}
