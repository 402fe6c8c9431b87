//! The pages that explain a ceremony and let developers break it.

use std::time::Duration;

use http::StatusCode;
use testing::authenticator::{BE, BS, Hostile, Peer, UP, UV};
use testing::database::Database;
use testing::on_both;
use testing::server::TestServer;

use crate::passkeys::verify;

const LINK: &str = "<a href=\"/explain\">See what just happened</a>";

const PATHS: [&str; 3] = ["/explain", "/explain/break-it", "/explain/code?step=7.1.9"];

on_both! {
    async fn a_ceremony_is_shown_to_its_browser_with_every_step(server: TestServer) {
        let (mut ada, mut key) = (server.browser(), Peer::new());
        assert!(!ada.get("/").await.body.contains(LINK), "nothing has happened yet");
        ada.sign_up("ada@example.org", &mut key).await;
        let page = ada.dashboard().await.unwrap();
        let main = page.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
        assert!(main.contains(LINK), "right after the sign-up, it is at the top of the page");
        assert_eq!(page.matches(LINK).count(), 1);
        server.pass(Duration::from_mins(1));
        let page = ada.dashboard().await.unwrap();
        assert!(page.split("</main>").nth(1).unwrap().contains(LINK), "later it is at the foot");
        assert_eq!(page.matches(LINK).count(), 1);
        let page = ada.get("/explain").await.body;
        assert_eq!(page.matches("class=\"step\"").count(), 29);
        assert_eq!(page.matches("class=\"tag good\"").count(), 20);
        assert!(page.contains("rpIdHash") && page.contains("credentialPublicKey") && page.contains("ES256"));
        assert!(page.contains("src/passkey/response.rs:") && page.contains("the_origin_is_ours_to_the_letter"));
        let session = ada.cookies.get("latchkey_session_3000").unwrap();
        let browser = ada.cookies.get("latchkey_browser_3000").unwrap();
        assert!(!page.contains(session) && !page.contains(browser), "no cookie's value is shown");

        ada.sign_out().await;
        assert!(ada.get("/explain").await.body.contains("Nothing yet"));
        ada.sign_in(&mut key).await;
        let page = ada.get("/explain").await.body;
        assert_eq!(page.matches("class=\"step\"").count(), 25);
        assert!(page.contains("Sign-up"), "the other ceremony of this user");

        let id = page.split("/explain?ceremony=").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let mut eve = server.browser();
        eve.sign_up("eve@example.org", &mut Peer::new()).await;
        let page = eve.get(&format!("/explain?ceremony={id}")).await.body;
        assert!(page.contains("Nothing yet"), "another browser's");
    }

    async fn after_a_step_up_the_page_it_leads_to_has_the_link(server: TestServer) {
        let (mut ada, mut key) = (server.browser(), Peer::new());
        ada.sign_up("ada@example.org", &mut key).await;
        server.pass(Duration::from_mins(1));
        verify(&mut ada, &mut key).await;
        let page = ada.get("/dashboard/account").await.body;
        assert!(page.split("</main>").next().unwrap().contains(LINK));
        assert!(ada.get("/explain").await.body.contains("Confirmation that it’s you"));
    }

    async fn the_flag_that_says_synced_is_shown(server: TestServer) {
        for (flags, class) in [(UP | UV, "bit"), (UP | UV | BE | BS, "bit set")] {
            let (mut browser, mut key) = (server.browser(), Hostile::new().with_flags(flags));
            let (ceremony, options) = browser.start("start_sign_up", &[("email", "ada@example.org")]).await;
            let answer = key.create("http://localhost:3000", &options).json();
            browser.finish("finish_sign_up", &ceremony, &answer).await;
            let page = browser.get("/explain").await.body;
            let bit = page.split("4 BS").next().unwrap().rsplit("<li class=\"").next().unwrap();
            assert_eq!(bit.split('"').next(), Some(class), "{bit}");
        }
    }

    async fn a_refused_response_is_shown_with_the_step_that_refused_it(server: TestServer) {
        let (mut browser, mut key) = (server.browser(), Hostile::new());
        let (ceremony, options) = browser.start("start_sign_up", &[("email", "ada@example.org")]).await;
        let answer = key.create("https://example.com", &options).json();
        browser.finish("finish_sign_up", &ceremony, &answer).await.assert_refused(401, "verification_failed");
        let page = browser.get("/explain").await.body;
        let refused = page.split("id=\"refused\"").nth(1).unwrap().split("</li>").next().unwrap();
        assert!(refused.contains("7.1.9") && refused.contains("Refused here"), "{refused}");
        assert_eq!(page.matches("Refused here").count(), 1);
        assert!(page.contains("another origin"));
    }

    async fn a_demo_response_is_refused_by_the_server(server: TestServer) {
        let (mut browser, mut key) = (server.browser(), Hostile::new());
        let (ceremony, options) = browser.start("demo_start", &[("kind", "registration")]).await;
        let answer = key.create("http://localhost:3000", &options);
        let mut send = async |answer: &str| {
            let fields = [("kind", "registration"), ("ceremony", ceremony.as_str()), ("credential", answer)];
            browser.call("demo_send", &fields).await.json()
        };
        let sent = send(&answer.json().replace("public-key", "password")).await;
        assert_eq!((sent["step"].as_str(), sent["code"].as_str()), (Some("7.1.3"), Some("verification_failed")));
        assert_eq!(send(&answer.json()).await["code"], "ok");
        let sent = send(&answer.json()).await;
        assert_eq!(sent["step"], "7.1.8");
        let path = format!("/explain?ceremony={}", sent["record"].as_str().unwrap());
        assert!(browser.get(&path).await.body.contains("answered already"));
        assert!(browser.dashboard().await.is_none(), "no one is signed in");
    }
}

