//! The log, which never contains secrets.
//!
//! No token, code, cookie, body, email address or IP address is logged, at any level. We log codes and reasons, and
//! dependencies that would log more are limited.

use std::io::IsTerminal as _;
use std::panic;

use latchkey::config::Log;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer, Registry};

/// The crates that would log secrets: webauthn-rs logs whole credentials, sqlx the results of
/// statements, tower-sessions session ids, the HTTP and email libraries headers and bodies.
const QUIET: &str = "webauthn_rs=warn,webauthn_rs_core=warn,sqlx=warn,tower_sessions=error,\
                     tower_sessions_core=error,hyper=info,hyper_util=info,h2=info,lettre=info,rustls=info";

/// A reader of the log.
pub type LogLayer = Box<dyn Layer<Registry> + Send + Sync>;

/// Logs to stderr from now on, and hands the same to other readers.
pub fn to_stderr(log: Log, mut readers: Vec<LogLayer>) {
    let is_coloured = std::io::stderr().is_terminal();
    readers.push(layer(log, is_coloured, std::io::stderr));
    tracing_subscriber::registry().with(readers).init();
}

/// Writes every line of a level and above, except for messages that would contain secrets.
pub fn layer<W>(log: Log, is_coloured: bool, writer: W) -> LogLayer
where
    W: for<'writer> MakeWriter<'writer> + Send + Sync + 'static,
{
    let filter = EnvFilter::new(format!("{},{QUIET}", log.level));
    let lines = tracing_subscriber::fmt::layer().with_writer(writer);
    if log.is_json {
        // The list of spans: the request's isn't the current one inside of a library's.
        lines.json().flatten_event(true).with_current_span(false).with_filter(filter).boxed()
    } else {
        lines.with_ansi(is_coloured).with_filter(filter).boxed()
    }
}

/// Prints a message for the operator at the start, as text or as a line of the JSON log.
pub fn tell(log: Log, text: &str) {
    if log.is_json {
        tracing::info!("{text}");
    } else {
        eprintln!("{text}");
    }
}

/// Warns the operator of something at the start.
pub fn warn(log: Log, text: &str) {
    if log.is_json {
        tracing::warn!("{text}");
    } else {
        eprintln!("Warning: {text}");
    }
}

/// Prints why the command failed.
pub fn failed(log: Log, text: &str) {
    if log.is_json {
        tracing::error!("{text}");
    } else {
        eprintln!("server: {text}");
    }
}

/// Reports panics only by their place in the code, because their message may quote a value.
pub fn report_panics() {
    panic::set_hook(Box::new(|panicked| {
        let place = panicked.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panicked");
    }));
}
