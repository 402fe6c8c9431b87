//! Passage's management API as its SDKs call it: access, responses and errors.

mod api_keys;
mod back_end;
mod cors;
mod first_passkeys;
mod flex;
mod flex_proofs;
mod flex_transactions;
mod links;
mod lists;
mod outages;
mod pages;
mod pages_links;
mod pages_phone;
mod pages_user;
mod sign_up_rules;
mod test_mode;
mod tokens;

use axum::body::Body;
use http::{Method, StatusCode};
use latchkey::extras::passage::api_key::Scope;
use serde_json::{Value, json};
use testing::authenticator::Peer;
use testing::server::{Answer, TestServer};
use testing::{ORIGIN, on_both};

use crate::tokens::with_key;

pub(crate) use back_end::{BackEnd, at};

/// Every route of the management API, with its method.
fn routes(user: &str) -> Vec<(Method, String)> {
    let user = format!("/users/{user}");
    vec![
        (Method::GET, "/users".to_owned()),
        (Method::POST, "/users".to_owned()),
        (Method::GET, user.clone()),
        (Method::PATCH, user.clone()),
        (Method::DELETE, user.clone()),
        (Method::PATCH, format!("{user}/activate")),
        (Method::PATCH, format!("{user}/deactivate")),
        (Method::GET, format!("{user}/devices")),
        (Method::DELETE, format!("{user}/devices/7f3f0d4e-0000-4000-8000-000000000000")),
        (Method::DELETE, format!("{user}/tokens")),
        (Method::POST, "/magic-links".to_owned()),
    ]
}

/// An error has a code and a text, and nothing else.
#[track_caller]
fn assert_refused(answer: &Answer, status: u16, code: &str) {
    answer.assert_refused(status, code);
    let body = answer.json();
    assert!(body["error"].as_str().is_some_and(|error| !error.is_empty()), "{body}");
    assert_eq!(body.as_object().unwrap().len(), 2, "{body}");
}

