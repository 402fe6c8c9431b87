//! Pages of other origins, and what their browsers let them read.

use axum::body::Body;
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE, ORIGIN as FROM,
};
use http::{Method, StatusCode};

use crate::on_both;
use crate::support::{Answer, ORIGIN, TestBrowser, TestServer};

async fn asked_first(browser: &mut TestBrowser, origin: &str) -> Answer {
    let path = "/v1/apps/latchkey/authenticate/transactions/webauthn/start";
    let request = browser.request(Method::OPTIONS, path);
    let request = request.header(FROM, origin).header("access-control-request-method", "POST");
    let request =
        request.header("access-control-request-headers", "content-type,passage-flex-version");
    browser.send(request, Body::empty()).await
}

on_both! {
    async fn pages_of_allowed_origins_alone_may_read_the_answers(server: TestServer) {
        let server = server.restarted_with(&[("LATCHKEY_ALLOWED_ORIGINS", "https://shop.example.org")]).await;
        let mut browser = server.browser();
        for (origin, allowed) in [(ORIGIN, true), ("https://shop.example.org", true), ("https://shop.example.org.evil.org", false),
            ("http://shop.example.org", false), ("https://evil.example.org", false), ("null", false)] {
            let expected = if allowed { origin } else { "" };
            let answer = asked_first(&mut browser, origin).await;
            assert_eq!((answer.status, answer.header(ACCESS_CONTROL_ALLOW_ORIGIN)), (StatusCode::NO_CONTENT, expected));
            assert_eq!(answer.header(ACCESS_CONTROL_ALLOW_HEADERS).contains("passage-flex-version"), allowed);
            assert_eq!(answer.header("access-control-allow-credentials"), "");
            let path = "/v1/apps/latchkey/authenticate/transactions/webauthn/start";
            let request = browser.request(Method::POST, path).header(FROM, origin).header(CONTENT_TYPE, "application/json");
            let answer = browser.send(request, Body::from("{}")).await;
            assert_eq!((answer.status, answer.header(ACCESS_CONTROL_ALLOW_ORIGIN)), (StatusCode::OK, expected));
            assert!(answer.headers.get_all("vary").iter().any(|vary| vary == "origin"));
        }
        // Nothing else of this site is open to them.
        let request = browser.request(Method::GET, "/auth/user").header(FROM, "https://shop.example.org");
        assert_eq!(browser.send(request, Body::empty()).await.header(ACCESS_CONTROL_ALLOW_ORIGIN), "");
    }
}
