//! Redaction: no secret is ever logged, at any log level.
//!
//! This is a separate program, because it captures and searches the whole log of its process.
#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

mod kept;
#[cfg(feature = "otlp")]
mod otlp;
#[cfg(feature = "passage")]
mod passage;

use std::collections::BTreeSet;
use std::net::SocketAddr;

use app::server::log;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::middleware;
use axum::routing::get;
use http::Method;
use http::header::{ACCEPT, CONTENT_TYPE};
use latchkey::Store;
use latchkey::config::Log as LogSettings;
use latchkey::web::request_id;
use serde_json::Value;
use testing::ORIGIN;
use testing::authenticator::Peer;
use testing::database::Database;
use testing::server::{TestServer, junk_credential};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use kept::{Log, Secrets};

/// Signs up, in and out in every way, and causes as many errors as possible.
async fn live(server: &TestServer, secrets: &mut Secrets, name: &str) {
    let email = format!("{name}@example.org");
    secrets.keep("an address", &email);
    let (mut browser, mut phone) = (server.browser(), Peer::new());
    let (ceremony, options) = browser.start("start_sign_up", &[("email", &email)]).await;
    secrets.keep("a ceremony", &ceremony);
    secrets.keep("a challenge", options["publicKey"]["challenge"].as_str().unwrap());
    let credential = phone.create(ORIGIN, &options).await.unwrap();
    secrets.keep_credential(&credential);
    assert_eq!(browser.finish("finish_sign_up", &ceremony, &credential).await.status, 200);
    secrets.keep_cookies(&browser);
    browser
        .finish("finish_sign_up", &ceremony, &credential)
        .await
        .assert_refused(400, "ceremony_expired");
    for by_code in [false, true] {
        browser.ask_for_link(&email).await;
        let mail = server.mail().await;
        secrets.keep("a token", &mail.token);
        secrets.keep("a code", &mail.code);
        secrets.keep("a line of an email", mail.text.lines().last().unwrap());
        server.browser().get(mail.path()).await;
        browser.get(mail.path()).await;
        server.browser().press_link_button(&mail).await;
        let wrong = [("code", "WRNGCADE")];
        secrets.keep("a code that was typed", "WRNGCADE");
        browser.post_form("/api/redeem_code", &wrong).await;
        let right = [("code", mail.code.as_str())];
        let pressed = if by_code {
            browser.post_form("/api/redeem_code", &right).await
        } else {
            browser.press_link_button(&mail).await
        };
        assert_eq!(pressed.location(), "/dashboard");
        browser.press_link_button(&mail).await;
        browser.post_form("/api/redeem_code", &right).await;
        secrets.keep_cookies(&browser);
        browser.get("/dashboard").await;
        browser.sign_out().await;
    }
    let (ceremony, options) = browser.start("start_sign_in", &[]).await;
    let assertion = phone.get(ORIGIN, &options).await.unwrap();
    secrets.keep_credential(&assertion);
    let spoiled = assertion.replace("signature\":\"", "signature\":\"AAAA");
    browser.finish("finish_sign_in", &ceremony, &spoiled).await;
    let (ceremony, options) = browser.start("start_sign_in", &[]).await;
    let assertion = phone.get(ORIGIN, &options).await.unwrap();
    secrets.keep_credential(&assertion);
    assert_eq!(browser.finish("finish_sign_in", &ceremony, &assertion).await.status, 200);
    secrets.keep_cookies(&browser);
    leave_a_link_of_a_new_browser(server, secrets, &mut phone).await;
    browser.finish("finish_sign_in", "unknown-ceremony", &junk_credential()).await;
    secrets.keep("a body", "a-body-that-is-none");
    for (function, body) in
        [("send_magic_link", "{\"a-body-that-is-none\"}"), ("redeem_code", "a-body-that-is-none")]
    {
        let request = browser
            .request(Method::POST, &format!("/api/{function}"))
            .header(ACCEPT, "application/json")
            .header("sec-fetch-site", "same-origin")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        browser.send(request, Body::from(body)).await;
    }
    secrets.keep("a path", "a-token-in-a-path");
    browser.get("/magic-link?token=a-token-in-a-path").await;
    browser.get("/no-such-page?token=a-token-in-a-path").await;
}

/// Signs in from a new browser, and uses the link in the email about that twice.
async fn leave_a_link_of_a_new_browser(
    server: &TestServer,
    secrets: &mut Secrets,
    phone: &mut Peer,
) {
    let mut other = server.browser();
    other.sign_in(phone).await;
    secrets.keep_cookies(&other);
    let mails = other.get_json("/dev/mailbox").await.json();
    let mut links = mails.as_array().unwrap().iter().filter_map(|mail| mail["links"][0].as_str());
    let link = links.find(|link| link.contains("/not-me?")).unwrap().to_owned();
    let (_, token) = link.split_once("token=").unwrap();
    secrets.keep("a token", token);
    for _ in 0..2 {
        other.get(link.strip_prefix(ORIGIN).unwrap()).await;
        other.post_form("/api/end_new_browser", &[("token", token)]).await;
    }
}

