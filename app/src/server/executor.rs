//! How Leptos spawns tasks: on tokio, inside the span of the request that they belong to.
//!
//! Leptos loads parts of a page in separate tasks. In its own executor, their log lines would have no request id.

use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use tracing::Instrument as _;

struct Traced;

impl CustomExecutor for Traced {
    fn spawn(&self, future: PinnedFuture<()>) {
        tokio::spawn(future.in_current_span());
    }

    fn spawn_local(&self, future: PinnedLocalFuture<()>) {
        tokio::task::spawn_local(future.in_current_span());
    }

    fn poll_local(&self) {}
}

/// Takes effect once per process, before Leptos sets its own.
pub(super) fn install() {
    let _ = Executor::init_custom_executor(Traced);
}
