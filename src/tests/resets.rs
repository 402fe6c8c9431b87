//! Tests the slow way back into an account with lost passkeys and codes.

use testing::authenticator::{Hostile, Peer};
use testing::on_both;

use super::party::{
    MINUTE, ORIGIN, SECOND, TestBrowser, TestParty, code, codes, honest, just_under,
};
use crate::model::event::Kind;
use crate::model::message::Message;
use crate::recovery::Reset;
use crate::recovery::reset::{GOOD_FOR, WAIT};
use crate::{Result, User};

pub(crate) const ADA: &str = "ada@example.org";

/// Ada, who has confirmed her address, in the browser where she signed up an hour ago; and another
/// browser, in which a reader of her mailbox has signed in.
pub(crate) struct Case {
    pub(crate) ada: User,
    pub(crate) home: TestBrowser,
    pub(crate) phone: Peer,
    pub(crate) mail: TestBrowser,
}

pub(crate) async fn case(party: &TestParty) -> Case {
    let (home, mut phone) = (party.browser(), Peer::new());
    let ada = home.sign_up(ADA, &mut phone).await;
    home.redeem(&party.newest_mail().await).await.unwrap();
    party.pass(60 * MINUTE);
    Case { ada, home, phone, mail: by_mail(party, ADA).await }
}

pub(crate) async fn by_mail(party: &TestParty, email: &str) -> TestBrowser {
    let browser = party.browser();
    browser.ask_for_link(email).await.unwrap();
    browser.redeem(&party.newest_mail().await).await.unwrap();
    browser
}

pub(crate) async fn ask(party: &TestParty, browser: &TestBrowser) -> Result<()> {
    browser.request(async |context| party.recovery().request_reset(context).await).await
}

pub(crate) async fn cancel_by_link(
    party: &TestParty,
    browser: &TestBrowser,
    token: &str,
) -> Result<()> {
    browser
        .request(async |context| party.recovery().cancel_reset_by_link(context, token).await)
        .await
}

pub(crate) async fn running(party: &TestParty, user: &User) -> Option<Reset> {
    party.recovery().find_reset(user.id).await.unwrap().filter(|reset| reset.cancelled_at.is_none())
}

pub(crate) async fn newest(party: &TestParty) -> Message {
    party.mail().development_mailbox().await.unwrap().swap_remove(0)
}

/// Returns the token of the cancellation link in the newest email.
pub(crate) async fn token(party: &TestParty) -> String {
    let link = newest(party).await.link.unwrap();
    let token = link.strip_prefix("http://localhost:3000/cancel-reset?token=").unwrap();
    assert_eq!(token.len(), 43, "256 bits");
    token.to_owned()
}

pub(crate) async fn last_event(party: &TestParty, user: &User) -> Kind {
    party.events().list(user.id, None).await.unwrap()[0].kind
}

pub(crate) async fn verify(browser: &TestBrowser, phone: &mut Peer) {
    let started = browser.start_verification().await.unwrap();
    let answer = phone.get(ORIGIN, &started.options).await.unwrap();
    browser.finish_verification(&started, &answer).await.unwrap();
}

