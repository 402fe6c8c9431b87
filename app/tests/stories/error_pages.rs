//! Error pages for browsers, and error codes for programs.

use axum::body::Body;
use http::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, HOST, ORIGIN};
use http::{Method, StatusCode};
use testing::authenticator::Peer;
use testing::on_both;
use testing::server::{Answer, TestBrowser, TestServer};

const FORM: &str = "application/x-www-form-urlencoded";
const BROWSERS_ACCEPT: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/// Text from the request. It must never appear on an error page.
const MARK: &str = "zebra";

/// A bad request, its status, and the text on the error page in English and German.
struct Row {
    method: Method,
    path: &'static str,
    headers: &'static [(http::HeaderName, &'static str)],
    body: &'static str,
    status: u16,
    words: [&'static str; 2],
}

const UNCLEAR: [&str; 2] = ["didn’t understand the request", "nicht verstanden"];
const MISSING: [&str; 2] = ["This page doesn’t exist", "Diese Seite gibt es nicht"];
const FOREIGN: [&str; 2] = ["came from another site", "von einer anderen Website"];
const LARGE: [&str; 2] = ["more than this site accepts", "mehr, als diese Website"];

fn row(method: Method, path: &'static str, status: u16, words: [&'static str; 2]) -> Row {
    Row {
        method,
        path,
        headers: &[(ORIGIN, testing::ORIGIN), (CONTENT_TYPE, FORM)],
        body: "a=zebra",
        status,
        words,
    }
}

fn rows() -> Vec<Row> {
    let foreign = &[(ORIGIN, "https://zebra.example"), (CONTENT_TYPE, FORM)];
    let elsewhere = &[(HOST, "zebra.example:3000")];
    let long = &[(ORIGIN, testing::ORIGIN), (CONTENT_TYPE, FORM), (CONTENT_LENGTH, "65537")];
    let text = &[(ORIGIN, testing::ORIGIN), (CONTENT_TYPE, "text/plain")];
    vec![
        Row { headers: foreign, ..row(Method::POST, "/api/send_magic_link", 403, FOREIGN) },
        Row { headers: foreign, ..row(Method::POST, "/recovery-codes", 403, FOREIGN) },
        Row { headers: elsewhere, ..row(Method::GET, "/sign-in?next=zebra", 403, FOREIGN) },
        Row { headers: long, ..row(Method::POST, "/api/send_magic_link", 413, LARGE) },
        Row { headers: text, ..row(Method::POST, "/api/send_magic_link", 400, UNCLEAR) },
        row(Method::POST, "/api/send_magic_link", 400, UNCLEAR),
        row(Method::POST, "/api/choose_locale?zebra", 400, UNCLEAR),
        row(Method::POST, "/recovery-codes", 422, UNCLEAR),
        row(Method::POST, "/recovery-codes/file", 422, UNCLEAR),
        row(Method::GET, "/api/sign_out?zebra", 405, UNCLEAR),
        row(Method::GET, "/api/download_data", 405, UNCLEAR),
        row(Method::POST, "/sign-in", 405, UNCLEAR),
        row(Method::DELETE, "/zebra", 404, MISSING),
        row(Method::POST, "/api/zebra", 404, MISSING),
        row(Method::GET, "/assets/zebra/zebra.css", 404, MISSING),
    ]
}

async fn signed_in(server: &TestServer) -> TestBrowser {
    let mut browser = server.browser();
    browser.sign_up("ada@example.org", &mut Peer::new()).await;
    browser
}

async fn ask(browser: &mut TestBrowser, row: &Row, accept: &str, language: &str) -> Answer {
    let mut request = browser.request(row.method.clone(), row.path);
    let headers = request.headers_mut().unwrap();
    headers.insert(ACCEPT, accept.parse().unwrap());
    headers.insert(ACCEPT_LANGUAGE, language.parse().unwrap());
    for (name, value) in row.headers {
        headers.insert(name, value.parse().unwrap());
    }
    browser.send(request, Body::from(row.body)).await
}

