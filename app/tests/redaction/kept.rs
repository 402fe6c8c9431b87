//! The captured log, and the secrets that it must not contain.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard};

use app::server::log;
use latchkey::config::Log as LogSettings;
use serde_json::Value;
use testing::server::TestBrowser;
use tracing_subscriber::{Layer, Registry};

#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn written(&self) -> MutexGuard<'_, Vec<u8>> {
        self.0.lock().unwrap()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.written().clone()).unwrap()
    }

    /// Keeps what the server's own log would write.
    pub(crate) fn layer(&self, settings: LogSettings) -> Box<dyn Layer<Registry> + Send + Sync> {
        let writer = self.clone();
        log::layer(settings, false, move || writer.clone())
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.written().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Secrets that must not be in the log, with a name for each.
#[derive(Default)]
pub(crate) struct Secrets(pub(crate) Vec<(&'static str, String)>);

impl Secrets {
    pub(crate) fn keep(&mut self, what: &'static str, secret: &str) {
        assert!(secret.len() >= 8, "{what} is too short to look for: {secret:?}");
        self.0.push((what, secret.to_owned()));
    }

    pub(crate) fn keep_cookies(&mut self, browser: &TestBrowser) {
        for value in browser.cookies.values() {
            self.keep("a cookie", value);
        }
    }

    /// Keeps the parts of a credential. With them, an attacker could answer a ceremony.
    pub(crate) fn keep_credential(&mut self, credential: &str) {
        let credential: Value = serde_json::from_str(credential).unwrap();
        for (name, value) in credential["response"].as_object().unwrap() {
            if let Some(value) = value.as_str().filter(|_| name != "userHandle") {
                self.keep("a part of a credential", value);
            }
        }
    }
}
