//! Store: everything that lasts, in SQLite or PostgreSQL, by one SQL text each.
//!
//! The rules of our SQL, each of which an engine or the driver enforces by failing:
//!
//! - `$1` placeholders, `i64`, text and bytes only; a `None` is bound with its type.
//! - `returning` and `on conflict` are common ground; `for update`, `exists` as a value and
//!   `sum` without a cast are not.
//! - To lock, update the parent row: SQLite has one writer, PostgreSQL is read-committed.
//! - After a failed statement PostgreSQL aborts the transaction and SQLite goes on: a
//!   statement that may meet a duplicate says `on conflict do nothing`.
//! - A method is one use case and one transaction; none takes a pool inside a transaction.

mod accounts;
mod addresses;
mod api_keys;
mod assigned;
mod bearer_links;
mod capabilities;
mod ceremonies;
mod codes;
mod conflicts;
mod credentials;
mod errands;
mod events;
mod keys;
mod limits;
mod magic_links;
mod messages;
mod migrations;
mod outage;
pub(crate) mod personal;
mod phones;
mod queue;
mod queue_list;
mod recovery_codes;
mod removals;
mod resets;
mod sessions;
mod standing;
mod tokens;
mod unsaved;
mod user_list;
mod users;
mod webhooks;

use std::time::Duration;

use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::{Any, AnyConnection, AnyPool, AssertSqlSafe, Connection as _, Transaction};

use crate::clock::UnixSeconds;
use crate::config::Config;

pub use bearer_links::BearerLink;
pub use ceremonies::Ceremony;
pub use credentials::Grounds;
pub use errands::Errand;
pub use keys::SigningKey;
pub use magic_links::{MagicLink, Opened};
pub use messages::{Channel, Fate, Lane, Message};
pub(crate) use outage::is_outage;
pub use phones::PhoneCode;
pub use queue::{Claimed, GivenUp};
pub use queue_list::{Queued, State};
pub use recovery_codes::RecoveryCodes;
pub use removals::Remaining;
pub use resets::Reset;
pub use sessions::{Session, Sessions};
pub(crate) use standing::Standing;
pub use tokens::{RefreshToken, Rotated};
pub(crate) use unsaved::watch_saving;
pub(crate) use webhooks::NoticeOf;
pub use webhooks::{Endpoint, Notice};

/// Connections that only read, on SQLite. Reading is CPU work there: more would not help.
const READERS: u32 = 8;

/// Connections on PostgreSQL.
const CONNECTIONS: u32 = 10;

/// How long a request waits for a connection. With the database gone, the user is told so after
/// this time; with the database back, it is also how long a request waits for it at most.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(3);

/// For how long a connection that lies idle is taken to be good without being asked, which costs as
/// much as a query. A database that was stopped is not back sooner.
const TRUSTED: Duration = Duration::from_secs(1);

/// How long the migrations may take. They hold a lock that another process may be waiting for.
const MIGRATION_TIMEOUT: Duration = Duration::from_mins(2);

/// The database. Cloning is shallow.
#[derive(Clone, Debug)]
pub struct Store {
    writer: AnyPool,
    reader: AnyPool,
    engine: Engine,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Engine {
    Sqlite,
    Postgres,
}

impl Store {
    /// Opens the database, creating the SQLite file if there is none, and migrates it.
    ///
    /// # Errors
    /// A database that cannot be reached, written or migrated; the text names `DATABASE_URL`.
    pub async fn open(config: &Config) -> Result<Self, OpenError> {
        install_default_drivers();
        let url = config.database_url.as_str();
        let opened = match url.strip_prefix("sqlite:") {
            Some(path) => open_sqlite(path.trim_start_matches("//")).await,
            None => open_postgres(url).await,
        };
        opened.map_err(|error| OpenError(explain(&error)))
    }

    /// Closes every connection, after their statements have ended.
    pub async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> sqlx::Result<()> {
        sqlx::query("select 1").execute(&self.reader).await.map(|_| ())
    }

    /// Starts a transaction that may write. On SQLite it takes the write lock at once: one that
    /// reads first and writes later would fail as soon as another has written in between.
    async fn begin(&self) -> sqlx::Result<Transaction<'static, Any>> {
        match self.engine {
            Engine::Sqlite => self.writer.begin_with("begin immediate").await,
            Engine::Postgres => self.writer.begin().await,
        }
    }

