//! Problems: gives the refusal of a server function its status. Leptos 0.8 answers every one of
//! them with 500, also when it is the request that is wrong.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::CONTENT_LENGTH;
use latchkey::error::{Error, status};

use crate::problem::Problem;

/// A problem's JSON is a few bytes.
const MAX_PROBLEM: usize = 1024;

pub(super) async fn set_status(request: Request, next: Next) -> Response {
    let is_server_function = request.uri().path().starts_with("/api/");
    let response = next.run(request).await;
    if !is_server_function || response.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, MAX_PROBLEM).await else {
        return Error::internal("the answer of a server function is too long").into_response();
    };
    if let Ok(problem) = serde_json::from_slice::<Problem>(&body) {
        parts.status = status(&problem.code);
    }
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(body))
}
