//! Guard: what every request has to pass before any route sees it.
//!
//! 1. It came under the origin's name. Passkeys and cookies belong to one name; under another
//!    (127.0.0.1 for localhost, say) a sign-in link would be opened in vain. A page is redirected
//!    to the right name, anything else refused. On a developer's machine this also stops pages
//!    that rebind their own name to it, to read its mailbox.
//! 2. If it changes anything, it came from one of our own pages (`Sec-Fetch-Site`, `Origin`).
//! 3. Its body is of a sensible size.
//!
//! And what every answer says: that it is what it claims to be (`nosniff`), which pages may see
//! where people came from, who may use passkeys here, and over https that it stays so.

use std::any::Any;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use http::header::{
    CONTENT_LENGTH, HOST, HeaderName, ORIGIN, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderValue, Method};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_http::limit::RequestBodyLimitLayer;

use crate::RelyingParty;
use crate::error::Error;

/// The largest request body, in bytes. A registration with attestation takes some 5 kB.
pub const MAX_BODY: usize = 64 * 1024;

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// Only this site's own pages may create and use its passkeys.
///
/// <https://www.w3.org/TR/webauthn-3/#sctn-permissions-policy>
const PERMISSIONS: HeaderValue = HeaderValue::from_static(
    "publickey-credentials-get=(self), publickey-credentials-create=(self), \
     camera=(), geolocation=(), microphone=(), payment=()",
);

/// Two years, as browsers' preload lists ask for.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=63072000");

/// Puts the guard before a router.
pub fn guard(rp: &RelyingParty, router: Router) -> Router {
    let csrf = CsrfLayer::new()
        .with_insecure_bypass(|_, uri| is_without_cookies(uri.path()))
        .with_rejection_response(|_: ProtectionError| Error::CrossSite.into_response());
    router
        .layer(RequestBodyLimitLayer::new(MAX_BODY))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(middleware::from_fn(length))
        .layer(csrf)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(rp.clone(), own_origin))
        .layer(middleware::from_fn_with_state(rp.clone(), headers))
}

/// Answers for a request whose handling came to a sudden end. What it has to say for itself may
/// have something of the request in it, and is not repeated.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    Error::internal("panicked").into_response()
}

/// 1, and the stricter half of 2: an `Origin`, where one is sent, is ours. (The CSRF layer would
/// also take one that equals `Host`, which a request chooses itself.)
async fn own_origin(State(rp): State<RelyingParty>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reads
        && !is_without_cookies(request.uri().path())
        && let Some(origin) = request.headers().get(ORIGIN)
        && origin.as_bytes() != rp.config().origin_text().as_bytes()
    {
        return Error::CrossSite.into_response();
    }
    // A public site is behind a proxy, and the name may be the proxy's.
    if rp.config().is_local() && !is_operation(request.uri().path()) {
        let host =
            request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        if host != authority(&rp) {
            if reads && is_loopback(host) {
                let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
                return Redirect::temporary(&format!("{}{path}", rp.config().origin_text()))
                    .into_response();
            }
            return Error::CrossSite.into_response();
        }
    }
    next.run(request).await
}

/// 3, of a body that says how long it is: refused in our own shape. (The layer beneath has one of
/// its own, and cuts off those that do not say.)
async fn length(request: Request, next: Next) -> Response {
    let length = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    match length.and_then(|length| length.parse::<usize>().ok()) {
        Some(length) if length > MAX_BODY => Error::TooLarge.into_response(),
        _ => next.run(request).await,
    }
}

/// The routes that neither read nor set a cookie: another site gets no more out of a browser there
/// than it could have asked for by itself.
fn is_without_cookies(path: &str) -> bool {
    ["/auth/passkeys/", "/v1/"].iter().any(|prefix| path.starts_with(prefix))
}

/// Probes come under whatever name the prober has.
fn is_operation(path: &str) -> bool {
    matches!(path, "/healthz" | "/readyz")
}

/// The origin's host and port, as `Host` has them.
fn authority(rp: &RelyingParty) -> String {
    rp.config().origin_text().split_off("http://".len())
}

fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.chars().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    };
    let address = name.trim_start_matches('[').trim_end_matches(']');
    name == "localhost"
        || name.ends_with(".localhost")
        || name == "0.0.0.0"
        || address.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
}

async fn headers(State(rp): State<RelyingParty>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // With `no-referrer` a form would be posted with `Origin: null`, which point 2 refuses.
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("strict-origin"));
    headers.insert(PERMISSIONS_POLICY, PERMISSIONS);
    if rp.config().is_https() {
        headers.insert(STRICT_TRANSPORT_SECURITY, HSTS);
    }
    response
}
