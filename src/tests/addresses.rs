//! Tests that an address is a claim until an email to it is redeemed, and then belongs to one
//! account.

use testing::authenticator::{Hostile, Peer};
use testing::on_both;

use super::party::{MINUTE, TestBrowser, TestParty, code, codes, honest};
use crate::model::session::Method;
use crate::model::user::User;

/// Signs in by email in this browser.
async fn enter_by_mail(party: &TestParty, browser: &TestBrowser, email: &str) {
    browser.ask_for_link(email).await.unwrap();
    browser.redeem(&party.newest_mail().await).await.unwrap();
}

/// Returns a user, and 21 others who signed up later with one address. Asserts that only the first
/// of those has lost it.
pub(crate) async fn claimed_too_often(party: &TestParty) -> (User, Vec<User>) {
    let bob = party.browser().sign_up("bob@example.org", &mut Peer::new()).await;
    let mut claims = Vec::new();
    for _ in 0..21 {
        party.pass(MINUTE);
        claims.push(party.browser().sign_up("ada@example.org", &mut Peer::new()).await);
    }
    let mut addresses = Vec::new();
    for user in claims.iter().chain([&bob]) {
        addresses.push(party.user(user).await.unwrap().email.is_some());
    }
    assert!(!addresses[0] && addresses[1..].iter().all(|claims| *claims), "{addresses:?}");
    (bob, claims)
}

