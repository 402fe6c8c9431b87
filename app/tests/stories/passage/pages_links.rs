//! Links and codes that pages of other sites request.

use std::time::Duration;

use axum::body::Body;
use http::header::{CONTENT_TYPE, ORIGIN as FROM};
use http::{Method, StatusCode};
use serde_json::{Value, json};
use testing::authenticator::Peer;
use testing::server::TestServer;
use testing::{ORIGIN, on_both};

use crate::passage::BackEnd;
use crate::passage::pages::sign_up;
use crate::tokens::with_key;

const ADA: &str = "ada@example.org";

/// Asks for a link, and returns the id that the page keeps.
async fn ask(server: &TestServer) -> Value {
    let wanted = json!({ "identifier": ADA, "magic_link_path": "/account?a=b#c" });
    let sent = BackEnd::without_key(server).post("/login/magic-link", &wanted).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
    sent.json()["magic_link"]["id"].clone()
}

/// The newest email: the token in its link, and its code.
async fn read(server: &TestServer) -> (String, String) {
    let mail = server.browser().get_json("/dev/mailbox").await.json()[0].clone();
    let link = mail["links"][0].as_str().unwrap().to_owned();
    let token = link
        .split_once("psg_magic_link=")
        .map(|(_, token)| token.split('#').next().unwrap().to_owned());
    (token.unwrap_or_default(), mail["code"].as_str().unwrap_or_default().to_owned())
}

async fn method(server: &TestServer, result: &Value) -> String {
    let token = result["auth_token"].as_str().unwrap();
    server.rp.tokens().bearer(token).await.unwrap().session.method.as_str().to_owned()
}

fn status(id: &Value) -> Value {
    json!({ "id": id })
}

