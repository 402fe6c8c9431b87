//! Tests the short codes of links: once, few tries, and in the window that requested them.

use testing::on_both;

use super::magic_links::asked;
use super::party::{Mail, SECOND, TestParty, code, codes};
use crate::magic_link::Look;

/// Returns a code that differs from this one.
pub(crate) fn wrong(mail: &Mail) -> String {
    let other = if mail.code.starts_with('A') { "C" } else { "A" };
    format!("{other}{}", &mail.code[1..])
}

on_both! {
    async fn a_code_works_once_however_it_is_typed(party: TestParty) {
        let typed: [fn(&str) -> String; 4] = [
            str::to_owned,
            str::to_lowercase,
            |code| format!("{}-{}", &code[..4], &code[4..]),
            |code| format!(" {} - {}\r\n", &code[..4].to_lowercase(), &code[4..]),
        ];
        for typed in typed {
            let (browser, mail) = asked(&party).await;
            browser.redeem_code(&typed(&mail.code)).await.unwrap();
            assert_eq!(browser.user().await.name(), "ada@example.org");
            browser.sign_out().await;
            party.pass(11 * SECOND);
            assert_eq!(code(&browser.redeem_code(&mail.code).await), "link_expired");
            assert_eq!(code(&browser.redeem(&mail).await), "link_expired");
        }
    }

    async fn a_code_survives_four_wrong_tries_and_not_a_fifth(party: TestParty) {
        for (tries, expected) in [(4, "ok"), (5, "link_expired")] {
            let (browser, mail) = asked(&party).await;
            for _ in 0..tries {
                assert_eq!(code(&browser.redeem_code(&wrong(&mail)).await), "wrong_code");
            }
            assert_eq!(code(&browser.redeem_code(&mail.code).await), expected, "after {tries}");
            // The link itself doesn't count as a try and stays valid.
            assert_eq!(matches!(browser.look(&mail).await.unwrap(), Look::Ready(_)), tries == 5);
            browser.redeem(&mail).await.unwrap();
        }
    }

    async fn guesses_at_once_are_no_more_guesses(party: TestParty) {
        let (browser, mail) = asked(&party).await;
        let wrong = wrong(&mail);
        let guess = || browser.redeem_code(&wrong);
        let four = tokio::join!(guess(), guess(), guess(), guess());
        assert_eq!(codes(four.into()), ["wrong_code"; 4]);
        let three_more = tokio::join!(guess(), guess(), guess());
        assert_eq!(codes(three_more.into()), ["link_expired", "link_expired", "wrong_code"]);
        assert_eq!(code(&browser.redeem_code(&mail.code).await), "link_expired");
    }

    async fn a_code_is_for_the_window_that_asked(party: TestParty) {
        let (browser, mail) = asked(&party).await;
        assert_eq!(code(&party.browser().redeem_code(&mail.code).await), "link_expired");
        let (stranger, _) = asked(&party).await;
        assert_eq!(code(&stranger.redeem_code(&mail.code).await), "wrong_code");
        assert!(stranger.signed_in().await.is_none());
        browser.redeem_code(&mail.code).await.unwrap();
    }

    async fn what_is_no_code_is_a_wrong_one(party: TestParty) {
        let (browser, mail) = asked(&party).await;
        for typed in ["", "\0", "🔑🔑🔑🔑🔑🔑🔑🔑"] {
            assert_eq!(code(&browser.redeem_code(typed).await), "wrong_code");
        }
        assert_eq!(code(&browser.redeem_code(&format!("{0}{0}", mail.code)).await), "wrong_code");
    }
}