on_both! {
    async fn without_a_valid_key_the_api_reveals_and_changes_nothing(server: TestServer) {
        let mut back_end = BackEnd::new(&server).await;
        let user = back_end.create("ada@example.org").await;
        let revoked = back_end.key.clone().unwrap();
        server.rp.api_keys().revoke(&latchkey::RequestContext::operator(&server.rp, "server"), &revoked[..11]).await.unwrap();
        for (method, path) in routes(user["id"].as_str().unwrap()) {
            for key in [None, Some(""), Some("wrong"), Some(revoked.as_str()), Some("lk_\u{e9}")] {
                let mut stranger = BackEnd { key: key.map(str::to_owned), ..BackEnd::without_key(&server) };
                let answer = stranger.send(method.clone(), &path, &json!({ "email": "eve@example.org" })).await;
                assert_refused(&answer, 401, "invalid_access_token");
            }
        }
        assert_eq!(server.count("users").await, 1);
    }

    async fn a_read_only_key_changes_nothing(server: TestServer) {
        let user = BackEnd::new(&server).await.create("ada@example.org").await;
        let mut reader = BackEnd::with(&server, Scope::Read).await;
        for (method, path) in routes(user["id"].as_str().unwrap()) {
            let answer = reader.send(method.clone(), &path, &json!({ "email": "eve@example.org" })).await;
            if method == Method::GET {
                assert_eq!(answer.status, StatusCode::OK, "{path}");
            } else {
                assert_refused(&answer, 403, "operation_not_allowed");
            }
        }
        assert_eq!(reader.get(&at(&user)).await.json()["user"]["status"], "pending");
        assert_eq!(server.count("users").await, 1);
    }

    async fn a_user_is_created_found_changed_and_deleted(server: TestServer) {
        let mut back_end = BackEnd::new(&server).await;
        let answer = back_end.post("/users", &json!({
            "email": "ada@example.org", "phone": "+4915123456789", "user_metadata": { "plan": "free" }, "unknown": [1],
        })).await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::CREATED, "application/json"));
        let user = answer.json()["user"].clone();
        for (member, expected) in [
            ("email", json!("ada@example.org")), ("phone", json!("+4915123456789")), ("external_id", json!("")),
            ("email_verified", json!(false)), ("phone_verified", json!(false)), ("status", json!("pending")),
            ("last_login_at", json!("0001-01-01T00:00:00Z")), ("login_count", json!(0)), ("user_metadata", json!({ "plan": "free" })),
            ("social_connections", json!({})), ("webauthn", json!(false)), ("webauthn_devices", json!([])), ("webauthn_types", json!([])),
        ] {
            assert_eq!(user[member], expected, "{member}");
        }
        assert_eq!(user["recent_events"][0]["action"], "register");
        assert_eq!(back_end.get(&at(&user)).await.json()["user"], user);
        let changed = back_end.patch(&at(&user), &json!({ "user_metadata": { "seats": 5 }, "email": null })).await.json()["user"].clone();
        assert_eq!((&changed["user_metadata"], &changed["email"]), (&json!({ "plan": "free", "seats": 5 }), &user["email"]));
        let deleted = back_end.delete(&at(&user)).await;
        assert_eq!((deleted.status, deleted.body.as_str()), (StatusCode::OK, ""));
        assert_refused(&back_end.get(&at(&user)).await, 404, "user_not_found");
        assert_refused(&back_end.delete(&at(&user)).await, 404, "user_not_found");
        assert_eq!(server.count("users").await, 0);
    }

    async fn invalid_users_are_rejected(server: TestServer) {
        let mut back_end = BackEnd::new(&server).await;
        back_end.create("ada@example.org").await;
        let bob = back_end.create("bob@example.org").await;
        for body in [
            json!({}), json!({ "email": "" }), json!({ "email": "ada" }), json!({ "phone": "1" }), json!({ "email": 1 }),
            json!({ "email": "ADA@example.org" }), json!({ "user_metadata": {} }), json!([]), json!("x"),
            json!({ "email": "eve@example.org", "user_metadata": [] }), json!({ "email": "eve@example.org", "user_metadata": "x" }),
            json!({ "email": "eve@example.org", "user_metadata": { "all": "x".repeat(9000) } }),
            json!({ "email": "eve@example.org\u{0}" }),
        ] {
            assert_refused(&back_end.post("/users", &body).await, 400, "invalid_request");
        }
        for body in [json!({ "email": "ada@example.org" }), json!({ "email": "" }), json!({ "phone": "x" }), json!({ "user_metadata": 5 }), json!({ "user_metadata": { "all": "x".repeat(9000) } })] {
            assert_refused(&back_end.patch(&at(&bob), &body).await, 400, "invalid_request");
        }
        assert_refused(&back_end.post("/users", &json!({ "email": "x".repeat(70_000) })).await, 413, "too_large");
        assert_eq!(server.count("users").await, 2);
        assert_eq!(back_end.get(&at(&bob)).await.json()["user"]["email"], "bob@example.org");
    }

    async fn unknown_and_malformed_ids_are_not_found(server: TestServer) {
        let mut back_end = BackEnd::new(&server).await;
        let ada = back_end.create("ada@example.org").await;
        for id in ["7f3f0d4e-0000-4000-8000-000000000000", "x", "%00", "'", "..%2f..", "%F0%9F%94%91"] {
            for (method, path) in routes(id).into_iter().filter(|(_, path)| path.starts_with("/users/")) {
                let answer = back_end.send(method, &path, &json!({ "phone": "+4915123456789" })).await;
                assert_refused(&answer, 404, "user_not_found");
            }
            let device = format!("{}/devices/{id}", at(&ada));
            assert_refused(&back_end.delete(&device).await, 404, "device_not_found");
        }
        assert_refused(&back_end.post("/magic-links", &json!({ "user_id": "x" })).await, 404, "user_not_found");
        assert_refused(&back_end.get("/users/%FF").await, 404, "user_not_found");
    }

    async fn another_app_and_another_path_are_not_found_in_json(server: TestServer) {
        let mut back_end = BackEnd::new(&server).await;
        for path in ["/v1/apps/another", "/v1/apps/another/users", "/v1/apps/%00"] {
            let request = back_end.http.request(Method::GET, path);
            let answer = back_end.http.send(request, Body::empty()).await;
            assert_refused(&answer, 404, "app_not_found");
        }
        assert_refused(&back_end.get("/nothing").await, 404, "not_found");
        assert_refused(&back_end.send(Method::PUT, "/users", &json!({})).await, 405, "method_not_allowed");
    }

    async fn a_trailing_slash_changes_nothing(server: TestServer) {
        let mut back_end = BackEnd::new(&server).await;
        let ada = back_end.create("ada@example.org").await;
        for path in ["", "/users", &at(&ada), &format!("{}/devices", at(&ada)), "/.well-known/jwks.json"] {
            let (with, without) = (back_end.get(&format!("{path}/")).await, back_end.get(path).await);
            assert_eq!((with.status, &with.body), (StatusCode::OK, &without.body), "{path}");
        }
        assert_eq!(back_end.post("/users/", &json!({ "email": "bob@example.org" })).await.status, StatusCode::CREATED);
        assert_eq!(back_end.patch(&format!("{}/deactivate/", at(&ada)), &Value::Null).await.status, StatusCode::OK);
        assert_eq!(back_end.delete(&format!("{}/", at(&ada))).await.status, StatusCode::OK);
    }

    async fn a_users_devices_are_listed_and_revoked(server: TestServer) {
        let mut back_end = BackEnd::new(&server).await;
        let (mut browser, mut key, mut other, mut others) = (server.browser(), Peer::new(), server.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut key).await;
        other.sign_up("bob@example.org", &mut others).await;
        browser.sign_in(&mut key).await;
        let (ada, bob) = (back_end.user_of("ada@example.org").await, back_end.user_of("bob@example.org").await);
        assert_eq!((&ada["status"], &ada["login_count"], &ada["webauthn"]), (&json!("active"), &json!(2), &json!(true)));
        assert_eq!(ada["recent_events"][0]["type"], "login_webauthn");
        let devices = back_end.get(&format!("{}/devices", at(&ada))).await.json()["devices"].clone();
        assert_eq!(devices, ada["webauthn_devices"]);
        let device = &devices[0];
        assert_eq!((&device["usage_count"], &ada["webauthn_types"]), (&json!(1), &json!([device["type"]])));
        assert!(device["icons"].is_object() && device["cred_id"].as_str().unwrap().len() > 20);
        let of = |user: &Value| format!("{}/devices/{}", at(user), device["id"].as_str().unwrap());
        assert_refused(&back_end.delete(&of(&bob)).await, 404, "device_not_found");
        let revoked = back_end.delete(&of(&ada)).await;
        assert_eq!((revoked.status, revoked.body.as_str()), (StatusCode::OK, ""));
        assert_refused(&back_end.delete(&of(&ada)).await, 404, "device_not_found");
        assert!(browser.dashboard().await.is_none(), "the session that it had opened has ended");
        assert!(other.dashboard().await.is_some());
    }

    async fn a_deactivated_user_cannot_sign_in_until_reactivated(server: TestServer) {
        let mut back_end = BackEnd::new(&server).await;
        let (mut browser, mut key) = (server.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut key).await;
        let ada = back_end.user_of("ada@example.org").await;
        let answer = back_end.patch(&format!("{}/deactivate", at(&ada)), &Value::Null).await;
        assert_eq!((answer.status, &answer.json()["user"]["status"]), (StatusCode::OK, &json!("inactive")));
        assert!(browser.dashboard().await.is_none());
        let (ceremony, options) = browser.start("start_sign_in", &[]).await;
        let assertion = key.get(ORIGIN, &options).await.unwrap();
        browser.finish("finish_sign_in", &ceremony, &assertion).await.assert_refused(403, "deactivated");
        assert_eq!(server.count("sessions").await, 0);
        let answer = back_end.patch(&format!("{}/activate", at(&ada)), &Value::Null).await;
        assert_eq!(answer.json()["user"]["status"], "active");
        browser.sign_in(&mut key).await;
        assert!(browser.dashboard().await.unwrap().contains("Reactivated by this site"));
    }

    async fn the_app_resource_has_what_sdks_need_and_no_secret(server: TestServer) {
        with_key(&server).await;
        let mut anyone = BackEnd::without_key(&server);
        let answer = anyone.get("").await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let app = answer.json()["app"].clone();
        assert_eq!((&app["id"], &app["auth_origin"], &app["hosted"]), (&json!("latchkey"), &json!(ORIGIN), &json!(false)));
        assert_eq!((app["element_customization"].as_object().unwrap().len(), app["element_customization_dark"].as_object().unwrap().len()), (20, 20));
        assert!(app["user_metadata_schema"].is_array() && app["layouts"]["profile"].is_array());
        for secret in ["secret", "api_key", "private_key"] {
            assert_eq!(app[secret], Value::Null);
        }
        assert_eq!(BackEnd::new(&server).await.get("").await.json()["app"], app);
        let mut pretender = BackEnd { key: Some("wrong".to_owned()), ..BackEnd::without_key(&server) };
        assert_refused(&pretender.get("").await, 401, "invalid_access_token");
    }
}