on_both! {
    async fn signing_up_with_a_known_address_never_touches_the_account_that_has_it(party: TestParty) {
        let (browser, mut hers) = (party.browser(), Peer::new());
        let ada = browser.sign_up("ada@example.org", &mut hers).await;
        browser.redeem(&party.newest_mail().await).await.unwrap();
        let before = (party.user(&ada).await, party.passkeys_of(&ada).await[0].passkey_json().unwrap());

        let (stranger, mut his) = (party.browser(), Peer::new());
        let other = stranger.sign_up("ada@example.org", &mut his).await;
        assert_ne!(other.id, ada.id);
        assert_eq!(other.email_verified_at, None);
        let after = (party.user(&ada).await, party.passkeys_of(&ada).await[0].passkey_json().unwrap());
        assert_eq!(after, before);
        assert_eq!(party.passkeys_of(&ada).await.len(), 1);

        assert_eq!(party.browser().sign_in(&mut his).await.unwrap().id, other.id);
        assert_eq!(party.browser().sign_in(&mut hers).await.unwrap().id, ada.id);
    }

    async fn a_known_address_looks_like_an_unknown_one(party: TestParty) {
        enter_by_mail(&party, &party.browser(), "ada@example.org").await;
        let browser = party.browser();
        let known = browser.start_sign_up("ada@example.org").await.unwrap().options.to_string();
        let unknown = browser.start_sign_up("bob@example.org").await.unwrap().options.to_string();
        assert_eq!(known.len(), unknown.len());
        // Only the text of the email differs, which only the reader of the mailbox sees.
        let (one, other) = (party.browser(), party.browser());
        let known = code(&one.ask_for_link("ada@example.org").await);
        assert_eq!(code(&other.ask_for_link("bob@example.org").await), known);
        let waits = async |browser: &TestBrowser| {
            let link = browser.request(async |context| party.magic_links().awaited(context).await).await;
            let link = link.unwrap().unwrap();
            (link.purpose, link.user_id, link.created_at, link.expires_at)
        };
        assert_eq!(waits(&one).await, waits(&other).await);
    }

    async fn nobody_waits_inside_an_account_that_somebody_else_will_use(party: TestParty) {
        // Mallory signs up with Ada's address and his own passkey.
        let (mallory, mut his) = (party.browser(), Peer::new());
        let trap = mallory.sign_up("ada@example.org", &mut his).await;
        // Ada verifies that the address is hers.
        let ada = party.browser();
        enter_by_mail(&party, &ada, "ADA@Example.org").await;
        let hers = ada.user().await;
        assert_ne!(hers.id, trap.id);
        assert_eq!(hers.email_verified_at, Some(party.clock().now()));
        assert!(party.passkeys_of(&hers).await.is_empty());

        // His account has lost the address, and his passkey only opens that account.
        let trap = party.user(&trap).await.unwrap();
        assert_eq!((trap.email.clone(), trap.email_verified_at), (None, None));
        assert_eq!(trap.name(), format!("Account {}", &trap.id.to_string()[..8]));
        assert_eq!(party.browser().sign_in(&mut his).await.unwrap().id, trap.id);
        // The confirmation link of his sign-up no longer works.
        assert_eq!(code(&mallory.ask_for_confirmation().await), "not_found");
        // Her next visit leads to her account.
        let again = party.browser();
        enter_by_mail(&party, &again, "ada@example.org").await;
        assert_eq!(again.user().await.id, hers.id);
    }

    async fn an_address_has_twenty_claims_at_most_and_the_oldest_goes(party: TestParty) {
        claimed_too_often(&party).await;
    }

    async fn a_sign_in_link_verifies_the_account_that_claims_its_address_here(party: TestParty) {
        let browser = party.browser();
        let ada = browser.sign_up("ada@example.org", &mut Peer::new()).await;
        enter_by_mail(&party, &browser, "Ada@Example.org").await;
        assert_eq!(browser.user().await.id, ada.id);
        assert!(browser.user().await.email_verified_at.is_some());
        assert_eq!(party.count("users").await, 1);
    }

    async fn a_link_for_another_address_leads_to_another_account(party: TestParty) {
        let browser = party.browser();
        let bob = browser.sign_up("bob@example.org", &mut Peer::new()).await;
        enter_by_mail(&party, &browser, "ada@example.org").await;
        let ada = browser.signed_in().await.unwrap();
        assert_ne!(ada.user.id, bob.id);
        assert_eq!(ada.session.method, Method::Mail);
        assert_eq!(party.user(&bob).await.unwrap(), bob);
        // One browser has one session.
        assert_eq!(party.count("sessions").await, 1);
    }

    async fn a_claim_gives_way_to_the_account_that_has_verified_the_address(party: TestParty) {
        let (claimant, mut phone) = (party.browser(), Peer::new());
        let trap = claimant.sign_up("ada@example.org", &mut phone).await;
        let confirmation = party.newest_mail().await;
        let ada = party.browser();
        enter_by_mail(&party, &ada, "ada@example.org").await;
        // The reader of the mailbox gets into the real account, even in the claimant's browser.
        claimant.redeem(&confirmation).await.unwrap();
        assert_eq!(claimant.user().await.id, ada.user().await.id);
        assert_eq!(claimant.signed_in().await.unwrap().session.method, Method::Mail);
        assert_eq!(party.user(&trap).await.unwrap().email, None);
    }

    async fn verifying_drops_every_other_claim(party: TestParty) {
        let mut others = Vec::new();
        for spelling in ["ada@example.org", "Ada@Example.Org", " ADA@EXAMPLE.ORG "] {
            others.push(party.browser().sign_up(spelling, &mut Peer::new()).await);
        }
        let bob = party.browser().sign_up("bob@example.org", &mut Peer::new()).await;
        enter_by_mail(&party, &party.browser(), "ada@example.org").await;
        for other in others {
            assert_eq!(party.user(&other).await.unwrap().email, None);
        }
        assert_eq!(party.user(&bob).await.unwrap(), bob);
    }

    async fn an_account_without_an_address_adds_passkeys_all_the_same(party: TestParty) {
        let (browser, mut key) = (party.browser(), Hostile::new());
        browser.sign_up_bent(&mut key, honest).await.unwrap();
        enter_by_mail(&party, &party.browser(), "ada@example.org").await;
        let started = browser.start_adding().await.unwrap();
        let name = started.options["publicKey"]["user"]["name"].as_str().unwrap();
        assert!(name.starts_with("Account "), "{name}");
        browser.add_bent(&mut Hostile::new(), honest).await.unwrap();
    }

    async fn links_for_one_new_address_redeemed_at_once_lead_to_one_account(party: TestParty) {
        for round in 0..5 {
            let email = format!("ada{round}@example.org");
            let browsers = [party.browser(), party.browser(), party.browser(), party.browser()];
            let mut mails = Vec::new();
            for browser in &browsers {
                browser.ask_for_link(&email).await.unwrap();
                mails.push(party.newest_mail().await);
            }
            let redeem = |number: usize| browsers[number].redeem(&mails[number]);
            let four = tokio::join!(redeem(0), redeem(1), redeem(2), redeem(3));
            assert_eq!(codes(four.into()), ["ok"; 4]);
            let first = browsers[0].user().await;
            for browser in &browsers {
                assert_eq!(browser.user().await, first);
            }
            assert_eq!(party.count("users").await, round + 1);
        }
    }

    async fn claims_to_one_address_confirmed_at_once_end_as_one_account(party: TestParty) {
        for round in 0..5 {
            let email = format!("ada{round}@example.org");
            let browsers = [party.browser(), party.browser(), party.browser(), party.browser()];
            let (mut mails, mut users) = (Vec::new(), Vec::new());
            for browser in &browsers {
                users.push(browser.sign_up(&email, &mut Peer::new()).await);
                mails.push(party.newest_mail().await);
            }
            let redeem = |number: usize| browsers[number].redeem(&mails[number]);
            let four = tokio::join!(redeem(0), redeem(1), redeem(2), redeem(3));
            assert_eq!(codes(four.into()), ["ok"; 4]);
            let winner = browsers[0].user().await;
            for browser in &browsers {
                assert_eq!(browser.user().await.id, winner.id);
            }
            for user in &users {
                let is_winner = user.id == winner.id;
                assert_eq!(party.user(user).await.unwrap().email.is_some(), is_winner);
            }
            party.pass(MINUTE);
        }
    }
}
