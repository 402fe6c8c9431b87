//! A browser that visits a [`TestServer`](super::TestServer).

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HOST, SET_COOKIE, USER_AGENT};
use http::{Method, Request, StatusCode};
use latchkey::ceremony_refusals;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use super::Answer;
use crate::authenticator::Peer;
use crate::{Mail, ORIGIN};

/// A browser with a cookie jar. It follows no redirects, so that a story can check them.
pub struct TestBrowser {
    pub router: Router,
    host: String,
    pub cookies: BTreeMap<String, String>,
}

impl TestBrowser {
    pub(super) fn new(router: Router, host: &str) -> Self {
        Self { router, host: host.to_owned(), cookies: BTreeMap::new() }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path).header(ACCEPT, "text/html"), Body::empty()).await
    }

    pub async fn get_json(&mut self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path).header(ACCEPT, "application/json"), Body::empty())
            .await
    }

    /// Posts a form as a browser without scripts does.
    pub async fn post_form(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self.request(Method::POST, path).header(ACCEPT, "text/html,*/*;q=0.8");
        self.post(request, fields).await
    }

    /// Calls a server function as an island does.
    pub async fn call(&mut self, function: &str, arguments: &[(&str, &str)]) -> Answer {
        let request = self.request(Method::POST, &format!("/api/{function}"));
        let answer = self.post(request.header(ACCEPT, "application/json"), arguments).await;
        let ceremony = function.strip_prefix("start_").or_else(|| function.strip_prefix("finish_"));
        if let Some(ceremony) = ceremony.filter(|_| answer.status != StatusCode::OK) {
            let code = answer.code();
            let mut known = ceremony_refusals(ceremony);
            assert!(known.any(|one| one == code), "pages have no words for {code} of {ceremony}");
        }
        answer
    }

    async fn post(&mut self, request: http::request::Builder, fields: &[(&str, &str)]) -> Answer {
        let body =
            url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = request
            .header("sec-fetch-site", "same-origin")
            .header("origin", format!("http://{}", self.host))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(body)).await
    }

    pub fn request(&self, method: Method, path: &str) -> http::request::Builder {
        let cookies: Vec<_> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder().method(method).uri(path).header(HOST, &self.host).header(
            USER_AGENT,
            "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
        );
        if cookies.is_empty() { request } else { request.header(COOKIE, cookies.join("; ")) }
    }

    pub async fn send(&mut self, request: http::request::Builder, body: Body) -> Answer {
        let request = request.body(body).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(SET_COOKIE) {
            self.keep(cookie.to_str().unwrap());
        }
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    fn keep(&mut self, cookie: &str) {
        let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
        let (name, value) = pair.split_once('=').unwrap();
        if attributes.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }

    /// Starts a ceremony and returns its sealed challenge and its options.
    pub async fn start(&mut self, function: &str, arguments: &[(&str, &str)]) -> (String, Value) {
        let answer = self.call(function, arguments).await;
        assert_eq!(answer.status, StatusCode::OK, "{function}: {}", answer.body);
        let started = answer.json();
        let options = serde_json::from_str(started["options"].as_str().unwrap()).unwrap();
        (started["ceremony"].as_str().unwrap().to_owned(), options)
    }

    pub async fn finish(&mut self, function: &str, ceremony: &str, credential: &str) -> Answer {
        self.call(function, &[("ceremony", ceremony), ("credential", credential)]).await
    }

    pub async fn sign_up(&mut self, email: &str, authenticator: &mut Peer) {
        let (ceremony, options) = self.start("start_sign_up", &[("email", email)]).await;
        let credential = authenticator.create(ORIGIN, &options).await.unwrap();
        let answer = self.finish("finish_sign_up", &ceremony, &credential).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    }

    pub async fn sign_in(&mut self, authenticator: &mut Peer) {
        let (ceremony, options) = self.start("start_sign_in", &[]).await;
        let assertion = authenticator.get(ORIGIN, &options).await.unwrap();
        let answer = self.finish("finish_sign_in", &ceremony, &assertion).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    }

    /// Adds a passkey to the account, or returns the first refusal.
    pub async fn add_passkey(&mut self, authenticator: &mut Peer) -> Answer {
        let answer = self.call("start_adding_passkey", &[]).await;
        if answer.status != StatusCode::OK {
            return answer;
        }
        let started = answer.json();
        let options = serde_json::from_str(started["options"].as_str().unwrap()).unwrap();
        let credential = authenticator.create(ORIGIN, &options).await.unwrap();
        let ceremony = started["ceremony"].as_str().unwrap();
        self.finish("finish_adding_passkey", ceremony, &credential).await
    }

    pub async fn sign_out(&mut self) -> Answer {
        self.post_form("/api/sign_out", &[]).await
    }

    /// Asks for a sign-in link, as the form on the sign-in page does.
    pub async fn ask_for_link(&mut self, email: &str) {
        let answer = self.post_form("/api/send_magic_link", &[("email", email)]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::FOUND, "/magic-link"));
    }

    pub async fn press_link_button(&mut self, mail: &Mail) -> Answer {
        self.post_form("/api/redeem_magic_link", &[("token", &mail.token)]).await
    }

    /// Returns the dashboard, if the browser is signed in.
    pub async fn dashboard(&mut self) -> Option<String> {
        let answer = self.get("/dashboard").await;
        (answer.status == StatusCode::OK).then_some(answer.body)
    }
}

/// Returns a well-formed assertion that no ceremony asked for.
pub fn junk_credential() -> String {
    json!({
        "id": "AAAA", "rawId": "AAAA", "type": "public-key", "clientExtensionResults": {},
        "response": { "clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": null },
    })
    .to_string()
}
