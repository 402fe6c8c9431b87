//! The current user's metadata. Back ends store anything in it, so users can change only the fields
//! in `LATCHKEY_USER_FIELDS`.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::RelyingParty;
use crate::config::{FieldType, Pages};
use crate::extras::passage::browser::current_user::{CurrentUser, account};
use crate::extras::passage::browser::page::Current;
use crate::extras::passage::http::body::Body;
use crate::extras::passage::http::refusal::Refusal;
use crate::http::no_store;
use crate::web::request_context::ApiClient;

/// The longest text in a field, in characters.
const MAX_TEXT: usize = 1000;

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
    check(&rp.config().pages, &user_metadata)?;
    let account = rp.change_own_metadata(&context, signed_in.user.id, user_metadata).await?;
    Ok(no_store(Json(CurrentUser::of(&rp, &account).await?)))
}

fn check(pages: &Pages, sent: &Map<String, Value>) -> Result<(), Refusal> {
    for (name, value) in sent {
        let Some((_, kind)) = pages.fields.iter().find(|(known, _)| known == name) else {
            let text = "user_metadata: users may not change this field (LATCHKEY_USER_FIELDS)";
            return Err(Refusal::new(StatusCode::FORBIDDEN, "operation_not_allowed", text));
        };
        let fits = match kind {
            _ if value.is_null() => true,
            FieldType::Boolean => value.is_boolean(),
            FieldType::Integer => value.is_i64(),
            FieldType::String | FieldType::Date | FieldType::Phone | FieldType::Email => {
                value.as_str().is_some_and(|text| text.chars().count() <= MAX_TEXT)
            }
        };
        if !fits {
            return Err(Refusal::invalid_request("user_metadata: a field has the wrong type"));
        }
    }
    Ok(())
}

/// Returns the fields in the form that the app lists.
pub(crate) fn schema(pages: &Pages) -> Value {
    let fields = pages.fields.iter().map(|(name, kind)| {
        json!({
            "id": name, "field_name": name, "friendly_name": name, "type": kind.as_str(),
            "profile": true, "registration": false,
        })
    });
    fields.collect()
}

/// Returns the layout for elements: one field below the other.
pub(crate) fn layout(pages: &Pages) -> Value {
    let places = pages.fields.iter().enumerate();
    places.map(|(y, (name, _))| json!({ "id": name, "x": 0, "y": y, "w": 1, "h": 1 })).collect()
}