#[tokio::test]
async fn where_the_operator_wants_it_ceremonies_are_explained_and_none_is_broken() {
    let settings = [("SMTP_URL", "smtp://127.0.0.1:1"), ("LATCHKEY_EXPLAIN", "on")];
    let server = TestServer::start_with(Database::sqlite(), &settings).await;
    let (mut ada, mut eve) = (server.browser(), server.browser());
    ada.sign_up("ada@example.org", &mut Peer::new()).await;
    assert!(ada.dashboard().await.unwrap().contains(LINK));
    let page = ada.get("/explain").await.body;
    assert!(page.contains("7.1.9") && !page.contains("/explain/break-it"));
    assert_eq!(ada.get("/explain/break-it").await.status, StatusCode::NOT_FOUND);
    ada.call("demo_start", &[("kind", "registration")]).await.assert_refused(404, "not_found");
    assert!(eve.get("/explain").await.body.contains("Nothing yet"));
}

#[tokio::test]
async fn the_code_of_every_step_is_one_click_away() {
    let server = TestServer::start(Database::sqlite()).await;
    let mut browser = server.browser();
    browser.sign_up("ada@example.org", &mut Peer::new()).await;
    let page = browser.get("/explain").await.body;
    let links: Vec<_> = page
        .split("href=\"/explain/code?")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert_eq!(links.len(), 2 * 29);
    for link in links {
        let answer = browser.get(&format!("/explain/code?{}", link.replace("&amp;", "&"))).await;
        assert_eq!(answer.status, StatusCode::OK, "{link}");
        let here = answer
            .body
            .split("class=\"line here\"")
            .nth(1)
            .unwrap()
            .split("class=\"line\"")
            .next()
            .unwrap();
        assert!(here.contains("fn "), "{link}: {here}");
    }
    for step in ["7.1.30", "7.3.1", "", "7.1.9%22"] {
        let answer = browser.get(&format!("/explain/code?step={step}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{step}");
    }
}

#[tokio::test]
async fn nothing_of_it_is_reachable_in_production() {
    for settings in [
        vec![("LATCHKEY_ORIGIN", "https://example.org")],
        vec![("LATCHKEY_ADDR", "0.0.0.0:3000")],
        vec![("SMTP_URL", "smtp://127.0.0.1:1")],
    ] {
        let server = TestServer::start_with(Database::sqlite(), &settings).await;
        let mut browser = server.browser();
        let none = browser.get("/none").await;
        for path in PATHS {
            let answer = browser.get(path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{settings:?} {path}");
            // Apart from the nonces and the address, which the language menu has.
            assert_eq!(answer.body.contains("explain.css"), none.body.contains("explain.css"));
            assert!(!answer.body.contains("href=\"/explain"), "{settings:?} {path}");
        }
        if settings[0].0 != "LATCHKEY_ORIGIN" {
            let mut key = Peer::new();
            browser.sign_up("ada@example.org", &mut key).await;
            assert!(!browser.dashboard().await.unwrap().contains("/explain"));
            browser
                .call("demo_start", &[("kind", "registration")])
                .await
                .assert_refused(404, "not_found");
            let fields = [("kind", "registration"), ("ceremony", "a"), ("credential", "a")];
            browser.call("demo_send", &fields).await.assert_refused(404, "not_found");
        }
    }
}
