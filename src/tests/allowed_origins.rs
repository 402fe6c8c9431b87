//! Tests which ceremonies a page of an allowed origin may answer, and which only our own pages may.

use serde_json::{Value, json};
use testing::authenticator::Peer;
use testing::on_both;

use super::party::{TestParty, code};
use crate::CeremonyResponse;
use crate::crypto::secret::Secret;
use crate::model::session::Opens;
use crate::web::request_context::Browser;
use crate::{ClientCeremony, RequestContext};

const OWN: &str = "https://id.example.org";
const ALLOWED: &str = "https://app.example.org";

fn with_allowed_origin(party: TestParty) -> TestParty {
    party.restarted_with(&[
        ("LATCHKEY_ORIGIN", OWN),
        ("LATCHKEY_RP_ID", "example.org"),
        ("LATCHKEY_ALLOWED_ORIGINS", ALLOWED),
    ])
}

fn options(started: &ClientCeremony) -> Value {
    json!({ "publicKey": started.public_key })
}

async fn assertion(key: &mut Peer, origin: &str, started: &ClientCeremony) -> Value {
    serde_json::from_str(&key.get(origin, &options(started)).await.unwrap()).unwrap()
}

on_both! {
    async fn an_allowed_origin_answers_no_ceremony_of_our_own_pages(party: TestParty) {
        let party = with_allowed_origin(party);
        let stranger = party.browser();
        let started = stranger.start_sign_up("bob@example.org").await.unwrap();
        let credential = Peer::new().create(ALLOWED, &started.options).await.unwrap();
        assert_eq!(code(&stranger.finish_sign_up(&started, &credential).await), "verification_failed");

        let (browser, mut key) = (party.browser(), Peer::new());
        let started = browser.start_sign_up("ada@example.org").await.unwrap();
        let credential = key.create(OWN, &started.options).await.unwrap();
        browser.finish_sign_up(&started, &credential).await.unwrap();

        let started = browser.start_verification().await.unwrap();
        let signed = key.get(ALLOWED, &started.options).await.unwrap();
        assert_eq!(code(&browser.finish_verification(&started, &signed).await), "verification_failed");
        let started = browser.start_adding().await.unwrap();
        let credential = Peer::new().create(ALLOWED, &started.options).await.unwrap();
        assert_eq!(code(&browser.finish_adding(&started, &credential).await), "verification_failed");
        let started = stranger.start_sign_in().await.unwrap();
        let signed = key.get(ALLOWED, &started.options).await.unwrap();
        assert_eq!(code(&stranger.finish_sign_in(&started, &signed).await), "verification_failed");
        let counts = [party.count("users").await, party.count("credentials").await, party.count("sessions").await];
        assert_eq!(counts, [1, 1, 1]);

        let started = browser.start_verification().await.unwrap();
        let signed = key.get(OWN, &started.options).await.unwrap();
        browser.finish_verification(&started, &signed).await.unwrap();
    }

    async fn an_allowed_origin_answers_what_a_client_without_cookies_has_begun(party: TestParty) {
        let party = with_allowed_origin(party);
        let (client, mut key) = (RequestContext::unknown(&party), Peer::new());
        let started = party.passkeys().start_sign_up(&client, "ada@example.org").await.unwrap().for_client(&client).unwrap();
        let credential = key.create(ALLOWED, &options(&started)).await.unwrap();
        let credential = serde_json::from_str(&credential).unwrap();
        party.passkeys().finish_sign_up(&CeremonyResponse::of_client(&client, &started.state, &credential).unwrap(), Opens::Nothing).await.unwrap();
        for (origin, expected) in [(OWN, "ok"), (ALLOWED, "ok"), ("https://www.example.org", "verification_failed")] {
            let client = RequestContext::unknown(&party);
            let started = party.passkeys().start_sign_in(&client).await.unwrap().for_client(&client).unwrap();
            let signed = assertion(&mut key, origin, &started).await;
            assert_eq!(code(&party.passkeys().finish_sign_in(&CeremonyResponse::of_client(&client, &started.state, &signed).unwrap(), Opens::Nothing).await), expected, "{origin}");
        }
    }

    async fn what_a_client_has_begun_opens_no_session_of_the_site_by_an_allowed_origin(party: TestParty) {
        let party = with_allowed_origin(party);
        let (browser, mut key) = (party.browser(), Peer::new());
        let started = browser.start_sign_up("ada@example.org").await.unwrap();
        let credential = key.create(OWN, &started.options).await.unwrap();
        browser.finish_sign_up(&started, &credential).await.unwrap();
        for (origin, expected) in [(ALLOWED, "verification_failed"), (OWN, "ok")] {
            let client = RequestContext::unknown(&party);
            let started = party.passkeys().start_sign_in(&client).await.unwrap().for_client(&client).unwrap();
            let signed = assertion(&mut key, origin, &started).await.to_string();
            // The secret that binds the ceremony, moved into a browser's cookie.
            let (ceremony, secret) = started.state.split_once('.').unwrap();
            let cookie = Browser::new(Some(Secret::presented(secret)));
            let context = RequestContext { browser: cookie, ..RequestContext::unknown(&party) };
            let result = party.passkeys().finish_sign_in(&CeremonyResponse::of_page(&context, ceremony, &signed), Opens::Session).await;
            assert_eq!(code(&result), expected, "{origin}");
        }
    }
}
