//! Registration and authentication without routes, requests or cookies.
//!
//! `cargo run --example direct` prints options for an authenticator, as `navigator.credentials` takes them,
//! and reads the authenticator's response, one line each.

use std::error::Error;
use std::io;

use latchkey::model::session::Opens;
use latchkey::{
    CeremonyResponse, ClientCeremony, Clock, Config, Random, RelyingParty, RequestContext, Store,
};
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let config = Config::load()?;
    let store = Store::open(&config).await?;
    let rp = RelyingParty::new(config, store, Clock::system(), Random::system())?;
    let context = RequestContext::unknown(&rp);

    // Registration: a new user claims an address. The account is created once the response is verified.
    let started =
        rp.passkeys().start_sign_up(&context, "ada@example.org").await?.for_client(&context)?;
    let credential = ask_authenticator(&started)?;
    let response = CeremonyResponse::of_client(&context, &started.state, &credential)?;
    let (signed_up, passkey, _) = rp.passkeys().finish_sign_up(&response, Opens::Nothing).await?;
    println!("{}", json!({ "user_id": signed_up.user.id, "passkey": passkey.name }));

    // Authentication names no user. The authenticator says which account the passkey belongs to. Tokens are
    // one way to pass on the session.
    let started = rp.passkeys().start_sign_in(&context).await?.for_client(&context)?;
    let credential = ask_authenticator(&started)?;
    let response = CeremonyResponse::of_client(&context, &started.state, &credential)?;
    let (signed_in, tokens) = rp.passkeys().finish_sign_in(&response, Opens::Tokens).await?;
    println!("{}", json!({ "user_id": signed_in.user.id, "tokens": tokens }));
    Ok(())
}

fn ask_authenticator(started: &ClientCeremony) -> Result<Value, Box<dyn Error>> {
    println!("{}", started.public_key);
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(serde_json::from_str(&answer)?)
}
