//! Well-known addresses: where browsers and password managers look for themselves.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use serde::Serialize;

use crate::RelyingParty;

/// Where people manage their passkeys.
const MANAGER: &str = "/dashboard";

/// Where passkeys are added, and where they are managed.
#[derive(Serialize)]
struct PasskeyEndpoints {
    enroll: String,
    manage: String,
}

pub(crate) async fn passkey_endpoints(State(rp): State<RelyingParty>) -> impl IntoResponse {
    let manager = format!("{}{MANAGER}", rp.config().origin_text());
    Json(PasskeyEndpoints { enroll: manager.clone(), manage: manager })
}

/// Who may use the passkeys that belong here.
#[derive(Serialize)]
struct RelatedOrigins {
    origins: Vec<String>,
}

pub(crate) async fn related_origins(State(rp): State<RelyingParty>) -> impl IntoResponse {
    Json(RelatedOrigins { origins: rp.origins() })
}

pub(crate) async fn change_password() -> Redirect {
    Redirect::temporary(MANAGER)
}
