//! Limits on connections, and on how long they may keep the server waiting.

use std::time::Duration;

/// Descriptors that are reserved for the database, mail servers and files.
const RESERVED: usize = 128;

/// Limits on connections and requests.
#[derive(Clone, Debug)]
pub struct Bounds {
    /// Connections in total. Each takes about 20 kB.
    pub connections: usize,
    /// Connections of one client. Many users may share an address, and each browser opens six.
    pub connections_per_client: usize,
    /// Concurrent requests in one HTTP/2 connection: the minimum that the specification recommends.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc9113#section-6.5.2>
    pub streams: u32,
    /// How long the head of a request may take, even if it never starts.
    pub head: Duration,
    /// How long a connection may be idle: without a request in progress and without reading a response.
    pub quiet: Duration,
    /// How long a body may make no progress.
    pub body: Duration,
    /// How long a request may take in total.
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
    /// Returns the limits for this process: at most as many connections as descriptors. Raises the process's
    /// descriptor limit as far as the system allows.
    pub fn of_process() -> Self {
        let bounds = Self::default();
        let Some(descriptors) = descriptors(bounds.connections + RESERVED) else { return bounds };
        let connections = descriptors.saturating_sub(RESERVED).clamp(16, bounds.connections);
        let connections_per_client = bounds.connections_per_client.min(connections / 4);
        Self { connections, connections_per_client, ..bounds }
    }
}

/// Returns how many descriptors this process may have, after trying to raise the number to `wanted`.
#[cfg(unix)]
fn descriptors(wanted: usize) -> Option<usize> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let wanted = limit.maximum.unwrap_or(u64::MAX).min(wanted as u64);
    if limit.current.is_some_and(|current| current < wanted) {
        let raised = Rlimit { current: Some(wanted), maximum: limit.maximum };
        // If raising it fails, there are fewer connections.
        let _ = setrlimit(Resource::Nofile, raised);
    }
    usize::try_from(getrlimit(Resource::Nofile).current?).ok()
}

#[cfg(not(unix))]
fn descriptors(_: usize) -> Option<usize> {
    None
}
