//! Tests reauthentication within a session.

use serde_json::json;
use testing::authenticator::{Answer, Hostile, Peer, UV};
use testing::on_both;

use super::party::{MINUTE, ORIGIN, TestBrowser, TestParty, code, honest};
use crate::CeremonyResponse;
use crate::model::session::Method;

/// Returns a browser in which a user signed up ten minutes ago, and the passkey.
async fn somebody(party: &TestParty) -> (TestBrowser, Hostile) {
    let (browser, mut key) = (party.browser(), Hostile::new());
    browser.sign_up_bent(&mut key, honest).await.unwrap();
    party.pass(10 * MINUTE);
    (browser, key)
}

on_both! {
    async fn a_verification_renews_the_session_and_no_more(party: TestParty) {
        let (browser, key) = somebody(&party).await;
        let before = browser.signed_in().await.unwrap();
        let cookie = browser.session();
        assert!(!before.is_recently_verified(party.clock().now()));
        browser.verify_bent(&key, honest).await.unwrap();
        let after = browser.signed_in().await.unwrap();
        assert!(after.is_recently_verified(party.clock().now()));
        assert_eq!((after.user, after.session.id), (before.user, before.session.id));
        assert_eq!(after.session.expires_at, before.session.expires_at);
        assert_eq!(browser.session(), cookie);
        browser.start_adding().await.unwrap();
    }

    async fn a_verification_names_the_users_own_passkeys_and_takes_no_other(party: TestParty) {
        let (browser, key) = somebody(&party).await;
        let started = browser.start_verification().await.unwrap();
        let [passkey] = &party.passkeys_of(&browser.user().await).await[..] else { panic!("one") };
        let allowed = &started.options["publicKey"]["allowCredentials"];
        assert_eq!(allowed[0]["id"], json!(passkey.credential_id.to_string()));
        assert_eq!(allowed.as_array().unwrap().len(), 1);

        let (_, strangers) = somebody(&party).await;
        let wrong = browser.verify_bent(&strangers, honest).await;
        assert_eq!(code(&wrong), "verification_failed");
        let handle = key.user_handle.clone();
        let claimed = browser.verify_bent(&strangers, |answer| answer.user_handle = Some(handle)).await;
        assert_eq!(code(&claimed), "verification_failed");
        // Leaving out the handle doesn't help: the passkey must be the user's.
        let silent = browser.verify_bent(&strangers, |answer| answer.user_handle = None).await;
        assert_eq!(code(&silent), "verification_failed");
        assert_eq!(code(&browser.verify_bent(&Hostile::new(), honest).await), "unknown_credential");
        assert!(!browser.signed_in().await.unwrap().is_recently_verified(party.clock().now()));
    }

    async fn an_authenticator_may_keep_silent_about_a_user_who_was_named(party: TestParty) {
        let (browser, key) = somebody(&party).await;
        let result = browser.verify_bent(&key, |answer| answer.user_handle = Some(vec![7; 16])).await;
        assert_eq!(code(&result), "verification_failed");
        browser.verify_bent(&key, |answer| answer.user_handle = None).await.unwrap();
        // Clients encode a missing handle in several ways.
        browser.verify_bent(&key, |answer| answer.user_handle = Some(Vec::new())).await.unwrap();
        let absent = |answer: &mut Answer| {
            answer.afterwards(|json| drop(json["response"].as_object_mut().unwrap().remove("userHandle")));
        };
        browser.verify_bent(&key, absent).await.unwrap();
        // A ceremony that named no user accepts neither.
        for handle in [None, Some(Vec::new())] {
            let nobody = party.browser().sign_in_bent(&key, |answer| answer.user_handle = handle).await;
            assert_eq!(code(&nobody), "verification_failed");
        }
    }

    async fn an_empty_handle_does_not_make_a_strangers_passkey_ones_own(party: TestParty) {
        let (browser, _) = somebody(&party).await;
        let (_, strangers) = somebody(&party).await;
        let silent = browser.verify_bent(&strangers, |answer| answer.user_handle = Some(Vec::new())).await;
        assert_eq!(code(&silent), "verification_failed");
    }

    async fn a_verification_without_verification_is_none(party: TestParty) {
        let (browser, key) = somebody(&party).await;
        let result = browser.verify_bent(&key, |answer| answer.flags &= !UV).await;
        assert_eq!(code(&result), "verification_failed");
        assert!(!browser.signed_in().await.unwrap().is_recently_verified(party.clock().now()));
    }

    async fn a_verification_ends_in_the_session_it_began_in(party: TestParty) {
        let (browser, key) = somebody(&party).await;
        let started = browser.start_verification().await.unwrap();
        let answer = key.get(ORIGIN, &started.options).json();
        browser.sign_in_bent(&key, honest).await.unwrap();
        assert_eq!(code(&browser.finish_verification(&started, &answer).await), "ceremony_expired");
        browser.sign_out().await;
        assert_eq!(code(&browser.finish_verification(&started, &answer).await), "signed_out");
        assert_eq!(code(&browser.start_verification().await), "signed_out");
    }

    async fn a_session_that_was_opened_by_mail_is_verified_by_a_passkey(party: TestParty) {
        let (browser, mut phone) = (party.browser(), Peer::new());
        browser.ask_for_link("ada@example.org").await.unwrap();
        browser.redeem(&party.newest_mail().await).await.unwrap();
        assert_eq!(code(&browser.start_verification().await), "not_found", "there is no passkey yet");
        browser.add_passkey(&mut phone).await.unwrap();
        assert_eq!(code(&browser.start_adding().await), "verification_required");
        let started = browser.start_verification().await.unwrap();
        let answer = phone.get(ORIGIN, &started.options).await.unwrap();
        browser.finish_verification(&started, &answer).await.unwrap();
        assert_eq!(browser.signed_in().await.unwrap().session.method, Method::Mail);
        browser.start_adding().await.unwrap();
    }

    async fn a_session_that_ended_meanwhile_is_not_brought_back_by_a_verification(party: TestParty) {
        let (browser, key) = somebody(&party).await;
        let started = browser.start_verification().await.unwrap();
        let answer = key.get(ORIGIN, &started.options).json();
        let late = browser.context();
        party.sessions().signed_in(&late).await.unwrap().unwrap();
        browser.sign_out().await;
        drop(party.passkeys().finish_verification(&CeremonyResponse::of_page(&late, &started.ceremony, &answer)).await);
        late.session.save().await.unwrap();
        let again = party.browser();
        again.set_session(late.session.id());
        assert!(again.signed_in().await.is_none());
    }
    async fn without_a_passkey_a_fresh_mail_proves_who_one_is(party: TestParty) {
        let browser = party.browser();
        let user = browser.enter_by_mail("ada@example.org").await;
        let before = browser.session();
        party.pass(10 * MINUTE);
        for refused in [
            code(&browser.change_address("new@example.org").await),
            code(&browser.download_data().await),
            code(&browser.delete_account(true).await),
            code(&browser.start_adding().await),
        ] {
            assert_eq!(refused, "verification_required");
        }
        // Another link to the same address opens a new session and ends the old one.
        browser.enter_by_mail("ada@example.org").await;
        assert_ne!(browser.session(), before);
        assert_eq!(party.count("sessions").await, 1);
        browser.change_address("new@example.org").await.unwrap();
        browser.redeem(&party.mail_to("new@example.org").await).await.unwrap();
        browser.download_data().await.unwrap();

        // Once the account has a passkey, even a recent email isn't enough.
        browser.add_passkey(&mut Peer::new()).await.unwrap();
        assert_eq!(code(&browser.download_data().await), "verification_required");
        browser.enter_by_mail("new@example.org").await;
        assert_eq!(code(&browser.delete_account(true).await), "verification_required");
        assert!(party.user(&user).await.is_some());
    }

    async fn a_session_that_a_passkey_has_opened_or_verified_outlives_a_sign_in_link(party: TestParty) {
        let (browser, mut phone) = (party.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        browser.redeem(&party.newest_mail().await).await.unwrap();
        let session = browser.session();
        browser.enter_by_mail("ada@example.org").await;
        assert_eq!(browser.session(), session);
        assert_eq!(browser.signed_in().await.unwrap().session.method, Method::Passkey);

        let by_mail = party.browser();
        by_mail.enter_by_mail("ada@example.org").await;
        let started = by_mail.start_verification().await.unwrap();
        let assertion = phone.get(ORIGIN, &started.options).await.unwrap();
        by_mail.finish_verification(&started, &assertion).await.unwrap();
        let session = by_mail.session();
        by_mail.enter_by_mail("ada@example.org").await;
        assert_eq!(by_mail.session(), session);
        by_mail.download_data().await.unwrap();
    }
}
