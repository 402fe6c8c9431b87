//! The database: SQLite or PostgreSQL, with one SQL text per query.
//!
//! Breaking any of these rules for SQL fails on one of the engines or in the driver:
//!
//! - Use `$1` placeholders and only `i64`, text and bytes. Bind `None` with its type.
//! - `returning` and `on conflict` work on both. `for update`, `exists` as a value and `sum`
//!   without a cast don't.
//! - To lock, update the parent row. SQLite has one writer, and PostgreSQL is read-committed.
//! - After a failed statement, PostgreSQL aborts the transaction but SQLite goes on. A statement
//!   that may insert a duplicate uses `on conflict do nothing`.
//! - A row is read by the names of its columns. `COLUMNS` of a store lists those of its row type,
//!   once. A computed column gets a name with `as`. Two columns of a row never share a name, so a
//!   join renames one. Names are in lower case, because PostgreSQL folds them.
//! - A statement finds its rows by an index, unless the table stays small. Tests refuse others
//!   (`testing/src/plans.rs`).
//! - A method is one use case and one transaction. No method takes a second connection inside a
//!   transaction.

pub(crate) mod account_status;
mod adding;
mod address_changes;
pub(crate) mod addresses;
mod backup;
pub(crate) mod challenges;
mod changes;
pub(crate) mod codes;
pub(crate) mod conflicts;
mod copy;
pub(crate) mod credentials;
mod deactivation;
mod deletion;
mod event_readers;
mod event_retention;
pub(crate) mod events;
pub(crate) mod export;
pub(crate) mod ids;
pub(crate) mod invitations;
pub(crate) mod known_browsers;
pub(crate) mod limits;
pub(crate) mod magic_links;
pub(crate) mod messages;
pub(crate) mod metadata;
pub(crate) mod migrations;
mod open;
mod outage;
pub(crate) mod personal;
pub(crate) mod queue;
pub(crate) mod queue_list;
pub(crate) mod recovery_codes;
mod redemption;
pub(crate) mod refresh_tokens;
pub(crate) mod removals;
pub(crate) mod resets;
mod restore;
mod rows;
mod schema;
pub(crate) mod sessions;
pub(crate) mod settings;
pub(crate) mod signing_keys;
mod statement;
mod token_rotation;
mod tower_sessions;
pub(crate) mod unit;
pub(crate) mod users;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::{Any, AnyPool, AssertSqlSafe, Transaction};

use crate::clock::UnixSeconds;
use crate::extras::EXTRAS;

pub use adding::AddReason;
pub use backup::{BackupError, back_up};
pub(crate) use challenges::{ChallengeKey, Spent};
pub(crate) use changes::{Change, follow};
pub use copy::copy;
pub(crate) use credentials::Found;
pub(crate) use event_readers::EventReader;
pub(crate) use events::{EventOf, EventOfKind};
pub(crate) use migrations::MigrationFile;
pub use open::OpenError;
pub use queue::{Claimed, GivenUp};
pub use queue_list::{Queued, State};
pub use recovery_codes::RecoveryCodes;
pub(crate) use redemption::{Follow, NewUser, Opened};
pub use refresh_tokens::RefreshToken;
pub use removals::Remaining;
pub use resets::Reset;
pub use restore::restore;
pub(crate) use sessions::NewSession;
pub use signing_keys::SigningKey;
pub use token_rotation::Rotated;
pub use tower_sessions::TowerSessions;
pub(crate) use unit::Unit;

/// The database. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Store {
    writer: AnyPool,
    reader: AnyPool,
    engine: Engine,
    traffic: Arc<Traffic>,
}

/// How often the database was used since it was opened.
#[derive(Debug, Default)]
struct Traffic {
    reads: AtomicU64,
    commits: AtomicU64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Engine {
    Sqlite,
    Postgres,
}

impl Store {
    /// Closes every connection once its statements have finished.
    pub async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
    }

    /// Checks that the database responds.
    ///
    /// # Errors
    /// If it doesn't.
    pub async fn ping(&self) -> sqlx::Result<()> {
        sqlx::query("select 1").execute(self.reader()).await.map(|_| ())
    }

    /// Returns how many reading statements and how many writing transactions have run so far. A
    /// statement inside a transaction is part of that transaction. For tests and measurements.
    pub fn traffic(&self) -> (u64, u64) {
        (self.traffic.reads.load(Ordering::Relaxed), self.traffic.commits.load(Ordering::Relaxed))
    }

    /// Returns the pool for single statements that read.
    pub(crate) fn reader(&self) -> &AnyPool {
        self.traffic.reads.fetch_add(1, Ordering::Relaxed);
        &self.reader
    }

    /// Returns the pool for transactions that write, including single statements.
    pub(crate) fn writer(&self) -> &AnyPool {
        self.traffic.commits.fetch_add(1, Ordering::Relaxed);
        &self.writer
    }

    /// Starts a transaction that may write. On SQLite it takes the write lock immediately. A
    /// transaction that reads first and writes later would fail if another one has written in
    /// between.
    pub(crate) async fn begin(&self) -> sqlx::Result<Transaction<'static, Any>> {
        match self.engine {
            Engine::Sqlite => self.writer().begin_with("begin immediate").await,
            Engine::Postgres => self.writer().begin().await,
        }
    }

    /// Deletes all expired rows and returns how many.
    pub async fn sweep(&self, now: UnixSeconds) -> sqlx::Result<u64> {
        let mut swept = 0;
        let core = [
            // Long after every server considers the challenge expired.
            "delete from spent_challenges where expires_at <= $1 - 3600",
            "delete from challenge_keys where expires_at <= $1",
            "delete from magic_links where expires_at <= $1",
            "delete from rate_limit_hits where expires_at <= $1",
            "delete from rate_limits where expires_at <= $1",
            "delete from known_browsers where expires_at <= $1",
            "delete from invitations where expires_at <= $1",
            "delete from sessions where expires_at <= $1",
            "delete from signing_keys where expires_at <= $1",
            "delete from resets where expires_at <= $1",
            // Messages of the development mailbox. Then sent and failed ones, which operators can
            // see for a while.
            "delete from messages where created_at <= $1 - 3600
                 and next_attempt_at is null and sent_at is null and failed_at is null",
            "delete from messages where sent_at <= $1 - 86400",
            "delete from messages where failed_at <= $1 - 604800",
            "delete from events where created_at <= $1 - 31536000",
        ];
        let extras = EXTRAS.iter().flat_map(|extra| extra.expired());
        for &statement in core.iter().chain(extras) {
            swept += sqlx::query(statement).bind(now).execute(self.writer()).await?.rows_affected();
        }
        swept += self.trim_sessions().await?;
        self.skip_unwanted().await?;
        Ok(swept)
    }

    /// Counts the rows of a table. For tests and measurements, not for decisions.
    pub async fn count_rows(&self, table: &'static str) -> sqlx::Result<i64> {
        let statement = AssertSqlSafe(format!("select count(*) from {table}"));
        sqlx::query_scalar(statement).fetch_one(self.reader()).await
    }
}
