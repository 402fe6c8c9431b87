//! Tests that a deactivated account can't be signed in to or used.

use testing::authenticator::Peer;
use testing::on_both;

use super::party::{ORIGIN, TestBrowser, TestParty, code};
use crate::CeremonyResponse;
use crate::model::event::Kind;
use crate::model::session::Method;
use crate::model::session::Opens;
use crate::session::tokens::Tokens;
use crate::store::Unit;
use crate::{Result, User};

pub(crate) async fn deactivate(party: &TestParty, user: &User) {
    let context = party.browser().context();
    party.accounts().deactivate(&context, user.id).await.unwrap();
}

pub(crate) async fn activate(party: &TestParty, user: &User) {
    let context = party.browser().context();
    party.accounts().activate(&context, user.id).await.unwrap();
}

/// Signs up a user with a passkey and a verified address, and returns their browser.
pub(crate) async fn ada(party: &TestParty) -> (User, TestBrowser, Peer) {
    let (browser, mut key) = (party.browser(), Peer::new());
    browser.sign_up("ada@example.org", &mut key).await;
    browser.redeem(&party.newest_mail().await).await.unwrap();
    (browser.user().await, browser, key)
}

pub(super) async fn by_passkey(party: &TestParty, key: &mut Peer) -> Result<User> {
    party.browser().sign_in(key).await
}

