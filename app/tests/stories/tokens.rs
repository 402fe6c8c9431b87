//! Access and refresh tokens over HTTP, for browsers with a session and for back ends.

use std::sync::OnceLock;
use std::time::Duration;

use axum::body::Body;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{Method, StatusCode};
use latchkey::Random;
use latchkey::session::tokens::NewKey;
use serde_json::{Value, json};
use testing::authenticator::Peer;
use testing::on_both;
use testing::server::{Answer, TestBrowser, TestServer};

/// Gives a server a signing key. All stories share one, because creating it is slow.
pub(crate) async fn with_key(server: &TestServer) {
    static KEY: OnceLock<NewKey> = OnceLock::new();
    let key = KEY.get_or_init(|| NewKey::make(Random::system()).unwrap()).clone();
    server.rp.tokens().publish_key(key, 0, Duration::ZERO).await.unwrap();
}

/// A client without cookies.
async fn post(client: &mut TestBrowser, path: &str, body: &Value) -> Answer {
    let request = client.request(Method::POST, path).header(CONTENT_TYPE, "application/json");
    client.send(request, Body::from(body.to_string())).await
}

async fn get_as(client: &mut TestBrowser, path: &str, token: &str) -> Answer {
    let request =
        client.request(Method::GET, path).header(AUTHORIZATION, format!("Bearer {token}"));
    client.send(request, Body::empty()).await
}

/// Requests tokens like a script on our own page.
pub(crate) async fn ask_for_tokens(browser: &mut TestBrowser) -> Answer {
    let request = browser.request(Method::POST, "/auth/tokens");
    browser.send(request.header("sec-fetch-site", "same-origin"), Body::empty()).await
}

fn text<'a>(tokens: &'a Value, name: &str) -> &'a str {
    tokens[name].as_str().unwrap()
}

