//! "This wasn't me": the email about a sign-in from a new browser, and its page.

use axum::body::Body;
use http::{Method, StatusCode};
use serde_json::Value;
use testing::authenticator::Peer;
use testing::on_both;
use testing::server::{Answer, TestBrowser, TestServer};

const ADA: &str = "ada@example.org";

/// Returns a browser in which a user has signed up and confirmed the address.
async fn member(server: &TestServer, phone: &mut Peer) -> TestBrowser {
    let mut browser = server.browser();
    browser.sign_up(ADA, phone).await;
    browser.press_link_button(&server.mail().await).await;
    server.pass(std::time::Duration::from_mins(1));
    browser
}

async fn mails(server: &TestServer) -> Vec<Value> {
    let mails = server.browser().get_json("/dev/mailbox").await.json();
    let about = |mail: &&Value| mail["subject"].as_str().unwrap().starts_with("New sign-in");
    mails.as_array().unwrap().iter().filter(about).cloned().collect()
}

/// Returns the path of the newest link.
async fn link(server: &TestServer) -> String {
    let mail = mails(server).await.swap_remove(0);
    let link = mail["links"][0].as_str().unwrap().to_owned();
    link.strip_prefix(testing::ORIGIN).unwrap().to_owned()
}

async fn press(browser: &mut TestBrowser, link: &str) -> Answer {
    let (_, token) = link.split_once("token=").unwrap();
    browser.post_form("/api/end_new_browser", &[("token", token)]).await
}

