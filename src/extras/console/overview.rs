//! The overview: what happened on each of the last days, and the state of the email queue.
//!
//! A reader of events counts them by day and kind, so the overview reads a few hundred rows,
//! however many events there are. It counts from the moment when the site has its first
//! administrator.

use std::collections::BTreeMap;

use crate::RelyingParty;
use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::extras::console::Console;
use crate::model::event::{Event, Kind};
use crate::store::Unit;

/// How many days the overview shows, including today.
pub const DAYS: i64 = 30;

const DAY: UnixSeconds = 24 * 60 * 60;

/// A day, in UTC.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Day {
    /// Its first second.
    pub at: UnixSeconds,
    /// How many events of each kind there were.
    counts: BTreeMap<String, i64>,
}

impl Day {
    /// Returns how many events of these kinds there were.
    pub fn count(&self, kinds: &[Kind]) -> i64 {
        kinds.iter().filter_map(|kind| self.counts.get(kind.as_str())).sum()
    }
}

/// Sign-ins that were rejected. Repeats within an hour count as one.
pub const FAILURES: &[Kind] =
    &[Kind::SignInFailed, Kind::CounterWentBack, Kind::AnswerRepeated, Kind::RecoveryCodeRefused];

/// The numbers on the overview.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The days, oldest first.
    pub days: Vec<Day>,
    /// How many emails and text messages are waiting.
    pub waiting: i64,
    /// How many emails and text messages have failed and are still listed.
    pub failed: i64,
}

impl Overview {
    /// Returns how many events of these kinds there were on all days.
    pub fn count(&self, kinds: &[Kind]) -> i64 {
        self.days.iter().map(|day| day.count(kinds)).sum()
    }
}

/// Counts an event. Called once for each.
pub(super) fn count(_: &RelyingParty, unit: &mut Unit, event: &Event) {
    unit.count_event(event.created_at - event.created_at.rem_euclid(DAY), event.kind);
}

impl Console<'_> {
    /// Returns the numbers of the last [`DAYS`] days.
    pub async fn overview(self) -> Result<Overview> {
        let now = self.clock().now();
        let today = now - now.rem_euclid(DAY);
        let first = today - (DAYS - 1) * DAY;
        let mut days: Vec<_> =
            (0..DAYS).map(|day| Day { at: first + day * DAY, ..Day::default() }).collect();
        for (day_at, kind, count) in self.store().list_event_totals(first).await? {
            if let Some(day) = days.iter_mut().find(|day| day.at == day_at) {
                day.counts.insert(kind, count);
            }
        }
        let (waiting, failed) = self.store().count_messages_to_people().await?;
        Ok(Overview { days, waiting, failed })
    }
}
