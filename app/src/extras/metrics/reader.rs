//! Counts what the server logs.
//!
//! The log already has every request, event and refusal, without names or addresses, so counting adds
//! nothing to the core. This reader also gets the lines below the level that is written.

use std::fmt;

use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::Context;

use super::registry::Metrics;
use crate::server::log::LogLayer;

/// The target of sqlx's lines about statements.
const STATEMENTS: &str = "sqlx::query";

/// Counts in these metrics.
pub(super) fn layer(metrics: &'static Metrics) -> LogLayer {
    let own = [(STATEMENTS, Level::DEBUG), ("latchkey::", Level::DEBUG), ("app::", Level::DEBUG)];
    Reader(metrics).with_filter(Targets::new().with_targets(own)).boxed()
}

struct Reader(&'static Metrics);

impl<S: Subscriber> Layer<S> for Reader {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut line = Line::default();
        event.record(&mut line);
        let Self(metrics) = self;
        if event.metadata().target() == STATEMENTS {
            metrics.statement(line.seconds);
            return;
        }
        match line.message.as_str() {
            "answered" => metrics.request(&line.route, &line.method, line.status, line.seconds),
            "event recorded" => metrics.event(&line.kind, &line.method),
            "refused" => metrics.refusal(&line.code),
            "internal error" => metrics.refusal("internal"),
            "the database is unavailable; answered 503" => metrics.refusal("unavailable"),
            "limit reached" => metrics.limit(&line.limit),
            "message sent" => metrics.message(&line.kind, "sent"),
            "message not sent yet" => metrics.message(&line.kind, "delayed"),
            "message given up" => metrics.message(&line.kind, "given_up"),
            _ => {}
        }
    }
}

/// The fields that become labels and values. Of a request, they contain only the route.
#[derive(Default)]
struct Line {
    message: String,
    route: String,
    method: String,
    kind: String,
    code: String,
    limit: String,
    status: u64,
    seconds: f64,
}

impl Visit for Line {
    fn record_f64(&mut self, field: &Field, value: f64) {
        if matches!(field.name(), "seconds" | "elapsed_secs") {
            self.seconds = value;
        }
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "status" {
            self.status = value;
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        let text = match field.name() {
            "message" => &mut self.message,
            "route" => &mut self.route,
            "method" => &mut self.method,
            "kind" => &mut self.kind,
            "code" => &mut self.code,
            "limit" => &mut self.limit,
            _ => return,
        };
        value.clone_into(text);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // A message and a value written with `%` come as text to format.
        if matches!(field.name(), "message" | "kind") {
            self.record_str(field, &format!("{value:?}"));
        }
    }
}
