//! A webhook endpoint on its own port.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Request, State};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::StatusCode;
use ring::hmac;
use serde_json::Value;
use testing::authenticator::Peer;
use tokio::net::TcpListener;

use crate::User;
use crate::crypto::secret::Secret;
use crate::model::event::{Kind, SERVER};
use crate::model::message::Queue;
use crate::store::{self, Queued};
use crate::tests::party::TestParty;
use crate::web::request_context::RequestContext;

/// A received delivery: id, timestamp, signature, body.
pub(super) type Told = (String, String, String, String);

/// An endpoint that sends the given responses first, and then accepts everything.
pub(super) struct Receiver {
    told: Arc<Mutex<Vec<Told>>>,
    answers: Arc<Mutex<Vec<u16>>>,
    port: u16,
}

type Both = (Arc<Mutex<Vec<Told>>>, Arc<Mutex<Vec<u16>>>);

impl Receiver {
    pub(super) async fn start(answers: &[u16]) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let receiver = Self {
            told: Arc::default(),
            answers: Arc::new(Mutex::new(answers.iter().rev().copied().collect())),
            port: listener.local_addr().unwrap().port(),
        };
        let state = (receiver.told.clone(), receiver.answers.clone());
        let router = Router::new().fallback(take).with_state(state);
        tokio::spawn(async move { axum::serve(listener, router).await });
        receiver
    }

    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/hooks", self.port)
    }

    pub(super) async fn set_up(&self, party: &TestParty, events: &[&str]) -> (String, Secret) {
        let events: Vec<_> = events.iter().map(|event| (*event).to_owned()).collect();
        party.webhooks().add_endpoint(&by_server(party), &self.url(), &events).await.unwrap()
    }

    pub(super) fn told(&self) -> Vec<Told> {
        self.told.lock().unwrap().clone()
    }

    pub(super) fn count(&self) -> usize {
        self.told().len()
    }

    /// Returns the bodies it received, in order.
    pub(super) fn bodies(&self) -> Vec<Value> {
        self.told().iter().map(|told| serde_json::from_str(&told.3).unwrap()).collect()
    }

    /// Returns the kinds of the events it received, in order.
    pub(super) fn kinds(&self) -> Vec<String> {
        self.bodies().iter().map(|body| body["type"].as_str().unwrap().to_owned()).collect()
    }
}

async fn take(
    State((told, answers)): State<Both>,
    request: Request,
) -> (StatusCode, [(&'static str, String); 1], String) {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 10_000).await.unwrap();
    let header = |name: &str| parts.headers[name].to_str().unwrap().to_owned();
    assert_eq!(
        (parts.method.as_str(), header("content-type").as_str()),
        ("POST", "application/json")
    );
    let body = String::from_utf8(body.to_vec()).unwrap();
    let one = (
        header("webhook-id"),
        header("webhook-timestamp"),
        header("webhook-signature"),
        body.clone(),
    );
    told.lock().unwrap().push(one);
    let status = answers.lock().unwrap().pop().unwrap_or(204);
    // It redirects to itself, so a client that follows would call it twice.
    let location = format!("http://{}/elsewhere", header("host"));
    (StatusCode::from_u16(status).unwrap(), [("location", location)], format!("no, not {body}"))
}

/// Returns whether a delivery has a valid signature with this secret.
pub(super) fn is_signed(told: &Told, secret: &Secret) -> bool {
    let (id, at, signature, body) = told;
    let key = STANDARD.decode(secret.expose().strip_prefix("whsec_").unwrap()).unwrap();
    let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
    let tag = STANDARD.decode(signature.strip_prefix("v1,").unwrap()).unwrap();
    hmac::verify(&key, format!("{id}.{at}.{body}").as_bytes(), &tag).is_ok()
}

/// Returns the deliveries, newest first.
pub(super) async fn deliveries(party: &TestParty) -> Vec<Queued> {
    party.events().read().await.unwrap();
    party.store().list_queue(Queue::Programs, party.clock().now(), 50).await.unwrap()
}

/// Returns the state of the newest delivery, the number of attempts, and the last error.
pub(super) async fn newest(party: &TestParty) -> (store::State, i64, String) {
    let newest = deliveries(party).await.swap_remove(0);
    (newest.state, newest.attempts, newest.last_error.unwrap_or_default())
}

/// Signs up a new user.
pub(super) async fn sign_up(party: &TestParty) -> User {
    let browser = party.browser();
    browser.sign_up("ada@example.org", &mut Peer::new()).await;
    browser.user().await
}

/// Records an event about a user.
pub(super) async fn announce(party: &TestParty, user: &User) {
    party.happens(user, Kind::Activated).await;
    party.events().read().await.unwrap();
}

/// Returns the context of a command on the server.
pub(super) fn by_server(party: &TestParty) -> RequestContext {
    RequestContext::operator(party, SERVER)
}
