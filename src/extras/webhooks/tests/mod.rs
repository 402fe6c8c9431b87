//! Tests the content and the signature of deliveries.

mod deliveries;
mod events;
#[cfg(feature = "passage")]
mod passage;
mod receiver;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use testing::authenticator::{Hostile, Peer};
use testing::on_both;

use std::time::Duration;

use crate::Result;
use crate::extras::webhooks::tests::receiver::{
    Receiver, announce, by_server, is_signed, newest, sign_up,
};
use crate::model::message::Queue;
use crate::store;
use crate::tests::party::{MINUTE, SECOND, TestParty, code, honest};

/// Returns whether the queue was woken and hasn't run since.
async fn was_woken(party: &TestParty) -> bool {
    let told = party.post().written(Queue::Programs).notified();
    tokio::time::timeout(Duration::ZERO, told).await.is_ok()
}

on_both! {
    async fn endpoints_are_told_what_happens_in_order_and_in_ids(party: TestParty) {
        let receiver = Receiver::start(&[]).await;
        receiver.set_up(&party, &[]).await;
        let (browser, mut key) = (party.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut key).await;
        let user = browser.user().await;
        let passkey = party.passkeys_of(&user).await[0].id.to_string();
        let session = browser.signed_in().await.unwrap().session.id;
        browser.change_display_name("Ada").await.unwrap();
        browser.redeem(&party.mail_to("ada@example.org").await).await.unwrap();
        let second = browser.add_passkey(&mut Peer::new()).await.unwrap().id.to_string();
        browser.request(async |context| party.passkeys().remove(context, &second).await).await.unwrap();
        browser.delete_account(true).await.unwrap();
        assert_eq!(receiver.count(), 0, "a request itself sends nothing");
        party.mail().send_due().await;

        let data: Vec<_> = receiver.bodies().into_iter().map(|body| {
            assert_eq!(body["timestamp"], crate::clock::rfc3339(party.clock().now()));
            assert_eq!(body["data"]["user_id"], user.id.to_string());
            let mut data = body["data"].as_object().unwrap().clone();
            data.remove("user_id");
            (body["type"].as_str().unwrap().to_owned(), Value::Object(data).to_string())
        }).collect();
        let data: Vec<_> = data.iter().map(|(kind, data)| (kind.as_str(), data.as_str())).collect();
        assert_eq!(data, [
            ("user.created", "{}"),
            ("passkey.added", &format!(r#"{{"passkey_id":"{passkey}"}}"#)),
            ("session.created", &format!(r#"{{"method":"passkey","session_id":"{session}"}}"#)),
            ("user.updated", r#"{"changed":["display_name"]}"#),
            ("user.updated", r#"{"changed":["email"]}"#),
            ("passkey.added", &format!(r#"{{"passkey_id":"{second}"}}"#)),
            ("passkey.removed", &format!(r#"{{"passkey_id":"{second}"}}"#)),
            ("user.deleted", "{}"),
        ]);
        let everything = receiver.bodies().iter().map(ToString::to_string).collect::<String>();
        for personal in ["Ada", "example.org", "localhost"] {
            assert!(!everything.contains(personal), "{personal}");
        }
        // After the delivery, the body is erased.
        assert_eq!(party.database.text("select coalesce(max(text_body), '') from messages where channel = 'webhook'").await, "");
    }

    async fn an_account_made_by_mail_and_a_sign_in_that_failed_are_told(party: TestParty) {
        let receiver = Receiver::start(&[]).await;
        receiver.set_up(&party, &[]).await;
        let by_mail = party.browser().enter_by_mail("bob@example.org").await;
        party.mail().send_due().await;
        assert_eq!(receiver.kinds(), ["user.created", "session.created"]);
        assert_eq!(receiver.bodies()[1]["data"]["method"], "mail");
        assert_eq!(receiver.bodies()[1]["data"]["user_id"], by_mail.id.to_string());
        let (browser, mut key) = (party.browser(), Hostile::new());
        browser.sign_up_bent(&mut key, honest).await.unwrap();
        let passkey = party.passkeys_of(&browser.user().await).await[0].id.to_string();
        let forged = party.browser().sign_in_bent(&key, |answer| answer.sign_as(&Hostile::new())).await;
        assert_eq!(code(&forged), "verification_failed");
        party.mail().send_due().await;
        let failed = receiver.bodies().pop().unwrap();
        assert_eq!((failed["type"].as_str(), failed["data"]["passkey_id"].as_str()), (Some("sign_in.failed"), Some(passkey.as_str())));
    }

    async fn a_delivery_is_signed_with_its_endpoints_secret_and_no_other(party: TestParty) {
        let (one, other) = (Receiver::start(&[]).await, Receiver::start(&[]).await);
        let (_, secret) = one.set_up(&party, &[]).await;
        let (_, others) = other.set_up(&party, &[]).await;
        let user = sign_up(&party).await;
        party.pass(MINUTE);
        party.mail().send_due().await;
        assert_eq!((one.count(), other.count()), (3, 3));
        for told in one.told() {
            assert!(is_signed(&told, &secret) && !is_signed(&told, &others));
            assert_eq!(told.1, party.clock().now().to_string(), "the time of the attempt");
            assert!(!told.0.contains('.'), "{}", told.0);
            for bent in [
                (told.0.clone() + "a", told.1.clone(), told.2.clone(), told.3.clone()),
                (told.0.clone(), told.1.clone() + "0", told.2.clone(), told.3.clone()),
                (told.0.clone(), told.1.clone(), told.2.clone(), told.3.replace(&user.id.to_string(), "")),
            ] {
                assert!(!is_signed(&bent, &secret));
            }
        }
    }

    async fn an_endpoint_is_told_what_it_wants_to_hear(party: TestParty) {
        let receiver = Receiver::start(&[]).await;
        receiver.set_up(&party, &["user.created", "session.created"]).await;
        sign_up(&party).await;
        party.mail().send_due().await;
        assert_eq!(receiver.kinds(), ["user.created", "session.created"]);
    }

    async fn what_is_recorded_wakes_the_readers_and_they_the_queue(party: TestParty) {
        let (browser, mut key) = (party.browser(), Peer::new());
        Receiver::start(&[]).await.set_up(&party, &[]).await;
        browser.sign_up("ada@example.org", &mut key).await;
        party.events().read().await.unwrap();
        was_woken(&party).await;
        tokio::time::timeout(Duration::ZERO, party.post().recorded().notified()).await.unwrap();
        browser.sign_in(&mut key).await.unwrap();
        tokio::time::timeout(Duration::ZERO, party.post().recorded().notified()).await.unwrap();
        party.events().read().await.unwrap();
        assert!(was_woken(&party).await);
    }

    async fn what_did_not_happen_is_not_told(party: TestParty) {
        let receiver = Receiver::start(&[]).await;
        receiver.set_up(&party, &["passkey.removed", "user.deleted", "passkey.added"]).await;
        let (browser, mut key) = (party.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut key).await;
        let passkey = party.passkeys_of(&browser.user().await).await[0].id.to_string();
        let removed = browser.request(async |context| party.passkeys().remove(context, &passkey).await).await;
        assert_eq!(code(&removed), "last_way_in");
        assert_eq!(code(&browser.delete_account(false).await), "not_confirmed");
        party.mail().send_due().await;
        assert_eq!(receiver.kinds(), ["passkey.added"]);
    }

    async fn a_deleted_account_is_nowhere_once_its_endpoints_know(party: TestParty) {
        let receiver = Receiver::start(&[500; 4]).await;
        receiver.set_up(&party, &[]).await;
        let browser = party.browser();
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        let id = browser.user().await.id.to_string();
        browser.delete_account(true).await.unwrap();
        party.mail().send_due().await;
        assert_eq!(party.count("users").await, 0);
        party.pass(MINUTE);
        party.mail().send_due().await;
        assert_eq!(receiver.kinds()[4..], ["user.created", "passkey.added", "session.created", "user.deleted"]);
        party.sweep().await.unwrap();
        let left: Vec<_> = party.database.everything().await.into_iter().filter(|(_, value)| value.contains(&id)).collect();
        assert_eq!(left, []);
    }

    async fn a_secret_is_sealed_and_its_absence_stops_nothing_but_its_deliveries(party: TestParty) {
        let key = |byte: u8| STANDARD.encode([byte; 32]);
        let receiver = Receiver::start(&[]).await;
        let (_, secret) = receiver.set_up(&party, &["user.activated"]).await;
        let stored = async |party: &TestParty| party.store().list_endpoints().await.unwrap().swap_remove(0).secret;
        assert!(stored(&party).await.starts_with("plain:"));
        let party = party.restarted_with(&[("LATCHKEY_KEY", &key(1))]);
        party.webhooks().check_endpoints().await.unwrap();
        assert!(stored(&party).await.starts_with("sealed:"));
        let user = sign_up(&party).await;
        announce(&party, &user).await;
        party.mail().send_due().await;
        assert!(is_signed(&receiver.told()[0], &secret));

        let party = party.restarted_with(&[("LATCHKEY_KEY", &key(2))]);
        party.webhooks().check_endpoints().await.unwrap();
        announce(&party, &user).await;
        party.mail().send_due().await;
        assert_eq!(newest(&party).await, (store::State::Waiting, 1, "LATCHKEY_KEY does not open its secret".to_owned()));
        let party = party.restarted_with(&[("LATCHKEY_KEY", &key(1))]);
        party.pass(10 * SECOND);
        party.mail().send_due().await;
        assert_eq!((receiver.count(), is_signed(&receiver.told()[1], &secret)), (2, true));
    }

    async fn nothing_is_posted_in_clear_or_to_what_is_no_url(party: TestParty) {
        let add = async |party: &TestParty, url: &str| -> Result<()> { party.webhooks().add_endpoint(&by_server(party), url, &[]).await.map(|_| ()) };
        for url in ["", "example.org", "ftp://example.org", "http://example.org", "http://127.0.0.1.example.org/", "http://[::2]/",
            "https://user:secret@example.org", "https://user@example.org", "https://example.org/#there", &format!("https://example.org/{}", "a".repeat(2000))] {
            assert_eq!(code(&add(&party, url).await), "invalid_request", "{url}");
        }
        for url in ["https://example.org", "https://10.0.0.1:8443/hooks?a=b", "http://localhost:1/", "http://[::1]:1/"] {
            add(&party, url).await.unwrap();
        }
        let unknown = party.webhooks().add_endpoint(&by_server(&party), "https://example.org", &["user.created".to_owned(), "user".to_owned()]).await;
        assert_eq!(code(&unknown), "invalid_request");

        // For an endpoint that was added while the site was on localhost.
        let party = party.restarted_with(&[("LATCHKEY_ORIGIN", "https://id.example.org")]);
        assert_eq!(code(&add(&party, "http://localhost:1/").await), "invalid_request");
        for endpoint in party.store().list_endpoints().await.unwrap() {
            if endpoint.url.starts_with("http:") {
                let refused = party.webhooks().try_endpoint(&endpoint.id, &mut |_| {}).await.unwrap_err();
                assert!(refused.contains("starts with https://"), "{refused}");
            }
        }
    }

    async fn the_operator_tries_an_endpoint_and_is_told_each_step(party: TestParty) {
        let receiver = Receiver::start(&[302]).await;
        let (id, secret) = receiver.set_up(&party, &["user.created"]).await;
        let mut steps = Vec::new();
        let refused = party.webhooks().try_endpoint(&id, &mut |step| steps.push(step)).await.unwrap_err();
        assert_eq!(refused, "the endpoint said 302 Found (an event would be sent again)");
        assert!(steps[0].ends_with(&receiver.url()) && steps[2].starts_with("it said: no, not {"), "{steps:?}");
        party.webhooks().try_endpoint(&id, &mut |_| {}).await.unwrap();
        assert_eq!(receiver.kinds(), ["webhook.test", "webhook.test"]);
        assert!(is_signed(&receiver.told()[1], &secret));
        assert!(party.webhooks().try_endpoint("nobody", &mut |_| {}).await.is_err());
        assert_eq!(party.count("messages").await, 0);
    }
}
