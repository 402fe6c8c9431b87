//! Tests that removing a passkey also invalidates what it has verified.

use serde_json::json;
use testing::authenticator::{Hostile, Peer};
use testing::on_both;

use super::party::{MINUTE, ORIGIN, TestBrowser, TestParty, code, honest};
use crate::CeremonyResponse;
use crate::model::credential::CredentialId;
use crate::passkey::Owner;
use crate::store::{AddReason, Unit};
use crate::{Credential, Result, SignedIn, User};

/// Ada's own browser, in which she has just used her first passkey; her second passkey, which a
/// thief has; and the thief's browser, which is signed in to Ada's account by email.
pub(crate) struct Case {
    pub(crate) ada: User,
    pub(crate) home: TestBrowser,
    pub(crate) stolen: Peer,
    pub(crate) thief: TestBrowser,
}

pub(crate) async fn case(party: &TestParty) -> Case {
    let (home, mut laptop, mut stolen) = (party.browser(), Peer::new(), Peer::new());
    home.sign_up("ada@example.org", &mut laptop).await;
    home.redeem(&party.newest_mail().await).await.unwrap();
    party.pass(MINUTE);
    home.add_passkey(&mut stolen).await.unwrap();
    party.pass(60 * MINUTE);
    let thief = party.browser();
    thief.enter_by_mail("ada@example.org").await;
    home.sign_in(&mut laptop).await.unwrap();
    Case { ada: home.user().await, home, stolen, thief }
}

async fn verify(browser: &TestBrowser, key: &mut Peer) {
    let started = browser.start_verification().await.unwrap();
    let answer = key.get(ORIGIN, &started.options).await.unwrap();
    browser.finish_verification(&started, &answer).await.unwrap();
}

async fn remove_second(party: &TestParty, home: &TestBrowser) -> Result<()> {
    let id = party.passkeys_of(&home.user().await).await[1].id.to_string();
    home.request(async |context| party.passkeys().remove(context, &id).await).await
}

pub(crate) async fn is_verified(party: &TestParty, browser: &TestBrowser) -> bool {
    browser.signed_in().await.unwrap().is_recently_verified(party.clock().now())
}

on_both! {
    async fn a_removed_passkey_no_longer_verifies_the_sessions_it_was_used_in(party: TestParty) {
        let Case { home, mut stolen, thief, .. } = case(&party).await;
        verify(&thief, &mut stolen).await;
        thief.start_adding().await.unwrap();
        remove_second(&party, &home).await.unwrap();
        assert!(!is_verified(&party, &thief).await);
        assert_eq!(code(&thief.start_adding().await), "verification_required");
        assert!(is_verified(&party, &home).await, "the session that removed it stays");
        home.start_adding().await.unwrap();
    }

    async fn another_accounts_sessions_stay_verified(party: TestParty) {
        let Case { home, .. } = case(&party).await;
        let bob = party.browser();
        bob.sign_up("bob@example.org", &mut Peer::new()).await;
        let started = bob.start_adding().await.unwrap();
        remove_second(&party, &home).await.unwrap();
        assert!(is_verified(&party, &bob).await);
        let made = Hostile::new().create(ORIGIN, &started.options).json();
        bob.finish_adding(&started, &made).await.unwrap();
    }

    async fn a_registration_started_with_a_removed_passkey_is_not_finished(party: TestParty) {
        let Case { ada, home, mut stolen, thief } = case(&party).await;
        verify(&thief, &mut stolen).await;
        let started = thief.start_adding().await.unwrap();
        let made = Hostile::new().create(ORIGIN, &started.options).json();
        // The same for a client without cookies, although its challenge says that it was verified.
        let SignedIn { user, session } = thief.signed_in().await.unwrap();
        let proven_by = party.passkeys_of(&ada).await.pop().map(|stolen| stolen.id);
        let owner = Owner { user, session: session.id.to_string(), proven_by, may_add_first: false };
        let context = party.browser().context();
        let by_client = party.passkeys().start_adding(&context, Some(&owner)).await.unwrap().for_client(&context).unwrap();
        let proven = Hostile::new().create(ORIGIN, &json!({ "publicKey": by_client.public_key })).json();

        remove_second(&party, &home).await.unwrap();
        assert_eq!(code(&thief.finish_adding(&started, &made).await), "verification_required");
        let owner = Owner { proven_by: None, ..owner };
        let proven = serde_json::from_str(&proven).unwrap();
        let ended = party.passkeys().finish_adding(&CeremonyResponse::of_client(&context, &by_client.state, &proven).unwrap(), Some(&owner)).await;
        assert_eq!(code(&ended), "verification_required");
        assert_eq!(party.passkeys_of(&ada).await.len(), 1);
    }

    async fn a_passkey_is_not_added_on_the_word_of_one_that_has_just_gone(party: TestParty) {
        let Case { ada, home, .. } = case(&party).await;
        let others = party.passkeys_of(&ada).await;
        let new = Credential {
            id: crate::PasskeyId(crate::Random::system().uuid()),
            credential_id: CredentialId::from_bytes(b"new"),
            ..others[0].clone()
        };
        // Between the decision to add a passkey and the insertion of its row.
        remove_second(&party, &home).await.unwrap();
        let insert = async |others: &[Credential]| {
            party.store().insert_credential(&new, others, AddReason::Verified, Unit::default()).await
        };
        assert_eq!(code(&insert(&others).await), "verification_required");
        assert_eq!(party.passkeys_of(&ada).await.len(), 1);
        assert!(insert(&party.passkeys_of(&ada).await).await.unwrap());
    }

    async fn a_removal_that_is_refused_takes_nothing_back(party: TestParty) {
        let (browser, mut key) = (party.browser(), Hostile::new());
        browser.sign_up_bent(&mut key, honest).await.unwrap();
        let other = party.browser();
        other.sign_in_bent(&key, honest).await.unwrap();
        let started = other.start_adding().await.unwrap();
        let id = party.passkeys_of(&browser.user().await).await[0].id.to_string();
        let removed = browser.request(async |context| party.passkeys().remove(context, &id).await).await;
        assert_eq!(code(&removed), "last_way_in");
        assert!(is_verified(&party, &other).await);
        let made = Hostile::new().create(ORIGIN, &started.options).json();
        other.finish_adding(&started, &made).await.unwrap();
    }
}
