//! The guard: which requests pass, by path, by origin and by host name.

use axum::body::Body;
use http::header::{ACCEPT, CONTENT_TYPE, HOST, HeaderValue, LOCATION, ORIGIN};
use http::{Method, StatusCode, Version};
use testing::authenticator::Peer;
use testing::database::Database;
use testing::server::{Answer, TestBrowser, TestServer};
use testing::{ORIGIN as OURS, on_both};

const SITE: &str = "sec-fetch-site";

/// Paths that belong to no page, although a URL parser or Leptos' router could match them to one.
const NO_PATHS: [&str; 26] = [
    "/x/../dashboard",
    "/x/%2e%2e/dashboard",
    "/x/.%2E/dashboard",
    "/./dashboard",
    "/%2e/dashboard",
    "/%2e%2e/dashboard",
    "/dashboard/.",
    "/dashboard/x/..",
    "/dashboard/%2e",
    "//dashboard",
    "/dashboard//",
    "/dashboard//account",
    "/\\dashboard",
    "/%5cdashboard",
    "/x%2f..%2fdashboard",
    "/%2fdashboard",
    "/dashboard%2f",
    "/dashboard%2faccount",
    "/DASHBOARD",
    "/Dashboard",
    "/%64ashboard",
    "/dashboard%00",
    "/dashboard%20",
    "/dashboard;a=b",
    "/%252e%252e/dashboard",
    "/assets/x/..%2f..%2f..%2fCargo.toml",
];

/// Posts a request that changes something, with headers that may come several times.
async fn post(browser: &mut TestBrowser, host: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = browser
        .request(Method::POST, "/api/start_sign_in")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.headers_mut().unwrap().insert(HOST, host.parse().unwrap());
    browser.send(request, Body::empty()).await
}

