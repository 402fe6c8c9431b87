//! The events table: the history of accounts in commit order.

use sqlx::any::AnyRow;
use sqlx::{Any, AssertSqlSafe, Row as _, Transaction};

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::model::event::Event;
use crate::model::event::Kind;
use crate::model::event::Tell;
use crate::model::session::Method;
use crate::model::user::{Email, UserId};
use crate::store::ids::id;
use crate::store::unit::Statement;
use crate::store::{Store, Unit};

/// The columns that [`event`] reads.
pub(crate) const COLUMNS: &str =
    "sequence, id, user_id, kind, details, user_agent, ip, created_at, times, last_at, tell";

/// Creates the event for an account that only the store knows.
pub(crate) type EventOf<'a> = &'a (dyn Fn(UserId) -> Event + Sync);

/// Creates an event of this kind for the current account.
pub(crate) type EventOfKind<'a> = &'a (dyn Fn(Kind) -> Event + Sync);

/// Returns the two statements that insert an event. They must be the last in their transaction.
fn insert(event: &Event) -> [Statement; 2] {
    let counted = Statement::new("update event_counter set last = last + 1");
    let (is_told, address) = match &event.tell {
        Tell::Nobody => (0, None),
        Tell::Owner => (1, None),
        Tell::Address(address) => (0, Some(address.to_string())),
    };
    let inserted = Statement::new(
        "insert into events (sequence, id, user_id, kind, merge_key, details, user_agent, ip,
                             created_at, last_at, tell)
         values ((select last from event_counter), $1, $2, $3, $4, $5, $6, $7, $8, $8,
                 coalesce($9, case when $10 = 1 then (
                     select email from users where id = $2 and email_verified_at is not null) end))
         on conflict (merge_key) do update set
             times = events.times + 1, last_at = excluded.last_at,
             user_agent = excluded.user_agent, ip = excluded.ip",
    )
    .bind(event.id)
    .bind(event.user_id)
    .bind(event.kind.as_str())
    .bind(event.merge_key())
    .bind(event.details.to_json())
    .bind(event.user_agent.clone())
    .bind(event.ip.clone())
    .bind(event.created_at)
    .bind(address)
    .bind(is_told);
    [counted, inserted]
}

/// Records an event inside a transaction. It must be the last step.
pub(crate) async fn record(transaction: &mut Transaction<'_, Any>, event: &Event) -> Result<()> {
    for statement in insert(event) {
        statement.execute(transaction).await?;
    }
    Recorded::new(event).log();
    Ok(())
}

/// The part of an event that is logged.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Recorded {
    kind: Kind,
    method: Option<Method>,
}

impl Recorded {
    fn new(event: &Event) -> Self {
        Self { kind: event.kind, method: event.details.method }
    }

    /// Logs that the event is recorded. The account isn't logged, because the database has it.
    pub(crate) fn log(self) {
        let (kind, method) = (self.kind.as_str(), self.method.map(Method::as_str));
        tracing::debug!(kind, method, "event recorded");
    }
}

impl Unit {
    /// Records an event.
    pub(crate) fn record(&mut self, event: &Event) {
        self.add_last(insert(event));
        self.add_recorded(Recorded::new(event));
    }

    /// Removes the address from an event, on condition that no other process has done so.
    pub(crate) fn forget_address(&mut self, event: &Event) {
        let statement = "update events set tell = null where id = $1 and tell is not null";
        self.add(Statement::new(statement).bind(event.id).required());
    }

    /// Stores the hash of the link in the email about an event.
    pub(crate) fn set_event_link(&mut self, event: &Event, link_hash: String) {
        let statement = Statement::new("update events set link_hash = $2 where id = $1");
        self.add(statement.bind(event.id).bind(link_hash));
    }

    /// Uses the link of an event, on condition that no other request has used it.
    pub(crate) fn spend_event_link(&mut self, event: &Event) {
        let statement =
            "update events set link_hash = null where id = $1 and link_hash is not null";
        self.add(Statement::new(statement).bind(event.id).required());
    }
}

impl Store {
    /// Finds the oldest event that still has to be emailed.
    pub(crate) async fn find_untold_event(&self) -> Result<Option<Event>> {
        let row = sqlx::query(AssertSqlSafe(format!(
            "select {COLUMNS} from events where tell is not null order by sequence limit 1"
        )))
        .fetch_optional(self.reader())
        .await?;
        row.as_ref().map(event).transpose()
    }

    /// Finds the event of an unused link that happened after an instant.
    pub(crate) async fn find_event_of_link(
        &self,
        link_hash: &str,
        after: UnixSeconds,
    ) -> Result<Option<Event>> {
        let row = sqlx::query(AssertSqlSafe(format!(
            "select {COLUMNS} from events where link_hash = $1 and created_at > $2"
        )))
        .bind(link_hash.to_owned())
        .bind(after)
        .fetch_optional(self.reader())
        .await?;
        row.as_ref().map(event).transpose()
    }

    /// Lists a user's newest events, newest first, or those before a number.
    pub async fn list_events(
        &self,
        user_id: UserId,
        before: Option<i64>,
        limit: i64,
    ) -> Result<Vec<Event>> {
        let rows = sqlx::query(AssertSqlSafe(format!(
            "select {COLUMNS} from events
             where user_id = $1 and sequence < $2 order by sequence desc limit $3"
        )))
        .bind(user_id.to_string())
        .bind(before.unwrap_or(i64::MAX))
        .bind(limit)
        .fetch_all(self.reader())
        .await?;
        rows.iter().map(event).collect()
    }

    /// Lists the newest events of these kinds, newest first. With `before`, those before that
    /// sequence number.
    pub(crate) async fn list_events_of(
        &self,
        user_id: UserId,
        before: Option<i64>,
        kinds: impl Iterator<Item = Kind>,
        limit: i64,
    ) -> Result<Vec<Event>> {
        let kinds: Vec<_> = kinds.map(Kind::as_str).collect();
        let rows = sqlx::query(AssertSqlSafe(format!(
            "select {COLUMNS} from events
             where user_id = $1 and sequence < $2 and $3 like '%,' || kind || ',%'
             order by sequence desc limit $4"
        )))
        .bind(user_id.to_string())
        .bind(before.unwrap_or(i64::MAX))
        .bind(format!(",{},", kinds.join(",")))
        .bind(limit)
        .fetch_all(self.reader())
        .await?;
        rows.iter().map(event).collect()
    }
}

pub(crate) fn event(row: &AnyRow) -> Result<Event> {
    let kind: String = row.try_get("kind")?;
    let address: Option<String> = row.try_get("tell")?;
    Ok(Event {
        sequence: row.try_get("sequence")?,
        id: id(row, "id")?,
        user_id: id(row, "user_id")?,
        kind: Kind::parse(&kind)?,
        details: serde_json::from_str(&row.try_get::<String, _>("details")?)?,
        user_agent: row.try_get("user_agent")?,
        ip: row.try_get("ip")?,
        created_at: row.try_get("created_at")?,
        times: row.try_get("times")?,
        last_at: row.try_get("last_at")?,
        tell: match address {
            Some(address) => Tell::Address(Email::parse(&address)?),
            None => Tell::Nobody,
        },
    })
}
