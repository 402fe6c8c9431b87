//! The current user's metadata. Back ends store anything in it, so users can change only the fields
//! that the operator has named.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::RelyingParty;
use crate::extras::passage::browser::current_user::{CurrentUser, account};
use crate::extras::passage::browser::page::Current;
use crate::extras::passage::http::body::Body;
use crate::extras::passage::http::refusal::Refusal;
use crate::http::no_store;
use crate::model::field::Fields;
use crate::web::request_context::ApiClient;

/// The current user's metadata.
#[derive(Serialize, Deserialize)]
pub(crate) struct Metadata {
    user_metadata: Map<String, Value>,
}

pub(crate) async fn get_metadata(
    State(rp): State<RelyingParty>,
    Current(signed_in): Current,
) -> Result<Response, Refusal> {
    let user_metadata = account(&rp, signed_in.user.id).await?.metadata;
    Ok(no_store(Json(Metadata { user_metadata })))
}

pub(crate) async fn update_metadata(
    State(rp): State<RelyingParty>,
    Current(signed_in): Current,
    ApiClient(context): ApiClient,
    Body(Metadata { user_metadata }): Body<Metadata>,
) -> Result<Response, Refusal> {
    let fields = &rp.settings().refresh().await?.user_fields;
    let user_metadata = checked(fields, &user_metadata)?;
    rp.accounts().change_metadata(&context, signed_in.user.id, user_metadata).await?;
    let account = account(&rp, signed_in.user.id).await?;
    Ok(no_store(Json(CurrentUser::of(&rp, &account).await?)))
}

fn checked(fields: &Fields, sent: &Map<String, Value>) -> Result<Map<String, Value>, Refusal> {
    let members = sent.iter().map(|(name, value)| {
        let Some(field) = fields.find(name) else {
            let text = "user_metadata: users may not change this field (LATCHKEY_USER_FIELDS)";
            return Err(Refusal::new(StatusCode::FORBIDDEN, "operation_not_allowed", text));
        };
        let value = field.kind.check(value);
        let wrong = |_| Refusal::invalid_request("user_metadata: a field has the wrong type");
        Ok((name.clone(), value.map_err(wrong)?))
    });
    members.collect()
}

/// Returns the fields in the form that the app lists.
pub(crate) fn schema(fields: &Fields) -> Value {
    let fields = fields.list().iter().map(|field| {
        json!({
            "id": field.name, "field_name": field.name, "friendly_name": field.label(),
            "type": field.kind.as_str(), "profile": true, "registration": false,
        })
    });
    fields.collect()
}

/// Returns the layout for elements: one field below the other.
pub(crate) fn layout(fields: &Fields) -> Value {
    let places = fields.list().iter().enumerate();
    places.map(|(y, field)| json!({ "id": field.name, "x": 0, "y": y, "w": 1, "h": 1 })).collect()
}
