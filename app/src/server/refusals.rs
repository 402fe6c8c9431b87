//! Error pages for browsers. Programs get `{"code": …}`.
//!
//! Most errors of a form redirect to its page, which shows them. If the guard or the router rejects a request, or
//! a page fails, a browser gets an error page in its language, with the same status and headers. That page contains
//! nothing from the request and reads neither the session nor the database.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderName, Method, StatusCode};
use latchkey::error::status;
use latchkey::web::is_for_programs;
use latchkey::{Error, Locale, RelyingParty};

use super::page;
use crate::problem::{self, Problem};
use crate::request::Refusal;

/// The code of an error is a few bytes.
const MAX_REFUSAL: usize = 1024;

const SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

/// Replaces an error with an error page. `render` renders the page of a request.
pub(super) async fn in_words<Rendered>(
    rp: RelyingParty,
    render: impl Fn(Request) -> Rendered,
    request: Request,
    next: Next,
) -> Response
where
    Rendered: Future<Output = Response>,
{
    let is_read = is_opened_as_a_page(&request);
    let locale = Locale::asked(&rp, request.headers());
    let has_no_body = *request.method() == Method::HEAD;
    let response = next.run(request).await;
    let is_refused = response.status().is_client_error() || response.status().is_server_error();
    if !is_read || !is_refused || (is_page(&response) && !is_broken(&response)) {
        return response;
    }
    let broken = if is_outage(&response) { "unavailable" } else { "internal" };
    let (refused, body) = response.into_parts();
    let body = to_bytes(body, MAX_REFUSAL).await.unwrap_or_default();
    let refusal = Refusal { code: code(refused.status, &body, broken) };
    let mut page = page::of_refusal(rp, locale, refusal, render).await;
    let mut more = refused.headers;
    for name in page.headers().keys().chain([&CONTENT_LENGTH]) {
        more.remove(name);
    }
    page.headers_mut().extend(more);
    *page.status_mut() = refused.status;
    if has_no_body { page.map(|_| Body::empty()) } else { page }
}

/// Returns whether a browser shows the response as a page. Routes for programs always answer as their description
/// promises.
fn is_opened_as_a_page(request: &Request) -> bool {
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    !is_for_programs(request.uri().path())
        && header(ACCEPT).is_some_and(|accept| accept.contains("text/html"))
        && header(SEC_FETCH_MODE).is_none_or(|mode| mode == "navigate")
}

fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}

/// Returns whether a page failed to load. It may be incomplete and wrong: a link that can't be looked up isn't
/// expired.
fn is_broken(response: &Response) -> bool {
    response.status() == StatusCode::INTERNAL_SERVER_ERROR || is_outage(response)
}

fn is_outage(response: &Response) -> bool {
    response.status() == StatusCode::SERVICE_UNAVAILABLE
        && response.headers().contains_key(RETRY_AFTER)
}

/// Returns the code of an error if there is a text for it, or otherwise one for its status.
fn code(refused: StatusCode, body: &[u8], broken: &'static str) -> String {
    if let Ok(Problem { code }) = serde_json::from_slice(body)
        && status(&code) == refused
        && problem::has_words(&code)
    {
        return code;
    }
    let mut plain = [Error::NotFound, Error::RequestTimeout, Error::TooLarge]
        .into_iter()
        .map(|error| error.code());
    let plain = plain.find(|code| status(code) == refused);
    let other = if refused.is_server_error() { broken } else { "invalid_request" };
    plain.unwrap_or(other).to_owned()
}
