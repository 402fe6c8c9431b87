//! Rate limits: what users are told when they reach one.

use std::time::Duration;

use axum::body::Body;
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{Method, StatusCode};
use testing::authenticator::Peer;
use testing::on_both;
use testing::server::{Answer, TestBrowser, TestServer};

/// The default limits.
const DEFAULT: &[(&str, &str)] = &[("LATCHKEY_LIMIT_SENDS", "1/60s, 3/15m, 10/1h")];

async fn ask(browser: &mut TestBrowser, email: &str, from: &str) -> Answer {
    browser.post_form("/api/send_magic_link", &[("email", email), ("from", from)]).await
}

/// Requests a link through a proxy that forwards the client's address.
async fn ask_from(browser: &mut TestBrowser, email: &str, forwarded_for: &str) -> Answer {
    let request = browser
        .request(Method::POST, "/api/send_magic_link")
        .header("sec-fetch-site", "same-origin")
        .header("accept", "text/html")
        .header("x-forwarded-for", forwarded_for)
        .header("forwarded", format!("for={forwarded_for}"))
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    let email = email.replace('@', "%40");
    browser.send(request, Body::from(format!("email={email}"))).await
}

on_both! {
    async fn resending_has_to_wait_and_the_page_says_how_long(server: TestServer) {
        let server = server.restarted_with(DEFAULT).await;
        let mut browser = server.browser();
        browser.ask_for_link("ada@example.org").await;
        let mail = server.mail().await;
        server.pass(Duration::from_secs(18));
        let page = browser.get("/magic-link").await.body;
        assert!(page.contains("ada@example.org") && page.contains("can send it again in 42 seconds"), "{page}");
        assert!(page.contains("Send it again") && !page.contains("http-equiv=\"refresh\""));

        let refused = ask(&mut browser, "ada@example.org", "/magic-link").await;
        assert_eq!(refused.status, StatusCode::FOUND);
        assert_eq!(refused.location(), "/magic-link?problem=too_many_requests");
        assert_eq!(refused.header(RETRY_AFTER), "42");
        let page = browser.get(refused.location()).await.body;
        assert!(page.contains("role=\"alert\"") && page.contains("in 42 seconds"), "{page}");
        assert_eq!(server.count("messages").await, 1);
        // The email that was sent before still works.
        assert_eq!(browser.press_link_button(&mail).await.location(), "/passkey-offer");

        server.pass(Duration::from_secs(42));
        assert_eq!(ask(&mut browser, "ada@example.org", "/magic-link").await.location(), "/magic-link");
        assert_eq!(server.count("messages").await, 2);
    }

    async fn a_script_is_told_how_long_to_wait(server: TestServer) {
        let server = server.restarted_with(DEFAULT).await;
        let mut browser = server.browser();
        browser.call("send_magic_link", &[("email", "ada@example.org")]).await;
        let refused = browser.call("send_magic_link", &[("email", "ada@example.org")]).await;
        assert_eq!(refused.header(RETRY_AFTER), "60");
    }

    async fn a_limit_does_not_reveal_known_addresses(server: TestServer) {
        let server = server.restarted_with(DEFAULT).await;
        let mut known = server.browser();
        known.ask_for_link("ada@example.org").await;
        known.press_link_button(&server.mail().await).await;
        server.browser().ask_for_link("bob@example.org").await;

        let mut answers = Vec::new();
        for email in ["ada@example.org", "bob@example.org"] {
            let mut stranger = server.browser();
            stranger.get("/sign-in").await;
            let refused = ask(&mut stranger, email, "/sign-in").await;
            assert_eq!(refused.location(), "/sign-in?problem=too_many_requests");
            let mut headers = refused.headers.clone();
            headers.remove("set-cookie");
            headers.remove("x-request-id");
            answers.push((refused.status, headers, refused.body));
        }
        assert_eq!(answers[0], answers[1]);
    }

    async fn a_sign_up_succeeds_although_its_email_has_to_wait(server: TestServer) {
        let server = server.restarted_with(DEFAULT).await;
        server.browser().ask_for_link("ada@example.org").await;
        let (mut browser, mut phone) = (server.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        assert!(browser.dashboard().await.unwrap().contains("Not confirmed yet"));
        assert_eq!(server.count("messages").await, 1);
        let refused = browser.post_form("/api/send_confirmation", &[]).await;
        assert_eq!(refused.location(), "/magic-link?problem=too_many_requests");
        server.pass(Duration::from_mins(1));
        assert_eq!(browser.post_form("/api/send_confirmation", &[]).await.location(), "/magic-link");
    }

    async fn wrong_guesses_are_limited_by_network(server: TestServer) {
        for guess in 0..=20 {
            let mut browser = server.browser();
            let token = format!("{guess}");
            let answer = browser.post_form("/api/redeem_magic_link", &[("token", &token)]).await;
            let problem = if guess < 20 { "link_expired" } else { "too_many_requests" };
            assert_eq!(answer.location(), format!("/magic-link?problem={problem}"));
        }
    }

    async fn forwarded_addresses_from_clients_are_ignored(server: TestServer) {
        let server = server.restarted_with(DEFAULT).await;
        ask_from(&mut server.browser(), "ada@example.org", "203.0.113.7").await;
        assert!(server.mail().await.text.contains("127.0.0.1"));
        // So clients can't get more emails by forging their address.
        let again = ask_from(&mut server.browser(), "ada@example.org", "198.51.100.1").await;
        assert_eq!(again.location(), "/sign-in?problem=too_many_requests");
    }

    async fn a_trusted_proxys_forwarded_addresses_are_used(server: TestServer) {
        let trusting = [DEFAULT[0], ("LATCHKEY_TRUSTED_PROXIES", "127.0.0.0/8, 10.0.0.0/8")];
        let server = server.restarted_with(&trusting).await;
        let mut browser = server.browser();
        ask_from(&mut browser, "ada@example.org", "1.1.1.1, 203.0.113.7, 10.1.2.3").await;
        let mail = server.mail().await;
        assert!(mail.text.contains("203.0.113.7") && !mail.text.contains("127.0.0.1"), "{}", mail.text);
        for (from, expected) in [
            ("2.2.2.2, 203.0.113.99", "/sign-in?problem=too_many_requests"),
            ("198.51.100.1", "/magic-link"),
        ] {
            let answer = ask_from(&mut server.browser(), "ada@example.org", from).await;
            assert_eq!(answer.location(), expected, "{from}");
        }
        let request = browser
            .request(Method::POST, "/api/redeem_magic_link")
            .header("sec-fetch-site", "same-origin")
            .header("accept", "text/html")
            .header("x-forwarded-for", "203.0.113.7")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        browser.send(request, Body::from(format!("token={}", mail.token))).await;
        assert!(browser.dashboard().await.unwrap().contains("203.0.113.7"));
    }
}
