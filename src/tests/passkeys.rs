//! Tests signing up, signing in and adding passkeys with a well-behaved authenticator.

use serde_json::json;
use testing::authenticator::{Hostile, Peer, Refused};
use testing::on_both;

use super::party::{MINUTE, ORIGIN, SECOND, TestParty, code, honest, just_under};
use crate::model::session::Method;

/// The AAGUID of 1Password.
const ONE_PASSWORD: [u8; 16] = 0xbada5566_a7aa_401f_bd96_45619a55120d_u128.to_be_bytes();

on_both! {
    async fn a_passkey_signs_up_and_then_signs_in_without_a_name(party: TestParty) {
        let (browser, mut phone) = (party.browser(), Peer::new());
        let ada = browser.sign_up("Ada@example.org", &mut phone).await;
        assert_eq!(ada.name(), "Ada@example.org");
        assert_eq!(ada.email_verified_at, None);

        let elsewhere = party.browser();
        assert!(elsewhere.signed_in().await.is_none());
        assert_eq!(elsewhere.sign_in(&mut phone).await.unwrap(), ada);
        let session = elsewhere.signed_in().await.unwrap().session;
        let [passkey] = &party.passkeys_of(&ada).await[..] else { panic!("one passkey") };
        assert_eq!(session.method, Method::Passkey);
        assert_eq!(session.credential_id, Some(passkey.id));
        assert_eq!(session.verified_at, Some(party.clock().now()));
    }

    async fn sign_up_asks_for_a_discoverable_credential_and_for_verification(party: TestParty) {
        let (browser, mut key) = (party.browser(), Hostile::new());
        let started = browser.start_sign_up("ada@example.org").await.unwrap();
        let options = &started.options["publicKey"];
        assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
        assert_eq!(options["authenticatorSelection"]["requireResidentKey"], true);
        assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
        assert_eq!(options["attestation"], "none");
        assert_eq!(options["rp"], json!({ "id": "localhost", "name": "Latchkey" }));
        assert_eq!(options["user"]["name"], "ada@example.org");
        assert_eq!(options["excludeCredentials"], json!([]));
        let algorithms = options["pubKeyCredParams"].as_array().unwrap().iter().map(|one| &one["alg"]);
        assert!(algorithms.eq([-7, -35, -257].iter()), "{}", options["pubKeyCredParams"]);

        // The user handle is the id of the future account.
        let answer = key.create(ORIGIN, &started.options);
        browser.finish_sign_up(&started, &answer.json()).await.unwrap();
        assert_eq!(key.user_handle, browser.user().await.id.0.as_bytes());
    }

    async fn sign_in_asks_for_verification_and_names_nobody(party: TestParty) {
        let browser = party.browser();
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        let started = browser.start_sign_in().await.unwrap();
        let options = &started.options["publicKey"];
        assert_eq!(options["userVerification"], "required");
        assert_eq!(options["rpId"], "localhost");
        assert!(options["allowCredentials"].as_array().is_none_or(Vec::is_empty));
        assert!(!started.options.as_object().unwrap().contains_key("mediation"));
        assert!(options["challenge"].as_str().unwrap().len() >= 22, "at least sixteen bytes");
        let another = browser.start_sign_in().await.unwrap();
        assert_ne!(another.options["publicKey"]["challenge"], options["challenge"]);
        assert_ne!(another.ceremony, started.ceremony);
    }

    async fn an_abandoned_sign_up_leaves_no_account(party: TestParty) {
        party.browser().start_sign_up("ada@example.org").await.unwrap();
        assert_eq!(party.count("users").await, 0);
        assert_eq!(party.count("messages").await, 0);
    }

    async fn a_second_passkey_signs_in_to_the_same_account(party: TestParty) {
        let (browser, mut phone, mut laptop) = (party.browser(), Peer::new(), Peer::new());
        let ada = browser.sign_up("ada@example.org", &mut phone).await;
        party.pass(SECOND);
        browser.add_passkey(&mut laptop).await.unwrap();
        assert_eq!(party.passkeys_of(&ada).await.len(), 2);
        for passkey in [&mut laptop, &mut phone] {
            assert_eq!(party.browser().sign_in(passkey).await.unwrap(), ada);
        }
    }

    async fn an_authenticator_that_has_a_passkey_makes_no_second_one_for_the_account(party: TestParty) {
        let (browser, mut phone) = (party.browser(), Peer::new());
        let ada = browser.sign_up("ada@example.org", &mut phone).await;
        let started = browser.start_adding().await.unwrap();
        let [passkey] = &party.passkeys_of(&ada).await[..] else { panic!("one passkey") };
        assert_eq!(
            started.options["publicKey"]["excludeCredentials"],
            json!([{
                "type": "public-key",
                "id": passkey.credential_id.to_string(),
                "transports": passkey.transports,
            }])
        );
        assert_eq!(phone.create(ORIGIN, &started.options).await, Err(Refused::AlreadyHere));
        // Another user's sign-up on the same device is fine.
        let bob = party.browser().sign_up("bob@example.org", &mut phone).await;
        assert_ne!(bob.id, ada.id);
    }

    async fn a_passkey_is_named_after_its_provider(party: TestParty) {
        let (browser, mut vault) = (party.browser(), Peer::of_model(ONE_PASSWORD));
        let ada = browser.sign_up("ada@example.org", &mut vault).await;
        party.pass(SECOND);
        browser.add_passkey(&mut Peer::of_model([7; 16])).await.unwrap();
        let passkeys = party.passkeys_of(&ada).await;
        let names: Vec<_> = passkeys.iter().map(|passkey| passkey.name.as_str()).collect();
        assert_eq!(names, ["1Password", "Firefox"]);
        assert_eq!(passkeys[1].aaguid.into_bytes(), [7; 16]);
    }

    async fn what_a_passkey_says_about_itself_is_kept(party: TestParty) {
        let (browser, mut phone) = (party.browser(), Peer::new());
        let ada = browser.sign_up("ada@example.org", &mut phone).await;
        let registered_at = party.clock().now();
        let [fresh] = &party.passkeys_of(&ada).await[..] else { panic!("one passkey") };
        assert!(fresh.is_backup_eligible() && fresh.is_synced());
        assert_eq!(fresh.transports, ["hybrid", "internal"]);
        assert_eq!((fresh.created_at, fresh.last_used_at, fresh.sign_count()), (registered_at, None, 0));

        party.pass(MINUTE);
        browser.sign_in(&mut phone).await.unwrap();
        let [used] = &party.passkeys_of(&ada).await[..] else { panic!("one passkey") };
        assert_eq!(used.last_used_at, Some(registered_at + 60));
        assert_eq!((used.created_at, used.sign_count()), (registered_at, 0));
    }

    async fn a_passkey_that_counts_is_counted(party: TestParty) {
        let (browser, mut phone) = (party.browser(), Peer::counting());
        let ada = browser.sign_up("ada@example.org", &mut phone).await;
        for count in 1..=3 {
            browser.sign_in(&mut phone).await.unwrap();
            assert_eq!(party.passkeys_of(&ada).await[0].sign_count(), count);
        }
    }

    async fn a_passkey_that_will_not_be_found_without_a_name_is_refused(party: TestParty) {
        let result = party
            .browser()
            .sign_up_bent(&mut Hostile::new(), |answer| {
                answer.afterwards(|json| {
                    json["clientExtensionResults"] = json!({ "credProps": { "rk": false } });
                });
            })
            .await;
        assert_eq!(code(&result), "not_discoverable");
        assert_eq!(party.count("users").await, 0);
    }

    async fn nobody_signed_in_adds_no_passkey(party: TestParty) {
        let browser = party.browser();
        assert_eq!(code(&browser.start_adding().await), "signed_out");
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        let started = browser.start_adding().await.unwrap();
        let answer = Hostile::new().create(ORIGIN, &started.options);
        browser.sign_out().await;
        assert_eq!(code(&browser.finish_adding(&started, &answer.json()).await), "signed_out");
        assert_eq!(party.count("credentials").await, 1);
    }

    async fn adding_a_passkey_needs_one_that_was_used_in_the_last_ten_minutes(party: TestParty) {
        let (browser, mut phone) = (party.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        party.pass(just_under(10 * MINUTE));
        let started = browser.start_adding().await.unwrap();
        party.pass(SECOND);
        // It can be neither started nor finished.
        assert_eq!(code(&browser.start_adding().await), "verification_required");
        let answer = Hostile::new().create(ORIGIN, &started.options);
        assert_eq!(code(&browser.finish_adding(&started, &answer.json()).await), "verification_required");
        browser.sign_in(&mut phone).await.unwrap();
        browser.add_passkey(&mut Peer::new()).await.unwrap();
    }

    async fn the_first_passkey_of_an_account_needs_none_and_the_second_needs_it(party: TestParty) {
        let browser = party.browser();
        browser.ask_for_link("ada@example.org").await.unwrap();
        browser.redeem(&party.newest_mail().await).await.unwrap();
        let first = browser.start_adding().await.unwrap();
        let second = browser.start_adding().await.unwrap();
        let (mut phone, mut laptop) = (Hostile::new(), Hostile::new());
        let answer = phone.create(ORIGIN, &first.options);
        browser.finish_adding(&first, &answer.json()).await.unwrap();
        // The other tab was opened when there was no passkey. Now there is one.
        let answer = laptop.create(ORIGIN, &second.options);
        assert_eq!(code(&browser.finish_adding(&second, &answer.json()).await), "verification_required");
        browser.sign_in_bent(&phone, honest).await.unwrap();
        browser.add_bent(&mut laptop, honest).await.unwrap();
    }

    async fn a_mail_is_not_enough_to_add_a_passkey_to_an_account_that_has_one(party: TestParty) {
        let browser = party.browser();
        let ada = browser.sign_up("ada@example.org", &mut Peer::new()).await;
        browser.redeem(&party.newest_mail().await).await.unwrap();
        let thief = party.browser();
        thief.ask_for_link("ada@example.org").await.unwrap();
        thief.redeem(&party.newest_mail().await).await.unwrap();
        assert_eq!(thief.user().await.id, ada.id);
        assert_eq!(code(&thief.start_adding().await), "verification_required");
    }

    async fn an_account_holds_fifty_passkeys_and_no_more(party: TestParty) {
        let browser = party.browser();
        browser.sign_up_bent(&mut Hostile::new(), honest).await.unwrap();
        for _ in 1..50 {
            browser.add_bent(&mut Hostile::new(), honest).await.unwrap();
        }
        let result = browser.add_bent(&mut Hostile::new(), honest).await;
        assert_eq!(code(&result), "too_many_passkeys");
        assert_eq!(party.count("credentials").await, 50);
    }
}
