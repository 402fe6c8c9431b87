//! Security headers and request limits that hold for every route.

use axum::body::Body;
use http::header::{ACCEPT, CONTENT_TYPE, HOST, ORIGIN};
use http::{Method, StatusCode};
use testing::authenticator::Peer;
use testing::database::Database;
use testing::on_both;
use testing::server::{TestServer, junk_credential};

use crate::server_functions::functions;

const PAGES: &[&str] = &[
    "/",
    "/cancel-reset",
    "/not-me",
    "/sign-up",
    "/sign-in",
    "/magic-link",
    #[cfg(feature = "openapi")]
    "/docs",
    "/dev/mailbox",
    "/no-such-page",
    "/goodbye",
];

on_both! {
    async fn every_page_is_sent_with_a_strict_policy(server: TestServer) {
        let mut nonces = Vec::new();
        for page in PAGES {
            let answer = server.browser().get(page).await;
            let policy = answer.header("content-security-policy").to_owned();
            assert!(policy.starts_with("default-src 'none'; script-src 'self' 'nonce-"), "{page}: {policy}");
            assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
            assert!(policy.contains("frame-ancestors 'none'") && policy.contains("form-action 'self'"));
            let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
            assert!(answer.body.contains(&format!("nonce=\"{nonce}\"")), "{page}");
            assert!(!answer.body.contains(" style="), "{page}");
            nonces.push(nonce.to_owned());

            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(answer.header("referrer-policy"), "strict-origin");
            assert_eq!(answer.header("cache-control"), "no-store");
            assert!(answer.header("permissions-policy").contains("publickey-credentials-get=(self)"));
            assert_eq!(answer.header("strict-transport-security"), "");
            assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
            assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
        }
        nonces.sort();
        nonces.dedup();
        assert_eq!(nonces.len(), PAGES.len());
    }

    async fn other_sites_load_only_public_resources(server: TestServer) {
        let mut browser = server.browser();
        for (path, policy) in [
            ("/.well-known/jwks.json", "cross-origin"), ("/.well-known/webauthn", "cross-origin"), ("/.well-known/passkey-endpoints", "cross-origin"),
            #[cfg(feature = "openapi")]
            ("/openapi.json", "cross-origin"),
            #[cfg(feature = "passage")]
            ("/v1/apps/latchkey", "cross-origin"),
            ("/auth/passkeys/credentials", "cross-origin"),
            ("/auth/user", "same-origin"), ("/dev/mailbox", "same-origin"), ("/api/sign_out", "same-origin"), ("/healthz", "same-origin"),
            ("/favicon.ico", "same-origin"), ("/x/../dashboard", "same-origin"),
        ] {
            let answer = browser.get_json(path).await;
            assert_eq!(answer.header("cross-origin-resource-policy"), policy, "{path}");
            assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        }
    }

    async fn a_missing_page_says_so(server: TestServer) {
        let answer = server.browser().get("/no-such-page").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(answer.body.contains("This page doesn’t exist"));
    }

    async fn another_site_can_change_nothing(server: TestServer) {
        let mut browser = server.browser();
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        let mails = server.count("messages").await;
        for function in functions() {
            for foreign in [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "https://evil.example"), ("origin", "null")] {
                let request = browser
                    .request(Method::POST, function.path)
                    .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                    .header(foreign.0, foreign.1);
                let answer = browser.send(request, Body::from(function.form())).await;
                answer.assert_refused(403, "cross_site");
            }
        }
        assert!(browser.dashboard().await.is_some());
        assert_eq!(server.count("messages").await, mails);
    }

    async fn reading_changes_nothing(server: TestServer) {
        let mut browser = server.browser();
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        for function in functions() {
            let answer = browser.get(&format!("{}?{}", function.path, function.form())).await;
            assert!(answer.status.is_client_error(), "{}: {}", function.path, answer.status);
        }
        assert!(browser.dashboard().await.is_some());
    }

    async fn malformed_requests_are_rejected_with_a_code(server: TestServer) {
        let mut browser = server.browser();
        for function in functions().iter().filter(|function| !function.required.is_empty()) {
            browser.call(function.name(), &[("nonsense", "1")]).await.assert_refused(400, "invalid_request");
        }
        for function in ["finish_sign_up", "finish_sign_in"] {
            browser.finish(function, "unknown", &junk_credential()).await.assert_refused(400, "ceremony_expired");
        }
        for junk in ["", "null", "[]", "{}", "{\"id\":1}", "\u{0}", &junk_credential()] {
            for (start, finish) in [("start_sign_up", "finish_sign_up"), ("start_sign_in", "finish_sign_in")] {
                let (ceremony, _) = browser.start(start, &[("email", "ada@example.org")]).await;
                let answer = browser.finish(finish, &ceremony, junk).await;
                assert!(answer.status.is_client_error(), "{junk:?}: {} {}", answer.status, answer.body);
                assert!(!answer.code().is_empty());
            }
        }
    }

    async fn a_body_above_64_kib_is_rejected(server: TestServer) {
        let mut browser = server.browser();
        let request = browser
            .request(Method::POST, "/api/finish_sign_in")
            .header(ACCEPT, "application/json")
            .header("sec-fetch-site", "same-origin")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let body = format!("ceremony=a&credential={}", "b".repeat(64 * 1024));
        let length = body.len();
        let answer = browser.send(request.header("content-length", length), Body::from(body)).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    }

    async fn a_body_of_another_type_is_rejected(server: TestServer) {
        let mut browser = server.browser();
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        let json = "{\"email\":\"ada@example.org\"}";
        for (kind, body) in [
            (Some("text/plain"), None),
            (Some("multipart/form-data"), None),
            (Some("application/x-www-form-urlencoded-not"), None),
            (Some(""), None),
            (None, None),
            (Some("application/json"), Some(json)),
        ] {
            for function in functions().iter().filter(|function| !function.required.is_empty()) {
                let request = browser
                    .request(Method::POST, function.path)
                    .header(ACCEPT, "application/json")
                    .header("sec-fetch-site", "same-origin");
                let request = kind.into_iter().fold(request, |request, kind| request.header(CONTENT_TYPE, kind));
                let answer = browser.send(request, Body::from(body.map_or_else(|| function.form(), str::to_owned))).await;
                answer.assert_refused(400, "invalid_request");
            }
        }
        let form = browser
            .request(Method::POST, "/api/send_magic_link")
            .header("sec-fetch-site", "same-origin")
            .header(CONTENT_TYPE, "Application/X-WWW-Form-Urlencoded; charset=UTF-8");
        let answer = browser.send(form, Body::from("email=ada%40example.org")).await;
        assert_eq!(answer.location(), "/magic-link");
    }

    async fn a_page_under_another_loopback_name_is_redirected_to_the_origin(server: TestServer) {
        let mut browser = server.browser();
        browser.ask_for_link("ada@example.org").await;
        let mail = server.mail().await;
        for host in ["127.0.0.1:3000", "[::1]:3000", "0.0.0.0:3000", "app.localhost:3000", "localhost:8080"] {
            let mut request = browser.request(Method::GET, mail.path());
            request.headers_mut().unwrap().insert(HOST, host.parse().unwrap());
            let answer = browser.send(request, Body::empty()).await;
            assert_eq!(answer.status, StatusCode::TEMPORARY_REDIRECT, "{host}");
            assert_eq!(answer.location(), mail.link);
        }
        assert_eq!(browser.press_link_button(&mail).await.location(), "/passkey-offer");
    }

    async fn a_rebound_host_name_reads_nothing(server: TestServer) {
        let mut browser = server.browser();
        for path in ["/dev/mailbox", "/dashboard", "/"] {
            let mut request = browser.request(Method::GET, path).header(ACCEPT, "application/json");
            request.headers_mut().unwrap().insert(HOST, "evil.example:3000".parse().unwrap());
            browser.send(request, Body::empty()).await.assert_refused(403, "cross_site");
        }
        let mut request = browser.request(Method::POST, "/api/start_sign_in");
        let headers = request.headers_mut().unwrap();
        headers.insert(HOST, "127.0.0.1:3000".parse().unwrap());
        headers.insert(ORIGIN, "http://127.0.0.1:3000".parse().unwrap());
        browser.send(request, Body::empty()).await.assert_refused(403, "cross_site");
    }

    async fn password_managers_find_where_passkeys_are_managed(server: TestServer) {
        let mut browser = server.browser();
        let endpoints = browser.get_json("/.well-known/passkey-endpoints").await;
        assert_eq!(endpoints.header("content-type"), "application/json");
        assert_eq!(endpoints.json()["manage"], "http://localhost:3000/dashboard");
        assert_eq!(endpoints.json()["enroll"], "http://localhost:3000/dashboard");
        let change = browser.get("/.well-known/change-password").await;
        assert_eq!((change.status, change.location()), (StatusCode::TEMPORARY_REDIRECT, "/dashboard"));
        let related = browser.get_json("/.well-known/webauthn").await;
        assert_eq!(related.json()["origins"], serde_json::json!(["http://localhost:3000"]));
    }

    async fn probes_are_answered_under_any_name(server: TestServer) {
        let mut browser = server.browser();
        for path in ["/healthz", "/readyz"] {
            let mut request = browser.request(Method::GET, path);
            request.headers_mut().unwrap().insert(HOST, "10.1.2.3".parse().unwrap());
            let answer = browser.send(request, Body::empty()).await;
            assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, "ok\n"));
        }
    }

    async fn starting_ceremonies_leaves_nothing_behind(server: TestServer) {
        let mut browser = server.browser();
        browser.call("start_sign_in", &[]).await;
        let before = server.rp.store().traffic();
        for _ in 0..700 {
            assert_eq!(browser.call("start_sign_in", &[]).await.status, StatusCode::OK);
        }
        assert_eq!(server.rp.store().traffic(), before);
        assert_eq!(server.count("sessions").await, 0);
    }
}

