//! The clock, which is passed to everything that depends on the time, so that tests can set it.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Seconds since 1970-01-01T00:00:00Z.
pub type UnixSeconds = i64;

/// The time, from the operating system or from a test. Cloning is cheap.
#[derive(Clone)]
pub struct Clock(Source);

#[derive(Clone)]
enum Source {
    System,
    Manual(Arc<AtomicI64>),
}

impl Clock {
    /// Returns the operating system's clock.
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// Returns a clock that stays at `now` until [`Clock::advance`] moves it.
    pub fn manual(now: UnixSeconds) -> Self {
        Self(Source::Manual(Arc::new(AtomicI64::new(now))))
    }

    /// Returns the current time.
    pub fn now(&self) -> UnixSeconds {
        match &self.0 {
            #[expect(clippy::disallowed_methods, reason = "this is the clock")]
            Source::System => std::time::SystemTime::now()
                .duration_since(std::time::UNIX_EPOCH)
                .map_or(0, seconds),
            Source::Manual(now) => now.load(Ordering::SeqCst),
        }
    }

    /// Moves a manual clock and all its clones forward. Has no effect on the system's clock.
    pub fn advance(&self, by: Duration) {
        if let Source::Manual(now) = &self.0 {
            now.fetch_add(seconds(by), Ordering::SeqCst);
        }
    }

    /// Moves a manual clock and all its clones back, as when an operator corrects the system's
    /// clock. Has no effect on the system's clock.
    pub fn turn_back(&self, by: Duration) {
        if let Source::Manual(now) = &self.0 {
            now.fetch_sub(seconds(by), Ordering::SeqCst);
        }
    }
}

/// Returns a duration in whole seconds, the unit of instants.
pub fn seconds(duration: Duration) -> UnixSeconds {
    UnixSeconds::try_from(duration.as_secs()).unwrap_or(UnixSeconds::MAX)
}

/// Formats an instant as in JSON: `2026-11-18T09:06:40Z`.
///
/// <https://www.rfc-editor.org/rfc/rfc3339>
pub fn rfc3339(at: UnixSeconds) -> String {
    let at = OffsetDateTime::from_unix_timestamp(at).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    at.format(&Rfc3339).unwrap_or_default()
}

/// Reads an instant in RFC 3339. Fractions of a second are dropped.
pub fn parse_instant(text: &str) -> Option<UnixSeconds> {
    OffsetDateTime::parse(text, &Rfc3339).ok().map(OffsetDateTime::unix_timestamp)
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}
