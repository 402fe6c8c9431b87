//! HTTP for everyone who is not our own pages, and the guards that stand before everybody.

pub(crate) mod body;
pub mod ceremonies;
pub(crate) mod cors;
pub mod encoded;
mod native_apps;
pub(crate) mod well_known;

use axum::extract::State;
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json, Router};
use http::HeaderValue;
use http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use serde_json::Value;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::RelyingParty;
use crate::error::{Error, Result};
use crate::web::request_context;

use crate::extras::openapi::{self, Refusal, refusals};
use crate::extras::passage::http as passage;
use crate::extras::tokens::routes as tokens;

/// The routes, and `/openapi.json` that describes them.
pub fn router(rp: RelyingParty) -> Router {
    let (router, _) = routes(rp).split_for_parts();
    router.layer(Extension(openapi::Document::default()))
}

/// The document that describes the routes.
pub fn document(rp: RelyingParty) -> Value {
    openapi::document(routes(rp).into_openapi())
}

/// Every route, on one page. Its description registers it, so none is missing from the document.
fn routes(rp: RelyingParty) -> OpenApiRouter {
    // What a browser with a session may ask for, or a client with an access token.
    let signed_in = OpenApiRouter::default()
        .routes(routes!(tokens::user))
        .routes(routes!(tokens::issue_tokens))
        .layer(middleware::from_fn_with_state(rp.clone(), request_context::remember))
        .layer(rp.session_layer());
    let ceremonies = ceremonies::described(rp.clone(), ceremonies::Tokens)
        .layer(middleware::from_fn_with_state(rp.clone(), cors::allow));
    OpenApiRouter::with_openapi(openapi::about(rp.config()))
        .nest("/auth/passkeys", ceremonies)
        .merge(signed_in)
        .merge(passage::router(rp.clone()))
        .routes(routes!(tokens::refresh_tokens))
        .routes(routes!(tokens::revoke_tokens))
        .routes(routes!(well_known::jwks))
        .routes(routes!(well_known::passkey_endpoints))
        .routes(routes!(well_known::related_origins))
        .routes(routes!(well_known::change_password))
        .routes(routes!(native_apps::asset_links))
        .routes(routes!(native_apps::app_site_association))
        .routes(routes!(healthz))
        .routes(routes!(readyz))
        .routes(routes!(openapi::openapi))
        .with_state(rp)
}

refusals!(Refused);

/// Says that the process is alive
#[utoipa::path(
    get,
    path = "/healthz",
    tag = "Operation",
    responses((status = OK, description = "It is", body = String, example = "ok\n"), Refused),
)]
async fn healthz() -> &'static str {
    "ok\n"
}

/// Says whether requests can be served
///
/// The database answers. If it doesn't, the answer is 503 with `Retry-After`.
#[utoipa::path(
    get,
    path = "/readyz",
    tag = "Operation",
    responses((status = OK, description = "They can", body = String, example = "ok\n"), Refused),
)]
async fn readyz(State(rp): State<RelyingParty>) -> Result<&'static str> {
    rp.store().ping().await?;
    Ok("ok\n")
}

/// The code and the status, and nothing of what lies behind them: that is logged, here and once.
impl IntoResponse for Error {
    fn into_response(self) -> Response {
        self.log();
        let retry_after = self.retry_after().map(|seconds| [(RETRY_AFTER, seconds.to_string())]);
        let body = Json(Refusal { code: self.code(), error: None });
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
    /// Logs the failure, at the boundary where it is answered.
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
