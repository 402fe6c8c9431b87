//! Lists of the events of all accounts. Each statement finds its rows by an index.

use sqlx::AssertSqlSafe;
use sqlx::Row as _;

use crate::error::Result;
use crate::extras::console::events::{EventEntry, EventQuery, Network};
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
        let network = query.network.iter().flat_map(|one| one.starts.iter().chain(&one.address));
        for text in network {
            sql = sql.bind(text.clone());
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

/// The start of an address: its first three groups, which the index `events_network` has.
const START: &str = "substr(ip, 1, length(ip) - length(ltrim(substr(ltrim(substr(ltrim(ip, '0123456789abcdef'), 2), \
     '0123456789abcdef'), 2), '0123456789abcdef')))";

/// Returns the statement that lists events. It binds the limit, then the values of the query, in the
/// order of its conditions here.
///
/// Events are ordered by their number. A time is translated into the number of the event next to
/// it, because events of another order would have to be sorted.
pub(crate) fn list(query: &EventQuery) -> String {
    let network = query.network.as_ref();
    let conditions = [
        (query.user_id.is_some(), "user_id = $?".to_owned()),
        (query.kind.is_some(), "kind = $?".to_owned()),
        (network.is_some(), network.map(of_network).unwrap_or_default()),
        (
            query.since.is_some(),
            "sequence >= (select coalesce(min(sequence), 9223372036854775807) from (
                 select sequence from events where created_at >= $? order by created_at limit 1) as first)"
                .to_owned(),
        ),
        (
            query.until.is_some(),
            "sequence <= (select coalesce(max(sequence), 0) from (
                 select sequence from events where created_at <= $? order by created_at desc limit 1) as last)"
                .to_owned(),
        ),
        (query.before.is_some(), "sequence < $?".to_owned()),
        (query.after.is_some(), "sequence > $?".to_owned()),
    ];
    let wanted = conditions.into_iter().filter(|(is_wanted, _)| *is_wanted);
    let wanted = wanted.fold(String::new(), |all, (_, condition)| all + " and " + &condition);
    let mut parts = wanted.split("$?");
    let first = parts.next().unwrap_or_default().to_owned();
    let wanted = parts.zip(2..).fold(first, |all, (part, number)| format!("{all}${number}{part}"));
    format!(
        "select {COLUMNS}, (select email from users where users.id = events.user_id) as email
         from events where 1 = 1{wanted} order by sequence desc limit $1"
    )
}

fn of_network(network: &Network) -> String {
    let start = match network.starts.len() {
        0 => "1 = 0".to_owned(),
        1 => format!("{START} = $?"),
        _ => format!("{START} in ($?, $?)"),
    };
    if network.address.is_some() { format!("{start} and ip = $?") } else { start }
}
