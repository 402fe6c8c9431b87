//! The number of a page's user: requested with a passkey, confirmed with a code from a text message.

use std::time::Duration;

use http::StatusCode;
use serde_json::{Value, json};
use testing::authenticator::Peer;
use testing::on_both;
use testing::server::{Answer, TestServer};

use crate::passage::BackEnd;
use crate::passage::pages::sign_up;
use crate::passage::pages_user::{proof, with};
use crate::tokens::with_key;

const NUMBER: &str = "+4915123456789";

/// A page of a user with a confirmed address.
async fn page_of(server: &TestServer, email: &str, key: &mut Peer) -> BackEnd {
    with_key(server).await;
    let token = sign_up(server, email, key).await["auth_token"].clone();
    let mut page = BackEnd::with_token(server, &token);
    let body = with(json!({ "new_email": email }), &proof(server, key).await);
    let id = page.patch("/currentuser/email", &body).await.json()["magic_link"]["id"].clone();
    let (_, code) = newest(server, email).await;
    assert_eq!(redeem(&mut page, &code, &id).await.status, StatusCode::OK);
    page
}

/// The newest message to an address or number: its text and its code.
async fn newest(server: &TestServer, to: &str) -> (String, Value) {
    let all = server.browser().get_json("/dev/mailbox").await.json();
    let message =
        all.as_array().unwrap().iter().find(|message| message["to"] == to).unwrap().clone();
    (message["text"].as_str().unwrap().to_owned(), message["code"].clone())
}

/// Requests a code for a number and returns the id that the page keeps.
async fn ask(server: &TestServer, page: &mut BackEnd, key: &mut Peer, number: &str) -> Value {
    let body = with(json!({ "new_phone": number }), &proof(server, key).await);
    let sent = page.patch("/currentuser/phone", &body).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
    sent.json()["magic_link"]["id"].clone()
}

async fn redeem(page: &mut BackEnd, code: &Value, id: &Value) -> Answer {
    page.post("/otp/activate", &json!({ "otp": code, "otp_id": id })).await
}

async fn phone(page: &mut BackEnd) -> (Value, Value) {
    let user = page.get("/currentuser").await.json()["user"].clone();
    (user["phone"].clone(), user["phone_verified"].clone())
}

