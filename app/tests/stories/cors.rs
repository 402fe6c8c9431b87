//! CORS: which responses pages of other origins can read.

use axum::body::Body;
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE, ORIGIN as FROM,
};
use http::{Method, StatusCode};
use testing::server::{Answer, TestBrowser, TestServer};
use testing::{ORIGIN, on_both};

/// A route for pages of other origins.
const PATH: &str = "/auth/passkeys/authenticate/begin";

async fn asked_first(browser: &mut TestBrowser, path: &str, origin: &str) -> Answer {
    let request = browser.request(Method::OPTIONS, path);
    let request = request.header(FROM, origin).header("access-control-request-method", "POST");
    let request = request.header("access-control-request-headers", "content-type,authorization");
    browser.send(request, Body::empty()).await
}

on_both! {
    async fn only_pages_of_allowed_origins_can_read_responses(server: TestServer) {
        let server = server.restarted_with(&[("LATCHKEY_ALLOWED_ORIGINS", "https://shop.example.org")]).await;
        let mut browser = server.browser();
        for (origin, allowed) in [(ORIGIN, true), ("https://shop.example.org", true), ("https://shop.example.org.evil.org", false),
            ("http://shop.example.org", false), ("https://evil.example.org", false), ("null", false), ("HTTPS://SHOP.EXAMPLE.ORG", false),
            ("https://shop.example.org/", false)] {
            let path = PATH;
            let expected = if allowed { origin } else { "" };
            let answer = asked_first(&mut browser, path, origin).await;
            assert_eq!((answer.status, answer.header(ACCESS_CONTROL_ALLOW_ORIGIN)), (StatusCode::NO_CONTENT, expected));
            assert_eq!(answer.header(ACCESS_CONTROL_ALLOW_HEADERS).contains("authorization"), allowed);
            assert_eq!(answer.header("access-control-allow-credentials"), "");
            let request = browser.request(Method::POST, path).header(FROM, origin).header(CONTENT_TYPE, "application/json");
            let answer = browser.send(request, Body::from("{}")).await;
            assert_eq!((answer.status, answer.header(ACCESS_CONTROL_ALLOW_ORIGIN)), (StatusCode::OK, expected));
            assert!(answer.headers.get_all("vary").iter().any(|vary| vary == "origin"));
        }
        // They can also read errors and send a token.
        for (method, path) in [(Method::GET, "/auth/passkeys/credentials"), (Method::POST, "/auth/passkeys/register/finish"), (Method::GET, "/auth/passkeys/none")] {
            let request = browser.request(method, path).header(FROM, "https://shop.example.org").header(CONTENT_TYPE, "application/json");
            let answer = browser.send(request, Body::from("{}")).await;
            assert!(answer.status.is_client_error());
            assert_eq!(answer.header(ACCESS_CONTROL_ALLOW_ORIGIN), "https://shop.example.org", "{path}");
        }
        let answer = asked_first(&mut browser, "/auth/passkeys/credentials/x", "https://shop.example.org").await;
        assert!(answer.header("access-control-allow-methods").contains("DELETE"));
        assert!(answer.header(ACCESS_CONTROL_ALLOW_HEADERS).contains("authorization"));
        // They can't read anything else on this site.
        for path in ["/auth/user", "/auth/tokens", "/api/start_sign_in", "/dashboard"] {
            let request = browser.request(Method::GET, path).header(FROM, "https://shop.example.org");
            assert_eq!(browser.send(request, Body::empty()).await.header(ACCESS_CONTROL_ALLOW_ORIGIN), "");
            let answer = asked_first(&mut browser, path, "https://shop.example.org").await;
            assert_eq!((answer.status, answer.header(ACCESS_CONTROL_ALLOW_ORIGIN)), (StatusCode::FORBIDDEN, ""), "{path}");
        }
    }
}
