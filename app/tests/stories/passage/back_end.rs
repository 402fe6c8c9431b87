//! A back end, as the stories about the management API use it.

use axum::body::Body;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{Method, StatusCode};
use latchkey::extras::passage::api_key::Scope;
use serde_json::{Value, json};
use testing::server::{Answer, TestBrowser, TestServer};

/// A back end with an API key, or a client without one.
pub(crate) struct BackEnd {
    pub(super) http: TestBrowser,
    pub(super) app: &'static str,
    pub(super) key: Option<String>,
}

impl BackEnd {
    pub(crate) async fn new(server: &TestServer) -> Self {
        Self::with(server, Scope::Write).await
    }

    pub(crate) async fn with(server: &TestServer, scope: Scope) -> Self {
        let key = server.rp.api_keys().create("back end", scope).await.unwrap();
        Self { key: Some(key.expose().to_owned()), ..Self::without_key(server) }
    }

    pub(crate) fn without_key(server: &TestServer) -> Self {
        Self { http: server.browser(), app: "latchkey", key: None }
    }

    /// A page with an element that has no `app-id`.
    pub(crate) fn in_test_mode(server: &TestServer) -> Self {
        Self { app: "latchkey-test-mode", ..Self::without_key(server) }
    }

    /// A page that sends an access token.
    pub(crate) fn with_token(server: &TestServer, token: &Value) -> Self {
        Self { key: token.as_str().map(str::to_owned), ..Self::without_key(server) }
    }

    pub(crate) async fn send(&mut self, method: Method, path: &str, body: &Value) -> Answer {
        let path = format!("/v1/apps/{}{path}", self.app);
        let mut request = self.http.request(method, &path).header(CONTENT_TYPE, "application/json");
        if let Some(key) = &self.key {
            request = request.header(AUTHORIZATION, format!("Bearer {key}"));
        }
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        let answer = self.http.send(request, body).await;
        assert!(self.http.cookies.is_empty(), "{path} sets a cookie");
        answer
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, &Value::Null).await
    }

    pub(crate) async fn post(&mut self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, body).await
    }

    pub(crate) async fn patch(&mut self, path: &str, body: &Value) -> Answer {
        self.send(Method::PATCH, path, body).await
    }

    pub(crate) async fn delete(&mut self, path: &str) -> Answer {
        self.send(Method::DELETE, path, &Value::Null).await
    }

    pub(crate) async fn create(&mut self, email: &str) -> Value {
        let answer = self.post("/users", &json!({ "email": email })).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
        answer.json()["user"].clone()
    }

    pub(crate) async fn user_of(&mut self, email: &str) -> Value {
        let list = self.get(&format!("/users?identifier=like:{email}&limit=1")).await.json();
        let id = list["users"][0]["id"].as_str().unwrap().to_owned();
        self.get(&format!("/users/{id}")).await.json()["user"].clone()
    }
}

pub(crate) fn at(user: &Value) -> String {
    format!("/users/{}", user["id"].as_str().unwrap())
}
