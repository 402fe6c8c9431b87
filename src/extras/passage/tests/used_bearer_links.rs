//! Tests used links of back ends, and links in accounts that are deactivated or being reset.

use testing::authenticator::Peer;
use testing::on_both;

use super::administration::link;
use crate::extras::passage::{BearerLook, Recipient};
use crate::model::session::Method;
use crate::recovery::reset::WAIT;
use crate::tests::deactivated::{activate, ada, deactivate};
use crate::tests::party::{Mail, TestParty, code};
use crate::tests::resets::{ADA, Case, ask, by_mail, case};

on_both! {
    async fn a_link_from_a_back_end_neither_asks_for_a_reset_nor_uses_one(party: TestParty) {
        let Case { ada, mail, .. } = case(&party).await;
        let by_link = async || {
            let link_request = link(Recipient::User(ada.id.to_string()));
            let made = party.passage().create_link(&party.browser().context(), link_request).await.unwrap();
            let opener = Mail::with_token(made.secret.expose());
            let browser = party.browser();
            browser.redeem_bearer(&opener).await.unwrap();
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
        let link_request = link(Recipient::Email(ADA.to_owned()));
        let made = party.passage().create_link(&party.browser().context(), link_request).await.unwrap();
        let opener = Mail::with_token(made.secret.expose());
        let browser = party.browser();
        browser.redeem_bearer(&opener).await.unwrap();
        browser.add_passkey(&mut Peer::new()).await.unwrap();
        assert_eq!(code(&browser.start_adding().await), "verification_required");
    }

    async fn a_used_link_of_a_back_end_leads_on_who_is_signed_in_to_its_account(party: TestParty) {
        let made = party.passage().create_link(&party.browser().context(), link(Recipient::Email("ada@example.org".to_owned()))).await.unwrap();
        let mail = Mail::with_token(made.secret.expose());
        let browser = party.browser();
        browser.redeem_bearer(&mail).await.unwrap();
        let session = browser.signed_in().await.unwrap().session.id;
        assert!(matches!(browser.look_bearer(&mail).await.unwrap(), BearerLook::SignedIn(_)));
        browser.redeem_bearer(&mail).await.unwrap();
        assert_eq!(browser.signed_in().await.unwrap().session.id, session);
        assert_eq!(code(&party.browser().redeem_bearer(&mail).await), "link_expired");
        browser.sign_out().await;
        assert_eq!(code(&browser.redeem_bearer(&mail).await), "link_expired");
    }

    async fn a_bearer_link_made_before_opens_nothing_and_no_new_one_is_made(party: TestParty) {
        let (ada, _, _) = ada(&party).await;
        let context = party.browser().context();
        let recipient = || link(Recipient::User(ada.id.to_string()));
        let made = party.passage().create_link(&context, recipient()).await.unwrap();
        deactivate(&party, &ada).await;
        assert_eq!(code(&party.passage().activate_link(&party.browser().context(), made.secret.expose()).await), "not_found");
        assert_eq!(code(&party.passage().create_link(&context, recipient()).await), "deactivated");
        let by_address = link(Recipient::Email("ada@example.org".to_owned()));
        assert_eq!(code(&party.passage().create_link(&context, by_address).await), "deactivated");
    }

    async fn a_bearer_link_is_refused_also_where_its_row_is_there(party: TestParty) {
        let (ada, _, _) = ada(&party).await;
        let context = party.browser().context();
        let made = party.passage().create_link(&context, link(Recipient::User(ada.id.to_string()))).await.unwrap();
        party.database.execute(&format!("update users set deactivated_at = 1 where id = '{}'", ada.id)).await;
        let refused = party.passage().activate_link(&party.browser().context(), made.secret.expose()).await;
        assert_eq!(code(&refused), "deactivated");
        let mail = Mail::with_token(made.secret.expose());
        let browser = party.browser();
        assert_eq!(code(&browser.redeem_bearer(&mail).await), "deactivated");
        activate(&party, &ada).await;
        browser.redeem_bearer(&mail).await.unwrap();
    }
}
