//! Access to the management API.

use axum::extract::FromRequestParts;
use http::request::Parts;

use crate::RelyingParty;
use crate::extras::passage::ApiKey;
use crate::extras::passage::http::Refusal;
use crate::session::bearer_token;

/// An API key that allows the request. Others get Passage's error.
pub(crate) struct Key;

impl FromRequestParts<RelyingParty> for Key {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, rp: &RelyingParty) -> Result<Self, Refusal> {
        ApiKey::from_request_parts(parts, rp).await?;
        Ok(Self)
    }
}

/// The caller of a path that back ends and pages share.
pub(crate) enum Caller {
    BackEnd,
    /// A client without a bearer token.
    Page,
}

impl FromRequestParts<RelyingParty> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, rp: &RelyingParty) -> Result<Self, Refusal> {
        if bearer_token(&parts.headers).is_none() {
            return Ok(Self::Page);
        }
        Key::from_request_parts(parts, rp).await?;
        Ok(Self::BackEnd)
    }
}
