//! Tests confirming a claim: in the account that requested it, only with a recently used passkey, and
//! in the verified spelling.

use testing::authenticator::Peer;
use testing::on_both;

use super::party::{MINUTE, TestBrowser, TestParty, code};
use super::resets::verify;
use crate::magic_link::Look;
use crate::model::event::Kind;
use crate::model::session::Method;
use crate::store::{NewUser, Unit};
use crate::{SignUp, UserId};

on_both! {
    async fn a_confirmation_verifies_the_address_and_keeps_the_session(party: TestParty) {
        let browser = party.browser();
        let ada = browser.sign_up("ada@example.org", &mut Peer::new()).await;
        let before = browser.signed_in().await.unwrap().session;
        let mail = party.newest_mail().await;
        assert_eq!(mail.to, "ada@example.org");
        assert!(matches!(browser.look(&mail).await.unwrap(), Look::Ready(_)));
        browser.redeem(&mail).await.unwrap();
        let now = browser.signed_in().await.unwrap();
        assert_eq!(now.user.id, ada.id);
        assert_eq!(now.user.email_verified_at, Some(party.clock().now()));
        // A passkey has opened the session, which is stronger than the email.
        assert_eq!((now.session.id, now.session.method), (before.id, Method::Passkey));
        assert_eq!(party.count("users").await, 1);
        assert_eq!(code(&browser.ask_for_confirmation().await), "not_found");
    }

    async fn a_confirmation_is_for_the_account_that_asked_and_waits_for_it(party: TestParty) {
        let (browser, mut phone) = (party.browser(), Peer::new());
        let ada = browser.sign_up("ada@example.org", &mut phone).await;
        let mail = party.newest_mail().await;
        let refused = async |browser: &TestBrowser| {
            assert!(matches!(browser.look(&mail).await.unwrap(), Look::SignInFirst(_)));
            assert_eq!(code(&browser.redeem(&mail).await), "signed_out");
            assert_eq!(code(&browser.redeem_code(&mail.code).await), "signed_out");
        };
        browser.sign_out().await;
        refused(&browser).await;
        let bob = browser.sign_up("bob@example.org", &mut Peer::new()).await;
        // The newest link of this browser is now Bob's own.
        assert_eq!(code(&browser.redeem(&mail).await), "signed_out");
        browser.redeem(&party.newest_mail().await).await.unwrap();
        refused(&browser).await;
        assert_eq!(party.user(&ada).await.unwrap().email_verified_at, None);

        browser.sign_in(&mut phone).await.unwrap();
        browser.redeem(&mail).await.unwrap();
        assert!(party.user(&ada).await.unwrap().email_verified_at.is_some());
        assert_eq!(party.user(&bob).await.unwrap().name(), "bob@example.org");
        assert_eq!(party.count("users").await, 2);
    }

    async fn a_confirmation_can_be_asked_for_again(party: TestParty) {
        let browser = party.browser();
        assert_eq!(code(&browser.ask_for_confirmation().await), "signed_out");
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        let first = party.newest_mail().await;
        browser.ask_for_confirmation().await.unwrap();
        assert_eq!(code(&browser.redeem(&first).await), "link_expired");
        browser.redeem_code(&party.newest_mail().await.code).await.unwrap();
        assert!(browser.user().await.email_verified_at.is_some());
    }

    async fn a_claim_is_confirmed_in_an_old_session_once_a_passkey_was_used_in_it(party: TestParty) {
        let (browser, mut phone) = (party.browser(), Peer::new());
        let ada = browser.sign_up("ada@example.org", &mut phone).await;
        party.pass(11 * MINUTE);
        browser.ask_for_confirmation().await.unwrap();
        let confirmation = party.newest_mail().await;
        for ask in [false, true] {
            if ask {
                browser.ask_for_link("ada@example.org").await.unwrap();
            }
            let mail = party.newest_mail().await;
            assert!(matches!(browser.look(&mail).await.unwrap(), Look::VerifyFirst(_)));
            assert_eq!(code(&browser.redeem(&mail).await), "verification_required");
            for _ in 0..6 {
                assert_eq!(code(&browser.redeem_code(&mail.code).await), "verification_required", "it doesn't count as a try");
            }
        }
        assert_eq!(party.user(&ada).await.unwrap().verified_email(), None);
        assert_eq!(code(&browser.look(&confirmation).await), "link_expired", "the newer link replaced it");
        verify(&browser, &mut phone).await;
        let mail = party.newest_mail().await;
        assert!(matches!(browser.look(&mail).await.unwrap(), Look::Ready(_)), "nothing was consumed");
        browser.redeem(&mail).await.unwrap();
        assert!(party.user(&ada).await.unwrap().verified_email().is_some());
    }

    async fn the_store_itself_confirms_a_claim_only_where_a_passkey_was_just_used(party: TestParty) {
        let browser = party.browser();
        let ada = browser.sign_up("ada@example.org", &mut Peer::new()).await;
        party.pass(11 * MINUTE);
        browser.ask_for_link("ada@example.org").await.unwrap();
        let Look::VerifyFirst(link) = browser.look(&party.newest_mail().await).await.unwrap() else { panic!("verify first") };
        let session = browser.signed_in().await.unwrap().session;
        let (id, now) = (UserId(party.random().uuid()), party.clock().now());
        let new = NewUser { id, now, rule: &SignUp::Everyone };
        let context = browser.context();
        let (dropped, follow) = (party.dropped(&context), |_: &_| Ok(Unit::default()));
        let redeemed =
            party.store().redeem_magic_link(&link.id, Some(&session), new, &dropped, &follow).await;
        assert_eq!(code(&redeemed), "verification_required");
        assert_eq!(party.user(&ada).await.unwrap().verified_email(), None);
        assert_eq!(party.count("users").await, 1);
    }

    async fn an_address_changes_only_where_a_passkey_was_just_used(party: TestParty) {
        let (browser, mut phone) = (party.browser(), Peer::new());
        let ada = browser.sign_up("ada@example.org", &mut phone).await;
        browser.change_address("new@example.org").await.unwrap();
        let mail = party.mail_to("new@example.org").await;
        party.pass(11 * MINUTE);
        assert!(matches!(browser.look(&mail).await.unwrap(), Look::VerifyFirst(_)));
        assert_eq!(code(&browser.redeem(&mail).await), "verification_required");
        let Look::VerifyFirst(link) = browser.look(&mail).await.unwrap() else { panic!("verify first") };
        let context = browser.context();
        let event = party.event(&context, ada.id, Kind::AddressChanged);
        let (of_kind, dropped) = (|kind| party.event(&context, ada.id, kind), party.dropped(&context));
        let redeemed = party.store().redeem_address_change(&link.id, &event, &of_kind, &dropped).await;
        assert_eq!(code(&redeemed), "verification_required");
        verify(&browser, &mut phone).await;
        browser.redeem(&mail).await.unwrap();
        assert_eq!(browser.user().await.verified_email().unwrap().to_string(), "new@example.org");
    }

    async fn a_mail_goes_to_the_spelling_that_the_owner_has_proven(party: TestParty) {
        let ada = party.browser();
        ada.enter_by_mail("ada@example.org").await;
        let hers = ada.user().await;
        let stranger = party.browser();
        stranger.ask_for_link("Ada@Example.org").await.unwrap();
        let mail = party.newest_mail().await;
        assert_eq!(mail.to, "ada@example.org");
        stranger.redeem(&mail).await.unwrap();
        assert_eq!(stranger.user().await, hers, "the owner reads it in any spelling");
        // Links to both spellings are pending when the first one is verified.
        let (one, other) = (party.browser(), party.browser());
        one.ask_for_link("bob@example.org").await.unwrap();
        let first = party.newest_mail().await;
        other.ask_for_link("Bob@example.org").await.unwrap();
        let second = party.newest_mail().await;
        assert_eq!((first.to.as_str(), second.to.as_str()), ("bob@example.org", "Bob@example.org"));
        one.redeem(&first).await.unwrap();
        assert_eq!(code(&other.redeem(&second).await), "link_expired");
        assert!(other.signed_in().await.is_none());
        // A claim changes to the spelling that its owner verified.
        let claimant = party.browser();
        claimant.sign_up("Eve@example.org", &mut Peer::new()).await;
        claimant.ask_for_link("eve@example.org").await.unwrap();
        claimant.redeem(&party.newest_mail().await).await.unwrap();
        assert_eq!(claimant.user().await.verified_email().unwrap().to_string(), "eve@example.org");
    }
}
