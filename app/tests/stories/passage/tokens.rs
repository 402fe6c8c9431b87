//! Exchanging and revoking tokens for pages that use Passage's SDK.

use std::time::Duration;

use axum::body::Body;
use http::header::CONTENT_TYPE;
use http::{Method, StatusCode};
use serde_json::{Value, json};
use testing::server::TestServer;
use testing::{ORIGIN, on_both};

use crate::passage::{BackEnd, at};
use crate::tokens::with_key;

/// Returns the tokens of a page that has activated a link.
async fn by_link(server: &TestServer) -> Value {
    let wish = json!({ "email": "ada@example.org" });
    let made = BackEnd::new(server).await.post("/magic-links", &wish).await.json();
    let secret = json!({ "magic_link": made["magic_link"]["secret"] });
    let mut page = BackEnd::without_key(server);
    page.patch("/magic-link/activate", &secret).await.json()["auth_result"].clone()
}

fn refresh_token(result: &Value) -> Value {
    json!({ "refresh_token": result["refresh_token"] })
}

fn revocation(result: &Value) -> String {
    format!("/tokens?refresh_token={}", result["refresh_token"].as_str().unwrap())
}

on_both! {
    async fn a_page_exchanges_a_refresh_token_once(server: TestServer) {
        with_key(&server).await;
        let first = by_link(&server).await;
        let mut page = BackEnd::without_key(&server);
        let answer = page.post("/tokens/", &refresh_token(&first)).await;
        assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::CREATED, "no-store"), "{}", answer.body);
        let next = answer.json()["auth_result"].clone();
        assert_ne!(next["refresh_token"], first["refresh_token"]);
        assert_eq!(next["refresh_token_expiration"], first["refresh_token_expiration"]);
        assert_eq!(next["redirect_url"], format!("{ORIGIN}/dashboard"));
        server.rp.tokens().bearer(next["auth_token"].as_str().unwrap()).await.unwrap();
        server.pass(Duration::from_mins(1));
        for used in [&first, &next] {
            page.post("/tokens", &refresh_token(used)).await.assert_refused(401, "invalid_refresh_token");
        }
        for (body, status, code) in [
            (json!({}), 400, "invalid_request"), (json!({ "refresh_token": 1 }), 400, "invalid_request"),
            (json!({ "refresh_token": "" }), 401, "invalid_refresh_token"), (json!({ "refresh_token": first["auth_token"] }), 401, "invalid_refresh_token"),
        ] {
            page.post("/tokens", &body).await.assert_refused(status, code);
        }
    }

    async fn a_page_revokes_its_refresh_token_and_the_session_ends(server: TestServer) {
        with_key(&server).await;
        let result = by_link(&server).await;
        let mut page = BackEnd::without_key(&server);
        for _ in 0..2 {
            let answer = page.delete(&revocation(&result)).await;
            assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, ""));
        }
        page.post("/tokens", &refresh_token(&result)).await.assert_refused(401, "invalid_refresh_token");
        assert!(server.rp.tokens().bearer(result["auth_token"].as_str().unwrap()).await.is_err());
        page.delete("/tokens").await.assert_refused(400, "invalid_request");
    }

    async fn pages_of_allowed_origins_may_exchange_and_revoke(server: TestServer) {
        let shop = "https://shop.example.org";
        let server = server.restarted_with(&[("LATCHKEY_ALLOWED_ORIGINS", shop)]).await;
        for (origin, expected) in [(shop, shop), ("https://evil.example.org", "")] {
            let mut page = server.browser();
            let request = page.request(Method::OPTIONS, "/v1/apps/latchkey/tokens").header("origin", origin);
            let request = request.header("access-control-request-method", "DELETE");
            let request = request.header("access-control-request-headers", "content-type,passage-version");
            let answer = page.send(request, Body::empty()).await;
            assert_eq!(answer.header("access-control-allow-origin"), expected);
            assert_eq!(answer.header("access-control-allow-methods").contains("DELETE"), !expected.is_empty());
            assert_eq!(answer.header("access-control-allow-headers").contains("passage-version"), !expected.is_empty());
        }
    }

    async fn the_keys_of_the_app_are_those_of_the_site(server: TestServer) {
        let mut client = server.browser();
        let jwks = client.get_json("/.well-known/jwks.json").await;
        let of_app = client.get_json("/v1/apps/latchkey/.well-known/jwks.json").await;
        assert_eq!(of_app.body, jwks.body);
        client.get_json("/v1/apps/another/.well-known/jwks.json").await.assert_refused(404, "app_not_found");
    }

    async fn all_refresh_tokens_of_a_user_are_revoked(server: TestServer) {
        with_key(&server).await;
        let mut back_end = BackEnd::new(&server).await;
        let made = back_end.post("/magic-links", &json!({ "email": "ada@example.org" })).await.json();
        let mut client = BackEnd::without_key(&server);
        let result = client.patch("/magic-link/activate", &json!({ "magic_link": made["magic_link"]["secret"] })).await.json();
        let ada = json!({ "id": made["magic_link"]["user_id"] });
        let revoked = back_end.delete(&format!("{}/tokens", at(&ada))).await;
        assert_eq!((revoked.status, revoked.body.as_str()), (StatusCode::OK, ""));
        let request = client.http.request(Method::POST, "/auth/tokens/refresh").header(CONTENT_TYPE, "application/json");
        let body = json!({ "refresh_token": result["auth_result"]["refresh_token"] }).to_string();
        client.http.send(request, Body::from(body)).await.assert_refused(401, "invalid_token");
        assert_eq!(back_end.delete(&format!("{}/tokens", at(&ada))).await.status, StatusCode::OK, "none is no fault");
    }
}
