//! Tests who can request a reset, and how often.

use testing::on_both;

use super::party::{MINUTE, TestParty, code, codes};
use super::resets::{ADA, Case, ask, by_mail, cancel_by_link, case, running, token, verify};

on_both! {
    async fn asking_again_neither_moves_the_clock_nor_mails(party: TestParty) {
        let Case { ada, mail, .. } = case(&party).await;
        ask(&party, &mail).await.unwrap();
        let (first, mails) = (running(&party, &ada).await.unwrap(), party.count("messages").await);
        party.pass(24 * 60 * MINUTE);
        for _ in 0..5 {
            ask(&party, &mail).await.unwrap();
        }
        assert_eq!(running(&party, &ada).await.unwrap(), first);
        assert_eq!(party.count("messages").await, mails);
    }

    async fn of_two_who_ask_at_once_one_starts_the_clock_and_one_mail_is_sent(party: TestParty) {
        let Case { mail, .. } = case(&party).await;
        let other = by_mail(&party, ADA).await;
        let mails = party.count("messages").await;
        let both = tokio::join!(ask(&party, &mail), ask(&party, &other));
        assert_eq!(codes(both.into()), ["ok", "ok"]);
        assert_eq!([party.count("resets").await, party.count("messages").await], [1, mails + 1]);
    }

    async fn three_resets_a_day_can_be_asked_for(party: TestParty) {
        let Case { ada, mail, .. } = case(&party).await;
        for _ in 0..3 {
            ask(&party, &mail).await.unwrap();
            let token = token(&party).await;
            cancel_by_link(&party, &mail, &token).await.unwrap();
        }
        let mails = party.count("messages").await;
        assert_eq!(code(&ask(&party, &mail).await), "too_many_requests");
        assert_eq!(party.count("messages").await, mails);
        assert!(running(&party, &ada).await.is_none());
        party.pass(24 * 60 * MINUTE);
        ask(&party, &mail).await.unwrap();
    }

    async fn only_a_session_opened_by_mail_asks_and_only_where_there_is_something_to_reset(party: TestParty) {
        let Case { home, mut phone, mail, .. } = case(&party).await;
        assert_eq!(code(&ask(&party, &party.browser()).await), "signed_out");
        assert_eq!(code(&ask(&party, &home).await), "mail_sign_in_required");
        verify(&mail, &mut phone).await;
        assert_eq!(code(&ask(&party, &mail).await), "not_found", "it may add a passkey anyway");
        let fresh = by_mail(&party, "bob@example.org").await;
        assert_eq!(code(&ask(&party, &fresh).await), "not_found", "there is no passkey to lose");
        assert_eq!(party.count("resets").await, 0);
    }
}
