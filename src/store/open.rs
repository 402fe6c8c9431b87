//! Opens the database: connections, pools and migrations.

use std::fs::OpenOptions;
use std::sync::Arc;
use std::time::Duration;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::migrate::MigrateError;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};

use crate::config::{Config, SqliteFile};
use crate::store::{Engine, Store, migrations};

/// How many connections only read, on SQLite. Reading there is CPU work, so more wouldn't help.
const READERS: u32 = 8;

/// How many connections there are on PostgreSQL.
const CONNECTIONS: u32 = 10;

/// How long a request waits for a connection. If the database is unavailable, the user gets an
/// error after this time. When it is back, requests wait this long at most.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(3);

/// How long an idle connection is used without a check, which costs as much as a query. A stopped
/// database isn't back sooner.
const TRUSTED: Duration = Duration::from_secs(1);

/// How long the migrations may take. They hold a lock that another process may wait for.
const MIGRATION_TIMEOUT: Duration = Duration::from_mins(2);

impl Store {
    /// Opens the database, creates the SQLite file if it doesn't exist, and migrates it.
    ///
    /// # Errors
    /// A database that can't be reached, written or migrated. The text names `DATABASE_URL`.
    pub async fn open(config: &Config) -> Result<Self, OpenError> {
        install_default_drivers();
        let opened = match config.sqlite_file() {
            Some(file) => open_sqlite(&file).await,
            None => open_postgres(&config.database_url).await,
        };
        opened.map_err(|error| OpenError::new(&error, config))
    }

    /// Checks that the database can be written. On a read-only one, a server would start and then
    /// fail at the first sign-in.
    ///
    /// # Errors
    /// A database that can't be written. The text names `DATABASE_URL`.
    pub async fn check_writable(&self, config: &Config) -> Result<(), OpenError> {
        let writing = async {
            let mut transaction = self.begin().await?;
            let nothing = sqlx::query("delete from settings where name is null");
            nothing.execute(&mut *transaction).await?;
            transaction.rollback().await
        };
        writing.await.map_err(|error| OpenError::new(&error, config))
    }
}

/// The reason why the database can't be opened: one line.
#[derive(Debug, thiserror::Error)]
#[error("DATABASE_URL: {0}")]
pub struct OpenError(String);

impl OpenError {
    fn new(error: &sqlx::Error, config: &Config) -> Self {
        let reason = reason(error);
        match config.sqlite_file() {
            Some(file) if is_denied(error) => Self(format!(
                "{reason}: {}. The server needs write access to the file and to its folder, which \
                 must exist",
                file.path
            )),
            _ => Self(reason),
        }
    }
}

/// Returns whether SQLite says that it can't write or open the file.
///
/// <https://www.sqlite.org/rescode.html#readonly>
fn is_denied(error: &sqlx::Error) -> bool {
    let mut reason: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = reason {
        let database = error.downcast_ref().and_then(sqlx::Error::as_database_error);
        let code = database.and_then(|error| error.code()?.parse::<u32>().ok());
        // The upper bits of the code say more.
        if code.is_some_and(|code| matches!(code & 0xff, 8 | 14)) {
            return true;
        }
        reason = error.source();
    }
    false
}

async fn open_sqlite(file: &SqliteFile) -> sqlx::Result<Store> {
    // Encode everything but ASCII letters and digits, so that no path can be mistaken for another
    // part of the URL.
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
    // One writer, because with eight, some waited for seconds in no fair order.
    let writer = sqlite_pool(1, writing).connect(&url).await?;
    if let Err(error) = migrations::migrate_sqlite(&writer).await {
        writer.close().await;
        return Err(error);
    }
    let reader = sqlite_pool(READERS, reading).connect(&format!("sqlite:{path}?mode=ro")).await?;
    Ok(Store { writer, reader, engine: Engine::Sqlite, traffic: Arc::default() })
}

/// Creates the file readable only for its owner, because it contains keys, and queued links and
/// codes. SQLite gives the same mode to the files next to it. Errors are ignored here, because
/// SQLite reports them better.
fn create_private(path: &str) {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let _ = options.open(path);
}

/// Connects once, outside any pool. A pool would retry for seconds and then only report a timeout.
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
    // A separate pool that is always closed. After a failed run, sqlx keeps the advisory lock on
    // its connection, and every later migrator would wait for it forever.
    let migrating = pool(1).connect(url).await?;
    let migrated = tokio::time::timeout(MIGRATION_TIMEOUT, async {
        migrations::migrate(&mut *migrating.acquire().await?).await
    });
    let migrated = migrated.await;
    migrating.close().await;
    migrated.map_err(|_| sqlx::Error::PoolTimedOut)??;
    let writer = pool(CONNECTIONS)
        .after_connect(|connection, _| Box::pin(async move { isolate(connection).await }));
    let writer = writer.connect(url).await?;
    let traffic = Arc::default();
    Ok(Store { reader: writer.clone(), writer, engine: Engine::Postgres, traffic })
}

/// Sets the isolation that the statements are written for, whatever the database's default is. With
/// a stricter one, simultaneous sign-ins would fail, because each counts its events.
async fn isolate(connection: &mut AnyConnection) -> sqlx::Result<()> {
    let isolation = "set session characteristics as transaction isolation level read committed";
    sqlx::raw_sql(isolation).execute(connection).await.map(|_| ())
}

/// Returns the innermost error on one line. The outer ones only say that something failed.
fn reason(error: &sqlx::Error) -> String {
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