on_both! {
    async fn a_link_leads_to_the_page_that_asked(server: TestServer) {
        let shop = "https://shop.example.org";
        let server = server.restarted_with(&[("LATCHKEY_ALLOWED_ORIGINS", shop)]).await;
        for (origin, path, expected) in [
            (shop, json!("/account?a=b#c"), "https://shop.example.org/account?a=b&psg_magic_link="), (shop, Value::Null, "https://shop.example.org/?psg_magic_link="),
            ("https://evil.example.org", json!("/account"), "http://localhost:3000/account?psg_magic_link="),
        ] {
            let mut browser = server.browser();
            let request = browser.request(Method::POST, "/v1/apps/latchkey/login/magic-link");
            let request = request.header(FROM, origin).header(CONTENT_TYPE, "application/json");
            let body = json!({ "identifier": ADA, "magic_link_path": path, "language": "de" }).to_string();
            assert_eq!(browser.send(request, Body::from(body)).await.status, StatusCode::OK);
            let mail = server.browser().get_json("/dev/mailbox").await.json()[0].clone();
            assert!(mail["links"][0].as_str().unwrap().starts_with(expected), "{}", mail["links"]);
            assert!(mail["text"].as_str().unwrap().contains("Konto"), "{}", mail["text"]);
        }
        let mut page = BackEnd::without_key(&server);
        for path in ["//evil.example.org", "https://evil.example.org/", "/..//evil.example.org", "\\evil"] {
            let wanted = json!({ "identifier": ADA, "magic_link_path": path });
            page.post("/login/magic-link", &wanted).await.assert_refused(400, "invalid_request");
        }
    }

    async fn a_link_opened_in_the_browser_that_asked_signs_in_both_pages_once(server: TestServer) {
        with_key(&server).await;
        let (id, mut page) = (ask(&server).await, BackEnd::without_key(&server));
        let (token, _) = read(&server).await;
        page.post("/magic-link/status", &status(&id)).await.assert_refused(404, "magic_link_not_found");
        let body = json!({ "magic_link": token, "id": id });
        let opened = page.patch("/magic-link/activate", &body).await;
        assert_eq!(opened.status, StatusCode::OK, "{}", opened.body);
        assert_eq!(method(&server, &opened.json()["auth_result"]).await, "mail");
        let waiting = page.post("/magic-link/status", &status(&id)).await;
        assert_eq!(waiting.status, StatusCode::OK, "{}", waiting.body);
        assert_eq!(method(&server, &waiting.json()["auth_result"]).await, "mail");
        page.post("/magic-link/status", &status(&id)).await.assert_refused(404, "magic_link_not_found");
        page.patch("/magic-link/activate", &body).await.assert_refused(401, "invalid_magic_link");
        let user = BackEnd::with_token(&server, &opened.json()["auth_result"]["auth_token"]).get("/currentuser").await.json();
        assert_eq!(user["user"]["email_verified"], true);
        assert_eq!(server.count("users").await, 1);
    }

    async fn a_window_that_waits_is_not_signed_in_by_a_click_elsewhere(server: TestServer) {
        with_key(&server).await;
        // Eve asks for Ada's link and waits; Ada opens it on her own device.
        let (eve, mut page) = (ask(&server).await, BackEnd::without_key(&server));
        let (token, _) = read(&server).await;
        let opened = page.patch("/magic-link/activate", &json!({ "magic_link": token })).await;
        assert_eq!(opened.status, StatusCode::OK, "{}", opened.body);
        assert_eq!(method(&server, &opened.json()["auth_result"]).await, "link", "that browser requested nothing");
        page.post("/magic-link/status", &status(&eve)).await.assert_refused(404, "magic_link_not_found");
        // Any other id opens nothing.
        let id = ask(&server).await;
        let (token, _) = read(&server).await;
        page.patch("/magic-link/activate", &json!({ "magic_link": token, "id": eve })).await;
        page.post("/magic-link/status", &status(&id)).await.assert_refused(404, "magic_link_not_found");
    }

    async fn a_site_may_let_any_browser_sign_in_the_window_that_waits(server: TestServer) {
        let server = server.restarted_with(&[("LATCHKEY_PAGES", "any-click")]).await;
        with_key(&server).await;
        let (id, mut page) = (ask(&server).await, BackEnd::without_key(&server));
        let (token, _) = read(&server).await;
        page.post("/magic-link/status", &status(&id)).await.assert_refused(404, "magic_link_not_found");
        assert_eq!(page.patch("/magic-link/activate", &json!({ "magic_link": token })).await.status, StatusCode::OK);
        let waiting = page.post("/magic-link/status", &status(&id)).await;
        assert_eq!(method(&server, &waiting.json()["auth_result"]).await, "link");
    }

    async fn a_code_signs_in_the_page_that_asked_once(server: TestServer) {
        with_key(&server).await;
        let mut page = BackEnd::without_key(&server);
        let sent = page.post("/login/otp", &json!({ "identifier": ADA })).await;
        assert_eq!(sent.status, StatusCode::CREATED);
        let id = sent.json()["otp_id"].clone();
        let (_, code) = read(&server).await;
        assert_eq!(code.len(), 8, "a code has 37 bits, unless a setting says otherwise");
        let mail = server.browser().get_json("/dev/mailbox").await.json()[0].clone();
        assert!(mail["links"][0].as_str().unwrap().starts_with(&format!("{ORIGIN}/magic-link?token=")));
        for other in ["x", "", "\u{0}"] {
            page.post("/otp/activate", &json!({ "otp": code, "otp_id": other })).await.assert_refused(401, "invalid_magic_link");
        }
        let typed = json!({ "otp": code.to_lowercase(), "otp_id": id });
        let entered = page.post("/otp/activate", &typed).await;
        assert_eq!(entered.status, StatusCode::OK, "{}", entered.body);
        assert_eq!(method(&server, &entered.json()["auth_result"]).await, "mail");
        page.post("/otp/activate", &typed).await.assert_refused(401, "invalid_magic_link");
        page.post("/otp/activate", &json!({})).await.assert_refused(400, "invalid_request");
    }

    async fn the_code_of_a_link_signs_in_the_page_that_asked(server: TestServer) {
        with_key(&server).await;
        let (id, mut page) = (ask(&server).await, BackEnd::without_key(&server));
        let (token, code) = read(&server).await;
        assert_eq!(page.post("/otp/activate", &json!({ "otp": code, "otp_id": id })).await.status, StatusCode::OK);
        page.patch("/magic-link/activate", &json!({ "magic_link": token, "id": id })).await.assert_refused(401, "invalid_magic_link");
    }

    async fn five_wrong_codes_are_enough(server: TestServer) {
        with_key(&server).await;
        let mut page = BackEnd::without_key(&server);
        let id = page.post("/register/otp", &json!({ "identifier": ADA })).await.json()["otp_id"].clone();
        let (_, code) = read(&server).await;
        for _ in 0..5 {
            page.post("/otp/activate", &json!({ "otp": "AAAA-AAAA", "otp_id": id })).await.assert_refused(401, "invalid_magic_link");
        }
        page.post("/otp/activate", &json!({ "otp": code, "otp_id": id })).await.assert_refused(401, "exceeded_attempts");
        assert_eq!(server.count("sessions").await, 0);
    }

    async fn a_site_may_send_codes_of_six_digits(server: TestServer) {
        let mut page = BackEnd::without_key(&server);
        assert!(page.get("").await.json()["app"]["auth_methods"]["otp"].is_null());
        let server = server.restarted_with(&[("LATCHKEY_PAGES", "short-codes")]).await;
        with_key(&server).await;
        let mut page = BackEnd::without_key(&server);
        let app = page.get("").await.json()["app"].clone();
        assert!(app["auth_methods"]["otp"].is_object() && app["auth_fallback_method"] == "otp");
        let id = page.post("/login/otp", &json!({ "identifier": ADA })).await.json()["otp_id"].clone();
        let (_, code) = read(&server).await;
        assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
        assert_eq!(page.post("/otp/activate", &json!({ "otp": code, "otp_id": id })).await.status, StatusCode::OK);
    }

    async fn links_and_codes_end_after_a_quarter_of_an_hour(server: TestServer) {
        let (id, mut page) = (ask(&server).await, BackEnd::without_key(&server));
        let (token, code) = read(&server).await;
        server.pass(Duration::from_mins(15));
        page.patch("/magic-link/activate", &json!({ "magic_link": token, "id": id })).await.assert_refused(404, "magic_link_not_found");
        page.post("/otp/activate", &json!({ "otp": code, "otp_id": id })).await.assert_refused(401, "invalid_magic_link");
        page.post("/magic-link/status", &status(&id)).await.assert_refused(404, "magic_link_not_found");
        server.rp.sweep().await.unwrap();
    }

    async fn a_link_never_leads_into_the_account_of_who_claims_the_address(server: TestServer) {
        with_key(&server).await;
        let eve = sign_up(&server, ADA, &mut Peer::new()).await;
        let (id, mut page) = (ask(&server).await, BackEnd::without_key(&server));
        let (token, _) = read(&server).await;
        let opened = page.patch("/magic-link/activate", &json!({ "magic_link": token, "id": id })).await.json();
        let [ada, eve] = [&opened["auth_result"], &eve].map(|result| result["auth_token"].clone());
        let ada = BackEnd::with_token(&server, &ada).get("/currentuser").await.json()["user"].clone();
        let eve = BackEnd::with_token(&server, &eve).get("/currentuser").await.json()["user"].clone();
        assert_ne!(ada["id"], eve["id"]);
        assert_eq!((&ada["email"], &eve["email"]), (&json!(ADA), &json!("")));
    }

    async fn a_deactivated_user_gets_in_by_no_link_and_no_code(server: TestServer) {
        with_key(&server).await;
        let mut back_end = BackEnd::new(&server).await;
        let user = back_end.create(ADA).await;
        let path = format!("{}/deactivate", crate::passage::at(&user));
        assert_eq!(back_end.patch(&path, &Value::Null).await.status, StatusCode::OK);
        let (id, mut page) = (ask(&server).await, BackEnd::without_key(&server));
        let (token, _) = read(&server).await;
        page.patch("/magic-link/activate", &json!({ "magic_link": token, "id": id })).await.assert_refused(403, "user_not_active");
        page.post("/magic-link/status", &status(&id)).await.assert_refused(404, "magic_link_not_found");
        assert_eq!(server.count("sessions").await, 0);
    }
}
