//! Sign-in links: redirects, host names, other accounts, and used links.

use std::time::{Duration, Instant};

use axum::body::Body;
use http::header::{CONTENT_TYPE, HOST};
use http::{Method, StatusCode};
use latchkey::web::redirect::by_way_of;
use testing::authenticator::Peer;
use testing::server::TestServer;
use testing::{ORIGIN, on_both};

const ELSEWHERE: [&str; 16] = [
    "https://evil.example",
    "https:evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/%5cevil.example",
    "/%2fevil.example",
    "/..//evil.example",
    "/%2e%2e//evil.example",
    "/\t/evil.example",
    "/dashboard\r\nLocation: https://evil.example",
    "/%0d%0aLocation:%20https://evil.example",
    "/\u{ff0f}evil.example",
    "//localhost:3000@evil.example",
    "javascript:alert(1)",
];

/// Returns the path that a page's passkey button leads to.
fn data_next(page: &str) -> &str {
    page.split("data-next=\"").nth(1).unwrap().split('"').next().unwrap()
}

on_both! {
    async fn after_signing_in_users_return_to_the_page_they_wanted(server: TestServer) {
        let wanted = "/dashboard?problem=wrong_code&x=a%20b";
        let mut browser = server.browser();
        let sent = browser.get(wanted).await;
        assert_eq!((sent.status, sent.location()), (StatusCode::SEE_OTHER, by_way_of("/sign-in", None, Some(wanted)).as_str()));
        let page = browser.get(sent.location()).await.body;
        assert_eq!(data_next(&page).replace("&amp;", "&"), wanted);
        assert!(page.contains(&by_way_of("/sign-up", None, Some(wanted))), "{page}");
        for form in ["/sign-in", "/sign-up"] {
            // A failed attempt keeps the destination.
            let fields = [("email", "ada@"), ("from", form), ("next", wanted)];
            let refused = browser.post_form("/api/send_magic_link", &fields).await;
            assert_eq!(refused.location(), by_way_of(form, Some("invalid_email"), Some(wanted)));
        }
        for by_code in [false, true] {
            let mut browser = server.browser();
            browser.post_form("/api/send_magic_link", &[("email", "ada@example.org"), ("next", wanted)]).await;
            let mail = server.mail().await;
            assert!(!mail.link.contains("next") && !mail.text.contains("problem="));
            let answer = if by_code {
                browser.post_form("/api/redeem_code", &[("code", &mail.code)]).await
            } else {
                browser.press_link_button(&mail).await
            };
            if by_code {
                assert_eq!(answer.location(), wanted);
            } else {
                // The first time, the passkey offer comes first.
                assert!(answer.location().starts_with("/passkey-offer?next="), "{}", answer.location());
                let offer = browser.get(answer.location()).await.body;
                assert_eq!(data_next(&offer).replace("&amp;", "&"), wanted);
            }
        }
        // The dashboard is the default destination.
        assert_eq!(server.browser().get("/dashboard").await.location(), "/sign-in");
    }

    async fn redirects_never_leave_the_site(server: TestServer) {
        for (number, elsewhere) in ELSEWHERE.iter().enumerate() {
            let mut browser = server.browser();
            for form in ["/sign-in", "/sign-up"] {
                let page = browser.get(&by_way_of(form, None, Some(elsewhere))).await.body;
                assert_eq!(data_next(&page), "/dashboard", "{elsewhere:?}");
                // (The language menu leads back to this page, so it repeats the address.)
                assert!(!page.contains("name=\"next\"") && !page.contains("href=\"/sign-up?"), "{elsewhere:?}");
                assert!(!page.contains("=\"//") && !page.contains("=\"https:"), "{elsewhere:?}");
            }
            let refused = browser.post_form("/api/send_magic_link", &[("email", "ada@"), ("next", elsewhere)]).await;
            assert_eq!(refused.location(), "/sign-in?problem=invalid_email");
            let email = format!("ada{number}@example.org");
            browser.post_form("/api/send_magic_link", &[("email", &email), ("next", elsewhere)]).await;
            let answer = browser.press_link_button(&server.mail().await).await;
            assert_eq!(answer.location(), "/passkey-offer", "{elsewhere:?}");
            let offer = browser.get(&by_way_of("/passkey-offer", None, Some(elsewhere))).await.body;
            assert_eq!(data_next(&offer), "/dashboard", "{elsewhere:?}");
        }
    }

    async fn a_link_starts_with_the_origin_whatever_the_host_header(server: TestServer) {
        for (name, value) in [
            ("x-forwarded-host", "evil.example"),
            ("x-forwarded-server", "evil.example"),
            ("x-host", "evil.example"),
            ("x-original-host", "evil.example"),
            ("x-forwarded-proto", "https"),
            ("x-forwarded-port", "4444"),
            ("forwarded", "host=evil.example;proto=https"),
            ("x-original-url", "https://evil.example/"),
        ] {
            let mut browser = server.browser();
            let request = browser
                .request(Method::POST, "/api/send_magic_link")
                .header("sec-fetch-site", "same-origin")
                .header("accept", "text/html")
                .header(name, value)
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
            let answer = browser.send(request, Body::from("email=ada%40example.org")).await;
            assert_eq!(answer.location(), "/magic-link");
            let mail = server.mail().await;
            assert!(mail.link.starts_with(&format!("{ORIGIN}/magic-link?token=")), "{name}: {}", mail.link);
            assert!(!mail.text.contains("evil.example"));
            server.pass(Duration::from_mins(10));
        }
        let mails = server.count("messages").await;
        for (host, uri) in [
            ("evil.example", "/api/send_magic_link"),
            ("localhost:3000.evil.example", "/api/send_magic_link"),
            ("evil.example", "http://localhost:3000/api/send_magic_link"),
        ] {
            let mut browser = server.browser();
            let mut request = browser
                .request(Method::POST, uri)
                .header("sec-fetch-site", "same-origin")
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
            request.headers_mut().unwrap().insert(HOST, host.parse().unwrap());
            browser.send(request, Body::from("email=ada%40example.org")).await.assert_refused(403, "cross_site");
        }
        assert_eq!(server.count("messages").await, mails);
    }

    async fn a_links_page_sends_no_referrer_and_is_not_cached(server: TestServer) {
        let mut browser = server.browser();
        browser.ask_for_link("ada@example.org").await;
        let mail = server.mail().await;
        let paths = [mail.path(), "/magic-link?token=unknown"];
        for (mut browser, path) in [(browser, paths[0]), (server.browser(), paths[0]), (server.browser(), paths[1])] {
            let answer = browser.get(path).await;
            assert_eq!(answer.header("referrer-policy"), "strict-origin");
            assert_eq!(answer.header("cache-control"), "no-store");
            assert_eq!(answer.header("x-robots-tag"), "noindex");
            assert_eq!(answer.header("x-frame-options"), "DENY");
            assert!(!answer.body.contains("https://"), "{}", answer.body);
        }
    }

    async fn a_link_for_another_account_names_the_current_one_and_merges_nothing(server: TestServer) {
        let (mut browser, mut phone) = (server.browser(), Peer::new());
        browser.sign_up("bob@example.org", &mut phone).await;
        browser.press_link_button(&server.mail().await).await;
        browser.ask_for_link("ada@example.org").await;
        let mail = server.mail().await;
        let page = browser.get(mail.path()).await.body;
        assert!(page.contains("You’re signed in as") && page.contains("bob@example.org"), "{page}");
        assert!(page.contains("is for a different account") && page.contains("ada@example.org"));
        assert!(browser.dashboard().await.unwrap().contains("bob@example.org"), "looking changes nothing");

        let bobs = browser.cookies.clone();
        browser.press_link_button(&mail).await;
        let hers = browser.dashboard().await.unwrap();
        assert!(hers.contains("ada@example.org") && !hers.contains("bob@example.org"));
        assert!(hers.contains("No passkeys yet"), "his passkey is not hers");
        assert_eq!(server.count("users").await, 2);
        // His previous session has ended, and his passkey still opens his account.
        browser.cookies = bobs;
        assert!(browser.dashboard().await.is_none());
        let mut again = server.browser();
        again.sign_in(&mut phone).await;
        let his = again.dashboard().await.unwrap();
        assert!(his.contains("bob@example.org") && !his.contains("ada@example.org"));
    }

    async fn of_two_simultaneous_clicks_one_signs_in(server: TestServer) {
        let mut browser = server.browser();
        browser.ask_for_link("ada@example.org").await;
        let mail = server.mail().await;
        let (mut one, mut other) = (server.browser(), server.browser());
        one.cookies.clone_from(&browser.cookies);
        other.cookies.clone_from(&browser.cookies);
        let (first, second) = tokio::join!(one.press_link_button(&mail), other.press_link_button(&mail));
        let mut locations = [first.location(), second.location()];
        locations.sort_unstable();
        assert_eq!(locations, ["/dashboard", "/passkey-offer"], "both lead on");
        assert_eq!([server.count("users").await, server.count("sessions").await], [1, 1]);
    }

    async fn a_second_click_continues_and_a_used_link_says_who_is_signed_in(server: TestServer) {
        let mut browser = server.browser();
        browser.ask_for_link("ada@example.org").await;
        let mail = server.mail().await;
        browser.press_link_button(&mail).await;
        server.pass(Duration::from_mins(1));
        assert_eq!(browser.press_link_button(&mail).await.location(), "/dashboard");
        let page = browser.get(mail.path()).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("You’re signed in") && page.body.contains("ada@example.org"), "{}", page.body);
        assert!(page.body.contains("href=\"/dashboard\"") && !page.body.contains("/api/redeem_magic_link"));
        assert_eq!(server.count("sessions").await, 1);
        // For everyone else it is a used link like any other.
        browser.sign_out().await;
        for mut other in [browser, server.browser()] {
            assert_eq!(other.get(mail.path()).await.status, StatusCode::GONE);
            assert_eq!(other.press_link_button(&mail).await.location(), "/magic-link?problem=link_expired");
            assert!(other.dashboard().await.is_none());
        }
    }

    async fn a_claim_is_confirmed_after_using_the_passkey(server: TestServer) {
        let (mut browser, mut phone) = (server.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        let mail = server.mail().await;
        server.pass(Duration::from_mins(11));
        let page = browser.get(mail.path()).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("data-ceremony=\"verification\"") && page.body.contains("/api/sign_out"), "{}", page.body);
        assert_eq!(data_next(&page.body), mail.path(), "and back to the link");
        assert!(!page.body.contains("/api/redeem_magic_link"));
        let refused = browser.post_form("/api/redeem_code", &[("code", &mail.code)]).await;
        assert_eq!(refused.location(), "/magic-link?problem=verification_required");
        let page = browser.get(refused.location()).await.body;
        assert!(page.contains("data-ceremony=\"verification\"") && page.contains("/api/redeem_code"), "{page}");
        let (ceremony, options) = browser.start("start_verification", &[]).await;
        let assertion = phone.get(ORIGIN, &options).await.unwrap();
        assert_eq!(browser.finish("finish_verification", &ceremony, &assertion).await.status, StatusCode::OK);
        assert!(browser.get(mail.path()).await.body.contains("/api/redeem_magic_link"));
        assert_eq!(browser.press_link_button(&mail).await.location(), "/dashboard");
        assert!(!browser.dashboard().await.unwrap().contains("Not confirmed yet"));
    }

    async fn an_answer_takes_as_long_for_a_known_address_as_for_an_unknown_one(server: TestServer) {
        let server = server.restarted_with(&[("LATCHKEY_RATE_LIMITS", "off")]).await;
        let mut browser = server.browser();
        browser.ask_for_link("known@example.org").await;
        browser.press_link_button(&server.mail().await).await;
        let mut took = [Vec::new(), Vec::new()];
        for nth in 0..80 {
            let address = if nth % 2 == 0 { "known@example.org" } else { "other@example.org" };
            let mut browser = server.browser();
            let since = Instant::now();
            browser.ask_for_link(address).await;
            took[nth % 2].push(since.elapsed());
        }
        let [known, unknown] = took.map(|mut took| {
            took.sort();
            took[took.len() / 2]
        });
        // Compares medians of alternating requests, with a margin for a busy machine. Waiting for a mail
        // server, for example, would take many times as long.
        let (less, more) = (known.min(unknown), known.max(unknown));
        assert!(more <= less * 3 + Duration::from_millis(10), "{known:?} and {unknown:?}");
    }
}
