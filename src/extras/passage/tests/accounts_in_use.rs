//! Tests that addresses and numbers set by a back end on an account in use are claims, which give
//! no access.

use testing::authenticator::Peer;
use testing::on_both;

use super::administration::{create, link, said, update};
use crate::extras::passage::Recipient;
use crate::extras::passage::administration::AccountUpdate;
use crate::tests::addresses::claimed_too_often;
use crate::tests::party::{TestParty, code};

const NUMBER: &str = "+4915123456789";

fn with_phone(phone: &str) -> AccountUpdate {
    AccountUpdate { phone: Some(phone.to_owned()), ..AccountUpdate::default() }
}

on_both! {
    async fn another_address_ends_what_a_mail_has_opened_where_a_passkey_is_left(party: TestParty) {
        let (browser, mut key) = (party.browser(), Peer::new());
        let ada = browser.sign_up("ada@example.org", &mut key).await;
        browser.redeem(&party.newest_mail().await).await.unwrap();
        let by_mail = party.browser();
        by_mail.enter_by_mail("ada@example.org").await;
        let account = party.passage().find_account(&ada.id.to_string()).await.unwrap();
        update(&party, &account, said("ada@new.example.org")).await.unwrap();
        assert!(by_mail.signed_in().await.is_none(), "it was opened from the old mailbox");
        assert!(browser.signed_in().await.is_some());
        assert_ne!(party.browser().enter_by_mail("ada@new.example.org").await.id, ada.id);
        assert_eq!(party.user(&ada).await.unwrap().email, None, "its owner has verified it in another account");
    }

    async fn a_number_that_is_set_on_an_account_in_use_opens_it_to_nobody(party: TestParty) {
        let eve = party.browser().sign_up("eve@example.org", &mut Peer::new()).await;
        let account = party.passage().find_account(&eve.id.to_string()).await.unwrap();
        update(&party, &account, with_phone(NUMBER)).await.unwrap();
        let context = party.browser().context();
        for recipient in [Recipient::Phone(NUMBER.to_owned()), Recipient::User(eve.id.to_string())] {
            let made = party.passage().create_link(&context, link(recipient)).await.unwrap();
            assert_eq!(made.link.identifier, "");
            assert_eq!(code(&party.passage().activate_link(&context, made.secret.expose()).await), "signed_out");
        }
        let made = create(&party, with_phone("+4915123456780")).await.unwrap();
        let opened = party.passage().create_link(&context, link(Recipient::User(made.user.id.to_string()))).await.unwrap();
        party.passage().activate_link(&party.browser().context(), opened.secret.expose()).await.unwrap();
    }

    async fn a_claim_that_a_back_end_sets_counts_among_the_twenty(party: TestParty) {
        let (bob, claims) = claimed_too_often(&party).await;
        // A claim that a back end sets counts too, and is the newest, however old its account is.
        let said = AccountUpdate { email: Some("ada@example.org".to_owned()), ..AccountUpdate::default() };
        let context = party.browser().context();
        party.passage().update_account(&context, &bob.id.to_string(), said).await.unwrap();
        assert!(party.user(&bob).await.unwrap().email.is_some_and(|email| email.to_string().starts_with("ada")));
        assert_eq!(party.user(&claims[1]).await.unwrap().email, None);
        assert!(party.user(&claims[2]).await.unwrap().email.is_some());
    }
}
