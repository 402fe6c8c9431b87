//! Tests phone numbers: verified by a code, once, in time, in the session that requested it.

use testing::authenticator::Peer;
use testing::on_both;

use crate::User;
use crate::model::event::Kind;
use crate::tests::party::{MINUTE, TestBrowser, TestParty, code, codes, just_under};
use crate::tests::resets::verify;

const NUMBER: &str = "+4915123456789";

/// Returns a browser in which a user has just signed up.
async fn somebody(party: &TestParty, email: &str) -> (TestBrowser, User) {
    let browser = party.browser();
    browser.sign_up(email, &mut Peer::new()).await;
    browser.redeem(&party.newest_mail().await).await.unwrap();
    let user = browser.user().await;
    (browser, user)
}

async fn sent(party: &TestParty) -> String {
    party.text(NUMBER).await.1.unwrap()
}

fn wrong(code: &str) -> String {
    let other = if code.starts_with('A') { "C" } else { "A" };
    format!("{other}{}", &code[1..])
}

fn phone(user: &User) -> Option<String> {
    user.phone.as_ref().map(ToString::to_string)
}

on_both! {
    async fn a_number_is_the_accounts_once_its_code_was_typed(party: TestParty) {
        let (browser, user) = somebody(&party, "ada@example.org").await;
        browser.send_phone_code("+49 1512 3456789").await.unwrap();
        assert_eq!(phone(&browser.user().await), None);
        let (text, code_sent) = party.text(NUMBER).await;
        let code_sent = code_sent.unwrap();
        assert!(text.starts_with(&format!("{code_sent} is your code")), "{text}");
        let signed_in = browser.signed_in().await.unwrap();
        assert_eq!(party.sms().awaited_phone(&signed_in).await.unwrap().unwrap().to_string(), NUMBER);

        browser.redeem_phone_code(&format!(" {} ", code_sent.to_lowercase())).await.unwrap();
        let now = browser.user().await;
        assert_eq!((phone(&now).as_deref(), now.phone_verified_at), (Some(NUMBER), Some(party.clock().now())));
        assert_eq!(party.history(&user).await[0], Kind::PhoneAdded);
        let told = "A phone number was added to your Latchkey account";
        assert_eq!(party.subjects("ada@example.org").await[0], told);
        assert_eq!(code(&browser.redeem_phone_code(&code_sent).await), "link_expired");

        browser.remove_phone().await.unwrap();
        assert_eq!(phone(&browser.user().await), None);
        assert_eq!(party.history(&user).await[0], Kind::PhoneRemoved);
        let told = "The phone number was removed from your Latchkey account";
        assert_eq!(party.subjects("ada@example.org").await[0], told);
        assert_eq!(code(&browser.remove_phone().await), "not_found");
    }

    async fn a_code_by_text_survives_four_wrong_tries_and_not_a_fifth(party: TestParty) {
        for (tries, expected) in [(4, "ok"), (5, "link_expired")] {
            let (browser, _) = somebody(&party, &format!("ada{tries}@example.org")).await;
            browser.send_phone_code(NUMBER).await.unwrap();
            let sent = sent(&party).await;
            for _ in 0..tries {
                assert_eq!(code(&browser.redeem_phone_code(&wrong(&sent)).await), "wrong_text_code");
            }
            assert_eq!(code(&browser.redeem_phone_code(&sent).await), expected);
            if expected == "ok" {
                browser.remove_phone().await.unwrap();
            }
        }
    }

    async fn guesses_at_a_text_at_once_are_no_more_guesses(party: TestParty) {
        let (browser, _) = somebody(&party, "ada@example.org").await;
        browser.send_phone_code(NUMBER).await.unwrap();
        let wrong = wrong(&sent(&party).await);
        let guess = || browser.redeem_phone_code(&wrong);
        let seven = tokio::join!(guess(), guess(), guess(), guess(), guess(), guess(), guess());
        let codes = codes(seven.into());
        assert_eq!(codes.iter().filter(|code| **code == "wrong_text_code").count(), 5, "{codes:?}");
    }

    async fn a_code_by_text_is_good_for_ten_minutes_and_only_the_newest(party: TestParty) {
        let (browser, _) = somebody(&party, "ada@example.org").await;
        browser.send_phone_code(NUMBER).await.unwrap();
        let older = sent(&party).await;
        party.pass(MINUTE);
        browser.send_phone_code(NUMBER).await.unwrap();
        let newest = sent(&party).await;
        assert_eq!(code(&browser.redeem_phone_code(&older).await), "wrong_text_code");
        party.pass(10 * MINUTE);
        assert_eq!(code(&browser.redeem_phone_code(&newest).await), "link_expired");
        assert_eq!(phone(&browser.user().await), None);
    }

    async fn a_code_by_text_is_for_the_session_that_asked(party: TestParty) {
        let (browser, mut key) = (party.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut key).await;
        browser.redeem(&party.newest_mail().await).await.unwrap();
        browser.send_phone_code(NUMBER).await.unwrap();
        let sent = sent(&party).await;
        let (eve, _) = somebody(&party, "eve@example.org").await;
        assert_eq!(code(&eve.redeem_phone_code(&sent).await), "link_expired");
        assert_eq!(code(&party.browser().redeem_phone_code(&sent).await), "signed_out");
        let other = party.browser();
        other.sign_in(&mut key).await.unwrap();
        assert_eq!(code(&other.redeem_phone_code(&sent).await), "link_expired");
        browser.redeem_phone_code(&sent).await.unwrap();
    }

    async fn a_number_needs_a_recent_verification_and_to_be_one(party: TestParty) {
        let (browser, _) = somebody(&party, "ada@example.org").await;
        assert_eq!(code(&browser.send_phone_code("0151 23456789").await), "invalid_phone");
        party.pass(just_under(10 * MINUTE));
        browser.send_phone_code(NUMBER).await.unwrap();
        browser.redeem_phone_code(&sent(&party).await).await.unwrap();
        party.pass(MINUTE);
        assert_eq!(code(&browser.send_phone_code(NUMBER).await), "verification_required");
        assert_eq!(code(&browser.remove_phone().await), "verification_required");
        assert_eq!(code(&party.browser().send_phone_code(NUMBER).await), "signed_out");
        assert_eq!(phone(&browser.user().await).as_deref(), Some(NUMBER));
    }

    async fn a_code_is_typed_while_the_passkey_was_used_lately(party: TestParty) {
        let (browser, mut key) = (party.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut key).await;
        browser.redeem(&party.newest_mail().await).await.unwrap();
        party.pass(just_under(10 * MINUTE));
        browser.send_phone_code(NUMBER).await.unwrap();
        party.pass(MINUTE);
        let sent = sent(&party).await;
        assert_eq!(code(&browser.redeem_phone_code(&sent).await), "verification_required");
        assert_eq!(phone(&browser.user().await), None);
        verify(&browser, &mut key).await;
        browser.redeem_phone_code(&sent).await.unwrap();
        assert_eq!(phone(&browser.user().await).as_deref(), Some(NUMBER));
    }

    async fn somebody_elses_number_looks_like_a_free_one_and_stays_theirs(party: TestParty) {
        let (ada, _) = somebody(&party, "ada@example.org").await;
        ada.send_phone_code(NUMBER).await.unwrap();
        ada.redeem_phone_code(&sent(&party).await).await.unwrap();
        let (eve, _) = somebody(&party, "eve@example.org").await;
        eve.send_phone_code(NUMBER).await.unwrap();
        let (text, none) = party.text(NUMBER).await;
        assert!(text.contains("another account") && none.is_none(), "{text}");
        assert_eq!(code(&eve.redeem_phone_code("AAAAAAAA").await), "wrong_text_code");
        assert_eq!(phone(&eve.user().await), None);
        assert_eq!(phone(&ada.user().await).as_deref(), Some(NUMBER));
    }

    async fn of_two_accounts_that_prove_one_number_at_once_one_gets_it(party: TestParty) {
        let party = party.restarted_with(&[("LATCHKEY_LIMIT_TEXTS", "off")]);
        for round in 0..3 {
            let number = format!("+491512345678{round}");
            let (one, _) = somebody(&party, &format!("one{round}@example.org")).await;
            let (two, _) = somebody(&party, &format!("two{round}@example.org")).await;
            let mut codes_sent = Vec::new();
            for browser in [&one, &two] {
                browser.send_phone_code(&number).await.unwrap();
                codes_sent.push(party.text(&number).await.1.unwrap());
            }
            let both = tokio::join!(one.redeem_phone_code(&codes_sent[0]), two.redeem_phone_code(&codes_sent[1]));
            assert_eq!(codes(both.into()), ["ok", "phone_taken"]);
        }
    }

    async fn few_texts_are_sent_for_one_account_and_to_one_number(party: TestParty) {
        let party = party.restarted_with(&[
            ("LATCHKEY_LIMIT_SENDS", "off"), ("LATCHKEY_LIMIT_SENDS_ADDRESS", "7/1h"),
            ("LATCHKEY_LIMIT_TEXTS", "off"), ("LATCHKEY_LIMIT_TEXTS_WIDER", "off"),
        ]);
        let (browser, _) = somebody(&party, "ada@example.org").await;
        for _ in 0..5 {
            browser.send_phone_code(NUMBER).await.unwrap();
        }
        // The account has used up its five codes, for any number.
        assert_eq!(code(&browser.send_phone_code("+4915123456780").await), "too_many_requests");
        assert_eq!(party.count("phone_codes").await, 5);
        // So has the number, for any account. Deleting an account doesn't reset that.
        for _ in 0..2 {
            let (other, _) = somebody(&party, "eve@example.org").await;
            other.send_phone_code(NUMBER).await.unwrap();
            other.delete_account(true).await.unwrap();
        }
        let (mallory, _) = somebody(&party, "mallory@example.org").await;
        assert_eq!(code(&mallory.send_phone_code(NUMBER).await), "too_many_requests");
        mallory.send_phone_code("+4915123456781").await.unwrap();

        // After an hour they no longer count.
        party.pass(60 * MINUTE);
        party.sweep().await.unwrap();
        assert_eq!(party.count("phone_codes").await, 0);
    }

    async fn where_no_text_can_be_sent_none_is_offered(party: TestParty) {
        let (browser, mut key) = (party.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut key).await;
        let session = browser.session();
        let party = party.restarted_with(&[("SMTP_URL", "smtp://localhost")]);
        assert!(!party.sms().can_send());
        let browser = party.browser();
        browser.set_session(session);
        assert_eq!(code(&browser.send_phone_code(NUMBER).await), "text_off");
        assert_eq!(party.count("phone_codes").await, 0);
    }
}