on_both! {
    async fn a_number_is_confirmed_by_the_page_that_asked_and_a_passkey(server: TestServer) {
        let mut key = Peer::new();
        let mut page = page_of(&server, "ada@example.org", &mut key).await;
        page.patch("/currentuser/phone", &json!({ "new_phone": NUMBER })).await.assert_refused(403, "verification_required");
        let id = ask(&server, &mut page, &mut key, "+49 1512 3456789").await;
        assert_eq!(phone(&mut page).await, (json!(""), json!(false)));
        let (text, code) = newest(&server, NUMBER).await;
        assert!(text.contains("is your code"), "{text}");

        // Another page, or the right page with a wrong code, confirms nothing.
        let mut stranger = BackEnd::without_key(&server);
        redeem(&mut stranger, &code, &json!("x")).await.assert_refused(401, "invalid_magic_link");
        redeem(&mut page, &json!("AAAAAAAA"), &id).await.assert_refused(401, "invalid_magic_link");
        let confirmed = redeem(&mut page, &code, &id).await;
        assert_eq!(confirmed.status, StatusCode::OK, "{}", confirmed.body);
        assert_eq!(phone(&mut page).await, (json!(NUMBER), json!(true)));
        redeem(&mut page, &code, &id).await.assert_refused(401, "invalid_magic_link");

        let body = with(json!({ "new_phone": "" }), &proof(&server, &mut key).await);
        assert_eq!(page.patch("/currentuser/phone", &body).await.json(), json!({ "magic_link": { "id": "" } }));
        assert_eq!(phone(&mut page).await, (json!(""), json!(false)));
        let mut browser = server.browser();
        browser.sign_in(&mut key).await;
        let history = browser.get("/dashboard/activity").await.body;
        assert!(history.contains("Phone number added") && history.contains("Phone number removed"));
    }

    async fn a_code_for_a_number_ends_after_ten_minutes(server: TestServer) {
        let mut key = Peer::new();
        let mut page = page_of(&server, "ada@example.org", &mut key).await;
        let id = ask(&server, &mut page, &mut key, NUMBER).await;
        let (_, code) = newest(&server, NUMBER).await;
        server.pass(Duration::from_mins(10));
        redeem(&mut page, &code, &id).await.assert_refused(401, "invalid_magic_link");
        assert_eq!(server.rp.store().find_user_by_phone(&latchkey::Phone::parse(NUMBER).unwrap()).await.unwrap().map(|user| user.id), None);
    }

    async fn an_account_without_passkeys_confirms_a_number_after_an_email(server: TestServer) {
        with_key(&server).await;
        let mut page = BackEnd::without_key(&server);
        let id = page.post("/login/otp", &json!({ "identifier": "ada@example.org" })).await.json()["otp_id"].clone();
        let (_, code) = newest(&server, "ada@example.org").await;
        let entered = redeem(&mut page, &code, &id).await.json();
        let mut page = BackEnd::with_token(&server, &entered["auth_result"]["auth_token"]);
        let sent = page.patch("/currentuser/phone", &json!({ "new_phone": NUMBER, "language": "de" })).await;
        assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
        let (_, code) = newest(&server, NUMBER).await;
        assert_eq!(redeem(&mut page, &code, &sent.json()["magic_link"]["id"]).await.status, StatusCode::OK);
        assert_eq!(phone(&mut page).await, (json!(NUMBER), json!(true)));
    }

    async fn a_number_costs_money_so_a_page_has_the_limits_of_the_site(server: TestServer) {
        let server = server.restarted_with(&[("LATCHKEY_PAGES", "token-alone")]).await;
        with_key(&server).await;
        let token = sign_up(&server, "eve@example.org", &mut Peer::new()).await["auth_token"].clone();
        let mut eve = BackEnd::with_token(&server, &token);
        // Text messages are for users with a mailbox.
        eve.patch("/currentuser/phone", &json!({ "new_phone": NUMBER })).await.assert_refused(403, "identifier_not_verified");
        let mut page = page_of(&server, "ada@example.org", &mut Peer::new()).await;
        for landline in ["+49 30 901820", "+881 612 345 678", "0151 23456789", "x"] {
            page.patch("/currentuser/phone", &json!({ "new_phone": landline })).await.assert_refused(400, "invalid_request");
        }
        for last in 0..5 {
            let body = json!({ "new_phone": format!("+491512345678{last}") });
            let sent = page.patch("/currentuser/phone", &body).await;
            assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
        }
        page.patch("/currentuser/phone", &json!({ "new_phone": NUMBER })).await.assert_refused(429, "too_many_requests");
    }

    async fn five_wrong_codes_for_a_number_are_enough(server: TestServer) {
        let mut key = Peer::new();
        let mut page = page_of(&server, "ada@example.org", &mut key).await;
        let id = ask(&server, &mut page, &mut key, NUMBER).await;
        let (_, code) = newest(&server, NUMBER).await;
        for _ in 0..5 {
            redeem(&mut page, &json!("AAAAAAAA"), &id).await.assert_refused(401, "invalid_magic_link");
        }
        redeem(&mut page, &code, &id).await.assert_refused(401, "exceeded_attempts");
        assert_eq!(phone(&mut page).await, (json!(""), json!(false)));
    }

    async fn a_number_of_another_account_stays_theirs(server: TestServer) {
        let (mut key, mut others) = (Peer::new(), Peer::new());
        let mut ada = page_of(&server, "ada@example.org", &mut key).await;
        let id = ask(&server, &mut ada, &mut key, NUMBER).await;
        let (_, code) = newest(&server, NUMBER).await;
        assert_eq!(redeem(&mut ada, &code, &id).await.status, StatusCode::OK);
        let mut eve = page_of(&server, "eve@example.org", &mut others).await;
        // The same answer as for any number, but the text message has no code.
        ask(&server, &mut eve, &mut others, NUMBER).await;
        let (text, code) = newest(&server, NUMBER).await;
        assert!(text.contains("another account") && code.is_null(), "{text}");
    }
}