    /// Deletes every row whose time is over and returns how many there were.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sweep(&self, now: UnixSeconds) -> sqlx::Result<u64> {
        let mut swept = 0;
        for statement in [
            // For an hour nothing but late, which its owner hears of (`ceremony/untimely.rs`).
            "delete from ceremonies where expires_at <= $1 - 3600",
            "delete from answered_ceremonies where expires_at <= $1",
            "delete from errands where expires_at <= $1",
            "delete from receipts where expires_at <= $1",
            "delete from magic_links where expires_at <= $1",
            "delete from bearer_links where expires_at <= $1",
            "delete from rate_limits where expires_at <= $1",
            "delete from sessions where expires_at <= $1",
            "delete from resets where expires_at <= $1",
            // The development mailbox's; then what was sent, and what was not, for the operator.
            "delete from messages where created_at <= $1 - 3600
                 and next_attempt_at is null and sent_at is null and failed_at is null",
            "delete from messages where sent_at <= $1 - 86400",
            "delete from messages where failed_at <= $1 - 604800",
            "delete from signing_keys where expires_at <= $1",
            "delete from phone_codes where created_at <= $1 - 3600",
            "delete from events where created_at <= $1 - 31536000",
        ] {
            swept += sqlx::query(statement).bind(now).execute(&self.writer).await?.rows_affected();
        }
        Ok(swept)
    }

    /// Counts the rows of a table. For tests and measurements, not for decisions.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn count_rows(&self, table: Table) -> sqlx::Result<i64> {
        let statement = match table {
            Table::Users => "select count(*) from users",
            Table::Credentials => "select count(*) from credentials",
            Table::Sessions => "select count(*) from sessions",
            Table::Ceremonies => "select count(*) from ceremonies",
            Table::AnsweredCeremonies => "select count(*) from answered_ceremonies",
            Table::MagicLinks => "select count(*) from magic_links",
            Table::BearerLinks => "select count(*) from bearer_links",
            Table::Messages => "select count(*) from messages",
            Table::Events => "select count(*) from events",
            Table::RateLimits => "select count(*) from rate_limits",
            Table::SigningKeys => "select count(*) from signing_keys",
            Table::RefreshTokens => "select count(*) from refresh_tokens",
            Table::RecoveryCodes => "select count(*) from recovery_codes",
            Table::Resets => "select count(*) from resets",
            Table::PhoneCodes => "select count(*) from phone_codes",
        };
        sqlx::query_scalar(statement).fetch_one(&self.reader).await
    }
}

/// The tables, for [`Store::count_rows`].
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "each is the table of that name")]
pub enum Table {
    Users,
    Credentials,
    Sessions,
    Ceremonies,
    AnsweredCeremonies,
    MagicLinks,
    BearerLinks,
    Messages,
    Events,
    RateLimits,
    SigningKeys,
    RefreshTokens,
    RecoveryCodes,
    Resets,
    PhoneCodes,
}

/// Why the database could not be opened: one line.
#[derive(Debug, thiserror::Error)]
#[error("DATABASE_URL: {0}")]
pub struct OpenError(String);

async fn open_sqlite(path: &str) -> sqlx::Result<Store> {
    // Full synchronisation: a revoked passkey must stay revoked after a power failure.
    let pragmas =
        "pragma foreign_keys = on; pragma busy_timeout = 5000; pragma synchronous = full;";
    let writing = format!("{pragmas} pragma journal_mode = wal;");
    let reading = format!("{pragmas} pragma query_only = on;");
    let url = format!("sqlite://{path}?mode=rwc");
    try_connection(&url, &writing).await?;
    // One writer: eight of them were seen to wait for seconds, in no fair order.
    let writer = sqlite_pool(1, writing).connect(&url).await?;
    if let Err(error) = migrations::migrate_sqlite(&writer).await {
        writer.close().await;
        return Err(error);
    }
    let reader = sqlite_pool(READERS, reading).connect(&format!("sqlite://{path}?mode=ro")).await?;
    Ok(Store { writer, reader, engine: Engine::Sqlite })
}

/// Connects once, outside of any pool: a pool tries again for seconds and then says no more
/// than that it has.
async fn try_connection(url: &str, statements: &str) -> sqlx::Result<()> {
    let mut connection = AnyConnection::connect(url).await?;
    sqlx::raw_sql(AssertSqlSafe(statements.to_owned())).execute(&mut connection).await?;
    connection.close().await
}

fn sqlite_pool(connections: u32, pragmas: String) -> AnyPoolOptions {
    pool(connections).after_connect(move |connection, _| {
        let pragmas = pragmas.clone();
        Box::pin(async move {
            sqlx::raw_sql(AssertSqlSafe(pragmas)).execute(connection).await.map(|_| ())
        })
    })
}

fn pool(connections: u32) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire(false)
        .before_acquire(|connection, found| {
            Box::pin(async move {
                if found.idle_for > TRUSTED {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
}

async fn open_postgres(url: &str) -> sqlx::Result<Store> {
    try_connection(url, "select 1").await?;
    // A pool of its own, closed whatever happens: after a failed run sqlx keeps the advisory
    // lock on its connection, and every later migrator would wait for it for ever.
    let migrating = pool(1).connect(url).await?;
    let migrated =
        tokio::time::timeout(MIGRATION_TIMEOUT, migrations::migrator().run(&migrating)).await;
    migrating.close().await;
    migrated.map_err(|_| sqlx::Error::PoolTimedOut)??;
    let writer = pool(CONNECTIONS).connect(url).await?;
    Ok(Store { reader: writer.clone(), writer, engine: Engine::Postgres })
}

/// The innermost reason, on one line: the outer ones only say that something failed.
fn explain(error: &sqlx::Error) -> String {
    let mut reason: &dyn std::error::Error = error;
    while let Some(source) = reason.source() {
        reason = source;
    }
    reason.to_string().replace('\n', " ")
}
