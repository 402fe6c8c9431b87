//! An extractor for a request's JSON body, which rejects malformed ones in Passage's format.

use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;

use crate::extras::passage::http::Refusal;
use crate::http::body;

/// A JSON body.
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let body::Body(body) = body::Body::from_request(request, state).await?;
        Ok(Self(body))
    }
}
