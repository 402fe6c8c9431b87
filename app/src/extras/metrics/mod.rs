//! Metrics: numbers about this server process for Prometheus, on a separate listener.
//!
//! 1. A reader of the log ([`reader`]) counts what the server reports there, such as requests and events.
//! 2. `GET /metrics` on `LATCHKEY_METRICS_ADDR` writes the counts ([`registry`]), with the length of the
//!    queue and the use of the process at that moment.
//!
//! Without `LATCHKEY_METRICS_ADDR`, nothing is counted. docs/metrics.md lists all names.
//!
//! <https://prometheus.io/docs/specs/om/open_metrics_spec/>

mod process;
mod reader;
mod registry;

use std::net::{SocketAddr, TcpListener};
use std::sync::LazyLock;

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header::CONTENT_TYPE;
use latchkey::{Config, RelyingParty};

use super::{Extra, Outcome};
use crate::server::log::LogLayer;
use registry::Metrics;

/// The extra.
pub(super) const EXTRA: Extra =
    Extra { log_layer, start: |rp| Box::pin(std::future::ready(start(&rp))), ..Extra::NONE };

const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The counts of this process.
static METRICS: LazyLock<Metrics> = LazyLock::new(Metrics::new);

/// Reads the settings, because the log starts before the server checks them.
fn log_layer() -> Option<LogLayer> {
    let is_on = Config::load().is_ok_and(|config| !config.metrics_addrs.is_empty());
    is_on.then(|| reader::layer(&METRICS))
}

fn start(rp: &RelyingParty) -> Outcome {
    for address in &rp.config().metrics_addrs {
        let listener = listen(*address).map_err(|error| {
            format!("LATCHKEY_METRICS_ADDR: cannot listen on {address}: {error}")
        })?;
        let router = Router::new().route("/metrics", get(page)).with_state(rp.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
    }
    Ok(())
}

fn listen(address: SocketAddr) -> std::io::Result<tokio::net::TcpListener> {
    let listener = TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    tokio::net::TcpListener::from_std(listener)
}

async fn page(State(rp): State<RelyingParty>) -> Response {
    // While the database is away, the rest is still worth reading.
    let waiting = rp.store().count_waiting().await.unwrap_or_else(|error| {
        error.log();
        Vec::new()
    });
    let text = METRICS.write(&waiting, rp.clock().now());
    ([(CONTENT_TYPE, OPEN_METRICS)], text).into_response()
}
