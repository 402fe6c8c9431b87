//! The plain ceremony routes: passkeys for any client that is not one of our pages.
//!
//! `begin` answers `{publicKey, state}`; the client has its authenticator answer `publicKey` and
//! sends `{credential, state}` to `finish`. The routes neither read nor set a cookie. Who is
//! asking, and what a sign-in leads to, is for [`Hooks`] to say: here they are [`Tokens`]; an
//! application that has sessions of its own brings its own (`examples/ceremonies.rs`).

use axum::extract::{FromRef, FromRequestParts, Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, patch, post};
use axum::{Json, Router};
use http::request::Parts;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::body::Body;
use super::tokens::no_store;
use crate::RelyingParty;
use crate::ceremony::Owner;
use crate::clock::rfc3339;
use crate::credential::Credential;
use crate::error::{Error, Result};
use crate::session::{SignedIn, bearer_token};
use crate::user::{UserId, parse_name};
use crate::visitor::{Stranger, Visitor};

/// What the routes ask the application around them.
pub trait Hooks: Clone + Send + Sync + 'static {
    /// Whom a request is from, if it is from somebody who is known.
    fn get_user(
        &self,
        rp: &RelyingParty,
        parts: &Parts,
    ) -> impl Future<Output = Result<Option<Owner>>> + Send;

    /// Somebody has just signed in or up: what the answer says beside that. Their session exists
    /// only if this keeps it ([`RelyingParty::keep_session`]).
    fn on_authenticated(
        &self,
        rp: &RelyingParty,
        visitor: &Visitor,
        signed_in: SignedIn,
    ) -> impl Future<Output = Result<Welcome>> + Send;
}

/// What an answer says beside that somebody is signed in.
#[derive(Debug, Default)]
pub struct Welcome {
    /// More headers: a cookie, say.
    pub headers: HeaderMap,
    /// More members of the JSON.
    pub members: Map<String, Value>,
}

/// Access tokens say who is asking, and tokens are what a sign-in leads to.
#[derive(Clone, Copy, Debug)]
pub struct Tokens;

impl Hooks for Tokens {
    async fn get_user(&self, rp: &RelyingParty, parts: &Parts) -> Result<Option<Owner>> {
        let Some(token) = bearer_token(&parts.headers) else { return Ok(None) };
        let signed_in = rp.bearer(token?).await?;
        let may_add_first = signed_in.is_fresh_from_mail(rp.clock().now());
        let SignedIn { user, session } = signed_in;
        // Whoever holds the token need not be who used the passkey.
        Ok(Some(Owner { user, session: session.id, recently_verified: false, may_add_first }))
    }

    async fn on_authenticated(
        &self,
        rp: &RelyingParty,
        visitor: &Visitor,
        signed_in: SignedIn,
    ) -> Result<Welcome> {
        rp.keep_session(visitor).await?;
        let tokens = serde_json::to_value(rp.issue_only_tokens(&signed_in).await?)?;
        let members = tokens.as_object().cloned().unwrap_or_default();
        Ok(Welcome { members, ..Welcome::default() })
    }
}

#[derive(Clone)]
struct Ceremonies<H> {
    rp: RelyingParty,
    hooks: H,
}

impl<H: Clone> FromRef<Ceremonies<H>> for RelyingParty {
    fn from_ref(state: &Ceremonies<H>) -> Self {
        state.rp.clone()
    }
}

/// The routes, to be mounted wherever the application wants them.
pub fn router<H: Hooks>(rp: RelyingParty, hooks: H) -> Router {
    Router::new()
        .route("/register/begin", post(register_begin::<H>))
        .route("/register/finish", post(register_finish::<H>))
        .route("/authenticate/begin", post(authenticate_begin::<H>))
        .route("/authenticate/finish", post(authenticate_finish::<H>))
        .route("/credentials", get(list::<H>))
        .route("/credentials/{id}", patch(rename::<H>).delete(remove::<H>))
        .with_state(Ceremonies { rp, hooks })
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

impl<H: Hooks> FromRequestParts<Ceremonies<H>> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &Ceremonies<H>) -> Result<Self> {
        let Stranger(visitor) = Stranger::from_request_parts(parts, state).await?;
        let owner = state.hooks.get_user(&state.rp, parts).await?;
        Ok(Self { visitor, owner })
    }
}

/// An answer of an authenticator, with the state of the ceremony that it answers.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    credential: Value,
    state: String,
    #[serde(default)]
    device_name: String,
}

/// Somebody new says an address. Whoever is known and has a passkey proves that it is them.
#[derive(Deserialize)]
struct Registering {
    email: Option<String>,
    #[serde(flatten)]
    proof: Proof,
}

#[derive(Deserialize)]
struct Proof {
    credential: Option<Value>,
    state: Option<String>,
}

