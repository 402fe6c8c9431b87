//! Registration: a new account with its first passkey, or one more for an account.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use crate::error::{Error, Result};
use crate::extras::openapi::refusals;
use crate::extras::tokens::Tokens;
use crate::extras::tokens::routes::no_store;
use crate::http::body::Body;
use crate::http::ceremonies::{Answer, Caller, Ceremonies, Proof, Welcome};
use crate::model::name::parse_name;
use crate::model::user::UserId;
use crate::passkey::Begun;

/// Somebody new says an address. Whoever is known and has a passkey proves that it is them.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Registering {
    /// Of somebody new. It is a claim until a mail to it was redeemed.
    #[schema(max_length = 254)]
    email: Option<String>,
    #[serde(flatten)]
    proof: Proof,
}

refusals!(
    Begin,
    "invalid_request",
    "invalid_email",
    "ceremony_expired",
    "signed_out",
    "invalid_token",
    "verification_failed",
    "unknown_credential",
    "verification_required",
    "too_many_requests"
);

/// Begins to register a passkey
///
/// Without an access token, for a new account: `email` is needed, and answered alike whoever may
/// have it already. With one, for its account: unless the client has activated a link of it just
/// now and it has no passkey yet, one of its passkeys has to sign first; begin a sign-in, and send
/// `credential` and `state` here instead of finishing it.
#[utoipa::path(
    post,
    path = "/register/begin",
    tag = "Passkeys",
    security((), ("access_token" = [])),
    request_body(content = Registering, example = json!({ "email": "ada@example.org" })),
    responses((status = OK, description = "For the authenticator", body = Begun), Begin),
)]
pub(crate) async fn register_begin(
    State(Ceremonies { rp, .. }): State<Ceremonies>,
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

/// A passkey was registered.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "status": "ok",
    "credentialId": "mVlxWLxEBVs_kzkBOUN1nA",
    "userId": "b0d1f29c-97d0-4b1c-8d3d-6f5a4e3c2b1a",
    "access_token": "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.e30.c2ln",
    "refresh_token": "9f6f0a3e-2f0e-4a53-9a35-1f9b2d6c7e80.q3Zb0mX1",
    "expires_in": 600,
}))]
struct Registered {
    #[schema(value_type = String)]
    status: &'static str,
    /// By which its authenticator knows it: base64url.
    credential_id: String,
    #[schema(value_type = String, format = "uuid")]
    user_id: UserId,
    #[serde(flatten)]
    #[schema(value_type = TokensOfNewAccount)]
    members: Map<String, Value>,
}

/// Tokens, if the account is new.
struct TokensOfNewAccount;

impl utoipa::PartialSchema for TokensOfNewAccount {
    fn schema() -> RefOr<Schema> {
        let mut schema = <Tokens as utoipa::PartialSchema>::schema();
        if let RefOr::T(Schema::Object(tokens)) = &mut schema {
            tokens.required.clear();
        }
        schema
    }
}

impl ToSchema for TokensOfNewAccount {}

refusals!(
    Finish,
    "invalid_request",
    "invalid_name",
    "ceremony_expired",
    "not_discoverable",
    "signed_out",
    "invalid_token",
    "verification_failed",
    "verification_required",
    "duplicate_credential",
    "too_many_passkeys",
    "too_many_requests"
);

/// Registers a passkey
///
/// Without an access token this makes the account, and answers its first tokens.
#[utoipa::path(
    post,
    path = "/register/finish",
    tag = "Passkeys",
    security((), ("access_token" = [])),
    request_body = Answer,
    responses((status = OK, description = "The passkey is registered", body = Registered), Finish),
)]
pub(crate) async fn register_finish(
    State(Ceremonies { rp, hooks }): State<Ceremonies>,
    Caller { visitor, owner }: Caller,
    Body(answer): Body<Answer>,
) -> Result<Response> {
    let name = match answer.device_name.trim() {
        "" => None,
        name => Some(parse_name(name)?),
    };
    let (state, response) = (answer.state, answer.credential.into());
    let (credential, Welcome { headers, members }) = if let Some(owner) = owner {
        let name = name.as_deref();
        let credential = rp.end_adding_passkey(&visitor, &owner, &state, &response, name).await?;
        (credential, Welcome::default())
    } else {
        let (signed_in, credential, tokens) =
            rp.end_sign_up(&visitor, &state, &response, name.as_deref(), hooks.opens()).await?;
        (credential, hooks.on_authenticated(&rp, &visitor, signed_in, tokens).await?)
    };
    let registered = Registered {
        status: "ok",
        credential_id: credential.credential_id.to_string(),
        user_id: credential.user_id,
        members,
    };
    Ok(no_store((headers, Json(registered))))
}
