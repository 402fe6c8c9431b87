//! The JSON ceremony routes in an axum application that has its own sessions.
//!
//! Run `cargo run --example ceremonies`, then `POST /passkeys/register/begin`.

use std::error::Error;
use std::net::SocketAddr;

use axum::Router;
use http::request::Parts;
use latchkey::http::ceremonies::{Hooks, Welcome, router};
use latchkey::session::tokens::Tokens;
use latchkey::{
    Clock, Config, Owner, Random, RelyingParty, RequestContext, Result, SignedIn, Store,
};
use tokio::net::TcpListener;

#[derive(Clone)]
struct Mine;

impl Hooks for Mine {
    /// Returns the current user. This example has none, so only new users can create passkeys.
    async fn get_user(&self, _: &RelyingParty, _: &Parts) -> Result<Option<Owner>> {
        Ok(None)
    }

    /// Opens a session in the application. Put its cookie into `Welcome::headers`.
    async fn on_authenticated(
        &self,
        _: &RelyingParty,
        _: &RequestContext,
        signed_in: SignedIn,
        _: Option<Tokens>,
    ) -> Result<Welcome> {
        let mut welcome = Welcome::default();
        welcome.members.insert("name".to_owned(), signed_in.user.name().into());
        Ok(welcome)
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let config = Config::load()?;
    let listener = TcpListener::bind(config.addrs.as_slice()).await?;
    let store = Store::open(&config).await?;
    let rp = RelyingParty::new(config, store, Clock::system(), Random::system())?;
    let app = Router::new().nest_service("/passkeys", router(rp, Mine));
    // Rate limits need the client's address.
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    Ok(axum::serve(listener, app).await?)
}
