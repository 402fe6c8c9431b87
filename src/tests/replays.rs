//! Tests replayed responses: the client can't tell them from unknown ones, but the owner's history
//! does.

use testing::authenticator::Hostile;
use testing::on_both;

use super::browser::TestBrowser;
use super::party::{MINUTE, ORIGIN, TestParty, code, honest, just_under};
use crate::User;
use crate::model::event::Kind;

/// Signs up a user and returns their browser and passkey.
pub(super) async fn somebody(party: &TestParty) -> (TestBrowser, User, Hostile) {
    let (browser, mut key) = (party.browser(), Hostile::new());
    browser.sign_up_bent(&mut key, honest).await.unwrap();
    let user = browser.user().await;
    (browser, user, key)
}

/// Returns how often each of the two is in the history.
pub(super) async fn noted(party: &TestParty, user: &User) -> [usize; 2] {
    let history = party.history(user).await;
    [Kind::AnswerRepeated, Kind::AnswerLate]
        .map(|wanted| history.iter().filter(|kind| **kind == wanted).count())
}

/// Asserts that the client gets the usual error.
pub(super) fn assert_refused(result: &crate::Result<()>) {
    assert_eq!(code(result), "ceremony_expired");
    assert_eq!(result.as_ref().unwrap_err().status(), 400);
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
