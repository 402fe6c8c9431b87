//! A server without a network, and browsers that visit it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use app::server;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::middleware;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE, USER_AGENT};
use http::{HeaderMap, Method, Request, StatusCode};
use latchkey::store::Table;
use latchkey::{Clock, Config, Random, RelyingParty, Store, ceremony_refusals};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::authenticator::Peer;
use crate::contract::Contract;
use crate::database::Database;

pub(crate) const ORIGIN: &str = "http://localhost:3000";

/// Some Sunday in 2026.
const START: i64 = 1_795_000_000;

/// The whole router on a database of its own, with a clock that stands still.
pub(crate) struct TestServer {
    router: Router,
    pub(crate) rp: RelyingParty,
    pub(crate) clock: Clock,
    contract: Arc<Contract>,
    pub(crate) database: Database,
}

impl TestServer {
    pub(crate) async fn start(database: Database) -> Self {
        Self::start_with(database, &[]).await
    }

    pub(crate) async fn start_with(database: Database, settings: &[(&str, &str)]) -> Self {
        // The clock stands still: without this every story would have to wait between two mails.
        let mut all = BTreeMap::from([
            ("DATABASE_URL".to_owned(), database.url().to_owned()),
            ("LATCHKEY_LIMIT_SENDS".to_owned(), "off".to_owned()),
            ("LATCHKEY_LIMIT_SIGN_UPS".to_owned(), "off".to_owned()),
            ("LATCHKEY_LIMIT_ANSWERS".to_owned(), "off".to_owned()),
        ]);
        all.extend(settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let config = Config::from_settings(&all).unwrap();
        let store = Store::open(&config).await.unwrap();
        let clock = Clock::manual(START);
        let rp = RelyingParty::new(config, store, clock.clone(), Random::system()).unwrap();
        let router = server::router(&rp).layer(middleware::from_fn(server::from_loopback));
        let contract = Arc::new(Contract(latchkey::http::document(rp.clone())));
        Self { router, rp, clock, contract, database }
    }

    /// The same server, started again with other settings.
    pub(crate) async fn restarted_with(self, settings: &[(&str, &str)]) -> Self {
        self.rp.store().close().await;
        Self::start_with(self.database, settings).await
    }

    pub(crate) fn browser(&self) -> TestBrowser {
        TestBrowser {
            router: self.router.clone(),
            host: self.rp.config().origin_text().split("//").nth(1).unwrap().to_owned(),
            contract: self.contract.clone(),
            cookies: BTreeMap::new(),
        }
    }

    pub(crate) fn pass(&self, time: Duration) {
        self.clock.advance(time);
    }

    pub(crate) async fn count(&self, table: Table) -> i64 {
        self.rp.store().count_rows(table).await.unwrap()
    }

    /// The newest mail with a link and a code.
    pub(crate) async fn mail(&self) -> Mail {
        let mails = self.browser().get_json("/dev/mailbox").await.json();
        let mut mails = mails.as_array().unwrap().iter();
        let mail = mails.find(|mail| mail["code"].is_string()).unwrap();
        Mail {
            to: mail["to"].as_str().unwrap().to_owned(),
            text: mail["text"].as_str().unwrap().to_owned(),
            link: mail["links"][0].as_str().unwrap().to_owned(),
            code: mail["code"].as_str().unwrap().to_owned(),
        }
    }
}

pub(crate) struct Mail {
    pub(crate) to: String,
    pub(crate) text: String,
    pub(crate) link: String,
    pub(crate) code: String,
}

impl Mail {
    /// The link as a path of our own origin.
    pub(crate) fn path(&self) -> &str {
        self.link.strip_prefix(ORIGIN).unwrap()
    }

    pub(crate) fn token(&self) -> &str {
        self.link.split("token=").nth(1).unwrap()
    }
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.body))
    }

    /// The code of a refusal.
    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn header(&self, name: impl http::header::AsHeaderName) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    pub(crate) fn location(&self) -> &str {
        self.header(LOCATION)
    }

    #[track_caller]
    pub(crate) fn assert_refused(&self, status: u16, code: &str) {
        assert_eq!((self.status.as_u16(), self.code().as_str()), (status, code), "{}", self.body);
    }
}

