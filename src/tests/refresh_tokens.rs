//! Tests refresh tokens: exchanged for the next one, reused, and ended with their session.

use std::time::Duration;

use testing::authenticator::{Hostile, Peer};
use testing::on_both;

use super::party::{SECOND, TestBrowser, TestParty, code, honest, just_under};
use super::tokens::{bearer, issue, issued, refresh};
use crate::model::event::Kind;
use crate::session::LIFETIME as SESSION_LIFETIME;
use crate::session::tokens::{GRACE, LIFETIME, Tokens};

/// Returns a client with a session that exists only for its tokens.
async fn issued_alone(party: &TestParty) -> (TestBrowser, Tokens) {
    let browser = party.browser();
    browser.sign_up_bent(&mut Hostile::new(), honest).await.unwrap();
    let tokens = party.tokens().issue_alone(&browser.signed_in().await.unwrap()).await.unwrap();
    (browser, tokens)
}

on_both! {
    async fn a_refresh_token_is_exchanged_for_the_next_pair(party: TestParty) {
        let party = party.with_key().await;
        let (browser, mut tokens) = issued(&party).await;
        for _ in 0..20 {
            party.pass(LIFETIME);
            let next = refresh(&party, &tokens).await.unwrap();
            assert_ne!(next.refresh_token, tokens.refresh_token);
            assert_eq!(bearer(&party, &next).await.unwrap().user, browser.user().await);
            tokens = next;
        }
        assert!(party.count("refresh_tokens").await <= 2, "exchanged tokens aren't kept forever");
    }

    async fn a_refresh_token_that_comes_again_ends_all_that_came_of_it(party: TestParty) {
        let party = party.with_key().await;
        let (browser, stolen) = issued(&party).await;
        let other = issue(&party, &browser).await;
        let next = refresh(&party, &stolen).await.unwrap();
        party.pass(GRACE);
        assert_eq!(code(&refresh(&party, &stolen).await), "invalid_token");
        assert_eq!(code(&refresh(&party, &next).await), "invalid_token");
        let user = browser.user().await;
        assert_eq!(party.events().list(user.id, None).await.unwrap()[0].kind, Kind::TokenReused);
        // The browser's session was not opened for these tokens, and its other tokens are unaffected.
        refresh(&party, &other).await.unwrap();
    }

    async fn a_refresh_token_is_known_again_long_after_its_row_is_gone(party: TestParty) {
        let party = party.with_key().await;
        let (browser, stolen) = issued(&party).await;
        let mut tokens = refresh(&party, &stolen).await.unwrap();
        for _ in 0..5 {
            party.pass(Duration::from_hours(24));
            tokens = refresh(&party, &tokens).await.unwrap();
        }
        assert_eq!(code(&refresh(&party, &stolen).await), "invalid_token");
        assert_eq!(code(&refresh(&party, &tokens).await), "invalid_token");
        assert_eq!(party.count("refresh_tokens").await, 0);
        let user = browser.user().await;
        assert_eq!(party.events().list(user.id, None).await.unwrap()[0].kind, Kind::TokenReused);
    }

    async fn a_session_for_tokens_alone_ends_with_them(party: TestParty) {
        let party = party.with_key().await;
        let (_, stolen) = issued_alone(&party).await;
        let next = refresh(&party, &stolen).await.unwrap();
        party.pass(GRACE);
        assert_eq!(code(&refresh(&party, &stolen).await), "invalid_token");
        assert_eq!(code(&bearer(&party, &next).await), "invalid_token");
        assert_eq!(party.count("sessions").await, 0);

        let (browser, tokens) = issued_alone(&party).await;
        let next = refresh(&party, &tokens).await.unwrap();
        party.tokens().revoke(&browser.context(), &next.refresh_token).await.unwrap();
        assert_eq!(code(&bearer(&party, &next).await), "invalid_token");
        assert_eq!([party.count("sessions").await, party.count("refresh_tokens").await], [0, 0]);
    }

    async fn a_loop_that_exchanges_one_token_again_and_again_ends_it(party: TestParty) {
        let party = party.with_key().await;
        let (_, tokens) = issued(&party).await;
        for _ in 0..10 {
            refresh(&party, &tokens).await.unwrap();
        }
        assert_eq!(code(&refresh(&party, &tokens).await), "invalid_token");
        assert_eq!(party.count("refresh_tokens").await, 0);
    }

    async fn refresh_tokens_end_with_their_session(party: TestParty) {
        let party = party.with_key().await;
        let (browser, tokens) = issued(&party).await;
        browser.sign_out().await;
        assert_eq!(code(&refresh(&party, &tokens).await), "invalid_token");
        assert_eq!(party.count("refresh_tokens").await, 0);

        let (mut phone, browser, elsewhere) = (Peer::new(), party.browser(), party.browser());
        browser.sign_up("bob@example.org", &mut phone).await;
        elsewhere.sign_in(&mut phone).await.unwrap();
        let tokens = issue(&party, &elsewhere).await;
        browser.request(async |context| party.sessions().end_others(context).await).await.unwrap();
        assert_eq!(code(&refresh(&party, &tokens).await), "invalid_token");

        let tokens = issue(&party, &browser).await;
        party.pass(just_under(SESSION_LIFETIME));
        let tokens = refresh(&party, &tokens).await.unwrap();
        party.pass(SECOND);
        assert_eq!(code(&refresh(&party, &tokens).await), "invalid_token");
        party.sweep().await.unwrap();
        assert_eq!(party.count("refresh_tokens").await, 0);
    }

    async fn what_is_no_refresh_token_ends_nothing(party: TestParty) {
        let party = party.with_key().await;
        let (browser, tokens) = issued_alone(&party).await;
        let session = browser.signed_in().await.unwrap().session.id.to_string();
        // The session id in an access token doesn't help here.
        for made_up in ["", ".", "\0.\0", &format!("{session}.x"), &tokens.access_token, &session] {
            let refused = party.tokens().refresh(&party.browser().context(), made_up).await;
            assert_eq!(code(&refused), "invalid_token", "{made_up}");
            party.tokens().revoke(&party.browser().context(), made_up).await.unwrap();
        }
        refresh(&party, &tokens).await.unwrap();
    }

    async fn a_refresh_token_is_stored_as_a_hash(party: TestParty) {
        let party = party.with_key().await;
        let (_, tokens) = issued(&party).await;
        let secret = tokens.refresh_token.split_once('.').unwrap().1.to_owned();
        assert_eq!(secret.len(), 43);
        party.database.execute(&format!("delete from refresh_tokens where token_hash like '%{secret}%'")).await;
        refresh(&party, &tokens).await.unwrap();
    }
}
