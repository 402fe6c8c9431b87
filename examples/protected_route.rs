//! Routes for people who are signed in, in an axum application of your own.
//!
//! `cargo run --example protected_route`, and sign in on the server that shares its database.

use axum::Router;
use axum::middleware;
use axum::routing::{get, post};
use latchkey::{Clock, Config, Random, RecentlyVerified, RelyingParty, SignedIn, Store, visitor};
use tokio::net::TcpListener;

/// For whoever has a session's cookie or an access token. Nobody else gets here.
async fn hello(signed_in: SignedIn) -> String {
    format!("Hello, {}\n", signed_in.user.name())
}

/// For whoever has used a passkey in this session in the last ten minutes. No access token opens it.
async fn pay(RecentlyVerified(signed_in): RecentlyVerified) -> String {
    format!("{} has paid\n", signed_in.user.id)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let config = Config::load()?;
    let store = Store::open(&config).await?;
    let rp = RelyingParty::new(config, store, Clock::system(), Random::system())?;
    let routes = Router::new()
        .route("/hello", get(hello))
        .route("/pay", post(pay))
        .layer(middleware::from_fn_with_state(rp.clone(), visitor::remember))
        .layer(rp.session_layer())
        .with_state(rp.clone());
    // The guard refuses what other sites have a browser send.
    let app = latchkey::http::guard(&rp, routes);
    axum::serve(TcpListener::bind("127.0.0.1:3000").await?, app).await?;
    Ok(())
}
