//! Checks the plan of every statement that a test runs: none reads a whole table that grows with
//! the site.
//!
//! sqlx reports each statement. When a test's database is dropped, SQLite is asked for the plans of
//! those that are new. It plans by the indexes alone, and PostgreSQL has the same ones.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::mem;
use std::sync::{Mutex, Once, PoisonError};

use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Row as _};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::database::in_destructor;
use crate::migrations::{migrate, migration_files};

/// Tables and partial indexes with few rows, however many users there are.
const SMALL: &[&str] = &[
    "challenge_keys",
    "conditions",
    "event_counter",
    "event_readers",
    // Until they are used, and for 14 days at most.
    "invitations",
    // An index of what waits to be sent.
    "messages_due",
    "settings",
    "signing_keys",
    "webhook_endpoints", // extra: webhooks
    "api_keys",          // extra: passage
    "user_lists",        // extra: passage
    "admins",            // extra: console
    "admin_invitations", // extra: console
    "sqlite_master",
    "_sqlx_migrations",
    // Not tables, but values and the schema.
    "CONSTANT",
    "VALUES",
    "VIRTUAL",
];

/// Parts of statements that may read a whole table.
const ALLOWED: &[&str] = &[
    // Only for tests and measurements.
    "select count(*) from",
    // Once an hour, when expired rows are deleted. The index has what it needs.
    "select user_id from sessions group by user_id having count(*) >",
    // A test that fills tables. extra: console
    "with recursive n(i)", // extra: console
    // What belongs to an address or a number, when its owner downloads or deletes the account. These
    // rows are deleted after a week at most.
    "in (lower($1), lower($1), lower($1))",
];

/// The statements of this process: all, and those without a check.
static SEEN: Mutex<(BTreeSet<String>, Vec<String>)> = Mutex::new((BTreeSet::new(), Vec::new()));

/// Starts collecting statements. Does nothing if the test reads the log itself.
pub(crate) fn watch() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = tracing::subscriber::set_global_default(Watcher);
    });
}

/// Leaves out a test's own statements.
pub(crate) fn leave_out(text: &str) {
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    seen.0.extend(statements(text));
}

/// Checks the statements that ran since the last check. After a failed test, the next one checks its
/// statements.
///
/// # Panics
/// If a statement reads a whole table.
pub(crate) fn check() {
    if std::thread::panicking() {
        return;
    }
    let new = mem::take(&mut SEEN.lock().unwrap_or_else(PoisonError::into_inner).1);
    if new.is_empty() {
        return;
    }
    let scans = in_destructor(async move || scans(&new).await).expect("plans");
    assert!(scans.is_empty(), "reads a whole table: {}", scans.join("\n\n"));
}

async fn scans(statements: &[String]) -> sqlx::Result<Vec<String>> {
    let mut memory = AnyConnection::connect("sqlite::memory:").await?;
    migrate(&mut memory, &migration_files()).await;
    let mut scans = Vec::new();
    for sql in statements {
        let plan = AssertSqlSafe(format!("explain query plan {sql}"));
        // Some are for PostgreSQL, or for a test's own table.
        let Ok(steps) = sqlx::query(plan).fetch_all(&mut memory).await else { continue };
        let steps: Vec<String> = steps.iter().map(|row| row.get("detail")).collect();
        if steps.iter().any(|step| is_scan(step, sql)) {
            scans.push(format!("{sql}\n{steps:#?}"));
        }
    }
    memory.close().await?;
    Ok(scans)
}

/// Returns whether a step of a plan reads a whole table that grows.
fn is_scan(step: &str, sql: &str) -> bool {
    let Some(rest) = step.strip_prefix("SCAN ") else { return false };
    // It stops when it has enough rows.
    let is_limited = rest.contains(" INDEX ") && sql.contains(" limit ");
    // `server copy` empties the database that it copies to.
    let is_emptying = sql.starts_with("delete from ") && !sql.contains(" where ");
    let is_small = rest.split(' ').any(|name| SMALL.contains(&name));
    !is_limited && !is_emptying && !is_small && !ALLOWED.iter().any(|part| sql.contains(part))
}

/// Returns the statements of a text that read tables, with single spaces and one placeholder. On
/// SQLite, a unit of work is one text.
fn statements(text: &str) -> impl Iterator<Item = String> {
    text.split(';').filter_map(|sql| {
        let sql = sql.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut parts = sql.split('$');
        let mut same = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            same.push_str("$1");
            same.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
        }
        let verb = same.split(' ').next().unwrap_or_default();
        matches!(verb, "select" | "update" | "delete" | "insert" | "with").then_some(same)
    })
}

/// Receives sqlx's reports.
struct Watcher;

impl Subscriber for Watcher {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }

    fn event(&self, event: &Event<'_>) {
        let mut report = Report::default();
        event.record(&mut report);
        let text = if report.statement.is_empty() { report.summary } else { report.statement };
        let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
        for sql in statements(&text) {
            if seen.0.insert(sql.clone()) {
                seen.1.push(sql);
            }
        }
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// What sqlx reports. A statement of four words is only in the summary.
#[derive(Default)]
struct Report {
    summary: String,
    statement: String,
}

impl Visit for Report {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "summary" => value.clone_into(&mut self.summary),
            "db.statement" => value.clone_into(&mut self.statement),
            _ => {}
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_scan_is_found_and_a_search_is_not() {
        sqlx::any::install_default_drivers();
        let scan = "select id from users where display_name = $1".to_owned();
        let by_reference = "delete from rate_limits where expires_at <= $1".to_owned();
        let search = "select id from users where email_key = $1".to_owned();
        let found = scans(&[scan.clone(), by_reference, search]).await.unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with(&scan), "{found:?}");
    }

    #[test]
    fn a_text_is_read_statement_by_statement() {
        let text = "begin immediate;\nupdate a set b = $17\n where c = $2;\ncommit";
        assert_eq!(statements(text).collect::<Vec<_>>(), ["update a set b = $1 where c = $1"]);
    }
}
