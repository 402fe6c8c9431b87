//! Open: how the store gets its connections.

use std::fs::OpenOptions;
use std::sync::Arc;
use std::time::Duration;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::migrate::MigrateError;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};

use crate::config::{Config, SqliteFile};
use crate::store::{Engine, Store, migrations};

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

impl Store {
    /// Opens the database, creating the SQLite file if there is none, and migrates it.
    ///
    /// # Errors
    /// A database that cannot be reached, written or migrated; the text names `DATABASE_URL`.
    pub async fn open(config: &Config) -> Result<Self, OpenError> {
        install_default_drivers();
        let opened = match config.sqlite_file() {
            Some(file) => open_sqlite(&file).await,
            None => open_postgres(&config.database_url).await,
        };
        opened.map_err(|error| OpenError(explain(&error)))
    }
}

/// Why the database could not be opened: one line.
#[derive(Debug, thiserror::Error)]
#[error("DATABASE_URL: {0}")]
pub struct OpenError(String);

async fn open_sqlite(file: &SqliteFile) -> sqlx::Result<Store> {
    // With every letter but the plainest encoded, no path looks like another part of a URL.
    let path = utf8_percent_encode(&file.path, NON_ALPHANUMERIC);
    if file.create {
        create_private(&file.path);
    }
    // Full synchronisation: a revoked passkey must stay revoked after a power failure.
    let pragmas =
        "pragma foreign_keys = on; pragma busy_timeout = 5000; pragma synchronous = full;";
    let writing = format!("{pragmas} pragma journal_mode = wal;");
    let reading = format!("{pragmas} pragma query_only = on;");
    let mode = if file.create { "rwc" } else { "rw" };
    let url = format!("sqlite:{path}?mode={mode}");
    try_connection(&url, &writing).await?;
    // One writer: eight of them were seen to wait for seconds, in no fair order.
    let writer = sqlite_pool(1, writing).connect(&url).await?;
    if let Err(error) = migrations::migrate_sqlite(&writer).await {
        writer.close().await;
        return Err(error);
    }
    let reader = sqlite_pool(READERS, reading).connect(&format!("sqlite:{path}?mode=ro")).await?;
    Ok(Store { writer, reader, engine: Engine::Sqlite, traffic: Arc::default() })
}

/// Creates the file for its owner alone: it holds keys, and links and codes on their way. SQLite
/// gives the files beside it the same mode. Whatever goes wrong here, SQLite says better.
fn create_private(path: &str) {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let _ = options.open(path);
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
    let migrated = tokio::time::timeout(MIGRATION_TIMEOUT, async {
        migrations::migrate(&mut *migrating.acquire().await?).await
    });
    let migrated = migrated.await;
    migrating.close().await;
    migrated.map_err(|_| sqlx::Error::PoolTimedOut)??;
    let writer = pool(CONNECTIONS).connect(url).await?;
    let traffic = Arc::default();
    Ok(Store { reader: writer.clone(), writer, engine: Engine::Postgres, traffic })
}

/// The innermost reason, on one line: the outer ones only say that something failed.
fn explain(error: &sqlx::Error) -> String {
    if let sqlx::Error::Migrate(error) = error
        && matches!(**error, MigrateError::VersionMismatch(_))
    {
        return "was made by a development version whose tables were others; start with a new one"
            .to_owned();
    }
    let mut reason: &dyn std::error::Error = error;
    while let Some(source) = reason.source() {
        reason = source;
    }
    reason.to_string().replace('\n', " ")
}
