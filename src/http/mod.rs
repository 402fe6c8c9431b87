//! JSON routes of the core, for clients that aren't our own pages.

pub(crate) mod body;
pub mod ceremonies;
pub mod compressed;
pub(crate) mod cors;
pub mod encoded;
pub(crate) mod jwks;
pub(crate) mod logo;
mod native_apps;
mod tokens;
pub(crate) mod well_known;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use http::HeaderValue;
use http::header::{CACHE_CONTROL, RETRY_AFTER, WWW_AUTHENTICATE};
use serde::Serialize;

use crate::RelyingParty;
use crate::error::{Error, Result};
use crate::extras::EXTRAS;

/// Returns the routes of the core and of every extra.
pub fn router(rp: &RelyingParty) -> Router {
    let core = Router::new()
        .route("/.well-known/passkey-endpoints", get(well_known::passkey_endpoints))
        .route("/.well-known/webauthn", get(well_known::related_origins))
        .route("/.well-known/change-password", get(well_known::change_password))
        .route("/.well-known/assetlinks.json", get(native_apps::asset_links))
        .route("/.well-known/apple-app-site-association", get(native_apps::app_site_association))
        .route("/logo/{name}", get(logo::logo))
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .with_state(rp.clone())
        .merge(tokens::router(rp));
    EXTRAS.iter().fold(core, |router, extra| router.merge(extra.routes(rp)))
}

/// Succeeds while the process is alive.
async fn healthz() -> &'static str {
    "ok\n"
}

/// Succeeds while the database is available.
async fn readyz(State(rp): State<RelyingParty>) -> Result<&'static str> {
    rp.store().ping().await?;
    Ok("ok\n")
}

/// Adds headers that forbid caching, because the response contains a secret.
pub(crate) fn no_store(body: impl IntoResponse) -> Response {
    let mut response = body.into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The body of an error response.
#[derive(Serialize)]
struct Refusal {
    code: &'static str,
}

/// Responds with the code and the status. The details never leave the server: they are logged here,
/// once.
impl IntoResponse for Error {
    fn into_response(self) -> Response {
        self.log();
        let retry_after = self.retry_after().map(|seconds| [(RETRY_AFTER, seconds.to_string())]);
        let body = Json(Refusal { code: self.code() });
        let mut response = (self.status(), retry_after, body).into_response();
        if matches!(self, Self::InvalidToken(_)) {
            // <https://www.rfc-editor.org/rfc/rfc6750#section-3>
            let challenge = HeaderValue::from_static("Bearer error=\"invalid_token\"");
            response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
        }
        response
    }
}

impl Error {
    /// Logs the error, where it becomes a response.
    pub fn log(&self) {
        match self {
            Self::Internal(source) => tracing::error!(error = %source, "internal error"),
            Self::Unavailable(source) => {
                tracing::error!(error = %source, "the database is unavailable; answered 503");
            }
            Self::WrongKey => tracing::error!(error = %self, "internal error"),
            _ => tracing::info!(code = self.code(), reason = %self, "refused"),
        }
    }
}
