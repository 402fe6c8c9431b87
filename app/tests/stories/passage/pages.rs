//! Pages of other sites: sign-up and sign-in with a passkey, and what strangers may ask.

use axum::body::Body;
use http::header::{CONTENT_TYPE, ORIGIN as FROM};
use http::{Method, StatusCode};
use serde_json::{Value, json};
use testing::authenticator::Peer;
use testing::server::{Answer, TestServer};
use testing::{ORIGIN, on_both};

use crate::passage::BackEnd;
use crate::tokens::with_key;

/// A credential in the shape that passage-js sends.
pub(crate) fn as_passage_js(credential: &str) -> Value {
    let mut sent: Value = serde_json::from_str(credential).unwrap();
    let members = sent.as_object_mut().unwrap();
    members.remove("clientExtensionResults");
    members.remove("authenticatorAttachment");
    if let Some(transports) = sent["response"].as_object_mut().unwrap().remove("transports") {
        sent["transports"] = transports;
    }
    sent
}

/// Starts a ceremony and has an authenticator answer it.
pub(crate) async fn answered(
    page: &mut BackEnd,
    path: &str,
    body: &Value,
    key: &mut Peer,
) -> Value {
    let started = page.post(path, body).await;
    assert_eq!(started.status, StatusCode::OK, "{}", started.body);
    let handshake = started.json()["handshake"].clone();
    let options = &handshake["challenge"];
    let credential = if options["publicKey"]["user"].is_object() {
        key.create(ORIGIN, options).await
    } else {
        key.get(ORIGIN, options).await
    };
    json!({ "handshake_id": handshake["id"], "handshake_response": as_passage_js(&credential.unwrap()) })
}

/// Signs up, and returns the `auth_result`.
pub(crate) async fn sign_up(server: &TestServer, email: &str, key: &mut Peer) -> Value {
    sign_up_on(&mut BackEnd::without_key(server), email, key).await
}

pub(crate) async fn sign_up_on(page: &mut BackEnd, email: &str, key: &mut Peer) -> Value {
    let body = json!({ "identifier": email });
    let response = answered(page, "/register/webauthn/start", &body, key).await;
    let answer = page.post("/register/webauthn/finish", &response).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    answer.json()["auth_result"].clone()
}

async fn sign_in(server: &TestServer, key: &mut Peer) -> Answer {
    let mut page = BackEnd::without_key(server);
    let response = answered(&mut page, "/login/webauthn/start", &json!({}), key).await;
    page.post("/login/webauthn/finish", &response).await
}

