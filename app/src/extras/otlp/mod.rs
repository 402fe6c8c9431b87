//! Traces: starts to send them with the log, and sends the rest when the server stops.

use std::sync::OnceLock;

use latchkey::extras::otlp::Traces;
use latchkey::{Config, ConfigError};
use tracing_subscriber::Layer as _;

use super::{Extra, Outcome};
use crate::server::log::LogLayer;

/// The extra.
pub(super) const EXTRA: Extra = Extra {
    log_layer,
    start: |_| Box::pin(std::future::ready(start())),
    stop: || Box::pin(stop()),
    ..Extra::NONE
};

static TRACES: OnceLock<Result<Option<Traces>, ConfigError>> = OnceLock::new();

/// Reads the settings, because the log starts before the server checks them.
fn log_layer() -> Option<LogLayer> {
    let traces = TRACES.get_or_init(|| Config::load().and_then(|config| Traces::start(&config)));
    Some(traces.as_ref().ok()?.as_ref()?.layer().boxed())
}

fn start() -> Outcome {
    match TRACES.get() {
        Some(Err(error)) => Err(error.to_string().into()),
        _ => Ok(()),
    }
}

async fn stop() {
    if let Some(Ok(Some(traces))) = TRACES.get() {
        traces.stop().await;
    }
}
