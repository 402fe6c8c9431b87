//! Routes for signed-in users in your own axum application.
//!
//! Run it next to the server: `LATCHKEY_ADDR=127.0.0.1:4000 cargo run --example protected_route`. All other
//! settings must be the same, because both share the database and the origin. So put a proxy in front of
//! both. Without a proxy, send the host: `curl -H 'Host: localhost:3000' 127.0.0.1:4000/hello`.

use axum::routing::{get, post};
use axum::{Json, Router, middleware};
use latchkey::web::request_context;
use latchkey::{Clock, Config, Random, RecentlyVerified, RelyingParty, SignedIn, Store};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// For signed-in users: with a session cookie or an access token.
async fn hello(signed_in: SignedIn) -> Json<Value> {
    Json(json!({ "user_id": signed_in.user.id }))
}

/// For users who used a passkey in this session in the last ten minutes. Access tokens are rejected.
async fn pay(RecentlyVerified(signed_in): RecentlyVerified) -> Json<Value> {
    Json(json!({ "paid_by": signed_in.user.id }))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let config = Config::load()?;
    let listener = TcpListener::bind(config.addrs.as_slice()).await?;
    let store = Store::open(&config).await?;
    let rp = RelyingParty::new(config, store, Clock::system(), Random::system())?;
    let routes = Router::new()
        .route("/hello", get(hello))
        .route("/pay", post(pay))
        .layer(middleware::from_fn_with_state(rp.clone(), request_context::remember))
        .layer(rp.sessions().layer())
        .with_state(rp.clone());
    // The guard rejects cross-site requests.
    let app = latchkey::web::guard(&rp, routes);
    Ok(axum::serve(listener, app).await?)
}
