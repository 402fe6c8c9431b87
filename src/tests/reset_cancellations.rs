//! Tests cancelling a reset: with a passkey, a code, a button or a link.

use testing::authenticator::{Hostile, Peer};
use testing::on_both;

use super::party::{MINUTE, ORIGIN, TestBrowser, TestParty, code, codes, honest};
use super::resets::{
    ADA, Case, ask, by_mail, cancel_by_link, case, last_event, newest, running, token, verify,
};
use crate::CeremonyResponse;
use crate::model::event::Kind;
use crate::passkey::Owner;
use crate::recovery::reset::WAIT;
use crate::{Result, SignedIn};

async fn cancel(party: &TestParty, browser: &TestBrowser) -> Result<()> {
    browser.request(async |context| party.recovery().cancel_reset(context).await).await
}

on_both! {
    async fn a_reset_is_cancelled_by_a_session_that_was_verified_just_now(party: TestParty) {
        let Case { ada, home, mut phone, mail } = case(&party).await;
        ask(&party, &mail).await.unwrap();
        assert_eq!(code(&cancel(&party, &party.browser()).await), "signed_out");
        assert_eq!(code(&cancel(&party, &mail).await), "verification_required");
        assert_eq!(code(&cancel(&party, &home).await), "verification_required");
        assert!(running(&party, &ada).await.is_some());
        // A passkey that was used before the request hasn't cancelled it.
        let token = token(&party).await;
        cancel_by_link(&party, &home, &token).await.unwrap();
        home.sign_in(&mut phone).await.unwrap();
        ask(&party, &mail).await.unwrap();
        assert!(running(&party, &ada).await.is_some());
        cancel(&party, &home).await.unwrap();
        assert!(running(&party, &ada).await.is_none());
        assert_eq!(last_event(&party, &ada).await, Kind::ResetCancelled);
        assert_eq!(newest(&party).await.subject, "The reset of your Latchkey account was cancelled");
        assert_eq!(code(&cancel(&party, &home).await), "not_found");
        party.pass(WAIT);
        let mail = by_mail(&party, ADA).await;
        assert_eq!(code(&mail.start_adding().await), "verification_required");
    }

    async fn using_a_passkey_ends_a_reset(party: TestParty) {
        let Case { ada, home, mut phone, mail } = case(&party).await;
        ask(&party, &mail).await.unwrap();
        home.sign_in(&mut phone).await.unwrap();
        assert!(running(&party, &ada).await.is_none());
        assert_eq!(newest(&party).await.subject, "The reset of your Latchkey account was cancelled");

        ask(&party, &mail).await.unwrap();
        verify(&home, &mut phone).await;
        assert!(running(&party, &ada).await.is_none());
        assert_eq!(party.history(&ada).await[..2], [Kind::Verified, Kind::ResetCancelled]);
    }

    async fn a_client_without_cookies_that_uses_a_passkey_ends_a_reset(party: TestParty) {
        let Case { ada, home, mut phone, mail } = case(&party).await;
        ask(&party, &mail).await.unwrap();
        let SignedIn { user, session } = home.signed_in().await.unwrap();
        let owner = Owner { user, session: session.id.to_string(), proven_by: None, may_add_first: false };
        let context = party.browser().context();
        let started = party.passkeys().start_sign_in(&context).await.unwrap().for_client(&context).unwrap();
        let options = serde_json::json!({ "publicKey": started.public_key });
        let assertion = serde_json::from_str(&phone.get(ORIGIN, &options).await.unwrap()).unwrap();
        party.passkeys().finish_proof(owner, &CeremonyResponse::of_client(&context, &started.state, &assertion).unwrap()).await.unwrap();
        assert!(running(&party, &ada).await.is_none());
        assert_eq!(newest(&party).await.subject, "The reset of your Latchkey account was cancelled");
    }

    async fn a_passkey_that_does_not_sign_ends_no_reset(party: TestParty) {
        let (home, mut key) = (party.browser(), Hostile::new());
        home.sign_up_bent(&mut key, honest).await.unwrap();
        home.redeem(&party.newest_mail().await).await.unwrap();
        let ada = home.user().await;
        party.pass(60 * MINUTE);
        let mail = by_mail(&party, ADA).await;
        ask(&party, &mail).await.unwrap();
        let forged = home.sign_in_bent(&key, |answer| answer.sign_as(&Hostile::new())).await;
        assert_eq!(code(&forged), "verification_failed");
        assert!(running(&party, &ada).await.is_some());
    }

    async fn a_ripe_reset_that_is_cancelled_during_the_ceremony_adds_nothing(party: TestParty) {
        let Case { ada, mut phone, mail, .. } = case(&party).await;
        ask(&party, &mail).await.unwrap();
        party.pass(WAIT);
        let mail = by_mail(&party, ADA).await;
        let started = mail.start_adding().await.unwrap();
        party.browser().sign_in(&mut phone).await.unwrap();
        let answer = Hostile::new().create(ORIGIN, &started.options);
        assert_eq!(code(&mail.finish_adding(&started, &answer.json()).await), "verification_required");
        assert_eq!(party.passkeys_of(&ada).await.len(), 1);
    }

    async fn using_a_recovery_code_ends_a_reset_and_a_reset_voids_the_codes(party: TestParty) {
        let Case { ada, home, mut phone, mail } = case(&party).await;
        home.sign_in(&mut phone).await.unwrap();
        let made = home.request(async |context| party.recovery().create_codes(context, None).await).await.unwrap();
        ask(&party, &mail).await.unwrap();
        let spend = async |browser: &TestBrowser, index: usize| {
            let typed = made[index].grouped();
            browser.request(async |context| party.recovery().use_code(context, &typed).await).await
        };
        spend(&mail, 0).await.unwrap();
        assert!(running(&party, &ada).await.is_none());

        party.pass(10 * MINUTE);
        ask(&party, &mail).await.unwrap();
        party.pass(WAIT);
        let mail = by_mail(&party, ADA).await;
        mail.add_passkey(&mut Peer::new()).await.unwrap();
        assert_eq!(party.recovery().codes(ada.id).await.unwrap(), None);
        assert_eq!(code(&spend(&mail, 1).await), "wrong_recovery_code");
    }

    async fn adding_or_removing_a_passkey_ends_a_reset(party: TestParty) {
        let Case { ada, home, mut phone, mail } = case(&party).await;
        home.sign_in(&mut phone).await.unwrap();
        ask(&party, &mail).await.unwrap();
        let added = home.add_passkey(&mut Peer::new()).await.unwrap();
        assert!(running(&party, &ada).await.is_none());
        ask(&party, &mail).await.unwrap();
        let id = added.id.to_string();
        home.request(async |context| party.passkeys().remove(context, &id).await).await.unwrap();
        assert!(running(&party, &ada).await.is_none());
    }

    async fn the_mails_link_cancels_once_and_looking_at_it_never(party: TestParty) {
        let Case { ada, mail, .. } = case(&party).await;
        ask(&party, &mail).await.unwrap();
        let token = token(&party).await;
        for _ in 0..20 {
            party.recovery().look_at_reset(&token).await.unwrap();
        }
        assert!(running(&party, &ada).await.is_some());
        // In any browser, and without a session before or after.
        let anywhere = party.browser();
        cancel_by_link(&party, &anywhere, &token).await.unwrap();
        assert!(anywhere.signed_in().await.is_none());
        assert!(running(&party, &ada).await.is_none());
        assert_eq!(last_event(&party, &ada).await, Kind::ResetCancelled);
        let mails = party.count("messages").await;
        assert_eq!(code(&cancel_by_link(&party, &anywhere, &token).await), "link_expired");
        assert_eq!(code(&party.recovery().look_at_reset(&token).await), "link_expired");
        // It doesn't cancel the next one either.
        ask(&party, &mail).await.unwrap();
        assert_eq!(code(&cancel_by_link(&party, &anywhere, &token).await), "link_expired");
        assert!(running(&party, &ada).await.is_some());
        assert_eq!(party.count("messages").await, mails + 1);
    }

    async fn a_cancelling_link_is_good_for_its_own_account_and_for_nothing_else(party: TestParty) {
        let Case { ada, mail, .. } = case(&party).await;
        ask(&party, &mail).await.unwrap();
        let adas = token(&party).await;
        let eve = by_mail(&party, "eve@example.org").await;
        eve.add_passkey(&mut Peer::new()).await.unwrap();
        ask(&party, &eve).await.unwrap();
        let eves = token(&party).await;
        cancel_by_link(&party, &eve, &eves).await.unwrap();
        assert!(running(&party, &ada).await.is_some());
        for wrong in ["", "\0", "A", &eves, &adas[1..]] {
            assert_eq!(code(&cancel_by_link(&party, &eve, wrong).await), "link_expired");
        }
        let link = eve.request(async |context| party.magic_links().redeem(context, &adas).await).await;
        assert_eq!(code(&link), "link_expired");
        assert!(running(&party, &ada).await.is_some());
    }

    async fn of_two_who_cancel_at_once_one_is_told_that_it_was_them(party: TestParty) {
        let Case { mail, .. } = case(&party).await;
        ask(&party, &mail).await.unwrap();
        let token = token(&party).await;
        let mails = party.count("messages").await;
        let (one, other) = (party.browser(), party.browser());
        let both = tokio::join!(cancel_by_link(&party, &one, &token), cancel_by_link(&party, &other, &token));
        assert_eq!(codes(both.into()), ["link_expired", "ok"]);
        assert_eq!(party.count("messages").await, mails + 1);
    }

    async fn a_cancelled_reset_reminds_nobody(party: TestParty) {
        let Case { mut phone, mail, .. } = case(&party).await;
        ask(&party, &mail).await.unwrap();
        party.browser().sign_in(&mut phone).await.unwrap();
        party.pass(WAIT);
        let mails = party.count("messages").await;
        party.recovery().remind_of_resets().await.unwrap();
        assert_eq!(party.count("messages").await, mails);
    }
}
