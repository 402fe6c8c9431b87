//! Who may sign up, for pages of other sites. Back ends may always create users.

use http::{Method, StatusCode};
use latchkey::RequestContext;
use latchkey::model::event::SERVER;
use serde_json::{Value, json};
use testing::on_both;
use testing::server::TestServer;

use crate::passage::BackEnd;
use crate::tokens::with_key;

const RULE: &str = "LATCHKEY_SIGN_UP";

/// The newest email: its subject, the token in its link, and its code.
async fn read(server: &TestServer) -> (String, String, String) {
    let mail = server.browser().get_json("/dev/mailbox").await.json()[0].clone();
    let link = mail["links"][0].as_str().unwrap_or_default();
    let token = link.split_once("psg_magic_link=").map(|(_, token)| token.to_owned());
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (text(&mail["subject"]), token.unwrap_or_default(), text(&mail["code"]))
}

on_both! {
    async fn the_app_says_who_may_sign_up(server: TestServer) {
        let mut server = server;
        for (rule, public, way) in
            [("everyone", true, "open"), ("invited", false, "by_email"), ("example.org", false, "by_email"), ("nobody", false, "closed")]
        {
            server = server.restarted_with(&[(RULE, rule)]).await;
            with_key(&server).await;
            let app = BackEnd::without_key(&server).get("").await.json()["app"].clone();
            assert_eq!((&app["public_signup"], &app["sign_up"]), (&json!(public), &json!(way)), "{rule}");
        }
    }

    async fn a_closed_site_refuses_every_sign_up_of_a_page(server: TestServer) {
        let server = server.restarted_with(&[(RULE, "nobody")]).await;
        let mut page = BackEnd::without_key(&server);
        for path in ["/users", "/register/webauthn/start", "/register/magic-link", "/register/otp"] {
            let refused = page.post(path, &json!({ "identifier": "new@example.org" })).await;
            refused.assert_refused(403, "sign_up_closed");
            assert!(refused.json()["error"].as_str().unwrap().starts_with("Public signup"), "{path}");
        }
        // A sign-in answers as ever. Only the mailbox learns that there is no account.
        for path in ["/login/magic-link", "/login/otp"] {
            let sent = page.post(path, &json!({ "identifier": "new@example.org" })).await;
            assert!(sent.status.is_success(), "{path}");
            let (subject, token, code) = read(&server).await;
            assert!(subject.starts_with("No Latchkey account") && token.is_empty() && code.is_empty(), "{subject}");
        }
        assert_eq!(server.count("users").await, 0);
    }

    async fn a_page_signs_up_by_email_who_may(server: TestServer) {
        let server = server.restarted_with(&[(RULE, "listed.example")]).await;
        with_key(&server).await;
        let mut page = BackEnd::without_key(&server);
        for email in ["ada@listed.example", "eve@example.com"] {
            let body = json!({ "identifier": email });
            page.post("/register/webauthn/start", &body).await.assert_refused(403, "sign_up_closed");
            let made = page.post("/users", &body).await;
            assert_eq!((made.status, &made.json()["user"]["status"]), (StatusCode::CREATED, &json!("pending")));
        }
        let mut answers = Vec::new();
        for (email, may) in [("ada@listed.example", true), ("eve@example.com", false)] {
            let sent = page.post("/register/magic-link", &json!({ "identifier": email })).await;
            answers.push((sent.status, sent.body.len()));
            let id = sent.json()["magic_link"]["id"].clone();
            let (_, token, code) = read(&server).await;
            assert_eq!((!token.is_empty(), !code.is_empty()), (may, may), "{email}");
            let wrong = page.post("/otp/activate", &json!({ "otp": "AAAA-AAAA", "otp_id": id })).await;
            wrong.assert_refused(401, "invalid_magic_link");
        }
        assert_eq!(answers[0], answers[1]);
        assert_eq!(server.count("users").await, 0);
    }

    async fn the_rule_holds_when_a_link_is_redeemed(server: TestServer) {
        let server = server.restarted_with(&[(RULE, "invited")]).await;
        with_key(&server).await;
        let operator = RequestContext::operator(&server.rp, SERVER);
        server.rp.accounts().invite(&operator, "ada@example.org").await.unwrap();
        let mut page = BackEnd::without_key(&server);
        let sent = page.post("/login/otp", &json!({ "identifier": "ada@example.org" })).await.json();
        let (_, _, code) = read(&server).await;
        let typed = json!({ "otp": code, "otp_id": sent["otp_id"] });
        server.rp.accounts().withdraw_invitation(&operator, "ada@example.org").await.unwrap();
        page.post("/otp/activate", &typed).await.assert_refused(403, "sign_up_closed");
        assert_eq!(server.count("users").await, 0);
        server.rp.accounts().invite(&operator, "ada@example.org").await.unwrap();
        assert_eq!(page.post("/otp/activate", &typed).await.status, StatusCode::OK);
        assert_eq!((server.count("users").await, server.count("invitations").await), (1, 0));
    }

    async fn a_back_end_creates_users_all_the_same(server: TestServer) {
        let server = server.restarted_with(&[(RULE, "nobody")]).await;
        with_key(&server).await;
        let mut back_end = BackEnd::new(&server).await;
        let user = back_end.create("ada@example.org").await;
        // Its owner signs in by email.
        let mut browser = server.browser();
        browser.ask_for_link("ada@example.org").await;
        let answer = browser.press_link_button(&server.mail().await).await;
        assert_eq!(answer.location(), "/passkey-offer");
        let created = json!({ "email": "bob@example.org", "send": false, "type": "login" });
        let link = back_end.send(Method::POST, "/magic-links", &created).await;
        assert!(link.status.is_success(), "{}", link.body);
        assert!(user["id"].is_string());
    }
}
