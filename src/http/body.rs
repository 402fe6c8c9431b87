//! Body: a request's JSON, refused in our own shape when it is none.

use axum::body::HttpBody as _;
use axum::extract::{FromRequest, Request};
use axum::response::IntoResponse as _;
use axum::{Json, extract::rejection::JsonRejection};
use http::StatusCode;
use http::header::CONTENT_LENGTH;
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};

/// JSON that says what `T` wants. Members that nobody knows are ignored; no body at all is an
/// empty object.
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let length = request.headers().get(CONTENT_LENGTH);
        let is_empty = length.is_none_or(|length| length == "0") && request.body().is_end_stream();
        if is_empty {
            let value = serde_json::Value::Object(serde_json::Map::new());
            return serde_json::from_value(value).map(Self).map_err(|_| incomplete());
        }
        match Json::from_request(request, state).await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(rejection) => Err(refused(rejection)),
        }
    }
}

fn refused(rejection: JsonRejection) -> Error {
    match rejection.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        _ => incomplete(),
    }
}

fn incomplete() -> Error {
    Error::InvalidRequest("not the JSON that this route takes")
}
