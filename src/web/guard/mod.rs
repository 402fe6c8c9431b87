//! The guard: what every request has to pass before any route sees it.
//!
//! 1. Its path is in normal form (`path.rs`), so that the guard, the router and a proxy in front
//!    decide about the same path.
//! 2. It was sent to the origin's name, and if it changes anything, by one of our own pages
//!    (`origin.rs`).
//! 3. Its body is of a sensible size.
//!
//! The guard also sets the headers that every answer carries (`headers.rs`).

mod headers;
mod origin;
mod path;

use std::any::Any;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_LENGTH;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;

use crate::RelyingParty;
use crate::error::Error;

/// The largest request body, in bytes. A registration with attestation takes some 5 kB.
pub const MAX_BODY: usize = 64 * 1024;

/// Puts the guard before a router.
pub fn guard(rp: &RelyingParty, router: Router) -> Router {
    router
        .layer(RequestBodyLimitLayer::new(MAX_BODY))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(middleware::from_fn(length))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(rp.clone(), origin::check))
        .layer(middleware::from_fn(path::check))
        .layer(middleware::from_fn_with_state(rp.clone(), headers::set))
}

/// Answers for a request whose handling came to a sudden end. What it has to say for itself may
/// have something of the request in it, and is not repeated.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    Error::internal("panicked").into_response()
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
