//! Tests that wrong links, codes and responses are counted and rejected, and valid ones never are.

use serde_json::json;
use testing::authenticator::Hostile;
use testing::on_both;

use super::limits::{ADA, stranger, wait};
use super::party::{MINUTE, TestBrowser, TestParty, code, honest};
use crate::web::rate_limit::Action;

on_both! {
    async fn wrong_links_and_codes_are_counted_by_network_and_right_ones_are_not(party: TestParty) {
        let party = party.restarted_with(&[("LATCHKEY_LIMIT_GUESSES", "3/10m")]);
        let browser = party.browser();
        for _ in 0..5 {
            browser.ask_for_link(ADA).await.unwrap();
            browser.redeem_code(&party.newest_mail().await.code).await.unwrap();
            browser.ask_for_link(ADA).await.unwrap();
            browser.redeem(&party.newest_mail().await).await.unwrap();
        }
        browser.ask_for_link(ADA).await.unwrap();
        let mail = party.newest_mail().await;
        assert_eq!(code(&browser.redeem_code("AAAAAAAA").await), "wrong_code");
        let mut none = party.newest_mail().await;
        none.token.push('A');
        for _ in 0..2 {
            assert_eq!(code(&party.browser().redeem(&none).await), "link_expired");
        }
        assert_eq!(wait(&browser.redeem_code("AAAAAAAA").await.map(drop)), 600);
        assert_eq!(code(&stranger(&party, "192.0.2.77").redeem(&none).await), "link_expired");
        assert_eq!(code(&stranger(&party, "203.0.113.1").redeem(&none).await), "link_expired");
        // Valid attempts from the same network succeed at the same time, so no one is locked out.
        browser.redeem_code(&mail.code).await.unwrap();
        browser.ask_for_link(ADA).await.unwrap();
        browser.redeem(&party.newest_mail().await).await.unwrap();
        party.pass(10 * MINUTE);
        assert_eq!(code(&browser.redeem(&none).await), "link_expired");
    }

    async fn a_code_has_five_tries_also_past_the_limit_of_the_network(party: TestParty) {
        let party = party.restarted_with(&[("LATCHKEY_LIMIT_GUESSES", "2/10m")]);
        let browser = party.browser();
        browser.ask_for_link(ADA).await.unwrap();
        let mail = party.newest_mail().await;
        for expected in ["wrong_code", "wrong_code", "too_many_requests", "too_many_requests", "too_many_requests"] {
            assert_eq!(code(&browser.redeem_code("AAAAAAAA").await), expected);
        }
        // The correct code is no longer accepted, and no response reveals it.
        assert_eq!(code(&browser.redeem_code(&mail.code).await), "link_expired");
        assert!(browser.signed_in().await.is_none());
    }

    async fn failed_answers_are_counted_by_network_and_right_ones_pass(party: TestParty) {
        let party = party.restarted_with(&[("LATCHKEY_LIMIT_ANSWERS", "3/1m")]);
        let (browser, mut key) = (party.browser(), Hostile::new());
        browser.sign_up_bent(&mut key, honest).await.unwrap();
        let fail = async |browser: &TestBrowser| {
            browser.sign_in_bent(&key, |answer| answer.client_data["origin"] = json!("https://evil.example")).await
        };
        let used_up = browser.start_sign_in().await.unwrap();
        for _ in 0..3 {
            assert_eq!(code(&fail(&browser).await), "verification_failed");
        }
        assert_eq!(wait(&fail(&browser).await), 60);
        assert_eq!(wait(&browser.finish_sign_in(&used_up, "{}").await), 60);
        assert_eq!(code(&fail(&stranger(&party, "203.0.113.1")).await), "verification_failed");
        browser.sign_in_bent(&key, honest).await.unwrap();
        party.pass(MINUTE);
        assert_eq!(code(&fail(&browser).await), "verification_failed");
    }

    async fn guesses_about_an_account_are_counted_by_the_account(party: TestParty) {
        let party = party.restarted_with(&[("LATCHKEY_LIMIT_GUESSES_ACCOUNT", "2/1h")]);
        for (ip, account, expected) in [
            ("192.0.2.1", "ada", "ok"),
            ("203.0.113.1", "ada", "ok"),
            ("198.51.100.1", "ada", "too_many_requests"),
            ("198.51.100.1", "bob", "ok"),
        ] {
            assert_eq!(code(&party.rate_limits().count(Action::Guess, account, ip).await), expected);
        }
    }
}
