//! HTTP for everyone who is not our own pages, and the guards that stand before everybody.

mod body;
pub mod ceremonies;
mod guard;
mod passage;
mod tokens;
mod well_known;

use axum::extract::State;
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use http::HeaderValue;
use http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use serde_json::json;

use crate::RelyingParty;
use crate::error::{Error, Result};
use crate::visitor;

pub use guard::{MAX_BODY, guard};
pub use passage::LINK_PARAMETER;

/// Every route, on one page.
pub fn router(rp: RelyingParty) -> Router {
    // What a browser with a session may ask for, or a client with an access token.
    let signed_in = Router::new()
        .route("/auth/user", get(tokens::user))
        .route("/auth/tokens", post(tokens::issue))
        .layer(middleware::from_fn_with_state(rp.clone(), visitor::remember))
        .layer(rp.session_layer());
    Router::new()
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .merge(signed_in)
        .merge(passage::router(rp.clone()))
        .nest_service("/auth/passkeys", ceremonies::router(rp.clone(), ceremonies::Tokens))
        .route("/auth/tokens/refresh", post(tokens::refresh))
        .route("/auth/tokens/revoke", post(tokens::revoke))
        .route("/.well-known/jwks.json", get(well_known::jwks))
        .route("/.well-known/passkey-endpoints", get(well_known::passkey_endpoints))
        .route("/.well-known/webauthn", get(well_known::related_origins))
        .route("/.well-known/change-password", get(well_known::change_password))
        .with_state(rp)
}

/// Says that the process is alive.
async fn healthz() -> &'static str {
    "ok\n"
}

/// Says whether requests can be served: the database answers.
async fn readyz(State(rp): State<RelyingParty>) -> Result<&'static str> {
    rp.store().ping().await?;
    Ok("ok\n")
}

/// The code and the status, and nothing of what lies behind them: that is logged, here and once.
impl IntoResponse for Error {
    fn into_response(self) -> Response {
        self.log();
        let retry_after = self.retry_after().map(|seconds| [(RETRY_AFTER, seconds.to_string())]);
        let body = Json(json!({ "code": self.code() }));
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
            Self::WrongKey => tracing::error!(error = %self, "internal error"),
            _ => tracing::info!(code = self.code(), reason = %self, "refused"),
        }
    }
}