on_both! {
    async fn a_session_gets_tokens_that_name_its_user(server: TestServer) {
        with_key(&server).await;
        let mut browser = server.browser();
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        let answer = ask_for_tokens(&mut browser).await;
        assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, "no-store"));
        let tokens = answer.json();
        assert_eq!(tokens["expires_in"], 600);

        let mut client = server.browser();
        let by_token = get_as(&mut client, "/auth/user", text(&tokens, "access_token")).await;
        let by_cookie = browser.get_json("/auth/user").await;
        assert_eq!(by_token.body, by_cookie.body);
        let user = by_token.json();
        assert_eq!((&user["email"], &user["email_verified"]), (&json!("ada@example.org"), &json!(false)));
        assert_eq!(user["session"]["method"], "passkey");
        assert!(client.cookies.is_empty());
    }

    async fn tokens_need_a_session_and_our_own_page(server: TestServer) {
        with_key(&server).await;
        let mut browser = server.browser();
        ask_for_tokens(&mut browser).await.assert_refused(401, "signed_out");
        browser.get_json("/auth/user").await.assert_refused(401, "signed_out");
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        for foreign in [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "https://evil.example"), ("origin", "null")] {
            for path in ["/auth/tokens", "/auth/tokens/refresh", "/auth/tokens/revoke"] {
                let request = browser.request(Method::POST, path).header(foreign.0, foreign.1);
                browser.send(request, Body::empty()).await.assert_refused(403, "cross_site");
            }
        }
        assert_eq!(browser.get_json("/auth/tokens").await.status, StatusCode::METHOD_NOT_ALLOWED);
        // An access token can't be exchanged for tokens; otherwise a stolen one could renew itself.
        let tokens = ask_for_tokens(&mut browser).await.json();
        let mut thief = server.browser();
        let request = thief
            .request(Method::POST, "/auth/tokens")
            .header(AUTHORIZATION, format!("Bearer {}", text(&tokens, "access_token")));
        thief.send(request, Body::empty()).await.assert_refused(401, "signed_out");
    }

    async fn an_access_token_opens_no_page_and_no_server_function(server: TestServer) {
        with_key(&server).await;
        let mut browser = server.browser();
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        let token = ask_for_tokens(&mut browser).await.json();
        let token = text(&token, "access_token");
        let mut thief = server.browser();
        assert_eq!(get_as(&mut thief, "/dashboard", token).await.location(), "/sign-in");
        for function in ["start_adding_passkey", "start_verification"] {
            let request = thief
                .request(Method::POST, &format!("/api/{function}"))
                .header(AUTHORIZATION, format!("Bearer {token}"))
                .header("accept", "application/json")
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
            thief.send(request, Body::empty()).await.assert_refused(401, "signed_out");
        }
    }

    async fn an_invalid_access_token_is_rejected_whatever_cookie_comes_with_it(server: TestServer) {
        with_key(&server).await;
        let mut browser = server.browser();
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        let answer = get_as(&mut browser, "/auth/user", "e30.e30.e30").await;
        answer.assert_refused(401, "invalid_token");
        assert_eq!(answer.header("www-authenticate"), "Bearer error=\"invalid_token\"");
    }

    async fn a_client_refreshes_until_it_or_the_session_signs_out(server: TestServer) {
        with_key(&server).await;
        let (mut browser, mut client) = (server.browser(), server.browser());
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        let mut tokens = ask_for_tokens(&mut browser).await.json();
        for _ in 0..3 {
            server.pass(Duration::from_mins(10));
            let answer = get_as(&mut client, "/auth/user", text(&tokens, "access_token")).await;
            answer.assert_refused(401, "invalid_token");
            let answer = post(&mut client, "/auth/tokens/refresh", &json!({ "refresh_token": tokens["refresh_token"] })).await;
            assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, "no-store"));
            tokens = answer.json();
            assert_eq!(get_as(&mut client, "/auth/user", text(&tokens, "access_token")).await.status, StatusCode::OK);
        }
        let refresh_token = json!({ "refresh_token": tokens["refresh_token"] });
        assert_eq!(post(&mut client, "/auth/tokens/revoke", &refresh_token).await.status, StatusCode::OK);
        assert_eq!(post(&mut client, "/auth/tokens/revoke", &refresh_token).await.status, StatusCode::OK);
        post(&mut client, "/auth/tokens/refresh", &refresh_token).await.assert_refused(401, "invalid_token");
        assert!(browser.dashboard().await.is_some(), "the browser's session is its own");

        let tokens = ask_for_tokens(&mut browser).await.json();
        browser.sign_out().await;
        get_as(&mut client, "/auth/user", text(&tokens, "access_token")).await.assert_refused(401, "invalid_token");
        let refresh_token = json!({ "refresh_token": tokens["refresh_token"] });
        post(&mut client, "/auth/tokens/refresh", &refresh_token).await.assert_refused(401, "invalid_token");
    }

    async fn a_stolen_refresh_token_is_recorded_in_the_history(server: TestServer) {
        with_key(&server).await;
        let (mut browser, mut thief) = (server.browser(), server.browser());
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        let tokens = ask_for_tokens(&mut browser).await.json();
        let stolen = json!({ "refresh_token": tokens["refresh_token"] });
        assert_eq!(post(&mut thief, "/auth/tokens/refresh", &stolen).await.status, StatusCode::OK);
        server.pass(Duration::from_secs(30));
        post(&mut browser, "/auth/tokens/refresh", &stolen).await.assert_refused(401, "invalid_token");
        assert!(browser.dashboard().await.unwrap().contains("its sign-in may have been copied"));
    }

    async fn invalid_json_is_rejected_with_a_code(server: TestServer) {
        let mut client = server.browser();
        for body in ["", "null", "[]", "[\"a\"]", "{}", "{\"refresh_token\":1}", "{\"refresh_token\":\"a\"", "\u{0}"] {
            for path in ["/auth/tokens/refresh", "/auth/tokens/revoke"] {
                let request = client.request(Method::POST, path).header(CONTENT_TYPE, "application/json");
                client.send(request, Body::from(body)).await.assert_refused(400, "invalid_request");
            }
        }
        let request = client.request(Method::POST, "/auth/tokens/refresh");
        client.send(request, Body::from("{\"refresh_token\":\"a\"}")).await.assert_refused(400, "invalid_request");
        let request = client.request(Method::POST, "/auth/tokens/refresh").header(CONTENT_TYPE, "application/json");
        let long = json!({ "refresh_token": "a".repeat(64 * 1024) }).to_string();
        client.send(request, Body::from(long)).await.assert_refused(413, "too_large");
    }

    async fn the_published_keys_contain_nothing_private(server: TestServer) {
        with_key(&server).await;
        let mut client = server.browser();
        let jwks = client.get_json("/.well-known/jwks.json").await;
        assert_eq!((jwks.status, jwks.header("cache-control")), (StatusCode::OK, "public, max-age=300"));
        let key = jwks.json()["keys"][0].clone();
        let mut members: Vec<_> = key.as_object().unwrap().keys().cloned().collect();
        members.sort();
        assert_eq!(members, ["alg", "e", "kid", "kty", "n", "use"]);
        assert_eq!((&key["alg"], &key["kty"], &key["use"], &key["e"]), (&json!("RS256"), &json!("RSA"), &json!("sig"), &json!("AQAB")));
        assert_eq!(text(&key, "n").len(), 342, "2048 bits");
    }
}
