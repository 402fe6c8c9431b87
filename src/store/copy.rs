//! Copies everything from one database to another, of either engine.
//!
//! 1. Both databases must have this version's tables, and the target must be empty.
//! 2. One transaction reads a consistent state. Another one writes all of it, or nothing.
//! 3. Every row is read back from the target and compared.
//!
//! The list of tables comes from the migrations (`schema.rs`), so a new table can't be forgotten.

use sqlx::any::install_default_drivers;
use sqlx::{Any, AnyConnection, AssertSqlSafe, Connection as _, Transaction};

use crate::config::Config;
use crate::store::rows::{MAX_VALUES, Sum, insert, page, sum};
use crate::store::schema::{Table, count, tables};
use crate::store::{BackupError, Store, backup, migrations};

/// Copies everything from the database of the settings to an empty one, and calls `report` for each
/// table.
///
/// # Errors
/// A database that can't be reached, is in use, or has other tables; a target that isn't empty.
pub async fn copy(
    config: &Config,
    to: &Config,
    report: &mut (dyn FnMut(String) + Send),
) -> Result<(), BackupError> {
    install_default_drivers();
    let tables = tables().await.map_err(|error| problem("this version's tables", &error))?;
    let mut source = open_source(config).await?;
    check_unused(config, &mut source).await?;
    check_version(&mut source).await?;
    // Opening it creates the tables.
    let store = Store::open(to).await.map_err(|error| of_target(&error.to_string()))?;
    store.close().await;
    let mut target = connect(to).await.map_err(|error| problem("--to", &error))?;
    check_unused(to, &mut target).await?;
    let copied = copy_all(&tables, &mut source, &mut target, report).await;
    let _ = (source.close().await, target.close().await);
    copied
}

async fn copy_all(
    tables: &[Table],
    source: &mut AnyConnection,
    target: &mut AnyConnection,
    report: &mut (dyn FnMut(String) + Send),
) -> Result<(), BackupError> {
    let begin = if is_sqlite(source) { "begin" } else { "begin isolation level repeatable read" };
    let mut from =
        source.begin_with(begin).await.map_err(|error| problem("DATABASE_URL", &error))?;
    let begin = if is_sqlite(target) { "begin immediate" } else { "begin" };
    let mut into = target.begin_with(begin).await.map_err(|error| problem("--to", &error))?;
    for table in tables {
        let rows = count(&mut into, &table.name).await.map_err(|error| problem("--to", &error))?;
        if rows != table.initial {
            return Err(of_target(&format!("isn't empty: {} has {rows} rows", table.name)));
        }
    }
    for table in tables.iter().rev() {
        let delete = format!("delete from {}", table.name);
        let deleted = sqlx::query(AssertSqlSafe(delete)).execute(&mut *into).await;
        deleted.map_err(|error| problem("--to", &error))?;
    }
    for table in tables {
        let read = copy_table(table, &mut from, &mut into).await?;
        let written = sum(table, &mut into).await.map_err(|error| problem("--to", &error))?;
        if read != written {
            return Err(of_target(&format!("{} was read back differently", table.name)));
        }
        report(format!("{}: {} rows", table.name, read.rows));
    }
    into.commit().await.map_err(|error| problem("--to", &error))?;
    from.rollback().await.map_err(|error| problem("DATABASE_URL", &error))
}

async fn copy_table(
    table: &Table,
    from: &mut Transaction<'_, Any>,
    into: &mut Transaction<'_, Any>,
) -> Result<Sum, BackupError> {
    let mut read = Sum::default();
    loop {
        let rows = page(table, from, read.rows).await;
        let rows = rows.map_err(|error| problem("DATABASE_URL", &error))?;
        if rows.is_empty() {
            return Ok(read);
        }
        for row in &rows {
            read.add(row);
        }
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let some = rows.by_ref().take(MAX_VALUES / table.columns.len()).collect();
            insert(table, into, some).await.map_err(|error| problem("--to", &error))?;
        }
    }
}

async fn connect(config: &Config) -> sqlx::Result<AnyConnection> {
    let Some(file) = config.sqlite_file() else {
        return AnyConnection::connect(&config.database_url).await;
    };
    let mut connection = backup::connect(&file.path, "rw").await?;
    sqlx::query("pragma foreign_keys = on").execute(&mut connection).await?;
    Ok(connection)
}

async fn open_source(config: &Config) -> Result<AnyConnection, BackupError> {
    if let Some(file) = config.sqlite_file()
        && !std::path::Path::new(&file.path).exists()
    {
        return backup::refuse(format!("DATABASE_URL: there is no file {}", file.path));
    }
    connect(config).await.map_err(|error| problem("DATABASE_URL", &error))
}

fn is_sqlite(connection: &AnyConnection) -> bool {
    connection.backend_name() == "SQLite"
}

/// Checks that no server uses the database, because its later writes wouldn't be copied.
async fn check_unused(config: &Config, connection: &mut AnyConnection) -> Result<(), BackupError> {
    let is_used = if let Some(file) = config.sqlite_file() {
        backup::is_in_use(&file.path).await
    } else {
        let others = "select count(*) from pg_stat_activity
                      where datname = current_database() and pid <> pg_backend_pid()";
        let others = sqlx::query_scalar::<_, i64>(others).fetch_one(connection).await;
        others.map_err(|error| problem("the database", &error))? > 0
    };
    if is_used {
        return backup::refuse("another process uses the database; stop all servers first");
    }
    Ok(())
}

/// Checks that the source has exactly the tables of this version.
async fn check_version(source: &mut AnyConnection) -> Result<(), BackupError> {
    let versions = "select version from _sqlx_migrations order by version";
    let versions: Vec<i64> = sqlx::query_scalar(versions)
        .fetch_all(source)
        .await
        .map_err(|error| problem("DATABASE_URL", &error))?;
    if versions != migrations::versions() {
        return backup::refuse(
            "DATABASE_URL: the database has other tables than this version. Start the server on it \
             once, with every extra that the database has, and stop it",
        );
    }
    Ok(())
}

fn of_target(text: &str) -> BackupError {
    BackupError::new(format!("--to: {}", text.trim_start_matches("DATABASE_URL: ")))
}

fn problem(place: &str, error: &sqlx::Error) -> BackupError {
    let reason = match error {
        sqlx::Error::Database(reason) => reason.message().to_owned(),
        other => other.to_string(),
    };
    BackupError::new(format!("{place}: {}", reason.replace('\n', " ")))
}
