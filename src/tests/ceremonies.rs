//! Tests that a challenge works once and in time, and that a wrong response spends nothing.

use serde_json::Value;
use testing::authenticator::Hostile;
use testing::on_both;

use super::party::{MINUTE, ORIGIN, TestBrowser, TestParty, code, codes, honest, just_under};
use crate::passkey::SealedChallenge;
use crate::{Error, Result, Started};

/// The purposes of ceremonies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum What {
    SignUp,
    Adding,
    SignIn,
    Verification,
}

pub(super) const ALL: [What; 4] = [What::SignUp, What::Adding, What::SignIn, What::Verification];

impl What {
    fn makes_a_passkey(self) -> bool {
        matches!(self, Self::SignUp | Self::Adding)
    }
}

pub(super) async fn start(browser: &TestBrowser, what: What) -> Started {
    match what {
        What::SignUp => browser.start_sign_up("bob@example.org").await,
        What::Adding => browser.start_adding().await,
        What::SignIn => browser.start_sign_in().await,
        What::Verification => browser.start_verification().await,
    }
    .unwrap()
}

/// Returns a valid response, by the registered passkey or a new one.
pub(super) fn answer(what: What, registered: &Hostile, options: &Value) -> String {
    if what.makes_a_passkey() {
        Hostile::new().create(ORIGIN, options).json()
    } else {
        registered.get(ORIGIN, options).json()
    }
}

pub(super) async fn finish(
    browser: &TestBrowser,
    what: What,
    started: &Started,
    answer: &str,
) -> Result<()> {
    match what {
        What::SignUp => browser.finish_sign_up(started, answer).await,
        What::Adding => browser.finish_adding(started, answer).await.map(drop),
        What::SignIn => browser.finish_sign_in(started, answer).await,
        What::Verification => browser.finish_verification(started, answer).await,
    }
}

/// Signs up a user and returns their browser and passkey.
pub(super) async fn somebody(party: &TestParty) -> (TestBrowser, Hostile) {
    let (browser, mut key) = (party.browser(), Hostile::new());
    browser.sign_up_bent(&mut key, honest).await.unwrap();
    (browser, key)
}

/// Returns the same ceremony with a changed challenge, sealed as only a server can.
pub(super) async fn altered(
    party: &TestParty,
    started: &Started,
    alter: impl FnOnce(&mut SealedChallenge),
) -> Started {
    let mut challenge = party.passkeys().open_challenge(&started.ceremony).await.unwrap().unwrap();
    alter(&mut challenge);
    let ceremony = party.passkeys().seal_challenge(&challenge).await.unwrap();
    Started { ceremony, options: started.options.clone() }
}

/// Returns the number of users and of passkeys.
pub(super) async fn accounts(party: &TestParty) -> [i64; 2] {
    [party.count("users").await, party.count("credentials").await]
}

