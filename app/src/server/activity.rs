//! The activity of one connection: whether the server or the client has to act, and since when.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::Version;
use tokio::sync::Notify;
use tokio::time::Instant;

/// The state of one connection: whether the server or the client has to act, and since when.
pub(super) struct Activity {
    state: Mutex<State>,
    close: Notify,
}

struct State {
    /// Requests that were started and have no response yet.
    in_flight: usize,
    /// Requests that have arrived completely, so that it is the server's turn.
    working: usize,
    /// When it became the client's turn.
    since: Instant,
    is_http1: bool,
    /// Whether no request has begun yet.
    is_new: bool,
}

impl Activity {
    pub(super) fn new() -> Self {
        let since = Instant::now();
        let state = State { in_flight: 0, working: 0, since, is_http1: false, is_new: true };
        Self { state: Mutex::new(state), close: Notify::new() }
    }

    /// Counts a request after its head has arrived. It ends when the returned value is dropped.
    pub(super) fn begin(self: &Arc<Self>, version: Version) -> Turn {
        let mut state = lock(&self.state);
        state.in_flight += 1;
        state.is_new = false;
        state.is_http1 |= version < Version::HTTP_2;
        drop(state);
        let phase = Mutex::new(Phase::Arriving(Instant::now()));
        Turn(Arrival(Arc::new(Inner { activity: self.clone(), phase })))
    }

    /// Records that the client has read some bytes. In HTTP/2 that proves nothing, because the protocol also
    /// sends control frames.
    pub(super) fn wrote(&self) {
        let mut state = lock(&self.state);
        if state.is_http1 {
            state.since = Instant::now();
        }
    }

    /// Returns since when the server has been waiting for the client, if it is waiting.
    pub(super) fn waiting_since(&self) -> Option<Instant> {
        let state = lock(&self.state);
        (state.working == 0).then_some(state.since)
    }

    /// Returns since when there has been no request in progress and no response was read.
    pub(super) fn quiet_since(&self) -> Option<Instant> {
        let state = lock(&self.state);
        (state.in_flight == 0).then_some(state.since)
    }

    /// Returns whether the client hasn't sent a request yet.
    pub(super) fn is_new(&self) -> bool {
        lock(&self.state).is_new
    }

    /// Has the connection closed to make room.
    pub(super) fn close(&self) {
        self.close.notify_one();
    }

    /// Waits until the connection has to be closed to make room.
    pub(super) async fn closed(&self) {
        self.close.notified().await;
    }
}

/// A request in progress, until this is dropped.
pub(super) struct Turn(Arrival);

/// How far a request has arrived.
#[derive(Clone)]
pub(super) struct Arrival(Arc<Inner>);

struct Inner {
    activity: Arc<Activity>,
    phase: Mutex<Phase>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// The body is arriving. The time is that of its last part.
    Arriving(Instant),
    Working,
    Ended,
}

impl Turn {
    pub(super) fn arrival(&self) -> Arrival {
        self.0.clone()
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut phase = lock(&self.0.0.phase);
        let mut state = lock(&self.0.0.activity.state);
        state.in_flight -= 1;
        state.working -= usize::from(*phase == Phase::Working);
        state.since = Instant::now();
        *phase = Phase::Ended;
    }
}

impl Arrival {
    /// Records that another part of the body has arrived.
    pub(super) fn advance(&self) {
        let mut phase = lock(&self.0.phase);
        if let Phase::Arriving(_) = *phase {
            *phase = Phase::Arriving(Instant::now());
        }
    }

    /// Records that the whole body has arrived.
    pub(super) fn complete(&self) {
        let mut phase = lock(&self.0.phase);
        if let Phase::Arriving(_) = *phase {
            *phase = Phase::Working;
            lock(&self.0.activity.state).working += 1;
        }
    }

    /// Returns when the last part of the body arrived, if more is expected.
    pub(super) fn last_at(&self) -> Option<Instant> {
        match *lock(&self.0.phase) {
            Phase::Arriving(at) => Some(at),
            Phase::Working | Phase::Ended => None,
        }
    }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
