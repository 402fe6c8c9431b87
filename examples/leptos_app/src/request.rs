//! What server functions and pages know about their request.

use latchkey::{RelyingParty, RequestContext, SignedIn};
use leptos::prelude::use_context;

use crate::problem::Problem;

/// Returns the relying party and the client.
pub(crate) async fn context() -> Result<(RelyingParty, RequestContext), Problem> {
    let rp = use_context::<RelyingParty>().ok_or_else(|| Problem::new("internal"))?;
    let context = leptos_axum::extract::<RequestContext>().await;
    Ok((rp, context.map_err(|_| Problem::new("internal"))?))
}

/// Returns the current user, if someone is signed in.
pub(crate) async fn signed_in() -> Option<SignedIn> {
    let rp = use_context::<RelyingParty>()?;
    leptos_axum::extract_with_state::<SignedIn, _>(&rp).await.ok()
}

/// Called after a passkey was added. This application has no page that says so.
pub(crate) fn leave_notice(_: &str) {}
