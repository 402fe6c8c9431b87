//! Lists of the events of all accounts. Each statement finds its rows by an index.

use sqlx::AssertSqlSafe;
use sqlx::Row as _;

use crate::error::Result;
use crate::extras::console::events::{EventEntry, EventQuery};
use crate::store::Store;
use crate::store::events::{COLUMNS, event};

impl Store {
    /// Lists events, newest first.
    pub(crate) async fn find_events(
        &self,
        query: &EventQuery,
        limit: i64,
    ) -> Result<Vec<EventEntry>> {
        let mut sql = sqlx::query(AssertSqlSafe(list(query))).bind(limit);
        if let Some(user_id) = query.user_id {
            sql = sql.bind(user_id.to_string());
        }
        if let Some(kind) = query.kind {
            sql = sql.bind(kind.as_str());
        }
        for number in [query.since, query.until, query.before, query.after].into_iter().flatten() {
            sql = sql.bind(number);
        }
        let rows = sql.fetch_all(self.reader()).await?;
        rows.iter()
            .map(|row| Ok(EventEntry { event: event(row)?, email: row.try_get("email")? }))
            .collect()
    }
}

/// Returns the statement that lists events. It binds the limit, then the values of the query, in the
/// order of its conditions here.
///
/// Events are ordered by their number. A time is translated into the number of the event next to
/// it, because events of another order would have to be sorted.
pub(crate) fn list(query: &EventQuery) -> String {
    let conditions = [
        (query.user_id.is_some(), "user_id = $?"),
        (query.kind.is_some(), "kind = $?"),
        (
            query.since.is_some(),
            "sequence >= (select coalesce(min(sequence), 9223372036854775807) from (
                 select sequence from events where created_at >= $? order by created_at limit 1) as first)",
        ),
        (
            query.until.is_some(),
            "sequence <= (select coalesce(max(sequence), 0) from (
                 select sequence from events where created_at <= $? order by created_at desc limit 1) as last)",
        ),
        (query.before.is_some(), "sequence < $?"),
        (query.after.is_some(), "sequence > $?"),
    ];
    let wanted = conditions.into_iter().filter(|(is_wanted, _)| *is_wanted);
    let wanted: Vec<_> = wanted
        .zip(2..)
        .map(|((_, condition), number)| {
            format!(" and {}", condition.replace("$?", &format!("${number}")))
        })
        .collect();
    format!(
        "select {COLUMNS}, (select email from users where users.id = events.user_id) as email
         from events where 1 = 1{} order by sequence desc limit $1",
        wanted.concat()
    )
}
