//! Traces: sends what the server did for each request, and how long it took, to an OpenTelemetry
//! collector.
//!
//! 1. [`Traces::layer`] turns the log's spans and lines into OpenTelemetry's spans and events.
//! 2. When a span ends, `allowed.rs` keeps only what its list allows. So no secret is even queued.
//! 3. The SDK queues at most 2048 spans and drops more. Its own thread sends them every 5 seconds,
//!    through `collector.rs`. So no request waits for the collector.
//!
//! The header `traceparent` of a request is ignored: this site is public, and a stranger must not
//! decide what is recorded, or join others' traces.
//!
//! <https://opentelemetry.io/docs/specs/otlp/#otlphttp>

mod allowed;
mod collector;
#[cfg(test)]
mod tests;

use std::time::Duration;

use opentelemetry::trace::TracerProvider as _;
use opentelemetry::{Key, KeyValue};
use opentelemetry_otlp::{SpanExporter, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{BatchSpanProcessor, SdkTracerProvider};
use tracing::{Level, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::registry::LookupSpan;

use crate::config::{Config, ConfigError, OTLP_ENDPOINT};
use allowed::Allowed;
use collector::Collector;

/// How long a stopping server goes on sending what is queued.
const GRACE: Duration = Duration::from_secs(5);

/// The connection to a collector.
#[derive(Debug)]
pub struct Traces(SdkTracerProvider);

impl Traces {
    /// Starts to send traces, if `LATCHKEY_OTLP_ENDPOINT` is set. Call this inside of the runtime.
    ///
    /// # Errors
    /// Certificates that aren't those of an authority, and wrong standard settings (`OTEL_…`).
    pub fn start(config: &Config) -> Result<Option<Self>, ConfigError> {
        let Some(otlp) = &config.otlp else { return Ok(None) };
        let wrong = |problem: &str| ConfigError::new(OTLP_ENDPOINT, problem);
        let collector = Collector::new(otlp.ca.as_deref());
        let collector =
            collector.ok_or_else(|| wrong("ca: not the certificate of an authority"))?;
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(collector)
            .with_endpoint(otlp.url.as_str())
            .build()
            .map_err(|error| wrong(&error.to_string()))?;
        let queue = BatchSpanProcessor::builder(exporter).build();
        let engine = if config.sqlite_file().is_some() { "sqlite" } else { "postgresql" };
        let provider = SdkTracerProvider::builder()
            .with_resource(resource(&config.app_id))
            .with_span_processor(Allowed::new(queue, engine))
            .build();
        Ok(Some(Self(provider)))
    }

    /// Returns the reader of the log that makes the traces.
    pub fn layer<S>(&self) -> impl Layer<S> + Send + Sync + use<S>
    where
        S: Subscriber + for<'span> LookupSpan<'span> + Send + Sync,
    {
        let own = ["sqlx::", "latchkey::", "app::"].map(|target| (target, Level::DEBUG));
        tracing_opentelemetry::layer()
            .with_tracer(self.0.tracer("latchkey"))
            .with_error_events_to_status(false)
            .with_error_events_to_exceptions(false)
            .with_error_fields_to_exceptions(false)
            .with_error_records_to_exceptions(false)
            .with_location(false)
            .with_threads(false)
            .with_tracked_inactivity(false)
            // Parents are those of `tracing`. Nothing here uses OpenTelemetry's own context.
            .with_context_activation(false)
            .with_filter(Targets::new().with_targets(own))
    }

    /// Sends what is queued, within seconds. Later spans are dropped.
    pub async fn stop(&self) {
        let provider = self.0.clone();
        // The collector logs why it failed.
        let stopping = tokio::task::spawn_blocking(move || provider.shutdown_with_timeout(GRACE));
        let _ = stopping.await;
    }
}

/// Returns the attributes of this server: its name, unless a standard setting names it, and its
/// version.
fn resource(app_id: &str) -> Resource {
    let detected = Resource::builder().build();
    let name = detected.get(&Key::new("service.name")).map(|name| name.to_string());
    let version = KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
    let builder = Resource::builder().with_attribute(version);
    if name.is_none_or(|name| name.starts_with("unknown_service")) {
        return builder.with_service_name(app_id.to_owned()).build();
    }
    builder.build()
}