/// A browser with a cookie jar. It follows no redirects: where they lead is for the story to say.
pub(crate) struct TestBrowser {
    pub(crate) router: Router,
    host: String,
    contract: Arc<Contract>,
    pub(crate) cookies: BTreeMap<String, String>,
}

impl TestBrowser {
    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path).header(ACCEPT, "text/html"), Body::empty()).await
    }

    pub(crate) async fn get_json(&mut self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path).header(ACCEPT, "application/json"), Body::empty())
            .await
    }

    /// Posts a form as a browser without scripts does.
    pub(crate) async fn post_form(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self.request(Method::POST, path).header(ACCEPT, "text/html,*/*;q=0.8");
        self.post(request, fields).await
    }

    /// Calls a server function as an island does.
    pub(crate) async fn call(&mut self, function: &str, arguments: &[(&str, &str)]) -> Answer {
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

    pub(crate) fn request(&self, method: Method, path: &str) -> http::request::Builder {
        let cookies: Vec<_> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder().method(method).uri(path).header(HOST, &self.host).header(
            USER_AGENT,
            "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
        );
        if cookies.is_empty() { request } else { request.header(COOKIE, cookies.join("; ")) }
    }

    pub(crate) async fn send(&mut self, request: http::request::Builder, body: Body) -> Answer {
        let request = request.body(body).unwrap();
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(SET_COOKIE) {
            self.keep(cookie.to_str().unwrap());
        }
        let body = to_bytes(body, usize::MAX).await.unwrap();
        let answer = Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        };
        self.contract.check(&method, &path, &answer);
        answer
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

    /// Starts a ceremony and returns its name and its options.
    pub(crate) async fn start(
        &mut self,
        function: &str,
        arguments: &[(&str, &str)],
    ) -> (String, Value) {
        let answer = self.call(function, arguments).await;
        assert_eq!(answer.status, StatusCode::OK, "{function}: {}", answer.body);
        let started = answer.json();
        let options = serde_json::from_str(started["options"].as_str().unwrap()).unwrap();
        (started["ceremony"].as_str().unwrap().to_owned(), options)
    }

    pub(crate) async fn finish(
        &mut self,
        function: &str,
        ceremony: &str,
        credential: &str,
    ) -> Answer {
        self.call(function, &[("ceremony", ceremony), ("credential", credential)]).await
    }

    pub(crate) async fn sign_up(&mut self, email: &str, authenticator: &mut Peer) {
        let (ceremony, options) = self.start("start_sign_up", &[("email", email)]).await;
        let credential = authenticator.create(ORIGIN, &options).await.unwrap();
        let answer = self.finish("finish_sign_up", &ceremony, &credential).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    }

    pub(crate) async fn sign_in(&mut self, authenticator: &mut Peer) {
        let (ceremony, options) = self.start("start_sign_in", &[]).await;
        let assertion = authenticator.get(ORIGIN, &options).await.unwrap();
        let answer = self.finish("finish_sign_in", &ceremony, &assertion).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    }

    /// Adds a passkey to the account, as far as the server lets it.
    pub(crate) async fn add_passkey(&mut self, authenticator: &mut Peer) -> Answer {
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

    pub(crate) async fn sign_out(&mut self) -> Answer {
        self.post_form("/api/sign_out", &[]).await
    }

    /// Asks for a sign-in link, as the form on the sign-in page does.
    pub(crate) async fn ask_for_link(&mut self, email: &str) {
        let answer = self.post_form("/api/send_magic_link", &[("email", email)]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::FOUND, "/magic-link"));
    }

    pub(crate) async fn press_link_button(&mut self, mail: &Mail) -> Answer {
        self.post_form("/api/redeem_magic_link", &[("token", mail.token())]).await
    }

    /// Whose dashboard this browser sees, if anybody's.
    pub(crate) async fn dashboard(&mut self) -> Option<String> {
        let answer = self.get("/dashboard").await;
        (answer.status == StatusCode::OK).then_some(answer.body)
    }
}

/// An assertion for nothing in particular, well formed enough to be read.
pub(crate) fn junk_credential() -> String {
    json!({
        "id": "AAAA", "rawId": "AAAA", "type": "public-key", "clientExtensionResults": {},
        "response": { "clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": null },
    })
    .to_string()
}
