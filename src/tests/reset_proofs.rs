//! Which session requests a reset and which one uses it.

use testing::authenticator::{Hostile, Peer};
use testing::on_both;

use super::administration::link;
use super::party::{Mail, ORIGIN, SECOND, TestParty, code, just_under};
use super::resets::{ADA, Case, ask, by_mail, case};
use crate::extras::passage::Whom;
use crate::extras::recovery::reset::WAIT;
use crate::model::session::Method;

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
        assert_eq!(code(&kept.start_adding().await), "verification_required", "the session is new, the mail is not");
        let another = by_mail(&party, ADA).await;
        let started = another.start_adding().await.unwrap();
        let answer = Hostile::new().create(ORIGIN, &started.options);
        // As if the session had been another one at the start: the store looks once more.
        party.database.execute("update sessions set proven_at = proven_at - 1").await;
        assert_eq!(code(&another.finish_adding(&started, &answer.json()).await), "verification_required");
        assert_eq!(party.passkeys(&ada).await.len(), 1);
    }

    async fn a_link_from_a_back_end_neither_asks_for_a_reset_nor_uses_one(party: TestParty) {
        let Case { ada, mail, .. } = case(&party).await;
        let by_link = async || {
            let wish = link(Whom::User(ada.id.to_string()));
            let made = party.create_link(&party.browser().visitor(), wish).await.unwrap();
            let opener = Mail::with_token(made.secret.expose());
            let browser = party.browser();
            browser.redeem(&opener).await.unwrap();
            assert_eq!(browser.signed_in().await.unwrap().session.method, Method::Link);
            browser
        };
        assert_eq!(code(&ask(&party, &by_link().await).await), "mail_sign_in_required");
        ask(&party, &mail).await.unwrap();
        party.pass(WAIT);
        assert_eq!(code(&by_link().await.start_adding().await), "verification_required");
        by_mail(&party, ADA).await.start_adding().await.unwrap();
    }

    async fn a_link_from_a_back_end_adds_the_first_passkey_as_a_mail_does(party: TestParty) {
        let wish = link(Whom::Email(ADA.to_owned()));
        let made = party.create_link(&party.browser().visitor(), wish).await.unwrap();
        let opener = Mail::with_token(made.secret.expose());
        let browser = party.browser();
        browser.redeem(&opener).await.unwrap();
        browser.add_passkey(&mut Peer::new()).await.unwrap();
        assert_eq!(code(&browser.start_adding().await), "verification_required");
    }
}
