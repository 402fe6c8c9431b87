//! The readers of events: a cursor each, in the table `event_readers`.

use sqlx::{AssertSqlSafe, Row as _};

use crate::RelyingParty;
use crate::error::Result;
use crate::extras::EXTRAS;
use crate::model::event::Event;
use crate::store::events::{COLUMNS, event};
use crate::store::unit::Statement;
use crate::store::{Store, Unit};

/// A reader of the events, with a cursor in `event_readers`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EventReader {
    /// The name of its row.
    pub(crate) name: &'static str,
    /// The SQL condition under which the reader wants events. While it doesn't hold, they are
    /// skipped.
    pub(crate) wanted: &'static str,
    /// Adds the effects of an event to the unit that moves the cursor.
    pub(crate) read: fn(&RelyingParty, &mut Unit, &Event),
}

/// The last reader. It follows all others and keeps the table small.
const TRIMMING: &str = "trimming";

/// Returns the SQL condition under which all readers of extras have read an event, or don't want
/// it.
pub(super) fn is_read() -> String {
    let readers = EXTRAS.iter().filter_map(|extra| extra.reader());
    let conditions = readers.map(|EventReader { name, wanted, .. }| {
        format!(
            " and (sequence <= (select sequence from event_readers where name = '{name}') or not ({wanted}))"
        )
    });
    conditions.fold("1 = 1".to_owned(), |all, one| all + &one)
}

/// The next events for a reader.
#[derive(Debug)]
pub(crate) struct Unread {
    /// The sequence number of the last event that it has read.
    pub(crate) after: i64,
    pub(crate) events: Vec<Event>,
}

impl Unit {
    /// Moves the cursor of trimming.
    pub(crate) fn advance_trimming(&mut self, unread: &Unread) {
        self.advance(TRIMMING, unread);
    }

    /// Moves a reader's cursor, on condition that no other process has moved it.
    pub(crate) fn advance(&mut self, reader: &'static str, unread: &Unread) {
        let to = unread.events.last().map_or(unread.after, |event| event.sequence);
        let statement = Statement::new(
            "update event_readers set sequence = $3 where name = $1 and sequence = $2",
        );
        self.add(statement.bind(reader).bind(unread.after).bind(to).required());
    }
}

impl Store {
    /// Lists the next events for the reader of an extra, oldest first.
    pub(crate) async fn list_unread(&self, reader: &EventReader, limit: i64) -> Result<Unread> {
        self.list_after_cursor(reader.name, reader.wanted, limit).await
    }

    /// Lists the next events for trimming: those that all other readers have read.
    pub(crate) async fn list_untrimmed(&self, limit: i64) -> Result<Unread> {
        self.list_after_cursor(TRIMMING, &is_read(), limit).await
    }

    async fn list_after_cursor(&self, name: &str, condition: &str, limit: i64) -> Result<Unread> {
        let rows = sqlx::query(AssertSqlSafe(format!(
            "select {COLUMNS}, (select sequence from event_readers where name = $1) as after
             from events
             where sequence > (select sequence from event_readers where name = $1) and {condition}
             order by sequence limit $2"
        )))
        .bind(name.to_owned())
        .bind(limit)
        .fetch_all(self.reader())
        .await?;
        let after = rows.first().map_or(Ok(0), |row| row.try_get("after"))?;
        Ok(Unread { after, events: rows.iter().map(event).collect::<Result<_>>()? })
    }

    /// Moves the readers that don't want any events to the end.
    pub(crate) async fn skip_unwanted(&self) -> sqlx::Result<()> {
        for EventReader { name, wanted, .. } in EXTRAS.iter().filter_map(|extra| extra.reader()) {
            sqlx::query(AssertSqlSafe(format!(
                "update event_readers set sequence = (select last from event_counter)
                 where name = '{name}' and not ({wanted})
                   and sequence < (select last from event_counter)"
            )))
            .execute(self.writer())
            .await?;
        }
        Ok(())
    }
}