#[track_caller]
fn assert_page(answer: &Answer, what: &str, status: u16, words: &str, language: &str) {
    assert_eq!(answer.status, status, "{what}");
    assert_eq!(answer.header(CONTENT_TYPE), "text/html; charset=utf-8", "{what}");
    assert!(answer.body.contains(words), "{what}: {}", answer.body);
    assert!(answer.body.contains(&format!("<html lang=\"{language}\"")), "{what}");
    assert_eq!(answer.header("content-language"), language, "{what}");
    assert!(!answer.body.contains(MARK), "{what}: {}", answer.body);
    let policy = answer.header("content-security-policy");
    let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
    assert!(
        policy.starts_with("default-src 'none'; script-src 'self' 'nonce-"),
        "{what}: {policy}"
    );
    assert!(answer.body.contains(&format!("nonce=\"{nonce}\"")), "{what}");
    for (name, value) in [
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "strict-origin"),
        ("location", ""),
    ] {
        assert_eq!(answer.header(name), value, "{what}");
    }
}

on_both! {
    async fn browsers_get_an_error_page(server: TestServer) {
        let mut browser = signed_in(&server).await;
        for row in rows() {
            for (language, words) in ["en", "de"].into_iter().zip(row.words) {
                let what = format!("{} {} in {language}", row.method, row.path);
                let answer = ask(&mut browser, &row, BROWSERS_ACCEPT, language).await;
                assert_page(&answer, &what, row.status, words, language);
                assert!(answer.headers.get("set-cookie").is_none(), "{what}");
            }
        }
        let foreign = &rows()[0];
        let answer = ask(&mut browser, foreign, BROWSERS_ACCEPT, "").await;
        assert!(answer.body.contains("href=\"/\""), "and there is a way on");
    }

    async fn programs_get_an_error_code(server: TestServer) {
        let mut browser = signed_in(&server).await;
        let is_page = |row: &Row| row.method == Method::GET && row.words == MISSING;
        for row in rows().into_iter().filter(|row| !is_page(row)) {
            for accept in ["application/json", "*/*"] {
                let answer = ask(&mut browser, &row, accept, "en").await;
                let what = format!("{} {} as {accept}", row.method, row.path);
                assert_eq!(answer.status, row.status, "{what}");
                assert!(!answer.body.contains('<'), "{what}: {}", answer.body);
            }
        }
        // An island may request any type.
        let request = browser
            .request(Method::POST, "/api/send_magic_link")
            .header(ACCEPT, BROWSERS_ACCEPT)
            .header("sec-fetch-mode", "cors")
            .header("sec-fetch-site", "cross-site");
        browser.send(request, Body::empty()).await.assert_refused(403, "cross_site");
        // Routes of the API give the same answer to browsers.
        for (path, status, code) in [
            #[cfg(feature = "passage")]
            ("/v1/apps/latchkey/users", 401, "invalid_access_token"),
            #[cfg(feature = "passage")]
            ("/v1/nothing", 404, "not_found"),
            ("/auth/user", 401, "signed_out"),
        ] {
            server.browser().get(path).await.assert_refused(status, code);
        }
    }

    async fn the_outage_page_needs_no_database(server: TestServer) {
        let mut browser = signed_in(&server).await;
        server.rp.store().close().await;
        let answer = browser.get("/dashboard").await;
        assert_page(&answer, "no database", 503, "This site is unavailable right now", "en");
        assert_eq!(answer.header("retry-after"), "5");
        let answer = browser.get_json("/dashboard").await;
        assert_eq!((answer.status, answer.code().as_str()), (StatusCode::SERVICE_UNAVAILABLE, "unavailable"));
    }

    async fn headers_of_an_error_are_kept_on_its_page(server: TestServer) {
        let answer = server.browser().get("/api/sign_out").await;
        assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, "POST"));
        let mut browser = server.browser();
        let request = browser.request(Method::HEAD, "/assets/0/nothing.css").header(ACCEPT, "text/html");
        let answer = browser.send(request, Body::empty()).await;
        assert_eq!((answer.status.as_u16(), answer.body.as_str()), (404, ""));
    }
}
