//! The plain ceremony routes in an axum application that has sessions of its own.

use std::error::Error;

use axum::Router;
use http::request::Parts;
use latchkey::http::ceremonies::{Hooks, Welcome, router};
use latchkey::{Clock, Config, Owner, Random, RelyingParty, Result, SignedIn, Store, Visitor};

#[derive(Clone)]
struct Mine;

impl Hooks for Mine {
    /// Says who is asking. Nobody is known here, so passkeys are made by new users alone.
    async fn get_user(&self, _: &RelyingParty, _: &Parts) -> Result<Option<Owner>> {
        Ok(None)
    }

    /// Opens a session of the application's own, whose cookie goes into `Welcome::headers`.
    async fn on_authenticated(
        &self,
        _: &RelyingParty,
        _: &Visitor,
        signed_in: SignedIn,
    ) -> Result<Welcome> {
        let mut welcome = Welcome::default();
        welcome.members.insert("name".to_owned(), signed_in.user.name().into());
        Ok(welcome)
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let config = Config::load()?;
    let store = Store::open(&config).await?;
    let rp = RelyingParty::new(config, store, Clock::system(), Random::system())?;
    let app = Router::new().nest_service("/passkeys", router(rp, Mine));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    Ok(axum::serve(listener, app).await?)
}
