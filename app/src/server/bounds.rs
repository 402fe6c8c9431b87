//! Bounds: how many connections, and how long they may keep the server waiting.

use std::time::Duration;

/// Descriptors that connections leave to the database, to mail servers and to files.
const RESERVED: usize = 128;

/// Limits on connections and requests.
#[derive(Clone, Debug)]
pub struct Bounds {
    /// Connections in all. Each takes some 20 kB.
    pub connections: usize,
    /// Connections of one client: many people may share an address, and each browser has six.
    pub connections_per_client: usize,
    /// Requests at once in one HTTP/2 connection, as many as the specification asks for at least.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc9113#section-6.5.2>
    pub streams: u32,
    /// How long the head of a request may take, also of one that never begins.
    pub head: Duration,
    /// How long a connection may do nothing: no request is under way, no answer is taken.
    pub quiet: Duration,
    /// How long a body may make no progress.
    pub body: Duration,
    /// How long a request may take in all.
    pub request: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            connections: 4096,
            connections_per_client: 256,
            streams: 100,
            head: Duration::from_secs(15),
            quiet: Duration::from_secs(30),
            body: Duration::from_secs(30),
            request: Duration::from_mins(1),
        }
    }
}

impl Bounds {
    /// The bounds for this process: with no more connections than it may have descriptors. Raises
    /// the process's own limit as far as the system lets it.
    pub fn of_process() -> Self {
        let bounds = Self::default();
        let Some(descriptors) = descriptors(bounds.connections + RESERVED) else { return bounds };
        let connections = descriptors.saturating_sub(RESERVED).clamp(16, bounds.connections);
        let connections_per_client = bounds.connections_per_client.min(connections / 4);
        Self { connections, connections_per_client, ..bounds }
    }
}

/// How many descriptors this process may have, raised to `wanted` if it can be.
#[cfg(unix)]
fn descriptors(wanted: usize) -> Option<usize> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let wanted = limit.maximum.unwrap_or(u64::MAX).min(wanted as u64);
    if limit.current.is_some_and(|current| current < wanted) {
        let raised = Rlimit { current: Some(wanted), maximum: limit.maximum };
        // If it stays as it is, there are fewer connections.
        let _ = setrlimit(Resource::Nofile, raised);
    }
    usize::try_from(getrlimit(Resource::Nofile).current?).ok()
}

#[cfg(not(unix))]
fn descriptors(_: usize) -> Option<usize> {
    None
}
