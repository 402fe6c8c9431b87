//! Tests that a challenge works only for the purpose, browser, session and user it was created for.

use testing::authenticator::{Hostile, Peer};
use testing::on_both;

use super::ceremonies::{ALL, accounts, altered, answer, finish, somebody, start};
use super::party::{ORIGIN, TestParty, code, honest};

on_both! {
    async fn a_ceremony_ends_as_what_it_began(party: TestParty) {
        for began in ALL {
            for ends in ALL.into_iter().filter(|ends| *ends != began) {
                let (browser, key) = somebody(&party).await;
                let before = accounts(&party).await;
                let started = start(&browser, began).await;
                let answer = answer(began, &key, &started.options);
                let result = finish(&browser, ends, &started, &answer).await;
                assert_eq!(code(&result), "ceremony_expired", "{began:?}, ended as {ends:?}");
                // Sessions and users often differ too. The purpose alone must be reason enough.
                assert!(result.unwrap_err().to_string().contains("something else"));
                assert_eq!(accounts(&party).await, before);
            }
        }
    }

    async fn a_ceremony_ends_in_the_browser_it_began_in(party: TestParty) {
        for what in ALL {
            let (browser, key) = somebody(&party).await;
            let started = start(&browser, what).await;
            let answer = answer(what, &key, &started.options);
            let thief = party.browser();
            // Not even a browser that has stolen the session and has started a ceremony itself.
            thief.set_session(browser.session());
            thief.start_sign_in().await.unwrap();
            let result = finish(&thief, what, &started, &answer).await;
            assert_eq!(code(&result), "ceremony_expired", "{what:?}");
        }
    }

    async fn a_passkey_is_added_in_the_session_that_asked_for_it(party: TestParty) {
        let (browser, key) = somebody(&party).await;
        let started = browser.start_adding().await.unwrap();
        let answer = Hostile::new().create(ORIGIN, &started.options);
        browser.sign_in_bent(&key, honest).await.unwrap();
        let result = browser.finish_adding(&started, &answer.json()).await;
        assert_eq!(code(&result), "ceremony_expired");
        assert_eq!(party.count("credentials").await, 1);
    }

    async fn a_passkey_made_for_one_user_is_never_added_to_another(party: TestParty) {
        let (browser, _) = somebody(&party).await;
        let started = browser.start_adding().await.unwrap();
        let answer = Hostile::new().create(ORIGIN, &started.options);
        let bob = browser.sign_up("bob@example.org", &mut Peer::new()).await;
        let result = browser.finish_adding(&started, &answer.json()).await;
        assert_eq!(code(&result), "ceremony_expired");

        // Even in the same session, the user would be a different one.
        let started = browser.start_adding().await.unwrap();
        let answer = Hostile::new().create(ORIGIN, &started.options);
        let other = Some(crate::UserId(party.random().uuid()));
        let started = altered(&party, &started, |challenge| challenge.user_id = other).await;
        let result = browser.finish_adding(&started, &answer.json()).await;
        assert_eq!(code(&result), "ceremony_expired");
        assert_eq!(party.passkeys_of(&bob).await.len(), 1);
        assert_eq!(party.count("credentials").await, 2);
    }
}
