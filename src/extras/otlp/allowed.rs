//! The attributes that a trace may contain. All others are removed before a span is queued.
//!
//! Names of spans are constants in the code. Attributes and events must be listed here. No listed
//! one contains an address, token, code, cookie or IP address: a request has the pattern of its
//! route instead of its path, and a statement its table instead of its text.

use std::mem;
use std::time::Duration;

use opentelemetry::trace::{Event, SpanContext, SpanKind, Status};
use opentelemetry::{Context, KeyValue, Value};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{
    BatchSpanProcessor, IdGenerator as _, RandomIdGenerator, Span, SpanData, SpanEvents, SpanLinks,
    SpanProcessor,
};

/// The field that only sqlx's lines about statements have.
const STATEMENT: &str = "db.statement";

/// The span of a request.
const REQUEST: &str = "request";

/// The route of a request that no route matched.
const NO_ROUTE: &str = "none";

/// The line that says how a request was answered.
const ANSWERED: &str = "answered";

/// The lines that become events, each with those of its fields that it keeps.
const EVENTS: [(&str, &[&str]); 9] = [
    ("event recorded", &["kind", "method"]),
    ("refused", &["code"]),
    ("limit reached", &["limit"]),
    ("internal error", &[]),
    ("the database is unavailable; answered 503", &[]),
    ("panicked", &[]),
    ("message sent", &["tries"]),
    ("message not sent yet", &["tries"]),
    ("message given up", &["tries"]),
];

/// The fields of spans that become attributes, and the attributes' names.
const ATTRIBUTES: [(&str, &str); 2] = [("id", "request.id"), ("kind", "message.kind")];

/// The fields of an answered request that become attributes of its span.
const ANSWER: [(&str, &str); 3] = [
    ("method", "http.request.method"),
    ("route", "http.route"),
    ("status", "http.response.status_code"),
];

/// The words before the name of a table.
const BEFORE_TABLE: [&str; 3] = ["from", "into", "update"];

/// Queues what is allowed of each span.
#[derive(Debug)]
pub(super) struct Allowed {
    queue: BatchSpanProcessor,
    ids: RandomIdGenerator,
    engine: &'static str,
}

impl Allowed {
    pub(super) fn new(queue: BatchSpanProcessor, engine: &'static str) -> Self {
        Self { queue, ids: RandomIdGenerator::default(), engine }
    }

    /// Returns the span of a statement, which sqlx reports when it has ended.
    fn statement(&self, event: &Event, parent: &SpanData) -> SpanData {
        let context = &parent.span_context;
        let text = |name| find(&event.attributes, name).map(|text| text.as_str());
        let statement = text(STATEMENT).filter(|text| !text.trim().is_empty());
        let statement = statement.or_else(|| text("summary")).unwrap_or_default();
        let (operation, table) = operation_and_table(&statement);
        let seconds = match find(&event.attributes, "elapsed_secs") {
            Some(Value::F64(seconds)) => Duration::try_from_secs_f64(*seconds).unwrap_or_default(),
            _ => Duration::ZERO,
        };
        let mut attributes = vec![
            KeyValue::new("db.system.name", self.engine),
            KeyValue::new("db.operation.name", operation.clone()),
        ];
        attributes.extend(table.clone().map(|table| KeyValue::new("db.collection.name", table)));
        SpanData {
            span_context: SpanContext::new(
                context.trace_id(),
                self.ids.new_span_id(),
                context.trace_flags(),
                false,
                context.trace_state().clone(),
            ),
            parent_span_id: context.span_id(),
            parent_span_is_remote: false,
            span_kind: SpanKind::Client,
            name: table.map_or(operation.clone(), |table| format!("{operation} {table}")).into(),
            start_time: event.timestamp - seconds,
            end_time: event.timestamp,
            attributes,
            dropped_attributes_count: 0,
            events: SpanEvents::default(),
            links: SpanLinks::default(),
            status: Status::Unset,
            instrumentation_scope: parent.instrumentation_scope.clone(),
        }
    }
}

impl SpanProcessor for Allowed {
    fn on_start(&self, span: &mut Span, context: &Context) {
        self.queue.on_start(span, context);
    }

    fn on_end(&self, mut span: SpanData) {
        if !span.span_context.is_sampled() {
            return;
        }
        let events = mem::take(&mut span.events).events;
        span.attributes = renamed(mem::take(&mut span.attributes), &ATTRIBUTES);
        span.links = SpanLinks::default();
        if matches!(span.status, Status::Error { .. }) {
            span.status = Status::error("");
        }
        if span.name == REQUEST {
            span.span_kind = SpanKind::Server;
        }
        for event in events {
            if find(&event.attributes, STATEMENT).is_some() {
                self.queue.on_end(self.statement(&event, &span));
            } else if event.name == ANSWERED {
                answer(&mut span, event);
            } else {
                span.events.events.extend(allowed(event));
            }
        }
        self.queue.on_end(span);
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.queue.force_flush()
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.queue.shutdown_with_timeout(timeout)
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.queue.set_resource(resource);
    }
}

/// Adds how a request was answered to its span.
fn answer(span: &mut SpanData, answered: Event) {
    for attribute in renamed(answered.attributes, &ANSWER) {
        let text = attribute.value.as_str().into_owned();
        match attribute.key.as_str() {
            "http.request.method" => span.name = text.into(),
            // Comes after the method.
            "http.route" if text == NO_ROUTE => continue,
            "http.route" => span.name = format!("{} {text}", span.name).into(),
            _ => {
                let status = text.parse::<i64>().unwrap_or_default();
                if status >= 500 {
                    span.status = Status::error("");
                }
                span.attributes.push(KeyValue::new(attribute.key, status));
                continue;
            }
        }
        span.attributes.push(attribute);
    }
}

/// Returns what an event may contain, if it may be in a trace.
fn allowed(event: Event) -> Option<Event> {
    let (name, fields) = EVENTS.iter().find(|(name, _)| *name == event.name)?;
    let mut kept = event.attributes;
    kept.retain(|field| fields.contains(&field.key.as_str()));
    Some(Event::new(*name, event.timestamp, kept, 0))
}

/// Returns the attributes that are listed, under their other names.
fn renamed(attributes: Vec<KeyValue>, list: &[(&str, &'static str)]) -> Vec<KeyValue> {
    let names = attributes.into_iter().filter_map(|attribute| {
        let (_, name) = list.iter().find(|(field, _)| *field == attribute.key.as_str())?;
        Some(KeyValue::new(*name, attribute.value))
    });
    names.collect()
}

fn find<'a>(attributes: &'a [KeyValue], name: &str) -> Option<&'a Value> {
    attributes.iter().find(|one| one.key.as_str() == name).map(|one| &one.value)
}

/// Returns the first word of a statement, and the table that it names first. Several statements that
/// are sent as one are a transaction.
pub(super) fn operation_and_table(statement: &str) -> (String, Option<String>) {
    let statement = statement.trim_end_matches(|one: char| one == ';' || one.is_whitespace());
    if statement.contains(';') {
        return ("transaction".to_owned(), None);
    }
    let mut words = statement.split_whitespace().map(str::to_lowercase).peekable();
    let operation = words.peek().filter(|word| is_name(word)).cloned();
    let table = words.skip_while(|word| !BEFORE_TABLE.contains(&word.as_str())).nth(1);
    (operation.unwrap_or_default(), table.filter(|table| is_name(table)))
}

fn is_name(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}
