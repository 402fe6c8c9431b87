//! The guard: checks that every request must pass before it reaches a route.
//!
//! 1. Its path must be in normal form (`path.rs`), so that the guard, the router and a proxy in
//!    front decide about the same path.
//! 2. It must be sent to the origin's name and, if it changes anything, by one of our own pages
//!    (`origin.rs`).
//! 3. Its body must not be too large.
//!
//! The guard also sets the headers that every response carries (`headers.rs`).

mod headers;
mod origin;
mod path;

use std::any::Any;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_LENGTH;
use http_body_util::Limited;
use tower_http::catch_panic::CatchPanicLayer;

use crate::RelyingParty;
use crate::error::Error;
use crate::extras::EXTRAS;

/// The largest request body, in bytes, unless an extra allows more for a path. A registration with attestation takes about 5 kB.
pub const MAX_BODY: usize = 64 * 1024;

/// Puts the guard before a router.
pub fn guard(rp: &RelyingParty, router: Router) -> Router {
    router
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(middleware::from_fn(limited))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(rp.clone(), origin::check))
        .layer(middleware::from_fn(path::check))
        .layer(middleware::from_fn_with_state(rp.clone(), headers::set))
}

/// Responds to a request whose handler panicked. The panic message may contain parts of the
/// request, so this error leaves it out.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    Error::internal("panicked").into_response()
}

/// Checks rule 3. A body that declares a larger length is rejected, and one that declares none is
/// cut off.
async fn limited(request: Request, next: Next) -> Response {
    let largest = largest_body(request.uri().path());
    let length = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    match length.and_then(|length| length.parse::<usize>().ok()) {
        Some(length) if length > largest => Error::TooLarge.into_response(),
        _ => next.run(request.map(|body| Body::new(Limited::new(body, largest)))).await,
    }
}

/// Returns the largest body for a path. A route that takes more than [`MAX_BODY`] also needs its
/// own `DefaultBodyLimit`.
fn largest_body(path: &str) -> usize {
    EXTRAS.iter().find_map(|extra| extra.larger_body(path)).unwrap_or(MAX_BODY)
}

/// Returns whether a path is for programs, which get JSON whatever they accept.
pub fn is_for_programs(path: &str) -> bool {
    let mut prefixes = EXTRAS.iter().flat_map(|extra| extra.paths_for_programs());
    is_without_cookies(path)
        || path.starts_with("/.well-known/")
        || path.starts_with("/auth/")
        || prefixes.any(|prefix| path.starts_with(prefix))
}

/// Returns whether a route neither reads nor sets a cookie. On such a route, another site can't do
/// more with a user's browser than on its own.
fn is_without_cookies(path: &str) -> bool {
    let mut prefixes = EXTRAS.iter().flat_map(|extra| extra.paths_without_cookies());
    path.starts_with("/auth/passkeys/") || prefixes.any(|prefix| path.starts_with(prefix))
}
