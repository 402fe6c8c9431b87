//! Rejects every body that isn't a form. Leptos would read any body that looks like a form, whatever its content
//! type.

use axum::body::HttpBody as _;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use latchkey::error::Error;

const FORM: &str = "application/x-www-form-urlencoded";

pub(super) async fn alone(request: Request, next: Next) -> Response {
    let sent = request.headers().get(CONTENT_TYPE).and_then(|sent| sent.to_str().ok());
    let kind = sent.and_then(|sent| sent.split(';').next()).unwrap_or_default();
    if kind.trim().eq_ignore_ascii_case(FORM) || request.body().is_end_stream() {
        next.run(request).await
    } else {
        Error::InvalidRequest("a body that is no form").into_response()
    }
}
