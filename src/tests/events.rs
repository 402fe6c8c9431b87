//! Tests that every reader reads each event once, even after a crash, and that repeats and noise
//! displace nothing.

use testing::authenticator::{Hostile, Peer};
use testing::on_both;

use super::party::{MINUTE, TestBrowser, TestParty, code, honest};
use crate::model::event::Kind;
use crate::{RelyingParty, Store, User};

pub(crate) const ADA: &str = "ada@example.org";

/// Returns another server of the same site.
pub(crate) async fn another_server(party: &TestParty) -> RelyingParty {
    let store = Store::open(party.config()).await.unwrap();
    let (clock, random) = (party.clock().clone(), party.random().clone());
    RelyingParty::new(party.config().clone(), store, clock, random).unwrap()
}

/// Signs up a user with a verified address, without letting readers catch up.
pub(crate) async fn ada(party: &TestParty) -> (TestBrowser, User, Peer) {
    let (mut browser, mut phone) = (party.browser(), Peer::new());
    browser.sign_up(ADA, &mut phone).await;
    browser.redeem(&party.newest_mail().await).await.unwrap();
    party.events().read().await.unwrap();
    browser.are_events_read = false;
    let user = browser.user().await;
    (browser, user, phone)
}

/// Counts the stored messages without letting readers catch up.
pub(crate) async fn messages(party: &TestParty) -> i64 {
    party.store().count_rows("messages").await.unwrap()
}

/// Adds a passkey on a server that dies before any reader has caught up. The next server must queue
/// `each` messages about it, once.
pub(crate) async fn is_told_once_after_a_crash(party: &TestParty, each: i64) {
    let (browser, _, _) = ada(party).await;
    let before = messages(party).await;
    browser.add_passkey(&mut Peer::new()).await.unwrap();
    assert_eq!(messages(party).await, before, "the request itself notifies no one");
    // The server dies here. Only the database is left.
    let next = another_server(party).await;
    next.events().read().await.unwrap();
    assert_eq!(messages(party).await, before + each);
    for server in [&next, &another_server(party).await] {
        server.events().read().await.unwrap();
    }
    party.events().read().await.unwrap();
    assert_eq!(messages(party).await, before + each);
    assert_eq!(party.subjects(ADA).await[0], "A passkey was added to your Latchkey account");
}

/// Adds passkeys while three servers read at the same time. Each passkey must cause `each`
/// messages.
pub(crate) async fn is_told_once_by_several_servers(party: &TestParty, each: i64) {
    let (browser, _, _) = ada(party).await;
    let others = [another_server(party).await, another_server(party).await];
    for _ in 0..5 {
        let before = messages(party).await;
        browser.add_passkey(&mut Peer::new()).await.unwrap();
        let read = tokio::join!(
            party.events().read(),
            others[0].events().read(),
            others[1].events().read()
        );
        read.0.and(read.1).and(read.2).unwrap();
        party.events().read().await.unwrap();
        assert_eq!(messages(party).await, before + each);
    }
}

on_both! {
    async fn what_is_recorded_when_a_server_dies_is_mailed_by_the_next_and_once(party: TestParty) {
        is_told_once_after_a_crash(&party, 1).await;
    }

    async fn of_several_servers_that_read_at_once_one_mails_an_event(party: TestParty) {
        is_told_once_by_several_servers(&party, 1).await;
    }

    async fn a_sign_in_names_its_passkey_and_its_session(party: TestParty) {
        let (browser, user, mut phone) = ada(&party).await;
        browser.sign_in(&mut phone).await.unwrap();
        let event = party.events().list(user.id, None).await.unwrap().swap_remove(0);
        let (passkey, session) = (party.passkeys_of(&user).await.swap_remove(0), browser.signed_in().await.unwrap().session);
        assert_eq!((event.kind, event.details.passkey, event.details.passkey_id), (Kind::SignedInByPasskey, Some(passkey.name), Some(passkey.id)));
        assert_eq!((event.details.session_id, event.details.method), (Some(session.id), Some(session.method)));
    }

    async fn repeats_of_what_strangers_can_cause_are_one_event(party: TestParty) {
        let mut key = Hostile::new();
        party.browser().sign_up_bent(&mut key, honest).await.unwrap();
        let events = party.count("events").await;
        let mut stranger = party.browser();
        for (nth, ip) in ["198.51.100.1", "198.51.100.2", "203.0.113.9"].into_iter().cycle().take(30).enumerate() {
            stranger.ip = ip;
            let forged = stranger.sign_in_bent(&key, |answer| answer.sign_as(&Hostile::new())).await;
            assert_eq!(code(&forged), "verification_failed", "{nth}");
        }
        assert_eq!(party.count("events").await, events + 1);
        let user = party.browser();
        user.sign_in_bent(&key, honest).await.unwrap();
        let history = party.events().list(user.user().await.id, None).await.unwrap();
        assert_eq!((history[1].kind, history[1].times, history[1].ip.as_str()), (Kind::SignInFailed, 30, "203.0.113.9"));
        // After an hour, repeats count as new events.
        party.pass(60 * MINUTE);
        stranger.sign_in_bent(&key, |answer| answer.sign_as(&Hostile::new())).await.unwrap_err();
        assert_eq!(party.count("events").await, events + 3);
    }

    async fn noise_displaces_nothing_that_changes_who_can_get_in(party: TestParty) {
        let (browser, user, _) = ada(&party).await;
        for nth in 0..450 {
            browser.change_display_name(&format!("Ada {nth}")).await.unwrap();
        }
        party.sweep().await.unwrap();
        let history = party.store().list_events(user.id, None, 1000).await.unwrap();
        let kinds: Vec<_> = history.iter().map(|event| event.kind).collect();
        assert_eq!(kinds.len(), 203);
        assert_eq!(kinds[200..], [Kind::AddressConfirmed, Kind::PasskeyAdded, Kind::SignedUp]);
    }

    async fn no_flood_keeps_the_owner_from_hearing_of_a_new_passkey(party: TestParty) {
        let party = party.restarted_with(&[("LATCHKEY_LIMIT_NEWS", "3/1h")]);
        let (browser, user, _) = ada(&party).await;
        for _ in 0..50 {
            for noise in [Kind::RecoveryCodesMade, Kind::CounterWentBack, Kind::PhoneRemoved] {
                party.happens(&user, noise).await;
            }
        }
        let told = party.subjects(ADA).await.len();
        browser.add_passkey(&mut Peer::new()).await.unwrap();
        let subjects = party.subjects(ADA).await;
        assert_eq!((subjects.len(), subjects[0].as_str()), (told + 1, "A passkey was added to your Latchkey account"));
        assert!(told < 12, "{told}");
    }

    async fn what_was_not_mailed_when_an_account_was_deleted_is_and_then_forgotten(party: TestParty) {
        let (browser, user, _) = ada(&party).await;
        party.mail().send_due().await;
        browser.add_passkey(&mut Peer::new()).await.unwrap();
        browser.delete_account(true).await.unwrap();
        let before = messages(&party).await;
        party.mail().send_due().await;
        assert!(party.subjects(ADA).await.contains(&"Your Latchkey account was deleted".to_owned()), "{before}");
        party.sweep().await.unwrap();
        assert_eq!(party.store().list_events(user.id, None, 10).await.unwrap().len(), 0);
        let everything = party.database.everything().await;
        assert!(!everything.iter().any(|(place, value)| place.starts_with("events.") && value.contains(&user.id.to_string())));
    }
}
