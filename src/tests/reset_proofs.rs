//! Tests which session can request a reset and which one can use it.

use testing::authenticator::Hostile;
use testing::on_both;

use super::party::{ORIGIN, SECOND, TestParty, code, just_under};
use super::resets::{ADA, Case, ask, by_mail, case};
use crate::recovery::reset::WAIT;

on_both! {
    async fn a_reset_takes_a_mail_that_was_sent_after_it_became_ripe(party: TestParty) {
        let Case { ada, mail, .. } = case(&party).await;
        ask(&party, &mail).await.unwrap();
        party.pass(just_under(WAIT));
        let kept = party.browser();
        kept.ask_for_link(ADA).await.unwrap();
        let letter = party.mail_to(ADA).await;
        party.pass(SECOND);
        kept.redeem(&letter).await.unwrap();
        assert_eq!(code(&kept.start_adding().await), "verification_required", "the session is new, but the email isn't");
        let another = by_mail(&party, ADA).await;
        let started = another.start_adding().await.unwrap();
        let answer = Hostile::new().create(ORIGIN, &started.options);
        // As if the session had been a different one at the start, because the store checks again.
        party.database.execute("update sessions set proven_at = proven_at - 1").await;
        assert_eq!(code(&another.finish_adding(&started, &answer.json()).await), "verification_required");
        assert_eq!(party.passkeys_of(&ada).await.len(), 1);
    }
}
