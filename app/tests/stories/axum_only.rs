//! The example of an axum application that takes only the passkeys.

use http::StatusCode;
use latchkey::{Config, Random, RelyingParty, Store};
use testing::authenticator::Peer;
use testing::on_both;
use testing::server::{TestBrowser, TestServer};
use testing::{ORIGIN, settings};

#[path = "../../../examples/axum_only/main.rs"]
#[expect(dead_code, reason = "the story starts the application itself")]
mod example;

/// Sends a JSON body as the example's page does.
async fn post(
    browser: &mut TestBrowser,
    path: &str,
    body: serde_json::Value,
) -> testing::server::Answer {
    let request = browser.request(http::Method::POST, path);
    let request =
        request.header("content-type", "application/json").header("sec-fetch-site", "same-origin");
    browser.send(request, body.to_string().into()).await
}

on_both! {
    async fn an_axum_application_takes_only_the_passkeys(server: TestServer) {
        let config = Config::from_settings(&settings(&server.database, &[])).unwrap();
        let store = Store::open(&config).await.unwrap();
        let rp = RelyingParty::new(config, store, server.clock.clone(), Random::system()).unwrap();
        let folder = tempfile::TempDir::new().unwrap();
        let url = format!("sqlite:{}?mode=rwc", folder.path().join("shop.db").display());
        let mut browser = server.browser();
        browser.router = example::app(&rp, example::Shop::open(&url).await.unwrap());

        assert!(browser.get("/").await.body.contains("Create a passkey"));
        assert_eq!(browser.get("/me").await.status, StatusCode::UNAUTHORIZED);

        let mut key = Peer::new();
        let started = post(&mut browser, "/passkeys/register/begin", serde_json::json!({ "email": "ada@example.org" })).await.json();
        let options = serde_json::json!({ "publicKey": started["publicKey"] });
        let credential: serde_json::Value = serde_json::from_str(&key.create(ORIGIN, &options).await.unwrap()).unwrap();
        let body = serde_json::json!({ "credential": credential, "state": started["state"] });
        assert_eq!(post(&mut browser, "/passkeys/register/finish", body.clone()).await.status, StatusCode::OK);
        let me = browser.get("/me").await.json();
        assert_eq!(me, serde_json::json!({ "name": "ada@example.org", "visits": 1 }));
        post(&mut browser, "/passkeys/register/finish", body).await.assert_refused(400, "ceremony_expired");

        post(&mut browser, "/sign-out", serde_json::json!({})).await;
        assert_eq!(browser.get("/me").await.status, StatusCode::UNAUTHORIZED);

        let started = post(&mut browser, "/passkeys/authenticate/begin", serde_json::json!({})).await.json();
        let options = serde_json::json!({ "publicKey": started["publicKey"] });
        let credential: serde_json::Value = serde_json::from_str(&key.get(ORIGIN, &options).await.unwrap()).unwrap();
        let body = serde_json::json!({ "credential": credential, "state": started["state"] });
        let answer = post(&mut browser, "/passkeys/authenticate/finish", body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        assert_eq!(browser.get("/me").await.json()["visits"], 2);

        let request = browser.request(http::Method::POST, "/sign-out").header("sec-fetch-site", "cross-site");
        browser.send(request, axum::body::Body::empty()).await.assert_refused(403, "cross_site");
        assert_eq!(browser.get("/me").await.status, StatusCode::OK, "another site signs no one out");
    }
}

#[test]
fn the_example_fits_on_three_screens() {
    let source = include_str!("../../../examples/axum_only/main.rs");
    assert!(source.lines().count() < 150);
    assert!(!source.contains("leptos::"));
}
