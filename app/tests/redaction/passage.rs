//! What a back end with an API key does, and a client that has none.

use axum::body::Body;
use http::Method;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use latchkey::extras::passage::api_key::Scope;
use serde_json::{Value, json};
use testing::server::TestServer;

use super::Secrets;

pub(super) async fn manage(server: &TestServer, secrets: &mut Secrets) {
    let key = server.rp.api_keys().create("back end", Scope::Write).await.unwrap();
    secrets.keep("an API key", key.expose());
    secrets.keep("no API key", "lk_a-key-that-is-none");
    secrets.keep("metadata", "what-only-the-shop-knows");
    secrets.keep("an address", "dora@example.org");
    let mut client = server.browser();
    let mut send = async |key: &str, method: Method, path: &str, body: Value| {
        let request = client
            .request(method, &format!("/v1/apps/latchkey{path}"))
            .header(AUTHORIZATION, format!("Bearer {key}"))
            .header(CONTENT_TYPE, "application/json");
        client.send(request, Body::from(body.to_string())).await
    };
    let user = json!({ "email": "dora@example.org", "user_metadata": { "x": "what-only-the-shop-knows" } });
    for key in [key.expose(), "lk_a-key-that-is-none", key.expose()] {
        send(key, Method::POST, "/users", user.clone()).await;
    }
    send(key.expose(), Method::GET, "/users?identifier=dora@example.org", Value::Null).await;
    let wish = json!({ "email": "dora@example.org", "send": true, "channel": "email" });
    let link = send(key.expose(), Method::POST, "/magic-links", wish).await.json();
    let secret = link["magic_link"]["secret"].clone();
    secrets.keep("a bearer link", secret.as_str().unwrap());
    let mut activate = json!({ "magic_link": secret });
    for _ in 0..2 {
        let answer =
            send(key.expose(), Method::PATCH, "/magic-link/activate", activate.clone()).await;
        if let Some(token) = answer.json()["auth_result"]["refresh_token"].as_str() {
            secrets.keep("a refresh token", token);
        }
    }
    activate["magic_link"] = json!("a-link-that-is-none");
    secrets.keep("no link", "a-link-that-is-none");
    send(key.expose(), Method::PATCH, "/magic-link/activate", activate).await;
}
