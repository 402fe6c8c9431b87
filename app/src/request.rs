//! The context of a request: the relying party, the client, and for a page the signed-in user.
//!
//! Pages and server functions read it here. `server/page.rs` prepares the part that only pages have.

use http::header::SET_COOKIE;
use latchkey::{Locale, RelyingParty, RequestContext, SignedIn};
use leptos::nonce::Nonce;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use crate::pages::account_area::Section;
use crate::problem::Problem;

/// Returns the relying party and the client, for a server function.
pub(crate) async fn context() -> Result<(RelyingParty, RequestContext), Problem> {
    let rp = use_context::<RelyingParty>().ok_or_else(|| Problem::new("internal"))?;
    let context = leptos_axum::extract::<RequestContext>().await;
    Ok((rp, context.map_err(|_| Problem::new("internal"))?))
}

/// The request for the current page.
#[derive(Clone)]
pub(crate) struct PageRequest {
    pub(crate) rp: RelyingParty,
    pub(crate) context: RequestContext,
    pub(crate) signed_in: Option<SignedIn>,
    /// The links of extras in the account menu.
    pub(crate) menu_links: Vec<Section>,
    /// The page's address: path and query.
    pub(crate) address: String,
    /// The page's query, such as a problem to show or a link's token.
    pub(crate) query: Vec<(String, String)>,
    /// The notice that a form left for this page (`pages/notice.rs`).
    pub(crate) notice: Option<String>,
}

impl PageRequest {
    /// Returns the path of this address.
    pub(crate) fn path(&self) -> &str {
        self.address.split('?').next().unwrap_or_default()
    }

    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Returns the request for the current page. `None` while the routes are listed at start-up.
pub(crate) fn page() -> Option<PageRequest> {
    extension()
}

/// Leaves a notice for the next page (`pages/notice.rs`).
pub(crate) fn leave_notice(notice: &str) {
    if let (Some(rp), Some(response)) =
        (use_context::<RelyingParty>(), use_context::<ResponseOptions>())
    {
        response.append_header(SET_COOKIE, rp.web().leave_notice(notice));
    }
}

/// Why a request was rejected, for the error page.
#[derive(Clone)]
pub(crate) struct Refusal {
    pub(crate) code: String,
}

/// Returns why the request was rejected, if the current page is the error page.
pub(crate) fn refusal() -> Option<Refusal> {
    extension()
}

/// Gives pages and server functions their context.
pub(crate) fn provide(rp: RelyingParty) {
    provide_context(rp);
    if let Some(nonce) = extension::<Nonce>() {
        provide_context(nonce);
    }
    if let Some(locale) = extension::<Locale>() {
        provide_context(locale);
    }
}

/// Returns a value that a layer of the router has attached to the request.
pub(crate) fn extension<T: Clone + Send + Sync + 'static>() -> Option<T> {
    use_context::<http::request::Parts>()?.extensions.get::<T>().cloned()
}
