//! Sets the status of a server function's error. Leptos 0.8 answers every error with 500, even for a bad request,
//! and redirects a form that it can't read without an explanation.

use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_LENGTH, LOCATION, RETRY_AFTER};
use latchkey::error::{Error, UNAVAILABLE_RETRY_AFTER, status};
use leptos::server_fn::error::SERVER_FN_ERROR_HEADER;

use crate::problem::Problem;

/// A problem's JSON is a few bytes.
const MAX_PROBLEM: usize = 1024;

/// The code of an outage.
const UNAVAILABLE: &str = "unavailable";

/// Returns whether a form redirects to its page because of an outage. The page may be unavailable too, and a
/// monitor should see the outage in the status, so the response is an error page instead.
fn leads_to_outage(response: &Response) -> bool {
    let location = response.headers().get(LOCATION).and_then(|location| location.to_str().ok());
    let query = location.and_then(|location| location.split_once('?')).map(|(_, query)| query);
    query.is_some_and(|query| {
        url::form_urlencoded::parse(query.as_bytes())
            .any(|(name, value)| name == "problem" && value == UNAVAILABLE)
    })
}

pub(super) async fn set_status(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    if leads_to_outage(&response) {
        let problem = Json(Problem::new(UNAVAILABLE));
        let retry_after = [(RETRY_AFTER, UNAVAILABLE_RETRY_AFTER.to_string())];
        return (status(UNAVAILABLE), retry_after, problem).into_response();
    }
    if !response.headers().contains_key(SERVER_FN_ERROR_HEADER) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, MAX_PROBLEM).await else {
        return Error::internal("the answer of a server function is too long").into_response();
    };
    if let Ok(problem) = serde_json::from_slice::<Problem>(&body) {
        parts.status = status(&problem.code);
        parts.headers.remove(LOCATION);
    }
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(body))
}