async fn public(database: Database) -> TestServer {
    TestServer::start_with(database, &[("LATCHKEY_ORIGIN", "https://id.example.org")]).await
}

#[tokio::test]
async fn a_public_site_has_no_development_mailbox_and_says_that_email_is_off() {
    let server = public(Database::sqlite()).await;
    let mut browser = server.browser();
    assert_eq!(browser.get("/dev/mailbox").await.status, StatusCode::NOT_FOUND);
    browser.get_json("/dev/mailbox").await.assert_refused(404, "not_found");
    let request = browser
        .request(Method::POST, "/api/send_magic_link")
        .header(ACCEPT, "text/html")
        .header("sec-fetch-site", "same-origin")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = browser.send(request, Body::from("email=ada%40example.org")).await;
    assert_eq!(answer.location(), "/sign-in?problem=mail_off");
    assert_eq!(server.count("messages").await, 0);
}

#[tokio::test]
async fn under_https_cookies_are_bound_to_the_host_and_https_is_remembered() {
    let server = public(Database::sqlite()).await;
    let mut browser = server.browser();
    let request =
        browser.request(Method::POST, "/api/start_sign_in").header("sec-fetch-site", "same-origin");
    let answer = browser.send(request, Body::empty()).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-latchkey_browser="), "{cookie}");
    for attribute in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    assert_eq!(answer.header("strict-transport-security"), "max-age=63072000");
}
