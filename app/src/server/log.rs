//! The log, and the secrets that never get into it.
//!
//! No token, code, cookie, address or body is logged, at any level: what we log ourselves are
//! codes and reasons, and dependencies that would log more are kept quiet.

use std::panic;

use tracing_subscriber::EnvFilter;

/// The crates that would log secrets: webauthn-rs logs whole credentials, sqlx the results of
/// statements, tower-sessions session ids, the HTTP and email libraries headers and bodies.
const QUIET: &str = "webauthn_rs=warn,webauthn_rs_core=warn,sqlx=warn,tower_sessions=error,\
                     tower_sessions_core=error,hyper=info,hyper_util=info,h2=info,lettre=info,rustls=info";

/// Logs everything of a level and above, except for messages that would contain secrets.
pub fn filter(level: &str) -> EnvFilter {
    EnvFilter::new(format!("{level},{QUIET}"))
}

/// Has panics reported by their place in the code alone: their message may quote the value that
/// was not expected.
pub fn report_panics() {
    panic::set_hook(Box::new(|panicked| {
        let place = panicked.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panicked");
    }));
}
