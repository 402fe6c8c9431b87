//! The JSON ceremony routes, for clients without cookies.

use std::time::Duration;

use axum::body::Body;
use http::header::{AUTHORIZATION, CONTENT_TYPE, ORIGIN as ORIGIN_HEADER};
use http::{Method, StatusCode};
use serde_json::{Value, json};
use testing::authenticator::Peer;
use testing::server::{Answer, TestBrowser, TestServer};
use testing::{ORIGIN, on_both};

use crate::tokens::with_key;

/// A client that sends JSON, and a token if it has one. It drops every cookie.
pub(crate) struct Client {
    http: TestBrowser,
    token: Option<String>,
}

impl Client {
    pub(crate) fn new(server: &TestServer) -> Self {
        Self { http: server.browser(), token: None }
    }

    pub(crate) fn with(server: &TestServer, tokens: &Value) -> Self {
        let token = tokens["access_token"].as_str().unwrap().to_owned();
        Self { token: Some(token), ..Self::new(server) }
    }

    async fn send(&mut self, method: Method, path: &str, body: &Value) -> Answer {
        let mut request = self.http.request(method, &format!("/auth/passkeys/{path}"));
        request = request.header(CONTENT_TYPE, "application/json");
        if let Some(token) = &self.token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        let answer = self.http.send(request, body).await;
        assert!(self.http.cookies.is_empty(), "{path} sets a cookie");
        answer
    }

    pub(crate) async fn post(&mut self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, body).await
    }

    pub(crate) async fn begin(&mut self, path: &str, body: &Value) -> Value {
        let answer = self.post(path, body).await;
        assert_eq!(
            (answer.status, answer.header("cache-control")),
            (StatusCode::OK, "no-store"),
            "{}",
            answer.body
        );
        answer.json()
    }

    /// Creates a passkey for a registration that was started.
    pub(crate) async fn create(phone: &mut Peer, started: &Value) -> Value {
        let credential = phone.create(ORIGIN, started).await.unwrap();
        answer(&credential, started)
    }

    /// Starts a sign-in and signs it with an authenticator.
    pub(crate) async fn assertion(&mut self, phone: &mut Peer) -> Value {
        let started = self.begin("authenticate/begin", &json!({})).await;
        answer(&phone.get(ORIGIN, &started).await.unwrap(), &started)
    }

    pub(crate) async fn sign_up(&mut self, email: &str, phone: &mut Peer) -> Value {
        let started = self.begin("register/begin", &json!({ "email": email })).await;
        let finished = self.post("register/finish", &Self::create(phone, &started).await).await;
        assert_eq!(finished.status, StatusCode::OK, "{}", finished.body);
        finished.json()
    }

    pub(crate) async fn credentials(&mut self) -> Vec<Value> {
        let answer = self.send(Method::GET, "credentials", &Value::Null).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        answer.json().as_array().unwrap().clone()
    }
}

fn answer(credential: &str, started: &Value) -> Value {
    let credential: Value = serde_json::from_str(credential).unwrap();
    json!({ "credential": credential, "state": started["state"] })
}