/// Sends requests while the database is gone. The internal errors are logged and must not quote user data.
async fn break_down(server: &TestServer, secrets: &mut Secrets) {
    let mut browser = server.browser();
    browser.ask_for_link("eve@example.org").await;
    let mail = server.mail().await;
    secrets.keep("a token", &mail.token);
    server.rp.store().close().await;
    browser.press_link_button(&mail).await;
    browser.get(mail.path()).await;
    browser.post_form("/api/redeem_code", &[("code", &mail.code)]).await;
    browser
        .call("send_magic_link", &[("email", "eve@example.org")])
        .await
        .assert_refused(503, "unavailable");
    secrets.keep_cookies(&browser);
}

async fn quote() {
    panic!("unexpected: a-secret-in-a-panic");
}

/// A handler that panics and quotes the request.
async fn panic(server: &TestServer, secrets: &mut Secrets) {
    secrets.keep("what a panic says", "a-secret-in-a-panic");
    let router = Router::new().route("/panic", get(quote));
    let mut browser = server.browser();
    browser.router = latchkey::web::guard(&server.rp, router)
        .layer(middleware::from_fn_with_state(server.rp.clone(), request_id::assign));
    log::report_panics();
    let answer = browser.get("/panic").await;
    let _ = std::panic::take_hook();
    answer.assert_refused(500, "internal");
    assert!(!answer.body.contains("a-secret-in-a-panic"));
}

/// Sends an address in a header that doesn't count, which is worth a warning, and ids that aren't plain.
async fn forward(server: &TestServer, secrets: &mut Secrets) {
    let peer = SocketAddr::from(([203, 0, 113, 77], 4711));
    secrets.keep("the address of a connection", "203.0.113.77");
    secrets.keep("a forwarded address", "198.51.100.88");
    secrets.keep("an address as the request id", "fay@example.org");
    let mut browser = server.browser();
    browser.router = app::server::router(&server.rp);
    for id in ["fay@example.org", "198.51.100.88"] {
        let request = browser
            .request(Method::POST, "/api/redeem_code")
            .header("x-forwarded-for", "198.51.100.88")
            .header("x-request-id", id)
            .extension(ConnectInfo(peer));
        browser.send(request, Body::empty()).await.assert_refused(400, "invalid_request");
    }
}

#[tokio::test]
async fn no_secret_is_ever_logged() {
    let [text, json, warnings] = <[Log; 3]>::default();
    let layers = [("trace", false, &text), ("trace", true, &json), ("warn", true, &warnings)];
    let layers = layers.map(|(level, is_json, log)| log.layer(LogSettings { level, is_json }));
    let layers = Vec::from(layers);
    #[cfg(feature = "otlp")]
    let (traces, layers) = otlp::Sent::start(layers);
    tracing_subscriber::registry().with(layers).init();
    // Proves that the lowest level is captured too. No library logs at that level here.
    tracing::trace!("the log is read at every level");
    let mut secrets = Secrets::default();
    for (name, database) in
        [("ada-lovelace", Database::sqlite()), ("grace-hopper", Database::postgres().await)]
    {
        let server = TestServer::start(database).await;
        live(&server, &mut secrets, name).await;
        #[cfg(feature = "passage")]
        passage::manage(&server, &mut secrets).await;
        forward(&server, &mut secrets).await;
        panic(&server, &mut secrets).await;
        break_down(&server, &mut secrets).await;
        // The database is closed, so open it again to drop it.
        drop(Store::open(server.rp.config()).await.unwrap());
    }
    assert!(secrets.0.len() > 60, "{}", secrets.0.len());
    #[cfg(feature = "otlp")]
    traces.check(&secrets).await;
    let [text, json, warnings] = [text, json, warnings].map(|log| log.text());
    for written in [&text, &json, &warnings] {
        for (what, secret) in &secrets.0 {
            let line = written.lines().find(|line| line.contains(secret));
            assert!(line.is_none(), "{what} is in the log: {line:?}");
        }
    }
    // Something was logged at every level.
    for said in [
        "TRACE",
        "INFO",
        "ERROR",
        "code=\"wrong_code\"",
        "code=\"link_expired\"",
        "internal error",
        "panicked",
        "X-Forwarded-For ignored",
    ] {
        assert!(text.contains(said), "nothing about {said}: {text}");
    }
    assert!(json.contains(r#""code":"wrong_code""#), "{json}");
    for log in [json, warnings] {
        check_json(&log);
    }
}

/// Every line is an object. Those about a request have its id, at every level.
fn check_json(log: &str) {
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of_requests =
        ["refused", "internal error", "panicked", "the database is unavailable; answered 503"];
    let mut ids = BTreeSet::new();
    for line in lines.iter().filter(|line| of_requests.iter().any(|said| line["message"] == *said))
    {
        let id = line["spans"][0]["id"].as_str();
        ids.insert(id.unwrap_or_else(|| panic!("no request id: {line}")).to_owned());
    }
    assert!(ids.len() > 3 && ids.iter().all(|id| id.len() == 36), "{ids:?}");
}
