//! The current user of a page: what an access token may do, and what needs a passkey.

use http::{Method, StatusCode};
use serde_json::{Value, json};
use testing::authenticator::Peer;
use testing::on_both;
use testing::server::TestServer;

use crate::passage::BackEnd;
use crate::passage::pages::{answered, sign_up};
use crate::tokens::with_key;

const ADA: &str = "ada@example.org";

/// A page in which Ada has just signed up.
async fn ada(server: &TestServer, key: &mut Peer) -> BackEnd {
    with_key(server).await;
    BackEnd::with_token(server, &sign_up(server, ADA, key).await["auth_token"])
}

/// Returns the response to a sign-in, which shows that the user is present.
pub(crate) async fn proof(server: &TestServer, key: &mut Peer) -> Value {
    answered(&mut BackEnd::without_key(server), "/login/webauthn/start", &json!({}), key).await
}

pub(crate) fn with(mut body: Value, proof: &Value) -> Value {
    for (name, value) in proof.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

/// The newest email with a link.
async fn mail(server: &TestServer) -> Value {
    let mails = server.browser().get_json("/dev/mailbox").await.json();
    mails.as_array().unwrap().iter().find(|mail| mail["links"][0].is_string()).unwrap().clone()
}

on_both! {
    async fn without_an_access_token_there_is_no_current_user(server: TestServer) {
        let mut key = Peer::new();
        let mut page = ada(&server, &mut key).await;
        let device = page.get("/currentuser/devices").await.json()["devices"][0]["id"].as_str().unwrap().to_owned();
        let device = format!("/currentuser/devices/{device}");
        let routes = [
            (Method::GET, "/currentuser"), (Method::GET, "/currentuser/devices"), (Method::POST, "/currentuser/devices/start"),
            (Method::POST, "/currentuser/devices/finish"), (Method::PATCH, &device), (Method::DELETE, &device),
            (Method::PATCH, "/currentuser/email"), (Method::PATCH, "/currentuser/phone"), (Method::GET, "/currentuser/user-metadata"),
            (Method::PATCH, "/currentuser/user-metadata"), (Method::GET, "/currentuser/social-connections"), (Method::DELETE, "/currentuser/social-connections/github"),
        ];
        for token in [json!("x"), json!(""), Value::Null] {
            for (method, path) in &routes {
                BackEnd::with_token(&server, &token).send(method.clone(), path, &json!({})).await.assert_refused(401, "invalid_access_token");
            }
        }
        // Nor after the session has ended.
        let user = page.get("/currentuser").await.json()["user"].clone();
        BackEnd::new(&server).await.delete(&format!("/users/{}/tokens", user["id"].as_str().unwrap())).await;
        page.get("/currentuser").await.assert_refused(401, "invalid_access_token");
    }

    async fn a_token_alone_adds_and_removes_no_passkey_and_changes_no_address(server: TestServer) {
        let mut key = Peer::new();
        let mut page = ada(&server, &mut key).await;
        let device = page.get("/currentuser/devices").await.json()["devices"][0]["id"].as_str().unwrap().to_owned();
        page.post("/currentuser/devices/start", &json!({})).await.assert_refused(403, "verification_required");
        page.delete(&format!("/currentuser/devices/{device}")).await.assert_refused(403, "verification_required");
        page.patch("/currentuser/email", &json!({ "new_email": "eve@example.org" })).await.assert_refused(403, "verification_required");
        // Another user's passkey isn't accepted.
        let mut others = Peer::new();
        sign_up(&server, "eve@example.org", &mut others).await;
        let wrong = proof(&server, &mut others).await;
        page.post("/currentuser/devices/start", &wrong).await.assert_refused(401, "webauthn_login_failed");
    }

    async fn a_user_adds_renames_and_removes_passkeys_with_a_passkey(server: TestServer) {
        let (mut key, mut second) = (Peer::new(), Peer::new());
        let mut page = ada(&server, &mut key).await;
        let body = with(json!({ "authenticator_attachment": "any" }), &proof(&server, &mut key).await);
        let response = answered(&mut page, "/currentuser/devices/start", &body, &mut second).await;
        let added = page.post("/currentuser/devices/finish", &response).await;
        assert_eq!(added.status, StatusCode::CREATED, "{}", added.body);
        // The response works once.
        page.post("/currentuser/devices/start", &body).await.assert_refused(401, "webauthn_login_failed");
        let devices = page.get("/currentuser/devices").await.json()["devices"].clone();
        assert_eq!(devices.as_array().unwrap().len(), 2);
        let device = format!("/currentuser/devices/{}", added.json()["device"]["id"].as_str().unwrap());
        let renamed = page.patch(&device, &json!({ "friendly_name": "Phone" })).await;
        assert_eq!((renamed.status, &renamed.json()["device"]["friendly_name"]), (StatusCode::OK, &json!("Phone")));
        page.patch(&device, &json!({ "friendly_name": "" })).await.assert_refused(400, "invalid_request");
        let mut eve = Peer::new();
        let mut other = BackEnd::with_token(&server, &sign_up(&server, "eve@example.org", &mut eve).await["auth_token"]);
        other.patch(&device, &json!({ "friendly_name": "Mine" })).await.assert_refused(404, "device_not_found");
        other.send(Method::DELETE, &device, &proof(&server, &mut eve).await).await.assert_refused(404, "device_not_found");
        let removed = page.send(Method::DELETE, &device, &proof(&server, &mut key).await).await;
        assert_eq!((removed.status, removed.body.as_str()), (StatusCode::OK, ""));
        assert_eq!(page.get("/currentuser/devices").await.json()["devices"].as_array().unwrap().len(), 1);
    }

    async fn a_site_may_let_a_token_alone_manage_passkeys(server: TestServer) {
        let server = server.restarted_with(&[("LATCHKEY_PAGES", "token-alone")]).await;
        let mut page = ada(&server, &mut Peer::new()).await;
        let response = answered(&mut page, "/currentuser/devices/start", &json!({}), &mut Peer::new()).await;
        let added = page.post("/currentuser/devices/finish", &response).await;
        assert_eq!(added.status, StatusCode::CREATED, "{}", added.body);
        let device = format!("/currentuser/devices/{}", added.json()["device"]["id"].as_str().unwrap());
        assert_eq!(page.delete(&device).await.status, StatusCode::OK);
        assert_eq!(page.patch("/currentuser/email", &json!({ "new_email": "new@example.org" })).await.status, StatusCode::OK);
        // A link signs in, but manages nothing in an account that has passkeys.
        BackEnd::without_key(&server).post("/login/otp", &json!({ "identifier": "bob@example.org" })).await;
    }

    async fn an_address_is_confirmed_by_the_page_that_asked_and_a_passkey(server: TestServer) {
        let mut key = Peer::new();
        let mut page = ada(&server, &mut key).await;
        assert_eq!(page.get("/currentuser").await.json()["user"]["email_verified"], false);
        // First the one that she claims, then another.
        for email in [ADA, "ada@example.com"] {
            let body = with(json!({ "new_email": email, "magic_link_path": "/account" }), &proof(&server, &mut key).await);
            let sent = page.patch("/currentuser/email", &body).await;
            assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
            let id = sent.json()["magic_link"]["id"].clone();
            // Opening the email elsewhere confirms nothing.
            let mail = mail(&server).await;
            let token = mail["links"][0].as_str().unwrap().split_once("psg_verify_link=").unwrap().1.to_owned();
            let mut stranger = BackEnd::without_key(&server);
            for body in [json!({ "magic_link": token }), json!({ "magic_link": token, "id": "x" })] {
                stranger.patch("/magic-link/activate", &body).await.assert_refused(401, "invalid_access_token");
            }
            stranger.post("/magic-link/status", &json!({ "id": id })).await.assert_refused(404, "magic_link_not_found");
            let confirmed = if email == ADA {
                page.post("/otp/activate", &json!({ "otp": mail["code"], "otp_id": id })).await
            } else {
                page.patch("/magic-link/activate", &json!({ "magic_link": token, "id": id })).await
            };
            assert_eq!(confirmed.status, StatusCode::OK, "{}", confirmed.body);
            let user = page.get("/currentuser").await.json()["user"].clone();
            assert_eq!((&user["email"], &user["email_verified"]), (&json!(email), &json!(true)));
        }
        page.patch("/currentuser/email", &json!({ "new_email": "" })).await.assert_refused(400, "invalid_request");
    }

    async fn an_address_that_another_account_owns_is_not_taken_over(server: TestServer) {
        with_key(&server).await;
        BackEnd::new(&server).await.create("bob@example.org").await;
        let mut key = Peer::new();
        let mut page = ada(&server, &mut key).await;
        let body = with(json!({ "new_email": "bob@example.org" }), &proof(&server, &mut key).await);
        assert_eq!(page.patch("/currentuser/email", &body).await.status, StatusCode::OK, "the same answer as for any address");
        let mails = server.browser().get_json("/dev/mailbox").await.json();
        let to_bob: Vec<_> = mails.as_array().unwrap().iter().filter(|mail| mail["to"] == "bob@example.org").collect();
        assert_eq!((to_bob.len(), &to_bob[0]["code"]), (1, &Value::Null), "the email to its owner has no code");
    }

    async fn users_change_only_the_metadata_that_the_site_names(server: TestServer) {
        let server = server.restarted_with(&[("LATCHKEY_USER_FIELDS", "nickname:string, adult:boolean, age:integer")]).await;
        let mut page = ada(&server, &mut Peer::new()).await;
        let user = page.get("/currentuser").await.json()["user"]["id"].as_str().unwrap().to_owned();
        let plan = json!({ "user_metadata": { "plan": "pro" } });
        assert_eq!(BackEnd::new(&server).await.patch(&format!("/users/{user}"), &plan).await.status, StatusCode::OK);
        assert_eq!(page.get("/currentuser/user-metadata").await.json(), plan);
        page.patch("/currentuser/user-metadata", &json!({ "user_metadata": { "plan": "free" } })).await.assert_refused(403, "operation_not_allowed");
        for wrong in [json!({ "nickname": 1 }), json!({ "adult": "yes" }), json!({ "age": "7" }), json!({ "nickname": "x".repeat(1001) })] {
            page.patch("/currentuser/user-metadata", &json!({ "user_metadata": wrong })).await.assert_refused(400, "invalid_request");
        }
        let changed = page.patch("/currentuser/user-metadata", &json!({ "user_metadata": { "nickname": "Ada", "adult": true } })).await;
        assert_eq!(changed.json()["user"]["user_metadata"], json!({ "plan": "pro", "nickname": "Ada", "adult": true }), "{}", changed.body);
        let app = BackEnd::without_key(&server).get("").await.json()["app"].clone();
        assert_eq!(app["user_metadata_schema"].as_array().unwrap().len(), 3);
        assert_eq!(app["user_metadata_schema"][0]["field_name"], "nickname");
    }

    async fn a_users_own_change_is_theirs_in_the_history(server: TestServer) {
        let server = server.restarted_with(&[("LATCHKEY_USER_FIELDS", "nickname:string")]).await;
        let mut key = Peer::new();
        let mut page = ada(&server, &mut key).await;
        let own = json!({ "user_metadata": { "nickname": "Ada" } });
        assert_eq!(page.patch("/currentuser/user-metadata", &own).await.status, StatusCode::OK);
        assert_eq!(page.patch("/currentuser/user-metadata", &json!({ "user_metadata": {} })).await.status, StatusCode::OK);
        let mut browser = server.browser();
        browser.sign_in(&mut key).await;
        let history = browser.get("/dashboard/activity").await.body;
        assert_eq!((history.matches("Details changed").count(), history.contains("Changed by this site")), (1, false));
    }

    async fn social_connections_are_refused_in_words(server: TestServer) {
        let mut page = ada(&server, &mut Peer::new()).await;
        assert_eq!(page.get("/currentuser/social-connections").await.json(), json!({ "social_connections": {} }));
        page.delete("/currentuser/social-connections/github").await.assert_refused(404, "social_connection_not_found");
    }
}
