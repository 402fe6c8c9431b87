//! Registration and authentication driven directly: no routes, no requests, no cookies.
//!
//! `cargo run --example direct`: each line that it prints is for an authenticator, as
//! `navigator.credentials` takes it; each line that it reads is what the authenticator answers.

use std::error::Error;
use std::io;

use latchkey::{Begun, Clock, Config, Random, RelyingParty, Store, Visitor};
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let config = Config::load()?;
    let store = Store::open(&config).await?;
    let rp = RelyingParty::new(config, store, Clock::system(), Random::system())?;
    let visitor = Visitor::unknown(&rp);

    // Registration: somebody new claims an address. The account exists once the answer is verified.
    let begun = rp.begin_sign_up(&visitor, "ada@example.org").await?;
    let credential = ask_authenticator(&begun)?;
    let (signed_up, passkey) = rp.end_sign_up(&visitor, &begun.state, &credential).await?;
    println!("{}", json!({ "user_id": signed_up.user.id, "passkey": passkey.name }));

    // Authentication: nobody is named. The authenticator says whose passkey it is.
    let begun = rp.begin_sign_in(&visitor).await?;
    let credential = ask_authenticator(&begun)?;
    let signed_in = rp.end_sign_in(&visitor, &begun.state, &credential).await?;

    // The session is only in `visitor` until it is kept. Tokens are one way to hand it on.
    rp.keep_session(&visitor).await?;
    let tokens = rp.issue_only_tokens(&signed_in).await?;
    println!("{}", json!({ "user_id": signed_in.user.id, "tokens": tokens }));
    Ok(())
}

fn ask_authenticator(begun: &Begun) -> Result<Value, Box<dyn Error>> {
    println!("{}", begun.public_key);
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(serde_json::from_str(&answer)?)
}
