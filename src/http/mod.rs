//! HTTP for everyone who is not our own pages, and the guards that stand before everybody.

mod guard;
mod well_known;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use http::header::RETRY_AFTER;
use serde_json::json;

use crate::RelyingParty;
use crate::error::{Error, Result};

pub use guard::{MAX_BODY, guard};

/// Every route, on one page.
pub fn router(rp: RelyingParty) -> Router {
    Router::new()
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .merge(well_known::router())
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
        (self.status(), retry_after, Json(json!({ "code": self.code() }))).into_response()
    }
}

impl Error {
    /// Logs the failure, at the boundary where it is answered.
    pub fn log(&self) {
        if let Self::Internal(source) = self {
            tracing::error!(error = %source, "internal error");
        } else {
            tracing::info!(code = self.code(), reason = %self, "refused");
        }
    }
}