on_both! {
    async fn a_reset_is_announced_at_once_and_opens_nothing_for_three_days(party: TestParty) {
        let case = case(&party).await;
        ask(&party, &case.mail).await.unwrap();
        let mail = newest(&party).await;
        assert_eq!(mail.to, ADA);
        assert_eq!(mail.subject, "Cancel this if it wasn’t you: reset of your Latchkey account");
        for said in ["Browser: Firefox", "IP address: 192.0.2.1", "72 hours", "21 Nov 2026, 12:06 UTC", mail.link.as_deref().unwrap()] {
            assert!(mail.text.contains(said), "{said}: {}", mail.text);
        }
        assert_eq!(last_event(&party, &case.ada).await, Kind::ResetRequested);
        assert_eq!(code(&case.mail.start_adding().await), "verification_required");
        party.pass(just_under(WAIT));
        assert_eq!(code(&case.mail.start_adding().await), "verification_required");
        assert_eq!(party.passkeys_of(&case.ada).await.len(), 1);
        party.pass(SECOND);
        // The requester must read another email, so seeing the mailbox once isn't enough.
        assert_eq!(code(&case.mail.start_adding().await), "verification_required");
        by_mail(&party, ADA).await.start_adding().await.unwrap();
    }

    async fn a_ripe_reset_adds_one_passkey_and_is_used_up(party: TestParty) {
        let Case { ada, mut phone, mail, .. } = case(&party).await;
        ask(&party, &mail).await.unwrap();
        let cancelling = token(&party).await;
        party.pass(WAIT);
        let (mail, mut new) = (by_mail(&party, ADA).await, Peer::new());
        mail.add_passkey(&mut new).await.unwrap();
        assert_eq!(last_event(&party, &ada).await, Kind::ResetCompleted);
        assert_eq!(newest(&party).await.subject, "Your Latchkey account was reset and has a new passkey");
        // No second passkey, no cancelling any more, and no additional rights for the session.
        assert_eq!(code(&mail.start_adding().await), "verification_required");
        assert_eq!(code(&cancel_by_link(&party, &mail, &cancelling).await), "link_expired");
        let passkeys = party.passkeys_of(&ada).await;
        assert_eq!(passkeys.len(), 2, "the old passkey stays");
        let old = passkeys[0].id.to_string();
        let remove = async |browser: &TestBrowser| {
            browser.request(async |context| party.passkeys().remove(context, &old).await).await
        };
        assert_eq!(code(&remove(&mail).await), "verification_required");
        party.browser().sign_in(&mut phone).await.unwrap();
        verify(&mail, &mut new).await;
        remove(&mail).await.unwrap();
        assert_eq!(party.browser().sign_in(&mut new).await.unwrap().id, ada.id);
        assert_eq!(code(&party.browser().sign_in(&mut phone).await), "unknown_credential");
    }

    async fn of_two_passkeys_by_one_reset_at_once_one_is_added(party: TestParty) {
        let Case { ada, mail, .. } = case(&party).await;
        ask(&party, &mail).await.unwrap();
        party.pass(WAIT);
        let (mail, other) = (by_mail(&party, ADA).await, by_mail(&party, ADA).await);
        let (mut one_key, mut other_key) = (Hostile::new(), Hostile::new());
        let both = tokio::join!(mail.add_bent(&mut one_key, honest), other.add_bent(&mut other_key, honest));
        assert_eq!(codes(both.into()), ["ok", "verification_required"]);
        assert_eq!(party.passkeys_of(&ada).await.len(), 2);
    }

    async fn of_two_first_passkeys_at_once_one_is_added(party: TestParty) {
        let (one, other) = (by_mail(&party, ADA).await, by_mail(&party, ADA).await);
        let (mut one_key, mut other_key) = (Hostile::new(), Hostile::new());
        let both = tokio::join!(one.add_bent(&mut one_key, honest), other.add_bent(&mut other_key, honest));
        assert_eq!(codes(both.into()), ["ok", "verification_required"]);
        assert_eq!(party.count("credentials").await, 1);
    }

    async fn a_passkey_that_is_refused_does_not_use_up_a_reset(party: TestParty) {
        let Case { ada, mail, .. } = case(&party).await;
        ask(&party, &mail).await.unwrap();
        party.pass(WAIT);
        let (mail, mut strangers) = (by_mail(&party, ADA).await, Hostile::new());
        let eve = by_mail(&party, "eve@example.org").await;
        eve.add_bent(&mut strangers, honest).await.unwrap();
        assert_eq!(code(&mail.add_bent(&mut strangers, honest).await), "duplicate_credential");
        assert!(running(&party, &ada).await.is_some());
        mail.add_passkey(&mut Peer::new()).await.unwrap();
    }

    async fn a_ripe_reset_is_good_for_a_week(party: TestParty) {
        let Case { mail, .. } = case(&party).await;
        ask(&party, &mail).await.unwrap();
        party.pass(WAIT);
        let mail = by_mail(&party, ADA).await;
        party.pass(just_under(GOOD_FOR));
        let started = mail.start_adding().await.unwrap();
        let answer = Hostile::new().create(ORIGIN, &started.options);
        party.pass(SECOND);
        assert_eq!(code(&mail.finish_adding(&started, &answer.json()).await), "verification_required");
        assert_eq!(code(&mail.start_adding().await), "verification_required");
        // A new reset waits the full time and replaces the old row.
        ask(&party, &mail).await.unwrap();
        assert_eq!(party.count("resets").await, 1);
        assert_eq!(code(&mail.start_adding().await), "verification_required");
        party.pass(WAIT + GOOD_FOR);
        party.sweep().await.unwrap();
        assert_eq!(party.count("resets").await, 0);
    }

    async fn a_session_opened_by_a_passkey_adds_none_by_a_reset(party: TestParty) {
        let Case { home, mail, .. } = case(&party).await;
        ask(&party, &mail).await.unwrap();
        party.pass(WAIT);
        assert_eq!(code(&home.start_adding().await), "verification_required");
        let eve = by_mail(&party, "eve@example.org").await;
        eve.add_passkey(&mut Peer::new()).await.unwrap();
        assert_eq!(code(&eve.start_adding().await), "verification_required", "another account's reset");
        by_mail(&party, ADA).await.start_adding().await.unwrap();
    }

    async fn the_owner_is_reminded_once_when_a_reset_is_ripe(party: TestParty) {
        let Case { mail, .. } = case(&party).await;
        ask(&party, &mail).await.unwrap();
        party.pass(just_under(WAIT));
        party.sweep().await.unwrap();
        assert_eq!(party.count("messages").await, 0, "emails from three days ago are deleted");
        party.pass(SECOND);
        party.sweep().await.unwrap();
        let reminder = newest(&party).await;
        assert_eq!((reminder.to.as_str(), reminder.subject.as_str()), (ADA, "You can now reset your Latchkey account"));
        assert!(reminder.text.contains("72 hours") && reminder.text.contains("http://localhost:3000/sign-in"));
        let mails = party.count("messages").await;
        party.recovery().remind_of_resets().await.unwrap();
        assert_eq!(party.count("messages").await, mails);
    }
}
