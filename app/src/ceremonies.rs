//! The server functions of the ceremonies: two for each, which hand over to the relying party.
//!
//! The island calls them by their addresses, `/api/{endpoint}` (`browser.rs` says why).

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::problem::Problem;
#[cfg(feature = "ssr")]
use crate::request;

/// A ceremony that has begun: its name for the way back, and the browser's options as JSON.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Started {
    /// Names the ceremony when it is finished.
    pub ceremony: String,
    /// For `navigator.credentials`.
    pub options: String,
    /// Whether a cookie of this site came with the request. Where cookies are blocked, none comes
    /// with the answer either, and the ceremony can't be finished.
    pub has_cookie: bool,
}

#[cfg(feature = "ssr")]
impl Started {
    fn new(started: latchkey::Started, has_cookie: bool) -> Self {
        Self { ceremony: started.ceremony, options: started.options.to_string(), has_cookie }
    }
}

#[server(endpoint = "start_sign_up")]
pub async fn start_sign_up(email: String) -> Result<Started, Problem> {
    let (rp, context) = request::context().await?;
    let has_cookie = context.browser.hash().is_some();
    Ok(Started::new(rp.start_sign_up(&context, &email).await?, has_cookie))
}

#[server(endpoint = "finish_sign_up")]
pub async fn finish_sign_up(ceremony: String, credential: String) -> Result<(), Problem> {
    let (rp, context) = request::context().await?;
    Ok(rp.finish_sign_up(&context, &ceremony, &credential).await?)
}

#[server(endpoint = "start_sign_in")]
pub async fn start_sign_in() -> Result<Started, Problem> {
    let (rp, context) = request::context().await?;
    let has_cookie = context.browser.hash().is_some();
    Ok(Started::new(rp.start_authentication(&context).await?, has_cookie))
}

#[server(endpoint = "finish_sign_in")]
pub async fn finish_sign_in(ceremony: String, credential: String) -> Result<(), Problem> {
    let (rp, context) = request::context().await?;
    Ok(rp.finish_authentication(&context, &ceremony, &credential).await?)
}

#[server(endpoint = "start_adding_passkey")]
pub async fn start_adding_passkey() -> Result<Started, Problem> {
    let (rp, context) = request::context().await?;
    // The session's cookie came: else this had failed.
    Ok(Started::new(rp.start_adding_passkey(&context).await?, true))
}

#[server(endpoint = "finish_adding_passkey")]
pub async fn finish_adding_passkey(ceremony: String, credential: String) -> Result<(), Problem> {
    let (rp, context) = request::context().await?;
    rp.finish_adding_passkey(&context, &ceremony, &credential).await?;
    Ok(())
}

#[server(endpoint = "start_verification")]
pub async fn start_verification() -> Result<Started, Problem> {
    let (rp, context) = request::context().await?;
    Ok(Started::new(rp.start_verification(&context).await?, true))
}

#[server(endpoint = "finish_verification")]
pub async fn finish_verification(ceremony: String, credential: String) -> Result<(), Problem> {
    let (rp, context) = request::context().await?;
    Ok(rp.finish_verification(&context, &ceremony, &credential).await?)
}
