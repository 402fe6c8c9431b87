//! CORS: lets scripts on pages of the allowed origins call these routes.
//!
//! These routes use no cookies, so CORS only decides who may read responses. Browsers keep them
//! from all other pages.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN, VARY,
};
use http::{HeaderValue, Method, StatusCode};

use crate::RelyingParty;

const METHODS: HeaderValue = HeaderValue::from_static("GET, POST, PATCH, DELETE");

/// The request headers that scripts may set.
#[derive(Clone, Copy)]
pub(crate) struct AllowedHeaders(pub(crate) &'static str);

/// The request headers for our own routes.
pub(crate) const HEADERS: AllowedHeaders = AllowedHeaders("content-type, authorization");

/// How long a browser caches the permission, in seconds.
const MAX_AGE: HeaderValue = HeaderValue::from_static("600");

pub(crate) async fn allow(
    State((rp, allowed)): State<(RelyingParty, AllowedHeaders)>,
    request: Request,
    next: Next,
) -> Response {
    let origin = request.headers().get(ORIGIN).cloned();
    let origin =
        origin.filter(|sent| rp.passkeys().origins().iter().any(|one| sent == one.as_str()));
    let asks_first = request.method() == Method::OPTIONS
        && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    let mut response =
        if asks_first { StatusCode::NO_CONTENT.into_response() } else { next.run(request).await };
    let headers = response.headers_mut();
    headers.append(VARY, HeaderValue::from_static("origin"));
    if let Some(origin) = origin {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        if asks_first {
            headers.insert(ACCESS_CONTROL_ALLOW_METHODS, METHODS);
            headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(allowed.0));
            headers.insert(ACCESS_CONTROL_MAX_AGE, MAX_AGE);
        }
    }
    response
}
