//! Routes for people who are signed in, in an axum application of your own.
//!
//! `LATCHKEY_ADDR=127.0.0.1:4000 cargo run --example protected_route`, beside the server and with
//! the same settings otherwise: they share database and origin, so put a proxy before the two.
//! Without one, say whom you mean: `curl -H 'Host: localhost:3000' 127.0.0.1:4000/hello`.

use axum::routing::{get, post};
use axum::{Json, Router, middleware};
use latchkey::web::request_context;
use latchkey::{Clock, Config, Random, RecentlyVerified, RelyingParty, SignedIn, Store};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// For whoever has a session's cookie or an access token. Nobody else gets here.
async fn hello(signed_in: SignedIn) -> Json<Value> {
    Json(json!({ "user_id": signed_in.user.id }))
}

/// For whoever has used a passkey in this session in the last ten minutes. No access token opens it.
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
        .layer(rp.session_layer())
        .with_state(rp.clone());
    // The guard refuses what other sites have a browser send.
    let app = latchkey::web::guard(&rp, routes);
    Ok(axum::serve(listener, app).await?)
}