on_both! {
    async fn nobody_signs_in_by_passkey(party: TestParty) {
        let (ada, _, mut key) = ada(&party).await;
        deactivate(&party, &ada).await;
        let before = party.count("sessions").await;
        assert_eq!(code(&by_passkey(&party, &mut key).await), "deactivated");
        assert_eq!((before, party.count("sessions").await), (0, 0));
        activate(&party, &ada).await;
        assert_eq!(by_passkey(&party, &mut key).await.unwrap().id, ada.id);
        let history = party.history(&ada).await;
        assert!(history.contains(&Kind::Deactivated) && history.contains(&Kind::Reactivated));
    }

    async fn the_owner_of_a_proven_address_is_mailed_and_nobody_else(party: TestParty) {
        let (ada, _, _) = ada(&party).await;
        let claim = party.browser().sign_up("bob@example.org", &mut Peer::new()).await;
        let assigned = party.browser().sign_up("carl@example.org", &mut Peer::new()).await;
        party.database.execute("update users set email_assigned_at = 1 where email = 'carl@example.org'").await;
        let subjects = async || {
            (party.subjects("bob@example.org").await, party.subjects("carl@example.org").await)
        };
        let before = subjects().await;
        for user in [&ada, &ada, &claim, &assigned] {
            deactivate(&party, user).await;
        }
        let told = party.subjects("ada@example.org").await;
        assert_eq!(told[0], "Your Latchkey account was deactivated");
        assert_eq!(told.iter().filter(|subject| **subject == told[0]).count(), 1, "once");
        assert_eq!(subjects().await, before);
        let mail = party.mail().development_mailbox().await.unwrap().into_iter().find(|mail| mail.subject == told[0]).unwrap();
        assert!(mail.text.contains("The operator of Latchkey deactivated your account on"), "{}", mail.text);
        assert_eq!((mail.link, mail.user_id), (None, Some(ada.id)));
    }

    async fn nobody_signs_in_by_a_link_or_its_code(party: TestParty) {
        let (ada, _, _) = ada(&party).await;
        deactivate(&party, &ada).await;
        let (by_link, by_code) = (party.browser(), party.browser());
        // The request succeeds as always, so it doesn't reveal whether the account exists or is
        // deactivated.
        by_link.ask_for_link("ada@example.org").await.unwrap();
        let mail = party.newest_mail().await;
        assert_eq!(code(&by_link.redeem(&mail).await), "deactivated");
        by_code.ask_for_link("ada@example.org").await.unwrap();
        let mail = party.newest_mail().await;
        assert_eq!(code(&by_code.redeem_code(&mail.code).await), "deactivated");
        assert!(by_link.signed_in().await.is_none() && by_code.signed_in().await.is_none());
        assert_eq!(party.count("users").await, 1, "no second account is created for the address");
    }

    async fn a_link_asked_for_before_opens_nothing_after(party: TestParty) {
        let (ada, browser, _) = ada(&party).await;
        let elsewhere = party.browser();
        elsewhere.ask_for_link("ada@example.org").await.unwrap();
        let mail = party.newest_mail().await;
        browser.change_address("ada@new.example.org").await.unwrap();
        let change = party.mail_to("ada@new.example.org").await;
        deactivate(&party, &ada).await;
        assert_eq!(code(&elsewhere.redeem(&mail).await), "deactivated");
        assert_eq!(code(&browser.redeem(&change).await), "link_expired");
        assert_eq!(party.user(&ada).await.unwrap().email, ada.email);
    }

    async fn sessions_and_tokens_end_at_once(party: TestParty) {
        let party = party.with_key().await;
        let (ada, browser, mut key) = ada(&party).await;
        let elsewhere = party.browser();
        elsewhere.sign_in(&mut key).await.unwrap();
        let meta = party.tokens().issue(&browser.signed_in().await.unwrap()).await.unwrap();
        let alone = party.tokens().issue_alone(&elsewhere.signed_in().await.unwrap()).await.unwrap();
        deactivate(&party, &ada).await;
        assert!(browser.signed_in().await.is_none() && elsewhere.signed_in().await.is_none());
        let refused = async |tokens: &Tokens| {
            let context = party.browser().context();
            [code(&party.tokens().bearer(&tokens.access_token).await), code(&party.tokens().refresh(&context, &tokens.refresh_token).await)]
        };
        assert_eq!([refused(&meta).await, refused(&alone).await], [["invalid_token"; 2]; 2]);
        activate(&party, &ada).await;
        assert!(browser.signed_in().await.is_none(), "ended sessions stay ended");
        assert_eq!([refused(&meta).await, refused(&alone).await], [["invalid_token"; 2]; 2]);
    }

    async fn a_client_without_cookies_gets_no_tokens(party: TestParty) {
        let party = party.with_key().await;
        let (ada, _, mut key) = ada(&party).await;
        let context = party.browser().context();
        let started = party.passkeys().start_sign_in(&context).await.unwrap().for_client(&context).unwrap();
        let options = serde_json::json!({ "publicKey": started.public_key });
        let assertion = key.get(ORIGIN, &options).await.unwrap();
        deactivate(&party, &ada).await;
        let assertion = serde_json::from_str(&assertion).unwrap();
        let ended = party.passkeys().finish_sign_in(&CeremonyResponse::of_client(&context, &started.state, &assertion).unwrap(), Opens::Tokens).await;
        assert_eq!(code(&ended), "deactivated");
    }

    async fn nor_in_the_middle_of_a_sign_in(party: TestParty) {
        let (ada, _, mut key) = ada(&party).await;
        let browser = party.browser();
        let started = browser.start_sign_in().await.unwrap();
        let assertion = key.get(ORIGIN, &started.options).await.unwrap();
        deactivate(&party, &ada).await;
        assert_eq!(code(&browser.finish_sign_in(&started, &assertion).await), "deactivated");
        assert!(browser.signed_in().await.is_none());
    }

    async fn nor_in_the_middle_of_adding_a_passkey(party: TestParty) {
        let (ada, browser, _) = ada(&party).await;
        let started = browser.start_adding().await.unwrap();
        let credential = Peer::new().create(ORIGIN, &started.options).await.unwrap();
        deactivate(&party, &ada).await;
        assert_eq!(code(&browser.finish_adding(&started, &credential).await), "signed_out");
        assert_eq!(party.passkeys_of(&ada).await.len(), 1);
    }

    async fn nor_in_the_middle_of_proving_it_once_more(party: TestParty) {
        let (ada, browser, mut key) = ada(&party).await;
        let started = browser.start_verification().await.unwrap();
        let assertion = key.get(ORIGIN, &started.options).await.unwrap();
        deactivate(&party, &ada).await;
        assert_eq!(code(&browser.finish_verification(&started, &assertion).await), "signed_out");
    }

    async fn a_session_that_opens_while_the_account_is_shut_is_none(party: TestParty) {
        let (ada, _, _) = ada(&party).await;
        let context = party.browser().context();
        // Between the decision to open a session and the insertion of its row.
        let new = party.sessions().new_session(&context, ada.id, Method::Mail, Opens::Session);
        let mut unit = Unit::default();
        party.sessions().add_sign_in(&context, &mut unit, &new, false).unwrap();
        deactivate(&party, &ada).await;
        assert!(!party.store().apply(unit).await.unwrap());
        assert_eq!(party.count("sessions").await, 0);
        let counts = party.database.everything().await.into_iter().filter(|(place, _)| place == "users.login_count");
        assert_eq!(counts.map(|(_, count)| count).collect::<Vec<_>>(), ["1"], "it isn't counted either");
    }

    async fn signing_in_and_shutting_at_once_leaves_no_session(party: TestParty) {
        let (ada, _, mut key) = ada(&party).await;
        let browser = party.browser();
        let started = browser.start_sign_in().await.unwrap();
        let assertion = key.get(ORIGIN, &started.options).await.unwrap();
        let (signed_in, ()) = tokio::join!(browser.finish_sign_in(&started, &assertion), deactivate(&party, &ada));
        assert!(["ok", "deactivated", "verification_failed"].contains(&code(&signed_in)));
        assert_eq!(party.count("sessions").await, 0);
    }

    async fn a_shut_account_is_told_apart_by_nobody_who_has_not_proven_to_be_its_owner(party: TestParty) {
        let (ada, _, _) = ada(&party).await;
        deactivate(&party, &ada).await;
        let stranger = party.browser();
        assert_eq!(code(&stranger.ask_for_link("ada@example.org").await), "ok");
        let here = party.mail_to("ada@example.org").await;
        assert_eq!(code(&party.browser().redeem(&here).await), "wrong_browser");
        assert_eq!(code(&stranger.redeem_code("AAAA-AAAA").await), "wrong_code");
        assert_eq!(code(&stranger.start_sign_up("ada@example.org").await), "ok");
    }
}