on_both! {
    async fn a_page_signs_up_and_in_with_a_passkey(server: TestServer) {
        with_key(&server).await;
        let mut key = Peer::new();
        let mut page = BackEnd::without_key(&server);
        let made = page.post("/users", &json!({ "identifier": "ada@example.org" })).await;
        assert_eq!((made.status, &made.json()["user"]["status"]), (StatusCode::CREATED, &json!("pending")));
        assert_eq!(server.count("users").await, 0, "nothing is made before the passkey");
        let body = json!({ "identifier": "ada@example.org", "authenticator_attachment": "platform" });
        let started = page.post("/register/webauthn/start/", &body).await.json();
        assert_eq!(started["handshake"]["challenge"]["publicKey"]["authenticatorSelection"]["authenticatorAttachment"], "platform");
        let result = sign_up(&server, "ada@example.org", &mut key).await;
        assert_eq!(result["redirect_url"], format!("{ORIGIN}/dashboard"));
        let signed_in = sign_in(&server, &mut key).await;
        assert_eq!((signed_in.status, signed_in.header("cache-control")), (StatusCode::OK, "no-store"));
        let token = &signed_in.json()["auth_result"]["auth_token"];
        let claims = server.rp.tokens().verify(token.as_str().unwrap()).await.unwrap();
        assert_eq!(claims.amr, ["pop", "user", "mfa"]);
        let user = BackEnd::with_token(&server, token).get("/currentuser").await.json()["user"].clone();
        assert_eq!((&user["id"], &user["email"], &user["email_verified"]), (&json!(claims.sub), &json!("ada@example.org"), &json!(false)));
        assert_eq!((&user["login_count"], &user["webauthn"]), (&json!(2), &json!(true)));
        assert_eq!(server.count("users").await, 1);
    }

    async fn the_handshake_says_whose_it_is_and_is_answered_once(server: TestServer) {
        with_key(&server).await;
        let (mut key, mut page) = (Peer::new(), BackEnd::without_key(&server));
        let body = json!({ "identifier": "ada@example.org" });
        let mut response = answered(&mut page, "/register/webauthn/start", &body, &mut key).await;
        response["user_id"] = json!("7f3f0d4e-0000-4000-8000-000000000000");
        let made = page.post("/register/webauthn/finish", &response).await;
        let token = &made.json()["auth_result"]["auth_token"];
        let user = BackEnd::with_token(&server, token).get("/currentuser").await.json()["user"]["id"].clone();
        assert_ne!(user, response["user_id"]);
        page.post("/register/webauthn/finish", &response).await.assert_refused(401, "webauthn_login_failed");
        let sign_in = answered(&mut page, "/login/webauthn/start", &json!({ "identifier": "eve@example.org" }), &mut key).await;
        // A handshake of the one ceremony is none of the other.
        page.post("/register/webauthn/finish", &sign_in).await.assert_refused(401, "webauthn_login_failed");
        assert_eq!(page.post("/login/webauthn/finish", &sign_in).await.status, StatusCode::OK);
        page.post("/login/webauthn/finish", &sign_in).await.assert_refused(401, "webauthn_login_failed");
        for body in [json!({}), json!({ "handshake_id": "x", "handshake_response": {} }), json!({ "handshake_id": "x.y", "handshake_response": { "response": {} } })] {
            let refused = page.post("/login/webauthn/finish", &body).await;
            assert!(matches!(refused.status.as_u16(), 400 | 401), "{}", refused.body);
        }
        assert_eq!(server.count("users").await, 1);
    }

    async fn starting_to_sign_up_or_in_answers_the_same_for_every_address(server: TestServer) {
        let mut key = Peer::new();
        sign_up(&server, "ada@example.org", &mut key).await;
        let mut page = BackEnd::without_key(&server);
        for path in ["/register/webauthn/start", "/login/webauthn/start", "/users", "/login/magic-link", "/register/magic-link", "/login/otp"] {
            let mut answers = Vec::new();
            for email in ["ada@example.org", "new@example.org"] {
                let answer = page.post(path, &json!({ "identifier": email })).await;
                let mut body = answer.json();
                // What is random.
                for pointer in ["/handshake/id", "/handshake/challenge/publicKey/challenge", "/handshake/challenge/publicKey/user", "/user", "/magic_link/id", "/otp_id"] {
                    if let Some(value) = body.pointer_mut(pointer) {
                        *value = Value::Null;
                    }
                }
                answers.push((answer.status, body.to_string()));
            }
            assert_eq!(answers[0], answers[1], "{path}");
        }
        for (path, body) in [("/register/webauthn/start", json!({ "identifier": "ada" })), ("/register/webauthn/start", json!({})), ("/users", json!({ "identifier": "+4915123456789" })),
            ("/users", json!({ "identifier": "ada@example.org", "user_metadata": { "plan": "pro" } })), ("/login/magic-link", json!({ "identifier": "" }))] {
            page.post(path, &body).await.assert_refused(400, "invalid_request");
        }
    }

    async fn a_page_learns_whether_an_address_has_an_account_and_nothing_more(server: TestServer) {
        let mut key = Peer::new();
        sign_up(&server, "ada@example.org", &mut key).await;
        let back_end = BackEnd::new(&server).await.post("/users", &json!({ "email": "bob@example.org", "phone": "+4915123456789", "user_metadata": { "plan": "pro" } })).await;
        assert_eq!(back_end.status, StatusCode::CREATED);
        let mut page = BackEnd::without_key(&server);
        let ada = page.get("/users?identifier=ADA@example.org").await.json()["user"].clone();
        assert_eq!((&ada["status"], &ada["webauthn"]), (&json!("active"), &json!(true)));
        let bob = page.get("/users?identifier=bob%40example.org").await.json()["user"].clone();
        assert_eq!((&bob["status"], &bob["phone"], &bob["user_metadata"], &bob["webauthn"]), (&json!("active"), &json!(""), &Value::Null, &json!(false)));
        assert_eq!(page.get("/users?identifier=new@example.org").await.json(), json!({ "user": null }));
        page.get("/users?identifier=ada").await.assert_refused(400, "invalid_request");
        page.get("/users").await.assert_refused(401, "invalid_access_token");
    }

    async fn questions_about_addresses_are_limited_for_each_network(server: TestServer) {
        let server = server.restarted_with(&[("LATCHKEY_LIMIT_LOOKUPS", "3/1m")]).await;
        let mut page = BackEnd::without_key(&server);
        for _ in 0..3 {
            assert_eq!(page.get("/users?identifier=new@example.org").await.status, StatusCode::OK);
        }
        let refused = page.get("/users?identifier=other@example.org").await;
        refused.assert_refused(429, "too_many_requests");
        assert_eq!(refused.header("retry-after"), "60");
    }

    async fn a_site_may_hide_who_has_an_account(server: TestServer) {
        let mut key = Peer::new();
        sign_up(&server, "ada@example.org", &mut key).await;
        let server = server.restarted_with(&[("LATCHKEY_PAGES", "hide-accounts")]).await;
        let mut page = BackEnd::without_key(&server);
        let mut users = Vec::new();
        for email in ["ada@example.org", "new@example.org"] {
            let mut user = page.get(&format!("/users?identifier={email}")).await.json()["user"].clone();
            (user["id"], user["email"]) = (Value::Null, Value::Null);
            users.push(user);
        }
        assert_eq!(users[0], users[1]);
    }

    async fn a_page_goes_on_to_its_own_site(server: TestServer) {
        let (shop, evil) = ("https://shop.example.org", "https://evil.example.org");
        let server = server.restarted_with(&[("LATCHKEY_ALLOWED_ORIGINS", shop)]).await;
        with_key(&server).await;
        for (origin, expected) in [(shop, format!("{shop}/")), (evil, format!("{ORIGIN}/dashboard")), (ORIGIN, format!("{ORIGIN}/dashboard"))] {
            let (mut page, mut key) = (BackEnd::without_key(&server), Peer::new());
            let response = answered(&mut page, "/register/webauthn/start", &json!({ "identifier": "ada@example.org" }), &mut key).await;
            let mut browser = server.browser();
            let request = browser.request(Method::POST, "/v1/apps/latchkey/register/webauthn/finish");
            let request = request.header(FROM, origin).header(CONTENT_TYPE, "application/json");
            let answer = browser.send(request, Body::from(response.to_string())).await;
            assert_eq!(answer.json()["auth_result"]["redirect_url"], expected);
            let request = browser.request(Method::GET, "/v1/apps/latchkey").header(FROM, origin);
            let app = browser.send(request, Body::empty()).await.json()["app"].clone();
            assert_eq!(app["auth_origin"], if origin == shop { shop } else { ORIGIN });
        }
    }

    async fn pages_of_allowed_origins_alone_may_send_what_passages_sdks_send(server: TestServer) {
        let server = server.restarted_with(&[("LATCHKEY_ALLOWED_ORIGINS", "https://shop.example.org")]).await;
        let mut browser = server.browser();
        let headers = "authorization,content-type,passage-element-version,passage-flex-version,passage-version";
        for (path, method) in [("/users", "POST"), ("/register/webauthn/finish", "POST"), ("/magic-link/activate", "PATCH"), ("/otp/activate", "POST"),
            ("/currentuser", "GET"), ("/currentuser/email", "PATCH"), ("/currentuser/devices/x", "DELETE"), ("/tokens", "DELETE")] {
            for (origin, allowed) in [("https://shop.example.org", true), ("https://evil.example.org", false), ("null", false)] {
                let request = browser.request(Method::OPTIONS, &format!("/v1/apps/latchkey{path}")).header(FROM, origin);
                let request = request.header("access-control-request-method", method).header("access-control-request-headers", headers);
                let answer = browser.send(request, Body::empty()).await;
                assert_eq!(answer.header("access-control-allow-origin"), if allowed { origin } else { "" }, "{path}");
                let allows = answer.header("access-control-allow-headers");
                assert_eq!(headers.split(',').all(|header| allows.contains(header)), allowed, "{path}");
                assert_eq!(answer.header("access-control-allow-methods").contains(method), allowed, "{path}");
            }
        }
    }

    async fn the_element_is_for_pages_of_every_site(server: TestServer) {
        let mut browser = server.browser();
        let request = browser.request(Method::GET, "/element.js").header(FROM, "https://shop.example.org").header("accept-encoding", "br");
        let answer = browser.send(request, Body::empty()).await;
        assert_eq!((answer.status, answer.header("access-control-allow-origin")), (StatusCode::OK, "*"));
        assert_eq!((answer.header("content-encoding"), answer.header("content-type")), ("br", "text/javascript; charset=utf-8"));
        let tag = answer.header("etag").to_owned();
        let request = browser.request(Method::GET, "/element.js").header("if-none-match", &tag).header("accept-encoding", "br");
        assert_eq!(browser.send(request, Body::empty()).await.status, StatusCode::NOT_MODIFIED);
        let script = browser.get("/element.js").await.body;
        assert!(script.contains("latchkey-auth") && !script.contains("innerHTML"));
    }

    async fn passages_elements_speak_the_language_of_the_browser(server: TestServer) {
        let mut browser = server.browser();
        for (file, back) in [("de", "Zurück"), ("de-at", "Zurück"), ("de-AT", "Zurück"), ("zh-hans-cn", "返回"),
            ("en-us", "Back"), ("fr", "Back"), ("fr-ca", "Back")] {
            let answer = browser.get_json(&format!("/locales/{file}.json")).await;
            assert_eq!((answer.status, answer.header("access-control-allow-origin")), (StatusCode::OK, "*"), "{file}");
            assert_eq!(answer.json()["back"], back, "{file}");
        }
        assert_eq!(browser.get_json("/locales/de.txt").await.status, StatusCode::NOT_FOUND);
    }

    async fn a_page_signs_out_without_a_token_in_the_address(server: TestServer) {
        with_key(&server).await;
        let result = sign_up(&server, "ada@example.org", &mut Peer::new()).await;
        let mut page = BackEnd::without_key(&server);
        let body = json!({ "refresh_token": result["refresh_token"] });
        assert_eq!(page.send(Method::DELETE, "/tokens", &body).await.status, StatusCode::OK);
        page.post("/tokens", &body).await.assert_refused(401, "invalid_refresh_token");
        BackEnd::with_token(&server, &result["auth_token"]).get("/currentuser").await.assert_refused(401, "invalid_access_token");
    }

    async fn social_sign_in_is_refused_in_words(server: TestServer) {
        let mut page = BackEnd::without_key(&server);
        for path in ["/social/authorize?connection_type=github", "/social/token?code=x&verifier=y", "/social/oauth2_callback", "/currentuser/social/link_account"] {
            page.get(path).await.assert_refused(403, "operation_not_allowed");
        }
        page.post("/social/id_token", &json!({ "id_token": "x" })).await.assert_refused(403, "operation_not_allowed");
        assert_eq!(page.get("").await.json()["app"]["social_connections"], json!({}));
    }

    async fn the_configuration_names_the_issuer_and_the_keys(server: TestServer) {
        with_key(&server).await;
        let mut page = BackEnd::without_key(&server);
        let configuration = page.get("/.well-known/openid-configuration").await.json();
        assert_eq!(configuration["issuer"], format!("{ORIGIN}/v1/apps/latchkey"));
        let path = configuration["jwks_uri"].as_str().unwrap().strip_prefix(ORIGIN).unwrap();
        let keys = server.browser().get_json(path).await;
        assert_eq!((keys.status, keys.json()["keys"].is_array()), (StatusCode::OK, true));
    }
}