on_both! {
    async fn a_path_that_is_not_in_normal_form_is_not_found(server: TestServer) {
        let mut browser = server.browser();
        for signed_in in [false, true] {
            if signed_in {
                browser.sign_up("ada@example.org", &mut Peer::new()).await;
            }
            for path in NO_PATHS {
                let answer = browser.get(path).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
                // Only the menu of the account, above the content, names the user.
                let content = answer.body.split_once("id=\"main\"").map_or("", |(_, content)| content);
                assert!(!content.contains("ada@example.org"), "{path}");
                assert!(!answer.body.contains("/api/rename_passkey"), "{path}");
            }
        }
        let dashboard = browser.get("/dashboard").await;
        assert!(dashboard.status == StatusCode::OK && dashboard.body.contains("/api/rename_passkey"));
    }

    async fn a_trailing_slash_is_redirected(server: TestServer) {
        let mut browser = server.browser();
        for (path, page) in [("/sign-in/", "/sign-in"), ("/sign-in/?problem=x", "/sign-in?problem=x"), ("/goodbye/", "/goodbye")] {
            let answer = browser.get(path).await;
            assert_eq!((answer.status, answer.location()), (StatusCode::PERMANENT_REDIRECT, page));
        }
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        assert_eq!(browser.get("/dashboard/").await.location(), "/dashboard");
        assert_eq!(browser.get("//evil.example/").await.status, StatusCode::NOT_FOUND);
    }

    async fn no_path_bypasses_the_origin_check(server: TestServer) {
        let mut browser = server.browser();
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        for path in [
            "/v1/../api/sign_out", "/v1/%2e%2e/api/sign_out", "/v1/..%2fapi/sign_out", "/v1//../api/sign_out", "/v1/x/../../api/sign_out",
            "/auth/passkeys/../../api/sign_out", "/auth/passkeys/%2E%2E/%2e./api/sign_out", "//v1/../api/sign_out", "/v1/..\\api/sign_out",
            "/V1/../api/sign_out", "/auth/passkeys/..;/api/sign_out",
        ] {
            let request = browser.request(Method::POST, path).header(ORIGIN, "https://evil.example").header(SITE, "cross-site");
            let answer = browser.send(request, Body::empty()).await;
            assert!(matches!(answer.status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN), "{path}: {}", answer.status);
        }
        assert!(browser.dashboard().await.is_some());
    }

    async fn sec_fetch_site_decides_if_sent_and_the_exact_origin_otherwise(server: TestServer) {
        let mut browser = server.browser();
        let accepted: [&[(&str, &str)]; 6] = [
            &[],
            &[("origin", OURS)],
            &[(SITE, "same-origin")],
            &[(SITE, "same-origin"), ("origin", OURS)],
            &[(SITE, "same-origin"), ("origin", "null")],
            &[(SITE, "none")],
        ];
        for headers in accepted {
            let answer = post(&mut browser, "localhost:3000", headers).await;
            assert_eq!(answer.status, StatusCode::OK, "{headers:?}: {}", answer.body);
        }
        let refused: [&[(&str, &str)]; 20] = [
            &[("origin", "null")],
            &[("origin", "")],
            &[("origin", "http://localhost:3000/")],
            &[("origin", "HTTP://LOCALHOST:3000")],
            &[("origin", "http://Localhost:3000")],
            &[("origin", "http://localhost")],
            &[("origin", "https://localhost:3000")],
            &[("origin", "http://localhost:3001")],
            &[("origin", "http://127.0.0.1:3000")],
            &[("origin", "http://localhost:3000 http://localhost:3000")],
            &[("origin", OURS), ("origin", OURS)],
            &[("origin", OURS), ("origin", "https://evil.example")],
            &[(SITE, "cross-site"), ("origin", OURS)],
            &[(SITE, "same-site"), ("origin", OURS)],
            &[(SITE, "Same-Origin")],
            &[(SITE, "garbage"), ("origin", OURS)],
            &[(SITE, ""), ("origin", OURS)],
            &[(SITE, "same-origin"), (SITE, "cross-site")],
            &[(SITE, "same-origin"), ("origin", "https://evil.example")],
            &[(SITE, "none"), ("origin", "null")],
        ];
        for headers in refused {
            post(&mut browser, "localhost:3000", headers).await.assert_refused(403, "cross_site");
        }
    }

    async fn a_proxy_may_rewrite_the_host_of_our_own_requests(server: TestServer) {
        let mut browser = server.browser();
        for host in ["127.0.0.1:3000", "127.0.0.1", "[::1]:3000", "localhost", "localhost:8080", "LOCALHOST:3000", "app.localhost:3000"] {
            let answer = post(&mut browser, host, &[("origin", OURS)]).await;
            assert_eq!(answer.status, StatusCode::OK, "{host}: {}", answer.body);
        }
        // A page that rebinds its own name to this machine can send these.
        for (host, headers) in [
            ("evil.example:3000", vec![("origin", "http://evil.example:3000")]),
            ("evil.example:3000", vec![("origin", "http://evil.example:3000"), (SITE, "same-origin")]),
            ("evil.example:3000", vec![(SITE, "same-origin")]),
            ("evil.example:3000", vec![]),
            ("evil.example:3000", vec![("origin", OURS)]),
            ("127.0.0.1.evil.example:3000", vec![("origin", OURS)]),
            ("127.0.0.1:3000", vec![("origin", "http://127.0.0.1:3000"), (SITE, "same-origin")]),
            ("127.0.0.1:3000", vec![("origin", "null"), (SITE, "same-origin")]),
            ("127.0.0.1:3000", vec![]),
        ] {
            post(&mut browser, host, &headers).await.assert_refused(403, "cross_site");
        }
    }

    async fn http_2_names_the_server_in_the_request_target(server: TestServer) {
        let mut browser = server.browser();
        let get = async |browser: &mut TestBrowser, target: &str, host: Option<&str>| {
            let mut request = browser.request(Method::GET, target).version(Version::HTTP_2).header(ACCEPT, "text/html");
            let headers = request.headers_mut().unwrap();
            headers.remove(HOST);
            if let Some(host) = host {
                headers.insert(HOST, host.parse().unwrap());
            }
            browser.send(request, Body::empty()).await
        };
        for (target, host) in [("http://localhost:3000/", None), ("http://LOCALHOST:3000/", None), ("http://localhost:3000/", Some("localhost:3000"))] {
            let answer = get(&mut browser, target, host).await;
            assert_eq!(answer.status, StatusCode::OK, "{target}");
            assert!(answer.body.contains("Latchkey"));
        }
        let answer = get(&mut browser, "http://127.0.0.1:3000/sign-in?a=b", None).await;
        assert_eq!(answer.headers[LOCATION], "http://localhost:3000/sign-in?a=b");
        for (target, host) in [
            ("/", None),
            ("http://evil.example:3000/", None),
            ("http://evil.example:3000/", Some("localhost:3000")),
            ("http://localhost:3000/", Some("evil.example:3000")),
            ("http://user@localhost:3000/", None),
            ("http://localhost:3001.evil.example/", None),
        ] {
            assert_eq!(get(&mut browser, target, host).await.status, StatusCode::FORBIDDEN, "{target}");
        }
        let mut request = browser.request(Method::GET, "/").header(HOST, "evil.example:3000");
        request.headers_mut().unwrap().append(HOST, HeaderValue::from_static("localhost:3000"));
        browser.send(request, Body::empty()).await.assert_refused(403, "cross_site");
    }

    async fn the_development_mailbox_rejects_proxied_requests(server: TestServer) {
        let mut browser = server.browser();
        browser.ask_for_link("ada@example.org").await;
        let mails = browser.get_json("/dev/mailbox").await;
        assert_eq!(mails.status, StatusCode::OK);
        let mut members: Vec<_> = mails.json()[0].as_object().unwrap().keys().cloned().collect();
        members.sort_unstable();
        assert_eq!(members, ["code", "html", "links", "subject", "text", "to"]);
        for name in ["x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "X-Forwarded-Anything", "x-forwarded", "forwarded", "via", "x-real-ip"] {
            for (accept, value) in [("application/json", "192.0.2.1"), ("text/html", "")] {
                let request = browser.request(Method::GET, "/dev/mailbox").header(ACCEPT, accept).header(name, value);
                let answer = browser.send(request, Body::empty()).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{name}");
                assert!(!answer.body.contains("ada@example.org"));
            }
        }
        // Like nginx, which by default adds no header.
        let request = browser.request(Method::GET, "/dev/mailbox").version(Version::HTTP_10).header(ACCEPT, "application/json");
        browser.send(request, Body::empty()).await.assert_refused(404, "not_found");
        // Everything else works behind a proxy.
        let request = browser.request(Method::GET, "/sign-in").header(ACCEPT, "text/html").header("x-forwarded-for", "192.0.2.1");
        assert_eq!(browser.send(request, Body::empty()).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_public_site_ignores_the_host() {
    let settings = [("LATCHKEY_ORIGIN", "https://id.example.org")];
    for database in [Database::sqlite(), Database::postgres().await] {
        let server = TestServer::start_with(database, &settings).await;
        let mut browser = server.browser();
        for host in ["127.0.0.1:3000", "latchkey:3000", "id.example.org"] {
            let answer = post(&mut browser, host, &[("origin", "https://id.example.org")]).await;
            assert_eq!(answer.status, StatusCode::OK, "{host}: {}", answer.body);
            let refused = post(&mut browser, host, &[("origin", &format!("https://{host}"))]).await;
            assert_eq!(refused.status == StatusCode::OK, host == "id.example.org", "{host}");
        }
    }
}

#[tokio::test]
async fn the_development_mailbox_exists_only_on_a_developers_machine() {
    let here = [("LATCHKEY_ORIGIN", "http://localhost"), ("LATCHKEY_ADDR", "[::1]:80")];
    for settings in [
        vec![("LATCHKEY_ORIGIN", "http://app.localhost:3000")],
        vec![("LATCHKEY_ORIGIN", "https://localhost:3000")],
        vec![("LATCHKEY_ADDR", "0.0.0.0:3000")],
        vec![("SMTP_URL", "smtp://127.0.0.1:1")],
        vec![
            ("LATCHKEY_SMS_URL", "http://SID:TOKEN@127.0.0.1:1"),
            ("LATCHKEY_SMS_FROM", "+15005550006"),
        ],
        here.to_vec(),
    ] {
        let server = TestServer::start_with(Database::sqlite(), &settings).await;
        let answer = server.browser().get_json("/dev/mailbox").await;
        let expected = if settings == here { StatusCode::OK } else { StatusCode::NOT_FOUND };
        assert_eq!(answer.status, expected, "{settings:?}: {}", answer.body);
    }
}