impl Proof {
    async fn check(self, rp: &RelyingParty, visitor: &Visitor, owner: Owner) -> Result<Owner> {
        match (self.credential, self.state) {
            (Some(credential), Some(state)) => rp.prove(visitor, owner, &state, &credential).await,
            _ => Ok(owner),
        }
    }
}

async fn register_begin<H: Hooks>(
    State(Ceremonies { rp, .. }): State<Ceremonies<H>>,
    caller: Caller,
    Body(body): Body<Registering>,
) -> Result<Response> {
    let visitor = caller.visitor;
    let begun = match (caller.owner, body.email) {
        (Some(owner), _) => {
            let owner = body.proof.check(&rp, &visitor, owner).await?;
            rp.begin_adding_passkey(&visitor, &owner).await?
        }
        (None, Some(email)) => rp.begin_sign_up(&visitor, &email).await?,
        (None, None) => return Err(Error::SignedOut),
    };
    Ok(no_store(Json(begun)))
}

async fn register_finish<H: Hooks>(
    State(Ceremonies { rp, hooks }): State<Ceremonies<H>>,
    Caller { visitor, owner }: Caller,
    Body(answer): Body<Answer>,
) -> Result<Response> {
    let name = match answer.device_name.trim() {
        "" => None,
        name => Some(parse_name(name)?),
    };
    let (credential, welcome) = if let Some(owner) = owner {
        let (state, response) = (&answer.state, &answer.credential);
        let credential = rp.end_adding_passkey(&visitor, &owner, state, response).await?;
        (credential, Welcome::default())
    } else {
        let (signed_in, credential) =
            rp.end_sign_up(&visitor, &answer.state, &answer.credential).await?;
        (credential, hooks.on_authenticated(&rp, &visitor, signed_in).await?)
    };
    if let Some(name) = name {
        rp.store().update_credential_name(credential.user_id, credential.id, &name).await?;
    }
    let mut members = welcome.members;
    members.insert("credentialId".to_owned(), json!(credential.credential_id.to_string()));
    Ok(done(credential.user_id, welcome.headers, members))
}

async fn authenticate_begin<H: Hooks>(
    State(Ceremonies { rp, .. }): State<Ceremonies<H>>,
    Stranger(visitor): Stranger,
    _: Request,
) -> Result<Response> {
    // A body may name a user, as other servers want it: an answer that depended on it would tell
    // who has an account.
    Ok(no_store(Json(rp.begin_sign_in(&visitor).await?)))
}

async fn authenticate_finish<H: Hooks>(
    State(Ceremonies { rp, hooks }): State<Ceremonies<H>>,
    Stranger(visitor): Stranger,
    Body(answer): Body<Answer>,
) -> Result<Response> {
    let signed_in = rp.end_sign_in(&visitor, &answer.state, &answer.credential).await?;
    let user_id = signed_in.user.id;
    let Welcome { headers, members } = hooks.on_authenticated(&rp, &visitor, signed_in).await?;
    Ok(done(user_id, headers, members))
}

fn done(user_id: UserId, headers: HeaderMap, mut members: Map<String, Value>) -> Response {
    members.insert("status".to_owned(), json!("ok"));
    members.insert("userId".to_owned(), json!(user_id.to_string()));
    no_store((headers, Json(members)))
}

async fn list<H: Hooks>(
    State(Ceremonies { rp, .. }): State<Ceremonies<H>>,
    caller: Caller,
) -> Result<Response> {
    let (_, owner) = caller.owner()?;
    let credentials = rp.store().list_credentials(owner.user.id).await?;
    Ok(no_store(Json(credentials.iter().map(view).collect::<Vec<_>>())))
}

fn view(credential: &Credential) -> Value {
    json!({
        "id": credential.credential_id.to_string(),
        "deviceName": credential.name,
        "transports": credential.transports,
        "backupEligible": credential.is_backup_eligible(),
        "backupState": credential.is_synced(),
        "createdAt": rfc3339(credential.created_at),
        "lastUsedAt": credential.last_used_at.map(rfc3339),
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Rename {
    device_name: String,
}

async fn rename<H: Hooks>(
    State(Ceremonies { rp, .. }): State<Ceremonies<H>>,
    caller: Caller,
    Path(id): Path<String>,
    Body(body): Body<Rename>,
) -> Result<Response> {
    let (visitor, owner) = caller.owner()?;
    rp.rename_passkey_of(&visitor, &owner, &id, &body.device_name).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn remove<H: Hooks>(
    State(Ceremonies { rp, .. }): State<Ceremonies<H>>,
    caller: Caller,
    Path(id): Path<String>,
    Body(proof): Body<Proof>,
) -> Result<Response> {
    let (visitor, owner) = caller.owner()?;
    let owner = proof.check(&rp, &visitor, owner).await?;
    rp.remove_passkey_of(&visitor, &owner, &id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
