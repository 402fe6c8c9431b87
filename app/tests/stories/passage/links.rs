//! Links that a back end creates through Passage's API, and how they are redeemed.

use std::time::Duration;

use http::StatusCode;
use serde_json::{Value, json};
use testing::authenticator::Peer;
use testing::server::TestServer;
use testing::{ORIGIN, on_both};

use crate::passage::{BackEnd, at};
use crate::tokens::with_key;

async fn make(back_end: &mut BackEnd, wish: &Value) -> Value {
    let answer = back_end.post("/magic-links", wish).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    answer.json()["magic_link"].clone()
}

fn secret(link: &Value) -> Value {
    json!({ "magic_link": link["secret"] })
}

const ACTIVATE: &str = "/magic-link/activate";

on_both! {
    async fn a_link_is_created_with_every_option_of_passage(server: TestServer) {
        let mut back_end = BackEnd::new(&server).await;
        let link = make(&mut back_end, &json!({
            "type": "verify_identifier", "send": true, "channel": "email", "email": "ada@example.org", "language": "de",
            "magic_link_path": "/magic-link", "redirect_url": "/dashboard/account", "ttl": 60,
        })).await;
        for (member, expected) in [
            ("activated", json!(false)), ("app_id", json!("latchkey")), ("identifier", json!("ada@example.org")),
            ("redirect_url", json!("/dashboard/account")), ("ttl", json!(60)), ("type", json!("verify_identifier")),
        ] {
            assert_eq!(link[member], expected, "{member}");
        }
        let expected = format!("{ORIGIN}/magic-link?psg_magic_link={}", link["secret"].as_str().unwrap());
        assert_eq!(link["url"], expected);
        let mails = server.browser().get_json("/dev/mailbox").await.json();
        assert_eq!((&mails[0]["to"], &mails[0]["links"]), (&json!("ada@example.org"), &json!([expected])));
        assert_eq!(mails[0]["subject"], "Ihr Anmeldelink für Latchkey");

        // Old SDKs send this for options that aren't set.
        let least = make(&mut back_end, &json!({
            "user_id": link["user_id"], "email": "", "phone": "", "language": "", "magic_link_path": "", "redirect_url": "", "ttl": 0,
        })).await;
        assert_eq!((&least["ttl"], &least["redirect_url"], &least["type"]), (&json!(15), &json!(""), &json!("login")));
        assert_eq!((&least["identifier"], &least["user_id"]), (&link["identifier"], &link["user_id"]));
        assert_eq!(server.browser().get_json("/dev/mailbox").await.json().as_array().unwrap().len(), 1, "it was not to be sent");
        let text = make(&mut back_end, &json!({ "type": "login", "send": true, "channel": "phone", "phone": "+4915123456789" })).await;
        let texts = server.browser().get_json("/dev/mailbox").await.json();
        assert!(texts[0]["text"].as_str().unwrap().contains(text["url"].as_str().unwrap()));
        assert_eq!(texts[0]["to"], "+4915123456789");
    }

    async fn the_button_on_the_links_page_signs_in_once_and_opening_it_does_not(server: TestServer) {
        let mut back_end = BackEnd::new(&server).await;
        let link = make(&mut back_end, &json!({ "email": "ada@example.org", "redirect_url": "/dashboard/account" })).await;
        let path = link["url"].as_str().unwrap().strip_prefix(ORIGIN).unwrap().to_owned();
        let (mut scanner, mut browser) = (server.browser(), server.browser());
        for _ in 0..3 {
            let page = scanner.get(&path).await;
            assert!(page.status == StatusCode::OK && page.body.contains("ada@example.org"));
            assert!(page.body.contains("action=\"/api/redeem_bearer_link\""));
        }
        assert_eq!(server.count("sessions").await, 0);
        let token = link["secret"].as_str().unwrap();
        let answer = browser.post_form("/api/redeem_bearer_link", &[("token", token)]).await;
        assert!(answer.location().contains("/passkey-offer") || answer.location() == "/dashboard/account", "{}", answer.location());
        let dashboard = browser.dashboard().await.unwrap();
        assert!(dashboard.contains("ada@example.org") && dashboard.contains("Signed in with a link that a site sent or showed you"));
        let again = server.browser().post_form("/api/redeem_bearer_link", &[("token", token)]).await;
        assert_eq!(again.location(), "/magic-link?problem=link_expired");
        assert_eq!(scanner.get(&path).await.status, StatusCode::GONE);
        let mut client = BackEnd::without_key(&server);
        client.patch(ACTIVATE, &secret(&link)).await.assert_refused(401, "invalid_magic_link");
    }

    async fn a_client_activates_a_link_once_and_gets_tokens(server: TestServer) {
        with_key(&server).await;
        let mut back_end = BackEnd::new(&server).await;
        let link = make(&mut back_end, &json!({ "email": "ada@example.org", "redirect_url": format!("{ORIGIN}/welcome?a=b") })).await;
        let mut client = BackEnd::without_key(&server);
        let answer = client.patch("/magic-link/activate/", &secret(&link)).await;
        assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, "no-store"), "{}", answer.body);
        let result = answer.json()["auth_result"].clone();
        assert_eq!(result["redirect_url"], format!("{ORIGIN}/welcome?a=b"));
        assert!(result["refresh_token_expiration"].as_i64().unwrap() > server.clock.now());
        let token = result["auth_token"].as_str().unwrap();
        let claims = server.rp.tokens().verify(token).await.unwrap();
        assert_eq!(claims.sub, link["user_id"].as_str().unwrap());
        assert_eq!((claims.amr.as_slice(), claims.auth_time), (["otp".to_owned()].as_slice(), server.clock.now()));
        server.rp.tokens().bearer(token).await.unwrap();
        client.patch(ACTIVATE, &secret(&link)).await.assert_refused(401, "invalid_magic_link");
        let user = back_end.get(&at(&json!({ "id": link["user_id"] }))).await.json()["user"].clone();
        assert_eq!((&user["status"], &user["login_count"], &user["email_verified"]), (&json!("active"), &json!(1), &json!(false)));
        let other = make(&mut back_end, &json!({ "email": "ada@example.org" })).await;
        let result = client.patch(ACTIVATE, &secret(&other)).await.json();
        assert_eq!(result["auth_result"]["redirect_url"], format!("{ORIGIN}/dashboard"));
    }

    async fn an_expired_unknown_or_browser_bound_link_is_not_activated(server: TestServer) {
        let mut back_end = BackEnd::new(&server).await;
        let mut client = BackEnd::without_key(&server);
        let link = make(&mut back_end, &json!({ "email": "ada@example.org", "ttl": 1 })).await;
        server.pass(Duration::from_mins(1));
        client.patch(ACTIVATE, &secret(&link)).await.assert_refused(401, "invalid_magic_link");
        for unknown in ["", "x", "\u{0}", link["id"].as_str().unwrap()] {
            client.patch(ACTIVATE, &json!({ "magic_link": unknown })).await.assert_refused(404, "magic_link_not_found");
        }
        for body in [json!({}), json!({ "magic_link": 1 }), Value::Null] {
            client.patch(ACTIVATE, &body).await.assert_refused(400, "invalid_request");
        }
        let mut browser = server.browser();
        browser.ask_for_link("ada@example.org").await;
        let mail = server.mail().await;
        client.patch(ACTIVATE, &json!({ "magic_link": mail.token })).await.assert_refused(404, "magic_link_not_found");
        assert_eq!(browser.press_link_button(&mail).await.status, StatusCode::FOUND);
        assert!(browser.dashboard().await.is_some(), "and it is not spent by that");
    }

    async fn a_deactivated_user_can_neither_get_nor_use_a_link(server: TestServer) {
        let mut back_end = BackEnd::new(&server).await;
        let ada = back_end.create("ada@example.org").await;
        let link = make(&mut back_end, &json!({ "user_id": ada["id"] })).await;
        back_end.patch(&format!("{}/deactivate", at(&ada)), &Value::Null).await;
        let mut client = BackEnd::without_key(&server);
        client.patch(ACTIVATE, &secret(&link)).await.assert_refused(404, "magic_link_not_found");
        for wish in [json!({ "user_id": ada["id"] }), json!({ "email": "ada@example.org" })] {
            back_end.post("/magic-links", &wish).await.assert_refused(403, "user_not_active");
        }
        let mut browser = server.browser();
        browser.ask_for_link("ada@example.org").await;
        let answer = browser.press_link_button(&server.mail().await).await;
        assert_eq!(answer.location(), "/magic-link?problem=deactivated");
        assert!(browser.get(answer.location()).await.body.contains("This account is deactivated."));
    }

    async fn a_link_to_a_claimed_address_says_to_sign_in_first(server: TestServer) {
        let mut back_end = BackEnd::new(&server).await;
        let mut eve = server.browser();
        eve.sign_up("ada@example.org", &mut Peer::new()).await;
        let list = back_end.get("/users?identifier=like:ada@example.org").await.json();
        let id = list["users"][0]["id"].clone();
        let list = back_end.get("/users?identifier=ada@example.org").await.json();
        assert_eq!(list["total_users"], 0, "a look-up finds owners only");
        for wish in [
            json!({ "user_id": id }), json!({ "user_id": id, "channel": "email" }),
            json!({ "user_id": id, "channel": "email", "type": "verify_identifier" }),
            json!({ "user_id": id, "channel": "email", "send": true, "type": "verify_identifier" }),
        ] {
            let link = make(&mut back_end, &wish).await;
            assert_eq!(link["identifier"], "", "{wish}");
            let path = link["url"].as_str().unwrap().strip_prefix(ORIGIN).unwrap().to_owned();
            let token = link["secret"].as_str().unwrap();
            let mut ada = server.browser();
            let page = ada.get(&path).await;
            assert!(page.body.contains("Sign in first") && !page.body.contains("/api/redeem_bearer_link"), "{}", page.body);
            let refused = ada.post_form("/api/redeem_bearer_link", &[("token", token)]).await;
            assert_eq!(refused.location(), "/magic-link?problem=signed_out");
            assert!(ada.dashboard().await.is_none());
            BackEnd::without_key(&server).patch(ACTIVATE, &secret(&link)).await.assert_refused(401, "invalid_access_token");
            assert!(eve.get(&path).await.body.contains("You’re signed in"));
        }
        let user = back_end.get(&at(&json!({ "id": id }))).await.json()["user"].clone();
        assert_eq!(user["email_verified"], false);
    }

    async fn invalid_link_requests_are_rejected_and_create_no_user(server: TestServer) {
        let mut back_end = BackEnd::new(&server).await;
        server.browser().sign_up("bob@example.org", &mut Peer::new()).await;
        for wish in [
            json!({}), json!({ "email": "ada" }), json!({ "phone": "1" }), json!({ "email": "a@b.co", "phone": "+4915123456789" }),
            json!({ "email": "a@b.co", "type": "other" }), json!({ "email": "a@b.co", "channel": "pigeon" }), json!({ "email": "a@b.co", "send": true }),
            json!({ "email": "a@b.co", "send": true, "channel": "phone" }), json!({ "email": "a@b.co", "channel": "phone" }),
            json!({ "email": "a@b.co", "language": "tlh" }), json!({ "email": "a@b.co", "ttl": -5 }),
            json!({ "email": "a@b.co", "ttl": 1_000_000 }), json!({ "email": "a@b.co", "ttl": "60" }),
            json!({ "email": "a@b.co", "redirect_url": "https://evil.example/" }), json!({ "email": "a@b.co", "redirect_url": "//evil.example" }),
            json!({ "email": "a@b.co", "magic_link_path": "//evil.example" }), json!({ "email": "a@b.co", "magic_link_path": "/\\evil.example" }),
        ] {
            back_end.post("/magic-links", &wish).await.assert_refused(400, "invalid_request");
        }
        assert_eq!((server.count("users").await, server.count("bearer_links").await), (1, 0));
    }
}
