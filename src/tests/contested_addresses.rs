//! Tests changes to an address that another account has, claims, or requests at the same time.

use testing::authenticator::Peer;
use testing::on_both;

use super::accounts::{ada, address};
use super::party::{TestParty, code, codes};

on_both! {
    async fn somebody_elses_address_looks_like_a_free_one_and_stays_theirs(party: TestParty) {
        let (browser, _, _) = ada(&party).await;
        let bob = party.browser();
        bob.enter_by_mail("bob@example.org").await;
        let awaited = async || {
            let signed_in = browser.signed_in().await.unwrap();
            party.accounts().awaited_address(&signed_in).await.unwrap().map(|awaited| awaited.email.to_string())
        };
        for email in ["bob@example.org", "new@example.org"] {
            assert_eq!(code(&browser.change_address(email).await), "ok");
            assert_eq!(awaited().await.as_deref(), Some(email));
            assert_eq!(code(&browser.redeem_code("AAAAAAAA").await), "wrong_code");
        }
        let told = "Your email address was entered for another Latchkey account";
        let mails = party.mail().development_mailbox().await.unwrap();
        let mail = mails.iter().find(|mail| mail.to == "bob@example.org").unwrap();
        assert_eq!((mail.subject.as_str(), &mail.link, &mail.code), (told, &None, &None));
        assert_eq!(address(&bob.user().await).as_deref(), Some("bob@example.org"));
    }

    async fn an_address_that_was_verified_meanwhile_is_refused_to_whoever_comes_second(party: TestParty) {
        let (browser, _, user) = ada(&party).await;
        browser.change_address("new@example.org").await.unwrap();
        let mail = party.mail_to("new@example.org").await;
        let owner = party.browser().enter_by_mail("new@example.org").await;
        assert_eq!(code(&browser.redeem(&mail).await), "address_taken");
        assert_eq!(address(&party.user(&user).await.unwrap()).as_deref(), Some("ada@example.org"));
        assert_eq!(address(&party.user(&owner).await.unwrap()).as_deref(), Some("new@example.org"));
    }

    async fn of_two_accounts_that_confirm_one_address_at_once_one_gets_it(party: TestParty) {
        for round in 0..5 {
            let email = format!("new{round}@example.org");
            let (one, two) = (party.browser(), party.browser());
            let mut mails = Vec::new();
            for (browser, name) in [(&one, "one"), (&two, "two")] {
                browser.enter_by_mail(&format!("{name}{round}@example.org")).await;
                browser.change_address(&email).await.unwrap();
                mails.push(party.mail_to(&email).await);
            }
            let both = tokio::join!(one.redeem(&mails[0]), two.redeem(&mails[1]));
            assert_eq!(codes(both.into()), ["address_taken", "ok"]);
            let have = [one.user().await, two.user().await].map(|user| address(&user).unwrap());
            assert_eq!(have.iter().filter(|address| **address == email).count(), 1, "{have:?}");
        }
    }

    async fn a_change_and_a_sign_in_for_one_address_at_once_end_with_one_owner(party: TestParty) {
        for round in 0..5 {
            let email = format!("new{round}@example.org");
            let (one, two) = (party.browser(), party.browser());
            one.enter_by_mail(&format!("one{round}@example.org")).await;
            one.change_address(&email).await.unwrap();
            let change = party.mail_to(&email).await;
            two.ask_for_link(&email).await.unwrap();
            let sign_in = party.mail_to(&email).await;
            let (changed, entered) = tokio::join!(one.redeem(&change), two.redeem(&sign_in));
            assert_eq!(code(&entered), "ok");
            let is_one = two.user().await.id == one.user().await.id;
            assert_eq!(code(&changed), if is_one { "ok" } else { "address_taken" });
        }
    }

    async fn a_change_drops_the_claims_of_others_and_replaces_a_claim_of_ones_own(party: TestParty) {
        let trap = party.browser().sign_up("new@example.org", &mut Peer::new()).await;
        let (browser, mut phone) = (party.browser(), Peer::new());
        let user = browser.sign_up("typo@example.org", &mut phone).await;
        let confirmation = party.newest_mail().await;
        browser.change_address("new@example.org").await.unwrap();
        // An unverified address gets no notification.
        assert_eq!(party.subjects("typo@example.org").await.len(), 1);
        browser.redeem(&party.mail_to("new@example.org").await).await.unwrap();
        assert_eq!(party.subjects("typo@example.org").await.len(), 1);
        assert_eq!(address(&party.user(&user).await.unwrap()).as_deref(), Some("new@example.org"));
        assert_eq!(party.user(&trap).await.unwrap().email, None);
        // The link to the former address neither restores it nor creates an account.
        assert_eq!(code(&browser.redeem(&confirmation).await), "link_expired");
        assert_eq!(party.count("users").await, 2);
    }
}
