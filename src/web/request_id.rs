//! The request id, which is in the response and in every log line about the request.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderName, HeaderValue};
use tracing::Instrument as _;

use crate::RelyingParty;
use crate::web::client_ip;

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The longest id that is accepted from a proxy, in characters.
const LONGEST: usize = 64;

/// Gives the request an id, which the response carries as `x-request-id`. Put this layer outside
/// all others.
///
/// A proxy in `LATCHKEY_TRUSTED_PROXIES` may choose the id, so that its log and ours match.
/// Otherwise a client could write into the log, or reuse the id of another client's request.
pub async fn assign(State(rp): State<RelyingParty>, request: Request, next: Next) -> Response {
    let id = from_proxy(&rp, &request).unwrap_or_else(|| rp.random().uuid().to_string());
    // The highest level, so that no level filter removes the id from the lines that it keeps.
    let span = tracing::error_span!("request", id);
    let mut response = next.run(request).instrument(span).await;
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(X_REQUEST_ID, id);
    }
    response
}

/// Returns the id that a trusted proxy has chosen, if it is a plain token.
fn from_proxy(rp: &RelyingParty, request: &Request) -> Option<String> {
    let ConnectInfo(peer) = request.extensions().get::<ConnectInfo<SocketAddr>>()?;
    let trusted = &rp.config().trusted_proxies;
    let id = request.headers().get(X_REQUEST_ID)?.to_str().ok()?;
    (client_ip::is_trusted(peer.ip(), trusted) && is_plain(id)).then(|| id.to_owned())
}

/// Returns whether an id consists of letters, digits, `-` and `_`. IP addresses contain other
/// characters.
fn is_plain(id: &str) -> bool {
    (1..=LONGEST).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}
