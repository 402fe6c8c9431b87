//! Rejects every body that isn't a form. Leptos would read any body that looks like a form, whatever its content
//! type. Only a function that takes a file gets the other kind of form.

use axum::body::HttpBody as _;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use latchkey::error::Error;

use crate::server_functions;

const FORM: &str = "application/x-www-form-urlencoded";
const FORM_WITH_FILE: &str = "multipart/form-data";

pub(super) async fn alone(request: Request, next: Next) -> Response {
    let sent = request.headers().get(CONTENT_TYPE).and_then(|sent| sent.to_str().ok());
    let kind = sent.and_then(|sent| sent.split(';').next()).unwrap_or_default();
    let path = request.uri().path();
    let takes_file = || server_functions::all().any(|one| one.takes_file && one.path == path);
    let is_form = kind.trim().eq_ignore_ascii_case(FORM)
        || kind.trim().eq_ignore_ascii_case(FORM_WITH_FILE) && takes_file();
    if is_form || request.body().is_end_stream() {
        next.run(request).await
    } else {
        Error::InvalidRequest("a body that is no form").into_response()
    }
}
