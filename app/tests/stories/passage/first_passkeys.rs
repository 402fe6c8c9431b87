//! An account's first passkey, created by a client without cookies.

use std::time::Duration;

use http::StatusCode;
use latchkey::RequestContext;
use serde_json::{Value, json};
use testing::authenticator::Peer;
use testing::on_both;
use testing::server::TestServer;

use crate::json_ceremonies::Client;
use crate::passage::BackEnd;
use crate::tokens::{ask_for_tokens, with_key};

/// Returns the tokens of a client that has activated a link.
async fn by_link(server: &TestServer) -> Value {
    let wish = json!({ "email": "ada@example.org" });
    let made = BackEnd::new(server).await.post("/magic-links", &wish).await.json();
    let secret = json!({ "magic_link": made["magic_link"]["secret"] });
    let answer = BackEnd::without_key(server).patch("/magic-link/activate", &secret).await.json();
    let result = &answer["auth_result"];
    json!({ "access_token": result["auth_token"], "refresh_token": result["refresh_token"] })
}

on_both! {
    async fn a_token_from_a_browser_session_adds_no_passkey(server: TestServer) {
        with_key(&server).await;
        let mut browser = server.browser();
        browser.ask_for_link("ada@example.org").await;
        browser.press_link_button(&server.mail().await).await;
        let tokens = ask_for_tokens(&mut browser).await.json();
        let mut client = Client::with(&server, &tokens);
        client.post("register/begin", &json!({})).await.assert_refused(403, "verification_required");
        assert_eq!(browser.add_passkey(&mut Peer::new()).await.status, StatusCode::OK);
    }

    async fn a_token_adds_no_first_passkey_long_after_the_email(server: TestServer) {
        with_key(&server).await;
        let tokens = by_link(&server).await;
        server.pass(Duration::from_mins(9));
        let (unknown, token) = (RequestContext::unknown(&server.rp), tokens["refresh_token"].as_str().unwrap());
        let tokens = server.rp.tokens().refresh(&unknown, token).await.unwrap();
        let (mut client, mut phone) = (Client::with(&server, &json!(tokens)), Peer::new());
        let started = client.begin("register/begin", &json!({})).await;
        server.pass(Duration::from_mins(1));
        client.post("register/begin", &json!({})).await.assert_refused(403, "verification_required");
        let created = Client::create(&mut phone, &started).await;
        client.post("register/finish", &created).await.assert_refused(403, "verification_required");
        assert!(client.credentials().await.is_empty());
    }

    async fn a_token_adds_the_first_passkey_and_others_only_with_an_existing_passkey(server: TestServer) {
        with_key(&server).await;
        let (mut client, mut phone, mut key) = (Client::with(&server, &by_link(&server).await), Peer::new(), Peer::new());

        let started = client.begin("register/begin", &json!({})).await;
        let slow = client.begin("register/begin", &json!({})).await;
        let mut created = Client::create(&mut phone, &started).await;
        created["deviceName"] = json!("\u{7}");
        client.post("register/finish", &created).await.assert_refused(400, "invalid_name");
        created["deviceName"] = json!(" Ada's phone ");
        assert_eq!(client.post("register/finish", &created).await.status, StatusCode::OK);
        assert_eq!(client.credentials().await[0]["deviceName"], "Ada's phone");
        // A registration that started as the first passkey, but isn't any more.
        let second = Client::create(&mut key, &slow).await;
        client.post("register/finish", &second).await.assert_refused(403, "verification_required");
        client.post("register/begin", &json!({})).await.assert_refused(403, "verification_required");

        let (mut others, mut stranger) = (Peer::new(), Client::new(&server));
        stranger.sign_up("bob@example.org", &mut others).await;
        let proof = client.assertion(&mut others).await;
        client.post("register/begin", &proof).await.assert_refused(401, "verification_failed");
        let proof = client.assertion(&mut phone).await;
        let started = client.begin("register/begin", &proof).await;
        client.post("register/begin", &proof).await.assert_refused(400, "ceremony_expired");
        assert_eq!(started["publicKey"]["excludeCredentials"].as_array().unwrap().len(), 1);
        let created = Client::create(&mut key, &started).await;
        assert_eq!(client.post("register/finish", &created).await.status, StatusCode::OK);
        assert_eq!(client.credentials().await.len(), 2);
    }
}
