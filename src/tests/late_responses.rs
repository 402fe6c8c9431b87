//! Tests late responses: they open nothing, and those of an account's passkey are in its history.

use testing::authenticator::{Answer, Hostile};
use testing::on_both;

use super::browser::TestBrowser;
use super::party::{MINUTE, ORIGIN, TestParty, honest, just_under};
use super::replays::{assert_refused, noted, somebody};
use crate::Started;
use crate::model::event::Kind;

/// Starts a sign-in and answers it too late.
async fn sign_in_late(
    party: &TestParty,
    browser: &TestBrowser,
    key: &Hostile,
    bend: impl FnOnce(&mut Answer),
) -> Started {
    let started = browser.start_sign_in().await.unwrap();
    party.pass(10 * MINUTE);
    let answer = key.get(ORIGIN, &started.options).bent(bend).json();
    assert_refused(&browser.finish_sign_in(&started, &answer).await);
    started
}

on_both! {
    async fn a_late_answer_is_recorded_for_whom_its_ceremony_was(party: TestParty) {
        let (browser, user, key) = somebody(&party).await;
        let (verification, adding) =
            (browser.start_verification().await.unwrap(), browser.start_adding().await.unwrap());
        party.pass(10 * MINUTE);
        // In time or not, responses from another browser have no effect.
        let thief = party.browser();
        thief.set_session(browser.session());
        thief.start_sign_in().await.unwrap();
        let stolen = browser.start_verification().await.unwrap();
        party.pass(10 * MINUTE);
        let answer = key.get(ORIGIN, &stolen.options).json();
        assert_refused(&thief.finish_verification(&stolen, &answer).await);
        assert_eq!(noted(&party, &user).await, [0, 0]);

        let answer = key.get(ORIGIN, &verification.options).json();
        for _ in 0..2 {
            assert_refused(&browser.finish_verification(&verification, &answer).await);
            assert_eq!(noted(&party, &user).await, [0, 1]);
        }
        let answer = Hostile::new().create(ORIGIN, &adding.options).json();
        assert_refused(&browser.finish_adding(&adding, &answer).await.map(drop));
        assert_eq!(noted(&party, &user).await, [0, 1], "of the same hour");
        assert!(!browser.signed_in().await.unwrap().is_recently_verified(party.clock().now()));
        assert_eq!(party.passkeys_of(&user).await.len(), 1);

        let verification = browser.start_verification().await.unwrap();
        browser.sign_in_bent(&key, honest).await.unwrap();
        party.pass(10 * MINUTE);
        let answer = key.get(ORIGIN, &verification.options).json();
        assert_refused(&browser.finish_verification(&verification, &answer).await);
        assert_eq!(noted(&party, &user).await, [0, 1], "started in another session");
    }

    async fn a_late_sign_in_is_recorded_if_its_passkey_signed_and_opens_nothing(party: TestParty) {
        let (_, user, key) = somebody(&party).await;
        let before = party.passkeys_of(&user).await.swap_remove(0);
        let elsewhere = party.browser();
        let started = sign_in_late(&party, &elsewhere, &key, honest).await;
        assert!(elsewhere.signed_in().await.is_none());
        assert_eq!(noted(&party, &user).await, [0, 1]);
        let event = party.events().list(user.id, None).await.unwrap().swap_remove(0);
        assert_eq!((event.kind, event.details.passkey), (Kind::AnswerLate, Some(before.name.clone())));
        let after = party.passkeys_of(&user).await.swap_remove(0);
        assert_eq!((after.use_count, after.last_used_at), (before.use_count, before.last_used_at));
        let again = key.get(ORIGIN, &started.options).json();
        assert_refused(&elsewhere.finish_sign_in(&started, &again).await);
        assert_eq!(noted(&party, &user).await, [0, 1]);
    }

    async fn a_late_sign_in_that_proves_nothing_is_not_recorded(party: TestParty) {
        let (browser, user, key) = somebody(&party).await;
        let before = party.count("events").await;
        let elsewhere = party.browser();
        let stranger = Hostile::new();
        sign_in_late(&party, &elsewhere, &key, |answer| answer.sign_as(&stranger)).await;
        sign_in_late(&party, &elsewhere, &key, |answer| answer.user_handle = None).await;
        sign_in_late(&party, &elsewhere, &stranger, honest).await;
        // A copied passkey, which would cause an email if the response were in time.
        let mut counting = Hostile::new().counting(7);
        party.browser().sign_up_bent(&mut counting, honest).await.unwrap();
        let (signed_up, mails) = (party.count("events").await, party.count("messages").await);
        sign_in_late(&party, &elsewhere, &counting.counting(5), honest).await;
        assert_eq!(party.count("events").await, signed_up);
        assert_eq!(party.count("messages").await, mails);

        // Valid responses, but to another ceremony or from another browser.
        let (one, other) =
            (elsewhere.start_sign_in().await.unwrap(), elsewhere.start_sign_in().await.unwrap());
        party.pass(10 * MINUTE);
        let answer = key.get(ORIGIN, &one.options).json();
        assert_refused(&elsewhere.finish_sign_in(&other, &answer).await);
        assert_refused(&browser.finish_sign_in(&one, &answer).await);
        let started = elsewhere.start_sign_in().await.unwrap();
        party.pass(10 * MINUTE);
        assert_refused(&elsewhere.finish_sign_in(&started, "{}").await);
        assert_eq!(noted(&party, &user).await, [0, 0]);
        assert_eq!(party.count("events").await, signed_up);
        assert_eq!(signed_up, before + 3, "the second sign-up");
    }

    async fn a_late_sign_up_is_nobodys(party: TestParty) {
        let browser = party.browser();
        let started = browser.start_sign_up("ada@example.org").await.unwrap();
        let answer = Hostile::new().create(ORIGIN, &started.options).json();
        party.pass(10 * MINUTE);
        assert_refused(&browser.finish_sign_up(&started, &answer).await);
        assert_eq!([party.count("users").await, party.count("events").await], [0, 0]);
    }

    async fn a_late_answer_is_known_for_an_hour(party: TestParty) {
        let (browser, user, key) = somebody(&party).await;
        let started = browser.start_sign_in().await.unwrap();
        let answer = key.get(ORIGIN, &started.options).json();
        party.pass(70 * MINUTE);
        assert_refused(&browser.finish_sign_in(&started, &answer).await);
        assert_eq!(noted(&party, &user).await, [0, 0]);
        let started = browser.start_sign_in().await.unwrap();
        let answer = key.get(ORIGIN, &started.options).json();
        party.pass(just_under(70 * MINUTE));
        assert_refused(&browser.finish_sign_in(&started, &answer).await);
        assert_eq!(noted(&party, &user).await, [0, 1]);
    }
}
