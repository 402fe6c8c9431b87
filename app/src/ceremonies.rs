//! The server functions of the ceremonies. Each ceremony has one to start and one to finish.
//!
//! The button calls them by their paths (`island/browser.rs` says why).

use latchkey::CeremonyResponse;
use latchkey::model::session::Opens;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use serde::{Deserialize, Serialize};

use crate::problem::Problem;
use crate::request;

/// A ceremony: its name, and the paths of its two server functions.
#[derive(Clone, Copy)]
pub(crate) struct Ceremony {
    pub(crate) name: &'static str,
    pub(crate) start: &'static str,
    pub(crate) finish: &'static str,
}

pub(crate) const SIGN_UP: Ceremony = Ceremony::new::<StartSignUp, FinishSignUp>("sign_up");
pub(crate) const SIGN_IN: Ceremony = Ceremony::new::<StartSignIn, FinishSignIn>("sign_in");
pub(crate) const ADDING_PASSKEY: Ceremony =
    Ceremony::new::<StartAddingPasskey, FinishAddingPasskey>("adding_passkey");
pub(crate) const VERIFICATION: Ceremony =
    Ceremony::new::<StartVerification, FinishVerification>("verification");

impl Ceremony {
    const fn new<Start: ServerFn, Finish: ServerFn>(name: &'static str) -> Self {
        Self { name, start: Start::PATH, finish: Finish::PATH }
    }
}

/// A ceremony that was started: its id for finishing it, and the browser's options as JSON.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Started {
    /// Identifies the ceremony when it is finished.
    pub(crate) ceremony: String,
    /// For `navigator.credentials`.
    pub(crate) options: String,
    /// Whether a cookie of this site came with the request. If cookies are blocked, none comes with the
    /// response either, and the ceremony can't be finished.
    pub(crate) has_cookie: bool,
}

impl Started {
    pub(crate) fn new(started: latchkey::Started, has_cookie: bool) -> Self {
        Self { ceremony: started.ceremony, options: started.options.to_string(), has_cookie }
    }
}

#[server(endpoint = "start_sign_up")]
pub(crate) async fn start_sign_up(email: String) -> Result<Started, Problem> {
    let (rp, context) = request::context().await?;
    let has_cookie = context.browser.hash().is_some();
    Ok(Started::new(rp.passkeys().start_sign_up(&context, &email).await?, has_cookie))
}

#[server(endpoint = "finish_sign_up")]
pub(crate) async fn finish_sign_up(ceremony: String, credential: String) -> Result<(), Problem> {
    let (rp, context) = request::context().await?;
    let response = CeremonyResponse::of_page(&context, &ceremony, &credential);
    rp.passkeys().finish_sign_up(&response, Opens::Session).await?;
    Ok(())
}

#[server(endpoint = "start_sign_in")]
pub(crate) async fn start_sign_in() -> Result<Started, Problem> {
    let (rp, context) = request::context().await?;
    let has_cookie = context.browser.hash().is_some();
    Ok(Started::new(rp.passkeys().start_sign_in(&context).await?, has_cookie))
}

#[server(endpoint = "finish_sign_in")]
pub(crate) async fn finish_sign_in(ceremony: String, credential: String) -> Result<(), Problem> {
    let (rp, context) = request::context().await?;
    let response = CeremonyResponse::of_page(&context, &ceremony, &credential);
    rp.passkeys().finish_sign_in(&response, Opens::Session).await?;
    Ok(())
}

#[server(endpoint = "start_adding_passkey")]
pub(crate) async fn start_adding_passkey() -> Result<Started, Problem> {
    let (rp, context) = request::context().await?;
    // The session cookie came, or this would have failed.
    Ok(Started::new(rp.passkeys().start_adding(&context, None).await?, true))
}

#[server(endpoint = "finish_adding_passkey")]
pub(crate) async fn finish_adding_passkey(
    ceremony: String,
    credential: String,
) -> Result<(), Problem> {
    let (rp, context) = request::context().await?;
    let response = CeremonyResponse::of_page(&context, &ceremony, &credential);
    rp.passkeys().finish_adding(&response, None).await?;
    request::leave_notice("done-passkeys-added");
    Ok(())
}

#[server(endpoint = "start_verification")]
pub(crate) async fn start_verification() -> Result<Started, Problem> {
    let (rp, context) = request::context().await?;
    Ok(Started::new(rp.passkeys().start_verification(&context).await?, true))
}

#[server(endpoint = "finish_verification")]
pub(crate) async fn finish_verification(
    ceremony: String,
    credential: String,
) -> Result<(), Problem> {
    let (rp, context) = request::context().await?;
    let response = CeremonyResponse::of_page(&context, &ceremony, &credential);
    rp.passkeys().finish_verification(&response).await?;
    Ok(())
}
