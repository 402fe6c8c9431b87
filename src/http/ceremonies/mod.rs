//! The plain ceremony routes: passkeys for any client that is not one of our pages.
//!
//! `begin` answers `{publicKey, state}`; the client has its authenticator answer `publicKey` and
//! sends `{credential, state}` to `finish`. The routes neither read nor set a cookie. Who is
//! asking, and what a sign-in leads to, is for [`Hooks`] to say: here they are [`Tokens`]; an
//! application that has sessions of its own brings its own (`examples/ceremonies.rs`).

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
use crate::passkey::Owner;
use crate::web::request_context::{Stranger, Visitor};

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

/// The routes, to be mounted wherever the application wants them.
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
        // What lies around the routes may read cookies.
        .fallback(async || Error::NotFound)
        .with_state(Ceremonies { rp, hooks: Arc::new(hooks) })
}

/// Who is asking: a visitor, and the user that the hooks know.
struct Caller {
    visitor: Visitor,
    owner: Option<Owner>,
}

impl Caller {
    fn owner(self) -> Result<(Visitor, Owner)> {
        Ok((self.visitor, self.owner.ok_or(Error::SignedOut)?))
    }
}

impl FromRequestParts<Ceremonies> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &Ceremonies) -> Result<Self> {
        let Stranger(visitor) = Stranger::from_request_parts(parts, state).await?;
        let owner = state.hooks.get_user(&state.rp, parts).await?;
        Ok(Self { visitor, owner })
    }
}

/// What an authenticator made of `publicKey`: a `PublicKeyCredential`, as its `toJSON()` has it.
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

/// The answer of an authenticator, with the state of the ceremony that it answers.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    credential: PublicKeyCredential,
    /// As `begin` answered it.
    state: String,
    /// For a new passkey: the name to list it by. Without one it is called after its provider.
    #[serde(default)]
    device_name: String,
}

/// Where a passkey of the account has to sign first: what it made of `authenticate/begin`.
#[derive(Deserialize)]
struct Proof {
    credential: Option<PublicKeyCredential>,
    state: Option<String>,
}

impl Proof {
    async fn check(self, rp: &RelyingParty, visitor: &Visitor, owner: Owner) -> Result<Owner> {
        match (self.credential, self.state) {
            (Some(credential), Some(state)) => {
                rp.prove(visitor, owner, &state, &credential.into()).await
            }
            _ => Ok(owner),
        }
    }
}
