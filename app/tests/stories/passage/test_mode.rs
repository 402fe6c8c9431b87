//! Test mode: elements without an `app-id`, on a developer's own machine.

use std::time::Duration;

use http::StatusCode;
use serde_json::json;
use testing::authenticator::Peer;
use testing::on_both;
use testing::server::TestServer;

use crate::passage::BackEnd;
use crate::passage::pages::{answered, sign_up, sign_up_on};
use crate::tokens::with_key;

const HOUR: Duration = Duration::from_hours(1);

/// The addresses of all users.
async fn users(back_end: &mut BackEnd) -> Vec<String> {
    let list = back_end.get("/users").await.json();
    let users = list["users"].as_array().unwrap().iter();
    let mut addresses: Vec<_> =
        users.map(|user| user["email"].as_str().unwrap().to_owned()).collect();
    addresses.sort();
    addresses
}

on_both! {
    async fn users_of_test_mode_are_deleted_after_a_day(server: TestServer) {
        with_key(&server).await;
        let mut page = BackEnd::in_test_mode(&server);
        let app = page.get("").await.json()["app"].clone();
        assert_eq!((&app["id"], &app["ephemeral"]), (&json!("latchkey"), &json!(true)));
        let result = sign_up_on(&mut page, "ada@example.org", &mut Peer::new()).await;
        let token = result["auth_token"].as_str().unwrap();
        assert_eq!(server.rp.tokens().verify(token).await.unwrap().aud, ["http://localhost:3000", "latchkey"]);
        // By email, too.
        page.post("/register/magic-link", &json!({ "identifier": "ben@example.org" })).await;
        let mail = server.browser().get_json("/dev/mailbox").await.json()[0].clone();
        let token = mail["links"][0].as_str().unwrap().split_once("psg_magic_link=").unwrap().1.to_owned();
        let redeemed = page.patch("/magic-link/activate", &json!({ "magic_link": token })).await;
        assert_eq!(redeemed.status, StatusCode::OK, "{}", redeemed.body);
        sign_up(&server, "eve@example.org", &mut Peer::new()).await;

        let mut back_end = BackEnd::new(&server).await;
        server.pass(HOUR * 23);
        server.rp.sweep().await.unwrap();
        assert_eq!(users(&mut back_end).await, ["ada@example.org", "ben@example.org", "eve@example.org"]);
        server.pass(HOUR);
        server.rp.sweep().await.unwrap();
        assert_eq!(users(&mut back_end).await, ["eve@example.org"]);
        assert_eq!(server.count("ephemeral_users").await, 0);
        assert_eq!(server.count("credentials").await, 1);
    }

    async fn a_sign_in_in_test_mode_marks_no_other_user(server: TestServer) {
        with_key(&server).await;
        let mut key = Peer::new();
        sign_up(&server, "eve@example.org", &mut key).await;
        let mut page = BackEnd::in_test_mode(&server);
        let response = answered(&mut page, "/login/webauthn/start", &json!({}), &mut key).await;
        assert_eq!(page.post("/login/webauthn/finish", &response).await.status, StatusCode::OK);
        server.pass(HOUR * 25);
        server.rp.sweep().await.unwrap();
        assert_eq!(server.count("users").await, 1);
    }

    async fn only_a_developers_server_has_a_test_mode(server: TestServer) {
        let ordinary = BackEnd::without_key(&server).get("").await.json();
        assert_eq!(ordinary["app"]["ephemeral"], json!(false));
        let mut server = server;
        for settings in [[("SMTP_URL", "smtp://localhost:25")], [("LATCHKEY_ORIGIN", "https://id.example.org")], [("LATCHKEY_ADDR", "0.0.0.0:3000")]] {
            server = server.restarted_with(&settings).await;
            let mut page = BackEnd::in_test_mode(&server);
            page.get("").await.assert_refused(404, "app_not_found");
            page.post("/register/webauthn/start", &json!({ "identifier": "ada@example.org" })).await.assert_refused(404, "app_not_found");
        }
    }
}
