//! Sets the headers that every response carries.
//!
//! They stop browsers from guessing content types, limit the referrer, reserve passkeys for our own
//! pages, and keep other sites from holding a reference to one of our windows or loading our
//! resources.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{
    HeaderName, HeaderValue, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};

use crate::RelyingParty;
use crate::web::guard::is_without_cookies;

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Only this site's own pages may create and use its passkeys.
///
/// <https://www.w3.org/TR/webauthn-3/#sctn-permissions-policy>
const PERMISSIONS: HeaderValue = HeaderValue::from_static(
    "publickey-credentials-get=(self), publickey-credentials-create=(self), \
     camera=(), geolocation=(), microphone=(), payment=()",
);

/// Two years, without `includeSubDomains`: the operator may run other services on subdomains, and
/// this server can't promise https for them. Preload lists require that promise. An operator who
/// wants to be on one sets the header at the proxy.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=63072000");

pub(crate) async fn set(State(rp): State<RelyingParty>, request: Request, next: Next) -> Response {
    let resource_policy =
        if is_for_other_sites(request.uri().path()) { "cross-origin" } else { "same-origin" };
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // With `no-referrer`, a browser without `Sec-Fetch-Site` would post forms with `Origin: null`,
    // which the guard rejects.
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("strict-origin"));
    headers.insert(PERMISSIONS_POLICY, PERMISSIONS);
    // A page that opens one of ours in a window can't watch its URL or its frames.
    headers.insert(OPENER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static(resource_policy));
    if rp.config().is_https() {
        headers.insert(STRICT_TRANSPORT_SECURITY, HSTS);
    }
    response
}

/// Returns whether other sites may load the response: routes without cookies, the well-known documents, and
/// the logo, which emails and the elements of the API show.
fn is_for_other_sites(path: &str) -> bool {
    is_without_cookies(path) || path.starts_with("/.well-known/") || path.starts_with("/logo/")
}
