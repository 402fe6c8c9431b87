//! Tests used links: they lead users who are signed in to their account on, and grant no access.

use testing::authenticator::Peer;
use testing::on_both;

use super::magic_link_codes::wrong;
use super::magic_links::asked;
use super::party::{MINUTE, SECOND, TestParty, code};
use crate::magic_link::Look;

on_both! {
    async fn a_used_link_leads_on_who_is_signed_in_to_its_account(party: TestParty) {
        let browser = party.browser();
        browser.request(async |context| party.magic_links().send(context, "ada@example.org", Some("/dashboard/account")).await).await.unwrap();
        let mail = party.newest_mail().await;
        browser.redeem(&mail).await.unwrap();
        party.pass(11 * SECOND);
        let session = browser.signed_in().await.unwrap().session.id;
        assert!(matches!(browser.look(&mail).await.unwrap(), Look::SignedIn(Some(next)) if next == "/dashboard/account"));
        assert_eq!(browser.redeem(&mail).await.unwrap().as_deref(), Some("/dashboard/account"));
        assert_eq!(browser.signed_in().await.unwrap().session.id, session, "it opens no session");
        // Not users who are signed in elsewhere, or to another account here.
        let eve = party.browser();
        eve.sign_up("eve@example.org", &mut Peer::new()).await;
        browser.sign_up("bob@example.org", &mut Peer::new()).await;
        for other in [&eve, &browser] {
            assert_eq!(code(&other.look(&mail).await), "link_expired");
            assert_eq!(code(&other.redeem(&mail).await), "link_expired");
        }
        browser.enter_by_mail("ada@example.org").await;
        party.pass(15 * MINUTE);
        assert_eq!(code(&browser.look(&mail).await), "link_expired", "it has expired");
    }

    async fn a_double_click_leads_on_and_signs_in_once(party: TestParty) {
        let (browser, mail) = asked(&party).await;
        browser.redeem(&mail).await.unwrap();
        // The browser doesn't have the session cookie yet.
        browser.set_session(None);
        browser.redeem(&mail).await.unwrap();
        browser.redeem_code(&mail.code).await.unwrap();
        assert_eq!(code(&browser.redeem_code(&wrong(&mail)).await), "link_expired");
        assert!(browser.signed_in().await.is_none(), "the second click opens no session");
        assert_eq!(party.count("sessions").await, 1);
        assert_eq!(code(&party.browser().redeem(&mail).await), "link_expired", "in another browser");
        browser.sign_up("eve@example.org", &mut Peer::new()).await;
        assert_eq!(code(&browser.redeem(&mail).await), "link_expired", "in another account");
        browser.sign_out().await;
        party.pass(11 * SECOND);
        assert_eq!(code(&browser.redeem(&mail).await), "link_expired", "later");
    }
}
