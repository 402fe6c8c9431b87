//! Tests that each event is delivered once, even after a crash, and repeats once an hour.

use testing::authenticator::{Hostile, Peer};
use testing::on_both;

use crate::extras::webhooks::tests::receiver::{Receiver, deliveries};
use crate::model::event::Kind;
use crate::tests::events::{
    ADA, ada, is_told_once_after_a_crash, is_told_once_by_several_servers, messages,
};
use crate::tests::party::{MINUTE, TestParty, code, honest};

on_both! {
    async fn what_is_recorded_when_a_server_dies_is_told_by_the_next_and_once(party: TestParty) {
        let receiver = Receiver::start(&[]).await;
        receiver.set_up(&party, &["passkey.added"]).await;
        // An email and a delivery.
        is_told_once_after_a_crash(&party, 2).await;
    }

    async fn of_several_servers_that_read_at_once_each_event_is_read_by_one(party: TestParty) {
        let receiver = Receiver::start(&[]).await;
        receiver.set_up(&party, &["passkey.added"]).await;
        is_told_once_by_several_servers(&party, 2).await;
    }

    async fn repeats_of_what_strangers_can_cause_are_delivered_once(party: TestParty) {
        let receiver = Receiver::start(&[]).await;
        receiver.set_up(&party, &["sign_in.failed"]).await;
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
        party.mail().send_due().await;
        assert_eq!(receiver.kinds(), ["sign_in.failed"]);
        let user = party.browser();
        user.sign_in_bent(&key, honest).await.unwrap();
        let history = party.events().list(user.user().await.id, None).await.unwrap();
        assert_eq!((history[1].kind, history[1].times, history[1].ip.as_str()), (Kind::SignInFailed, 30, "203.0.113.9"));
        // After an hour, repeats are delivered again.
        party.pass(60 * MINUTE);
        stranger.sign_in_bent(&key, |answer| answer.sign_as(&Hostile::new())).await.unwrap_err();
        party.mail().send_due().await;
        assert_eq!((party.count("events").await, receiver.count()), (events + 3, 2));
    }

    async fn few_repetitions_wait_for_an_endpoint_and_the_rest_is_told(party: TestParty) {
        let receiver = Receiver::start(&[]).await;
        receiver.set_up(&party, &[]).await;
        let (browser, user, _) = ada(&party).await;
        party.mail().send_due().await;
        for nth in 0..40 {
            browser.change_display_name(&format!("Ada {nth}")).await.unwrap();
        }
        party.happens(&user, Kind::Deactivated).await;
        let waiting = deliveries(&party).await.into_iter().filter(|one| one.state == crate::store::State::Waiting);
        assert_eq!(waiting.count(), 11);
        party.mail().send_due().await;
        assert_eq!(receiver.kinds().last().unwrap(), "user.deactivated");
        // Once the endpoint has caught up, it gets new events again.
        let heard = receiver.count();
        browser.change_display_name("Ada").await.unwrap();
        party.mail().send_due().await;
        assert_eq!(receiver.count(), heard + 1);
    }

    async fn what_was_not_read_when_an_account_was_deleted_is_told_and_then_forgotten(party: TestParty) {
        let receiver = Receiver::start(&[]).await;
        receiver.set_up(&party, &["passkey.added", "user.deleted"]).await;
        let (browser, user, _) = ada(&party).await;
        party.mail().send_due().await;
        browser.add_passkey(&mut Peer::new()).await.unwrap();
        browser.delete_account(true).await.unwrap();
        let (heard, before) = (receiver.count(), messages(&party).await);
        party.mail().send_due().await;
        assert_eq!(receiver.kinds()[heard..], ["passkey.added", "user.deleted"]);
        assert!(party.subjects(ADA).await.contains(&"Your Latchkey account was deleted".to_owned()), "{before}");
        party.sweep().await.unwrap();
        assert_eq!(party.store().list_events(user.id, None, 10).await.unwrap().len(), 0);
        let everything = party.database.everything().await;
        assert!(!everything.iter().any(|(place, value)| place.starts_with("events.") && value.contains(&user.id.to_string())));
    }
}