on_both! {
    async fn a_challenge_can_be_answered_once(party: TestParty) {
        for what in ALL {
            let (browser, key) = somebody(&party).await;
            let started = start(&browser, what).await;
            let answer = answer(what, &key, &started.options);
            finish(&browser, what, &started, &answer).await.unwrap();
            let again = finish(&browser, what, &started, &answer).await;
            assert_eq!(code(&again), "ceremony_expired", "{what:?}");
            assert!(again.unwrap_err().to_string().contains("answered already"));
        }
        // One for each ceremony and for the sign-ups before.
        assert_eq!(party.count("spent_challenges").await, 8);
    }

    async fn a_wrong_answer_changes_nothing_and_spends_nothing(party: TestParty) {
        for what in ALL {
            let (browser, key) = somebody(&party).await;
            let (before, spent) = (accounts(&party).await, party.count("spent_challenges").await);
            let started = start(&browser, what).await;
            let forged = answer(what, &Hostile::new(), &start(&browser, what).await.options);
            for wrong in ["{}", &forged] {
                let wrong = finish(&browser, what, &started, wrong).await;
                assert!(wrong.unwrap_err().status().is_client_error());
            }
            assert_eq!(accounts(&party).await, before);
            assert_eq!(party.count("spent_challenges").await, spent);
            let answer = answer(what, &key, &started.options);
            finish(&browser, what, &started, &answer).await.unwrap();
        }
    }

    async fn of_four_answers_at_once_one_counts(party: TestParty) {
        for what in ALL {
            let (browser, key) = somebody(&party).await;
            let [users, passkeys] = accounts(&party).await;
            let started = start(&browser, what).await;
            let answer = answer(what, &key, &started.options);
            let finish = || finish(&browser, what, &started, &answer);
            let codes = codes(tokio::join!(finish(), finish(), finish(), finish()).into());
            let late = "ceremony_expired";
            assert_eq!(codes, [late, late, late, "ok"], "{what:?}");
            let (user, passkey) = (i64::from(what == What::SignUp), i64::from(what.makes_a_passkey()));
            assert_eq!(accounts(&party).await, [users + user, passkeys + passkey]);
        }
    }

    async fn a_challenge_is_good_for_ten_minutes(party: TestParty) {
        for what in ALL {
            // Adding a passkey requires one that was used in the last ten minutes, which is another
            // limit.
            let limit = 10 * MINUTE;
            for (waiting, expected) in [(just_under(limit), "ok"), (limit, "ceremony_expired")] {
                let (browser, key) = somebody(&party).await;
                let started = start(&browser, what).await;
                let answer = answer(what, &key, &started.options);
                party.pass(waiting);
                let result = finish(&browser, what, &started, &answer).await;
                assert_eq!(code(&result), expected, "{what:?} after {waiting:?}");
            }
        }
    }

    async fn two_tabs_run_their_ceremonies_side_by_side(party: TestParty) {
        let browser = party.browser();
        let first = browser.start_sign_up("ada@example.org").await.unwrap();
        let second = browser.start_sign_up("bob@example.org").await.unwrap();
        let one = Hostile::new().create(ORIGIN, &first.options);
        let two = Hostile::new().create(ORIGIN, &second.options);
        browser.finish_sign_up(&second, &two.json()).await.unwrap();
        assert_eq!(browser.user().await.name(), "bob@example.org");
        browser.finish_sign_up(&first, &one.json()).await.unwrap();
        assert_eq!(browser.user().await.name(), "ada@example.org");
    }

    async fn an_answer_to_another_ceremony_of_the_same_kind_is_refused(party: TestParty) {
        let (browser, key) = somebody(&party).await;
        for what in ALL {
            let (one, other) = (start(&browser, what).await, start(&browser, what).await);
            let answer = answer(what, &key, &one.options);
            let result = finish(&browser, what, &other, &answer).await;
            assert_eq!(code(&result), "verification_failed", "{what:?}");
        }
    }

    async fn a_ceremony_that_never_was_cannot_be_finished(party: TestParty) {
        let (browser, key) = somebody(&party).await;
        let long = "a".repeat(60_000);
        for ceremony in ["", "a", "\0", "a\0b", "' or '' = '", "🔑", &long] {
            for what in ALL {
                let mut started = start(&browser, what).await;
                let answer = answer(what, &key, &started.options);
                ceremony.clone_into(&mut started.ceremony);
                let result = finish(&browser, what, &started, &answer).await;
                assert_eq!(code(&result), "ceremony_expired", "{what:?} {ceremony:.9?}");
            }
        }
    }

    async fn a_state_that_makes_no_sense_is_a_fault_and_lets_nobody_in(party: TestParty) {
        for what in ALL {
            let (browser, key) = somebody(&party).await;
            let other = if what.makes_a_passkey() { What::SignIn } else { What::SignUp };
            let other = start(&browser, other).await;
            let other = party.passkeys().open_challenge(&other.ceremony).await.unwrap().unwrap().state;
            let before = accounts(&party).await;
            for state in ["", "null", "{}", "[]", "{\"rs\":", "\u{1}", &other] {
                let started = start(&browser, what).await;
                let answer = answer(what, &key, &started.options);
                let started = altered(&party, &started, |challenge| state.clone_into(&mut challenge.state)).await;
                let result = finish(&browser, what, &started, &answer).await;
                assert!(matches!(result, Err(Error::Internal(_))), "{what:?} {state:?}: {result:?}");
            }
            assert_eq!(accounts(&party).await, before);
        }
    }
}
