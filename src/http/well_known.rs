//! Well-known URLs that browsers and password managers look up.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use serde::Serialize;

use crate::RelyingParty;

/// The page where users manage their passkeys.
const MANAGER: &str = "/dashboard";

/// The pages for adding and managing passkeys.
#[derive(Serialize)]
struct PasskeyEndpoints {
    enroll: String,
    manage: String,
}

pub(crate) async fn passkey_endpoints(State(rp): State<RelyingParty>) -> impl IntoResponse {
    let manager = format!("{}{MANAGER}", rp.config().origin_text());
    Json(PasskeyEndpoints { enroll: manager.clone(), manage: manager })
}

/// The other origins that may use this site's passkeys.
#[derive(Serialize)]
struct RelatedOrigins {
    origins: Vec<String>,
}

pub(crate) async fn related_origins(State(rp): State<RelyingParty>) -> impl IntoResponse {
    Json(RelatedOrigins { origins: rp.passkeys().origins() })
}

pub(crate) async fn change_password() -> Redirect {
    Redirect::temporary(MANAGER)
}
