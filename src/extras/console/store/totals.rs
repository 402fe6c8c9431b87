//! The numbers of the overview.

use sqlx::Row as _;
use sqlx::any::AnyRow;

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::model::event::Kind;
use crate::store::unit::Statement;
use crate::store::{Store, Unit};

/// The condition under which events are counted: someone can look at the numbers.
pub(crate) const HAS_ADMINS: &str = "(select count(*) from admins) > 0";

/// The statement that lists totals.
pub(crate) const LIST: &str = "select day_at, kind, events from event_totals where day_at >= $1";

/// The statements that count messages to people: waiting and failed.
pub(crate) const COUNTS: [&str; 2] = [
    "select count(*) from messages where next_attempt_at is not null and channel <> 'program'",
    "select count(*) from messages where failed_at is not null and channel <> 'program'",
];

impl Unit {
    /// Counts an event of a day.
    pub(crate) fn count_event(&mut self, day_at: UnixSeconds, kind: Kind) {
        let statement = Statement::new(
            "insert into event_totals (day_at, kind, events) values ($1, $2, 1)
             on conflict (day_at, kind) do update set events = event_totals.events + 1",
        );
        self.add(statement.bind(day_at).bind(kind.as_str()));
    }
}

impl Store {
    /// Lists totals since a day: the day, the kind and the count.
    pub(crate) async fn list_event_totals(
        &self,
        since: UnixSeconds,
    ) -> Result<Vec<(UnixSeconds, String, i64)>> {
        let rows = sqlx::query(LIST).bind(since).fetch_all(self.reader()).await?;
        let total = |row: &AnyRow| {
            Ok((row.try_get("day_at")?, row.try_get("kind")?, row.try_get("events")?))
        };
        rows.iter().map(total).collect()
    }

    /// Counts the emails and text messages that are waiting, and those that have failed.
    pub(crate) async fn count_messages_to_people(&self) -> Result<(i64, i64)> {
        let waiting = sqlx::query_scalar(COUNTS[0]).fetch_one(self.reader()).await?;
        let failed = sqlx::query_scalar(COUNTS[1]).fetch_one(self.reader()).await?;
        Ok((waiting, failed))
    }
}
