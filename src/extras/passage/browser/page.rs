//! Pages: their origin and their user.
//!
//! An access token is sent to other back ends, which may log it. So it never proves that
//! its user is still there. A page that adds or removes a passkey first has the user sign with one,
//! and sends that handshake too ([`Proof`]). `token-alone` in `LATCHKEY_PAGES` lifts this rule for
//! pages that use passage-js, which can't send one.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use http::header::ORIGIN;
use http::request::Parts;
use serde::Deserialize;
use serde_json::{Map, Value};
use url::Url;

use crate::RelyingParty;
use crate::error::Error;
use crate::extras::passage::http::handshake::credential;
use crate::extras::passage::http::refusal::Refusal;
use crate::model::session::{Method, Session};
use crate::passkey::{CeremonyResponse, Owner};
use crate::session::{SignedIn, bearer_token};
use crate::store::Unit;
use crate::web::request_context::RequestContext;

/// The origin of the requesting page: an allowed one, or else this site's own.
pub(crate) struct Page {
    pub(crate) origin: Url,
    /// The path after a sign-in, if the page names none.
    usual: String,
}

impl Page {
    /// Returns where a page goes after a sign-in, on its own site.
    pub(crate) fn redirect(&self, next: Option<&str>) -> String {
        let path = next.unwrap_or(&self.usual);
        format!("{}{path}", self.origin.origin().ascii_serialization())
    }

    /// Returns its origin as browsers write it.
    pub(crate) fn origin_text(&self) -> String {
        self.origin.origin().ascii_serialization()
    }
}

impl FromRequestParts<RelyingParty> for Page {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, rp: &RelyingParty) -> Result<Self, Infallible> {
        let sent = parts.headers.get(ORIGIN);
        let is_it =
            |url: &&Url| sent.is_some_and(|sent| *sent == *url.origin().ascii_serialization());
        let other = rp.config().allowed_origins.iter().find(is_it);
        let origin = other.unwrap_or(&rp.config().origin).clone();
        let usual = match other {
            Some(_) => "/".to_owned(),
            None => rp.settings().site().redirect.clone(),
        };
        Ok(Self { origin, usual })
    }
}

/// The user of the access token that a page sends.
pub(crate) struct Current(pub(crate) SignedIn);

impl FromRequestParts<RelyingParty> for Current {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, rp: &RelyingParty) -> Result<Self, Refusal> {
        let token = bearer_token(&parts.headers).ok_or(Error::SignedOut)?;
        Ok(Self(rp.tokens().bearer(token?).await?))
    }
}

/// A sign-in that the user has just completed, for changes that require more than an access token.
#[derive(Deserialize)]
pub(crate) struct Proof {
    /// `handshake.id` of `login/webauthn/start`.
    #[serde(default)]
    handshake_id: Option<String>,
    /// The `PublicKeyCredential` with the response.
    #[serde(default)]
    handshake_response: Option<Map<String, Value>>,
}

impl Proof {
    pub(crate) fn none() -> Self {
        Self { handshake_id: None, handshake_response: None }
    }
}

impl Current {
    /// Returns the user with what this request proves.
    pub(crate) async fn owner(
        self,
        rp: &RelyingParty,
        context: &RequestContext,
        proof: Proof,
    ) -> Result<Owner, Refusal> {
        let SignedIn { user, session } = &self.0;
        let is_fresh = self.0.is_fresh_from_mail(rp.clock().now());
        let may_add_first = is_fresh && rp.store().is_for_tokens_alone(session.id).await?;
        let trusted = rp.config().pages.token_alone && session.method == Method::Passkey;
        let owner = Owner {
            user: user.clone(),
            session: session.id.to_string(),
            proven_by: session.credential_id.filter(|_| trusted),
            may_add_first,
        };
        match (proof.handshake_id, proof.handshake_response) {
            (Some(id), Some(response)) => {
                let response = credential(response.into());
                let response = CeremonyResponse::of_client(context, &id, &response)
                    .map_err(Refusal::of_passkey)?;
                rp.passkeys().finish_proof(owner, &response).await.map_err(Refusal::of_passkey)
            }
            _ => Ok(owner),
        }
    }

    /// Returns the user for a change of address, which the session must store until it is
    /// confirmed.
    pub(crate) async fn owner_with_recent_passkey(
        self,
        rp: &RelyingParty,
        context: &RequestContext,
        proof: Proof,
    ) -> Result<Owner, Refusal> {
        let session = self.0.session.clone();
        let owner = self.owner(rp, context, proof).await?;
        if owner.proven_by.is_some() {
            let verified_at = Some(rp.clock().now());
            let mut unit = Unit::default();
            unit.update_session(&Session { verified_at, ..session })?;
            rp.store().apply(unit).await?;
        } else if !owner.may_add_first
            || !rp.store().list_credentials(owner.user.id).await?.is_empty()
        {
            return Err(Error::VerificationRequired.into());
        }
        Ok(owner)
    }
}