on_both! {
    async fn the_email_says_where_someone_signed_in_and_its_page_asks(server: TestServer) {
        let mut phone = Peer::new();
        let mut home = member(&server, &mut phone).await;
        assert!(mails(&server).await.is_empty());
        let mut thief = server.browser();
        thief.sign_in(&mut phone).await;
        let mail = mails(&server).await.swap_remove(0);
        let text = mail["text"].as_str().unwrap();
        assert!(text.contains("Firefox on Linux") && text.contains("127.0.0.1"), "{text}");
        assert!(mail["code"].is_null());
        let link = link(&server).await;
        for method in [Method::GET, Method::HEAD] {
            let mut scanner = server.browser();
            for _ in 0..5 {
                let request = scanner.request(method.clone(), &link);
                let page = scanner.send(request, Body::empty()).await;
                assert_eq!(page.status, StatusCode::OK);
            }
            assert!(scanner.cookies.keys().all(|name| !name.contains("session")), "{:?}", scanner.cookies);
        }
        let page = server.browser().get(&link).await;
        assert!(page.body.contains("Firefox on Linux") && page.body.contains("This wasn’t me"), "{}", page.body);
        assert!(thief.dashboard().await.is_some() && home.dashboard().await.is_some());
    }

    async fn the_activity_marks_sign_ins_in_new_browsers(server: TestServer) {
        let mut phone = Peer::new();
        let mut home = member(&server, &mut phone).await;
        home.sign_in(&mut phone).await;
        let mut other = server.browser();
        let marked = async |browser: &mut TestBrowser| {
            let page = browser.get("/dashboard/activity").await.body.replace("<!>", "").replace("<!---->", "");
            (page.matches("Signed in with a passkey").count(), page.matches("”, in a new browser<").count())
        };
        assert_eq!(marked(&mut home).await, (2, 0));
        for signed_in in [3, 4] {
            other.sign_in(&mut phone).await;
            assert_eq!(marked(&mut home).await, (signed_in, 1));
        }
    }

    async fn its_button_signs_the_browser_out_and_offers_to_remove_the_passkey(server: TestServer) {
        let (mut phone, mut key) = (Peer::new(), Peer::new());
        let mut home = member(&server, &mut phone).await;
        home.add_passkey(&mut key).await;
        let mut thief = server.browser();
        thief.sign_in(&mut phone).await;
        let link = link(&server).await;

        let mut owner = server.browser();
        let pressed = press(&mut owner, &link).await;
        assert_eq!(pressed.status, StatusCode::FOUND);
        let next = pressed.location().to_owned();
        assert!(next.starts_with("/not-me?outcome=ended&passkey="), "{next}");
        assert!(thief.dashboard().await.is_none() && home.dashboard().await.is_some());
        assert!(owner.dashboard().await.is_none(), "the link is no sign-in");

        // Without a sign-in there is nothing to remove.
        let page = owner.get(&next).await.body;
        assert!(page.contains("Sign in to remove the passkey") && !page.contains("/api/remove_passkey"), "{page}");
        let (_, id) = next.split_once("passkey=").unwrap();
        assert_eq!(owner.post_form("/api/remove_passkey", &[("id", id)]).await.location(), "/sign-in?problem=signed_out");
        // Nor after one by email.
        owner.ask_for_link(ADA).await;
        owner.press_link_button(&server.mail().await).await;
        assert!(owner.dashboard().await.is_some());
        let page = owner.get(&next).await.body;
        assert!(page.contains("/verify?next=%2Fnot-me") && !page.contains("/api/remove_passkey"), "{page}");
        owner.post_form("/api/remove_passkey", &[("id", id)]).await;
        assert_eq!(server.count("credentials").await, 2);

        owner.sign_in(&mut key).await;
        assert!(owner.get(&next).await.body.contains("/api/remove_passkey"));
        assert_eq!(owner.post_form("/api/remove_passkey", &[("id", id)]).await.location(), "/dashboard");
        assert_eq!(server.count("credentials").await, 1);
        assert!(!owner.get(&next).await.body.contains("/api/remove_passkey"));
        let (ceremony, options) = thief.start("start_sign_in", &[]).await;
        let assertion = phone.get(testing::ORIGIN, &options).await.unwrap();
        thief.finish("finish_sign_in", &ceremony, &assertion).await.assert_refused(401, "unknown_credential");
    }

    async fn another_user_is_not_offered_the_passkey(server: TestServer) {
        let mut phone = Peer::new();
        member(&server, &mut phone).await;
        server.browser().sign_in(&mut phone).await;
        let mut eve = server.browser();
        eve.sign_up("eve@example.org", &mut Peer::new()).await;
        let next = press(&mut eve, &link(&server).await).await.location().to_owned();
        let page = eve.get(&next).await.body;
        assert!(page.contains("That browser is signed out") && !page.contains("/api/remove_passkey"), "{page}");
        let (_, id) = next.split_once("passkey=").unwrap();
        eve.post_form("/api/remove_passkey", &[("id", id)]).await;
        assert_eq!(server.count("credentials").await, 2);
    }

    async fn a_used_or_invented_link_says_the_same(server: TestServer) {
        let mut phone = Peer::new();
        member(&server, &mut phone).await;
        server.browser().sign_in(&mut phone).await;
        let link = link(&server).await;
        press(&mut server.browser(), &link).await;
        let mut browser = server.browser();
        for link in [link.as_str(), "/not-me?token=invented", "/not-me?token="] {
            let page = browser.get(link).await;
            assert_eq!(page.status, StatusCode::GONE);
            assert!(page.body.contains("This link doesn’t work any more"), "{}", page.body);
            let again = press(&mut browser, link).await;
            assert_eq!(again.location(), "/not-me?problem=link_expired");
        }
        let page = browser.get("/not-me?problem=link_expired").await;
        assert!(page.body.contains("This link doesn’t work any more"));
    }

    async fn a_sign_in_by_email_has_no_passkey_to_remove(server: TestServer) {
        let mut phone = Peer::new();
        member(&server, &mut phone).await;
        let mut thief = server.browser();
        thief.ask_for_link(ADA).await;
        thief.press_link_button(&server.mail().await).await;
        let pressed = press(&mut server.browser(), &link(&server).await).await;
        assert_eq!(pressed.location(), "/not-me?outcome=ended");
        assert!(server.browser().get(pressed.location()).await.body.contains("Change your email password"));
        assert!(thief.dashboard().await.is_none());
    }
}