on_both! {
    async fn a_client_signs_up_and_in_and_gets_tokens(server: TestServer) {
        with_key(&server).await;
        let (mut client, mut phone) = (Client::new(&server), Peer::new());
        let made = client.sign_up("ada@example.org", &mut phone).await;
        assert_eq!((&made["status"], &made["expires_in"]), (&json!("ok"), &json!(600)));
        assert_eq!(server.count("messages").await, 0, "no link is awaited");

        let assertion = client.assertion(&mut phone).await;
        assert_eq!(assertion["credential"]["id"], made["credentialId"]);
        let signed_in = client.post("authenticate/finish", &assertion).await.json();
        assert_eq!((&signed_in["status"], &signed_in["userId"]), (&json!("ok"), &made["userId"]));

        let mut client = Client::with(&server, &signed_in);
        let credentials = client.credentials().await;
        assert_eq!(credentials.len(), 1);
        assert_eq!(credentials[0]["id"], made["credentialId"]);
        assert!(credentials[0]["createdAt"].as_str().unwrap().starts_with("2026-11-18T"));
        let mut members: Vec<_> = credentials[0].as_object().unwrap().keys().cloned().collect();
        members.sort();
        assert_eq!(members, ["backupEligible", "backupState", "createdAt", "deviceName", "id", "lastUsedAt", "transports"]);

        // The owner can see and end both sessions on the dashboard.
        let mut browser = server.browser();
        browser.sign_in(&mut phone).await;
        assert_eq!(server.count("sessions").await, 3);
        browser.post_form("/api/end_other_sessions", &[]).await;
        client.post("register/begin", &json!({})).await.assert_refused(401, "invalid_token");
    }

    async fn a_state_works_once_in_time_and_for_its_ceremony(server: TestServer) {
        with_key(&server).await;
        let (mut client, mut phone) = (Client::new(&server), Peer::new());
        let started = client.begin("register/begin", &json!({ "email": "ada@example.org" })).await;
        let created = Client::create(&mut phone, &started).await;
        client.post("authenticate/finish", &created).await.assert_refused(400, "ceremony_expired");
        assert_eq!(client.post("register/finish", &created).await.status, StatusCode::OK);
        client.post("register/finish", &created).await.assert_refused(400, "ceremony_expired");

        let assertion = client.assertion(&mut phone).await;
        assert_eq!(client.post("authenticate/finish", &assertion).await.status, StatusCode::OK);
        client.post("authenticate/finish", &assertion).await.assert_refused(400, "ceremony_expired");

        let late = client.assertion(&mut phone).await;
        server.pass(Duration::from_mins(10));
        client.post("authenticate/finish", &late).await.assert_refused(400, "ceremony_expired");

        for bend in ["", "x", ".", "\0.\0"] {
            let mut assertion = client.assertion(&mut phone).await;
            assertion["state"] = json!(bend);
            client.post("authenticate/finish", &assertion).await.assert_refused(400, "ceremony_expired");
        }
        // The id of a ceremony without its secret, as a page knows it.
        let mut assertion = client.assertion(&mut phone).await;
        let name = assertion["state"].as_str().unwrap().split('.').next().unwrap().to_owned();
        assertion["state"] = json!(format!("{name}.{name}"));
        client.post("authenticate/finish", &assertion).await.assert_refused(400, "ceremony_expired");
    }

    async fn a_page_and_a_client_cannot_finish_each_others_ceremonies(server: TestServer) {
        with_key(&server).await;
        let (mut browser, mut client, mut phone) = (server.browser(), Client::new(&server), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        let assertion = client.assertion(&mut phone).await;
        let name = assertion["state"].as_str().unwrap().split('.').next().unwrap();
        let credential = assertion["credential"].to_string();
        browser.finish("finish_sign_in", name, &credential).await.assert_refused(400, "ceremony_expired");

        let (name, options) = browser.start("start_sign_in", &[]).await;
        let credential: Value = serde_json::from_str(&phone.get(ORIGIN, &options).await.unwrap()).unwrap();
        let answer = json!({ "credential": credential, "state": format!("{name}.x") });
        client.post("authenticate/finish", &answer).await.assert_refused(400, "ceremony_expired");
    }

    async fn the_json_routes_read_no_cookie(server: TestServer) {
        with_key(&server).await;
        let mut browser = server.browser();
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        // Any site may call them, because they ignore everything that a browser adds.
        for (method, path) in [(Method::POST, "register/begin"), (Method::GET, "credentials"), (Method::DELETE, "credentials/x")] {
            let request = browser
                .request(method, &format!("/auth/passkeys/{path}"))
                .header(CONTENT_TYPE, "application/json")
                .header(ORIGIN_HEADER, "https://elsewhere.example")
                .header("sec-fetch-site", "cross-site");
            browser.send(request, Body::empty()).await.assert_refused(401, "signed_out");
        }
        assert_eq!(server.count("users").await, 1);
    }

    async fn starting_a_ceremony_does_not_reveal_accounts(server: TestServer) {
        with_key(&server).await;
        let mut client = Client::new(&server);
        let ada = client.sign_up("ada@example.org", &mut Peer::new()).await;
        let mut lengths = Vec::new();
        for body in [Value::Null, json!({}), json!({ "userId": ada["userId"] }), json!({ "userId": "nobody" })] {
            let started = client.begin("authenticate/begin", &body).await;
            assert_eq!(started["publicKey"]["allowCredentials"], json!([]));
            lengths.push(started.to_string().len());
        }
        assert!(lengths.iter().all(|length| *length == lengths[0]), "{lengths:?}");
        let known = client.begin("register/begin", &json!({ "email": "ada@example.org" })).await;
        let unknown = client.begin("register/begin", &json!({ "email": "bob@example.org" })).await;
        assert_eq!(known["publicKey"]["excludeCredentials"], json!([]));
        assert_eq!(known.to_string().len(), unknown.to_string().len());
        client.post("register/begin", &json!({})).await.assert_refused(401, "signed_out");
        client.post("register/begin", &json!({ "email": "ada" })).await.assert_refused(400, "invalid_email");
    }

    async fn a_passkey_is_created_for_the_session_that_requested_it(server: TestServer) {
        with_key(&server).await;
        let (mut hers, mut his) = (Peer::new(), Peer::new());
        let ada = Client::new(&server).sign_up("ada@example.org", &mut hers).await;
        let bob = Client::new(&server).sign_up("bob@example.org", &mut his).await;
        let (mut ada, mut bob) = (Client::with(&server, &ada), Client::with(&server, &bob));
        let proof = ada.assertion(&mut hers).await;
        let started = ada.begin("register/begin", &proof).await;
        let created = Client::create(&mut Peer::new(), &started).await;
        bob.post("register/finish", &created).await.assert_refused(400, "ceremony_expired");
        let proof = ada.assertion(&mut hers).await;
        let started = ada.begin("register/begin", &proof).await;
        let created = Client::create(&mut Peer::new(), &started).await;
        // Without a token it can't be finished as a sign-up either.
        Client::new(&server).post("register/finish", &created).await.assert_refused(400, "ceremony_expired");
        assert_eq!((ada.credentials().await.len(), bob.credentials().await.len()), (1, 1));
    }

    async fn a_token_renames_passkeys_and_removing_needs_a_passkey(server: TestServer) {
        with_key(&server).await;
        let (mut phone, mut key) = (Peer::new(), Peer::new());
        let made = Client::new(&server).sign_up("ada@example.org", &mut phone).await;
        let mut client = Client::with(&server, &made);
        let proof = client.assertion(&mut phone).await;
        let started = client.begin("register/begin", &proof).await;
        let added = client.post("register/finish", &Client::create(&mut key, &started).await).await.json();
        let path = format!("credentials/{}", added["credentialId"].as_str().unwrap());
        let name = json!({ "deviceName": "Key" });
        assert_eq!(client.send(Method::PATCH, &path, &name).await.status, StatusCode::NO_CONTENT);
        let named = client.credentials().await;
        let named = named.iter().find(|credential| credential["id"] == added["credentialId"]);
        assert_eq!(named.unwrap()["deviceName"], "Key");
        client.send(Method::PATCH, &path, &json!({ "deviceName": "" })).await.assert_refused(400, "invalid_name");

        let mut others = Peer::new();
        let other = Client::new(&server).sign_up("bob@example.org", &mut others).await;
        let mut bob = Client::with(&server, &other);
        bob.send(Method::PATCH, &path, &name).await.assert_refused(404, "not_found");
        let proof = bob.assertion(&mut others).await;
        bob.send(Method::DELETE, &path, &proof).await.assert_refused(404, "not_found");

        client.send(Method::DELETE, &path, &Value::Null).await.assert_refused(403, "verification_required");
        let proof = client.assertion(&mut others).await;
        client.send(Method::DELETE, &path, &proof).await.assert_refused(401, "verification_failed");
        let proof = client.assertion(&mut phone).await;
        assert_eq!(client.send(Method::DELETE, &path, &proof).await.status, StatusCode::NO_CONTENT);
        assert_eq!(client.credentials().await.len(), 1);
        let path = format!("credentials/{}", made["credentialId"].as_str().unwrap());
        let proof = client.assertion(&mut phone).await;
        client.send(Method::DELETE, &path, &proof).await.assert_refused(409, "last_way_in");
    }
}
