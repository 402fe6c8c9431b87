//! The page that checks what a browser can do, and the daily totals.

use std::io::{Read as _, Write as _};

use crate::process::{Server, command};
use http::StatusCode;
use tempfile::TempDir;
use testing::on_both;
use testing::server::TestServer;

const SAID: &str = r#"{"conditionalGet":true,"hybridTransport":false}"#;

on_both! {
    async fn the_page_has_texts_for_every_state_and_shows_none_without_a_script(server: TestServer) {
        let answer = server.browser().get("/ready").await;
        assert_eq!(answer.status, StatusCode::OK);
        let (before, list) = answer.body.split_once("<ul class=\"items\">").unwrap();
        assert!(before.contains("JavaScript is off"));
        assert_eq!(list.matches("data-needs=").count(), 5);
        for state in ["yes", "no", "unknown", "none"] {
            assert_eq!(list.matches(&format!("data-when=\"{state}\"")).count(), 5, "{state}");
        }
        assert!(!answer.body.contains("data-state"));
        // A passkey works at this site's address. The page promises nothing about other addresses.
        assert!(!answer.body.contains("relatedOrigins\"") && !answer.body.contains("more than one address"));
        assert!(list.contains("/readiness.js\" nonce=\""));
    }

    async fn a_browser_is_asked_to_count_once_a_day(server: TestServer) {
        let mut browser = server.browser();
        assert!(browser.get("/ready").await.body.contains("data-counted=\"conditionalCreate conditionalGet "));
        let answer = browser.call("count_capabilities", &[("said", SAID)]).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        assert_eq!(browser.cookies.keys().collect::<Vec<_>>(), ["latchkey_counted_3000"]);
        assert!(!browser.get("/ready").await.body.contains("data-counted"));
        browser.call("count_capabilities", &[("said", SAID)]).await;
        let totals = server.rp.readiness().capability_totals(1).await.unwrap();
        assert_eq!(totals[1].1.yes, 1);
        assert_eq!(totals[2].1.no, 1);
    }

    async fn invalid_reports_are_not_counted(server: TestServer) {
        let mut browser = server.browser();
        for said in [r#"{"conditionalGet":"yes"}"#, r#"{"userAgent":true}"#, "nonsense"] {
            browser.call("count_capabilities", &[("said", said)]).await.assert_refused(400, "invalid_request");
        }
        let request = browser.request(http::Method::POST, "/api/count_capabilities");
        let request = request.header("content-type", "application/x-www-form-urlencoded").header("sec-fetch-site", "cross-site");
        let answer = browser.send(request, format!("said={SAID}").into()).await;
        answer.assert_refused(403, "cross_site");
        assert!(server.rp.store().sum_capabilities(0).await.unwrap().is_empty());
    }
}

#[test]
fn the_operator_reads_the_totals() {
    let folder = TempDir::new().unwrap();
    let totals = || {
        let output = command(folder.path()).args(["capabilities", "--days", "7"]).output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty());
        String::from_utf8(output.stdout).unwrap()
    };
    let share = |totals: &str, name: &str| {
        let line = totals.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().skip(1).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(share(&totals(), "conditionalGet"), "0 0 0 -");
    let server = Server::start(folder.path());
    let mut counted = server.connect();
    let host = format!("localhost:{}", server.address.port());
    let body = "said=%7B%22conditionalGet%22%3Atrue%7D";
    write!(
        counted,
        "POST /api/count_capabilities HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    counted.read_to_string(&mut answer).unwrap();
    // While the server is running.
    let totals = totals();
    assert_eq!(share(&totals, "conditionalGet"), "1 0 0 100 %", "{answer}");
    assert_eq!(share(&totals, "relatedOrigins"), "0 0 1 -");
    assert_eq!(totals.lines().count(), 11);
}
