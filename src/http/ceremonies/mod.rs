//! JSON routes for the ceremonies, for any client that isn't one of our pages.
//!
//! `begin` returns `{publicKey, state}`. The client passes `publicKey` to its authenticator and
//! sends `{credential, state}` to `finish`. The routes neither read nor set a cookie. [`Hooks`] say
//! who the current user is and what a sign-in leads to. Here, both are [`Tokens`]. An application
//! that manages its own sessions brings its own hooks (`examples/ceremonies.rs`).

mod authenticate;
mod credentials;
mod hooks;
mod register;

use std::sync::Arc;

use axum::Router;
use axum::extract::{FromRef, FromRequestParts};
use axum::routing::{get, patch, post};
use http::request::Parts;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::RelyingParty;
use crate::error::{Error, Result};
use crate::passkey::{CeremonyResponse, Owner};
use crate::web::request_context::{ApiClient, RequestContext};

use hooks::AnyHooks;
pub use hooks::{Hooks, Tokens, Welcome};

#[derive(Clone)]
struct Ceremonies {
    rp: RelyingParty,
    hooks: Arc<dyn AnyHooks>,
}

impl FromRef<Ceremonies> for RelyingParty {
    fn from_ref(state: &Ceremonies) -> Self {
        state.rp.clone()
    }
}

/// Returns the routes, which an application can nest under any path.
pub fn router(rp: RelyingParty, hooks: impl Hooks) -> Router {
    Router::new()
        .route("/register/begin", post(register::register_begin))
        .route("/register/finish", post(register::register_finish))
        .route("/authenticate/begin", post(authenticate::authenticate_begin))
        .route("/authenticate/finish", post(authenticate::authenticate_finish))
        .route("/credentials", get(credentials::list_passkeys))
        .route(
            "/credentials/{id}",
            patch(credentials::rename_passkey).delete(credentials::remove_passkey),
        )
        // The application's own fallback might read cookies.
        .fallback(async || Error::NotFound)
        .with_state(Ceremonies { rp, hooks: Arc::new(hooks) })
}

/// The caller: the request context, and the user that the hooks identify.
struct Caller {
    context: RequestContext,
    owner: Option<Owner>,
}

impl Caller {
    fn owner(self) -> Result<(RequestContext, Owner)> {
        Ok((self.context, self.owner.ok_or(Error::SignedOut)?))
    }
}

impl FromRequestParts<Ceremonies> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &Ceremonies) -> Result<Self> {
        let ApiClient(context) = ApiClient::from_request_parts(parts, state).await?;
        let owner = state.hooks.get_user(&state.rp, parts).await?;
        Ok(Self { context, owner })
    }
}

/// The browser's response to `publicKey`: a `PublicKeyCredential` in the form that its `toJSON()`
/// returns.
///
/// <https://www.w3.org/TR/webauthn-3/#dom-publickeycredential-tojson>
#[derive(Deserialize)]
#[serde(transparent)]
struct PublicKeyCredential(Map<String, Value>);

impl From<PublicKeyCredential> for Value {
    fn from(credential: PublicKeyCredential) -> Self {
        Self::Object(credential.0)
    }
}

/// The authenticator's response, with the state of its ceremony.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    credential: PublicKeyCredential,
    /// The `state` that `begin` returned.
    state: String,
    /// For a new passkey: its name in lists. Without one, it is named after its provider.
    #[serde(default)]
    device_name: String,
}

/// A confirmation with an existing passkey of the account: the response to `authenticate/begin`.
#[derive(Deserialize)]
struct Proof {
    credential: Option<PublicKeyCredential>,
    state: Option<String>,
}

impl Proof {
    async fn check(
        self,
        rp: &RelyingParty,
        context: &RequestContext,
        owner: Owner,
    ) -> Result<Owner> {
        match (self.credential, self.state) {
            (Some(credential), Some(state)) => {
                let response = CeremonyResponse::of_client(context, &state, &credential.into())?;
                rp.passkeys().finish_proof(owner, &response).await
            }
            _ => Ok(owner),
        }
    }
}
