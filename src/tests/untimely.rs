//! Tests replayed and late responses: the client can't tell them apart, but the owner's history
//! does.

use testing::authenticator::{Answer, Hostile};
use testing::on_both;

use super::browser::TestBrowser;
use super::party::{MINUTE, ORIGIN, TestParty, code, honest, just_under};
use crate::model::event::Kind;
use crate::{Started, User};

/// Signs up a user and returns their browser and passkey.
async fn somebody(party: &TestParty) -> (TestBrowser, User, Hostile) {
    let (browser, mut key) = (party.browser(), Hostile::new());
    browser.sign_up_bent(&mut key, honest).await.unwrap();
    let user = browser.user().await;
    (browser, user, key)
}

/// Returns how often each of the two is in the history.
async fn noted(party: &TestParty, user: &User) -> [usize; 2] {
    let history = party.history(user).await;
    [Kind::AnswerRepeated, Kind::AnswerLate]
        .map(|wanted| history.iter().filter(|kind| **kind == wanted).count())
}

/// Asserts that the client gets the usual error.
fn assert_refused(result: &crate::Result<()>) {
    assert_eq!(code(result), "ceremony_expired");
    assert_eq!(result.as_ref().unwrap_err().status(), 400);
}

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
    async fn an_answer_that_was_taken_and_comes_again_is_recorded_once(party: TestParty) {
        let (browser, mut key) = (party.browser(), Hostile::new());
        let started = browser.start_sign_up("ada@example.org").await.unwrap();
        let answer = key.create(ORIGIN, &started.options).json();
        browser.finish_sign_up(&started, &answer).await.unwrap();
        let user = browser.user().await;
        for times in [1, 1, 1] {
            assert_refused(&browser.finish_sign_up(&started, &answer).await);
            assert_eq!(noted(&party, &user).await, [times, 0]);
        }

        let started = browser.start_sign_in().await.unwrap();
        let answer = key.get(ORIGIN, &started.options).json();
        browser.finish_sign_in(&started, &answer).await.unwrap();
        // The last second in which it was valid. After an hour, repeats are a new event.
        party.pass(just_under(10 * MINUTE));
        assert_refused(&browser.finish_sign_in(&started, &answer).await);
        assert_eq!(noted(&party, &user).await, [1, 0]);
        party.pass(60 * MINUTE);
        browser.sign_in_bent(&key, honest).await.unwrap();

        let started = browser.start_verification().await.unwrap();
        let answer = key.get(ORIGIN, &started.options).json();
        browser.finish_verification(&started, &answer).await.unwrap();
        assert_refused(&browser.finish_verification(&started, &answer).await);
        assert_eq!(noted(&party, &user).await, [2, 0]);
        party.pass(60 * MINUTE);
        browser.sign_in_bent(&key, honest).await.unwrap();

        let started = browser.start_adding().await.unwrap();
        let answer = Hostile::new().create(ORIGIN, &started.options).json();
        browser.finish_adding(&started, &answer).await.unwrap();
        assert_refused(&browser.finish_adding(&started, &answer).await.map(drop));
        assert_eq!(noted(&party, &user).await, [3, 0]);
    }

    async fn a_stranger_repeats_nothing_into_the_history_of_another(party: TestParty) {
        let (browser, _, key) = somebody(&party).await;
        let (_, bob, other) = somebody(&party).await;
        let started = browser.start_sign_in().await.unwrap();
        browser.finish_sign_in(&started, &key.get(ORIGIN, &started.options).json()).await.unwrap();
        // In the right browser, but with a passkey that hasn't answered before.
        assert_refused(&browser.finish_sign_in(&started, &other.get(ORIGIN, &started.options).json()).await);
        assert_eq!(noted(&party, &bob).await, [0, 0]);
        assert_eq!(noted(&party, &browser.user().await).await, [1, 0]);
    }

    async fn of_four_repetitions_at_once_one_is_recorded(party: TestParty) {
        let (browser, user, key) = somebody(&party).await;
        let started = browser.start_sign_in().await.unwrap();
        let answer = key.get(ORIGIN, &started.options).json();
        browser.finish_sign_in(&started, &answer).await.unwrap();
        let again = || browser.finish_sign_in(&started, &answer);
        let results = tokio::join!(again(), again(), again(), again());
        for result in [results.0, results.1, results.2, results.3] {
            assert_refused(&result);
        }
        assert_eq!(noted(&party, &user).await, [1, 0]);
    }

    async fn another_browser_can_repeat_nothing_into_the_history(party: TestParty) {
        let (browser, user, key) = somebody(&party).await;
        let started = browser.start_sign_in().await.unwrap();
        let answer = key.get(ORIGIN, &started.options).json();
        browser.finish_sign_in(&started, &answer).await.unwrap();
        let (blank, thief) = (party.browser(), party.browser());
        thief.start_sign_in().await.unwrap();
        for other in [&blank, &thief] {
            assert_refused(&other.finish_sign_in(&started, &answer).await);
        }
        assert_eq!(noted(&party, &user).await, [0, 0]);
        assert_refused(&browser.finish_sign_in(&started, &answer).await);
        assert_eq!(noted(&party, &user).await, [1, 0], "and the right browser is unaffected");
    }

    async fn what_was_refused_and_comes_again_is_not_recorded(party: TestParty) {
        let (browser, user, key) = somebody(&party).await;
        let started = browser.start_sign_in().await.unwrap();
        let mut answer = key.get(ORIGIN, &started.options);
        answer.sign_as(&Hostile::new());
        let first = browser.finish_sign_in(&started, &answer.json()).await;
        assert_eq!(code(&first), "verification_failed");
        let again = browser.finish_sign_in(&started, &answer.json()).await;
        assert_eq!(code(&again), "verification_failed");
        assert_eq!(noted(&party, &user).await, [0, 0]);
    }

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

    async fn what_a_deleted_account_has_answered_is_forgotten(party: TestParty) {
        let (browser, _, key) = somebody(&party).await;
        let (other, user, _) = somebody(&party).await;
        let started = browser.start_sign_in().await.unwrap();
        let answer = key.get(ORIGIN, &started.options).json();
        let late = browser.start_verification().await.unwrap();
        browser.finish_sign_in(&started, &answer).await.unwrap();
        browser.delete_account(true).await.unwrap();
        let kept = party.count("events").await;
        assert_eq!(code(&browser.finish_sign_in(&started, &answer).await), "unknown_credential");
        party.pass(10 * MINUTE);
        assert_eq!(code(&browser.finish_verification(&late, "{}").await), "signed_out");
        assert_eq!(party.count("events").await, kept);
        assert_eq!(noted(&party, &user).await, [0, 0]);
        assert_eq!(other.user().await.id, user.id);
    }
}
