//! The current user's passkeys.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use serde::{Deserialize, Serialize};

use crate::RelyingParty;
use crate::error::{Error, Result as Decided};
use crate::extras::passage::browser::page::{Current, Proof};
use crate::extras::passage::browser::sign_up::{Answered, StartedHandshake, placed};
use crate::extras::passage::browser::users::PublicUser;
use crate::extras::passage::http::body::Body;
use crate::extras::passage::http::refusal::Refusal;
use crate::extras::passage::http::wire;
use crate::http::no_store;
use crate::model::credential::Credential;
use crate::model::user::UserId;
use crate::web::request_context::ApiClient;

type Answer = Result<Response, Refusal>;

/// A passkey of the current user.
#[derive(Serialize)]
struct OwnDevice {
    #[serde(flatten)]
    device: wire::Device,
    user_id: UserId,
}

fn own(passkey: &Credential) -> OwnDevice {
    OwnDevice { device: wire::device(passkey), user_id: passkey.user_id }
}

/// The passkeys of the current user.
#[derive(Serialize)]
struct OwnDevices {
    devices: Vec<OwnDevice>,
}

/// One passkey.
#[derive(Serialize)]
struct OneDevice {
    device: OwnDevice,
}

/// The passkey in a path.
#[derive(Deserialize)]
pub(crate) struct Which {
    device_id: String,
}

async fn find(rp: &RelyingParty, user_id: UserId, id: &str) -> Decided<Option<Credential>> {
    let mut passkeys = rp.store().list_credentials(user_id).await?.into_iter();
    Ok(passkeys.find(|passkey| passkey.id.to_string() == id))
}

pub(crate) async fn list_own_devices(
    State(rp): State<RelyingParty>,
    Current(signed_in): Current,
) -> Answer {
    let passkeys = rp.store().list_credentials(signed_in.user.id).await?;
    Ok(no_store(Json(OwnDevices { devices: passkeys.iter().map(own).collect() })))
}

/// Where to create the new passkey.
#[derive(Deserialize)]
pub(crate) struct NewDevice {
    /// `platform`: on this device. `cross-platform`: on another one. Missing: on either.
    authenticator_attachment: Option<String>,
    #[serde(flatten)]
    proof: Proof,
}

pub(crate) async fn start_adding_device(
    State(rp): State<RelyingParty>,
    current: Current,
    ApiClient(context): ApiClient,
    Body(wanted): Body<NewDevice>,
) -> Answer {
    let owner = current.owner(&rp, &context, wanted.proof).await?;
    let started = rp.passkeys().start_adding(&context, Some(&owner)).await?.for_client(&context)?;
    let started = placed(started, wanted.authenticator_attachment.as_deref());
    let email = owner.user.email.as_ref();
    let user = email.map(|email| PublicUser::new(owner.user.id, email));
    Ok(no_store(Json(StartedHandshake { handshake: started.into(), user })))
}

pub(crate) async fn finish_adding_device(
    State(rp): State<RelyingParty>,
    current: Current,
    ApiClient(context): ApiClient,
    Body(answered): Body<Answered>,
) -> Answer {
    let owner = current.owner(&rp, &context, Proof::none()).await?;
    let response = answered.of(&context).map_err(Refusal::of_passkey)?;
    let added = rp.passkeys().finish_adding(&response, Some(&owner)).await;
    let device = own(&added.map_err(Refusal::of_passkey)?);
    Ok((StatusCode::CREATED, no_store(Json(OneDevice { device }))).into_response())
}

/// The passkey's new name.
#[derive(Deserialize)]
pub(crate) struct NewName {
    friendly_name: String,
}

pub(crate) async fn rename_own_device(
    State(rp): State<RelyingParty>,
    current: Current,
    Path(Which { device_id }): Path<Which>,
    ApiClient(context): ApiClient,
    Body(NewName { friendly_name }): Body<NewName>,
) -> Answer {
    let user_id = current.0.user.id;
    let found = find(&rp, user_id, &device_id).await?.ok_or_else(Refusal::no_such_device)?;
    let owner = current.owner(&rp, &context, Proof::none()).await?;
    let credential_id = found.credential_id.to_string();
    rp.passkeys().rename_of(&context, &owner, &credential_id, &friendly_name).await?;
    let renamed = find(&rp, user_id, &device_id).await?.ok_or_else(Refusal::no_such_device)?;
    Ok(no_store(Json(OneDevice { device: own(&renamed) })))
}

pub(crate) async fn delete_own_device(
    State(rp): State<RelyingParty>,
    current: Current,
    Path(Which { device_id }): Path<Which>,
    ApiClient(context): ApiClient,
    Body(proof): Body<Proof>,
) -> Answer {
    let user_id = current.0.user.id;
    let owner = current.owner(&rp, &context, proof).await?;
    let found = find(&rp, user_id, &device_id).await?.ok_or_else(Refusal::no_such_device)?;
    let credential_id = found.credential_id.to_string();
    match rp.passkeys().remove_of(&context, &owner, &credential_id).await {
        Err(Error::NotFound) => Err(Refusal::no_such_device()),
        removed => Ok(removed.map(|()| StatusCode::OK.into_response())?),
    }
}
