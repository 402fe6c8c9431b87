//! Checks a backup, and replaces the database with a copy of it.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use sqlx::Connection as _;

use crate::clock::{UnixSeconds, rfc3339};
use crate::config::Config;
use crate::store::backup::{BackupError, Copy, check, connect, is_in_use, of_database, refuse};
use crate::store::migrations;

/// The suffixes of a database's files: none, and those that SQLite creates. A log that is left next
/// to another database would be replayed into it.
const FILES: [&str; 4] = ["", "-wal", "-shm", "-journal"];

/// Restores a backup to the database of `DATABASE_URL`. If `replace` has the current time, an
/// existing database is renamed. Returns its new name.
///
/// # Errors
/// A backup that is damaged or newer than this server; a database that exists without `replace`, or
/// is open in another process.
pub async fn restore(
    config: &Config,
    file: &str,
    replace: Option<UnixSeconds>,
) -> Result<Option<String>, BackupError> {
    let Some(database) = config.sqlite_file() else {
        return refuse(
            "DATABASE_URL is PostgreSQL, and its own tool restores it: \
             pg_restore --clean --if-exists --dbname=\"$DATABASE_URL\" FILE",
        );
    };
    let path = database.path;
    if fs::metadata(file).is_ok_and(|found| found.len() == 0) {
        return refuse(format!("{file} is empty"));
    }
    check(file).await?;
    check_version(file).await?;
    let is_there = FILES.iter().any(|end| Path::new(&format!("{path}{end}")).exists());
    if is_there && replace.is_none() {
        return refuse(format!(
            "there is a database at {path}; --replace puts the backup in its place, and keeps the \
             present one under another name"
        ));
    }
    let copy = Copy::make(file, "ro", &path).await?;
    if is_there && is_in_use(&path).await {
        return refuse(format!("another process has {path} open; stop the server first"));
    }
    let kept = match replace {
        Some(now) if is_there => Some(set_aside(&path, now)?),
        _ => None,
    };
    copy.publish()?;
    Ok(kept)
}

/// Checks that this server can work with a database.
async fn check_version(path: &str) -> Result<(), BackupError> {
    let newer = async {
        let mut connection = connect(path, "ro").await?;
        let tables =
            "select count(*) from sqlite_master where name in ('_sqlx_migrations', 'users')";
        let tables: i64 = sqlx::query_scalar(tables).fetch_one(&mut connection).await?;
        let newer = match tables {
            2 => Some(migrations::newer(&mut connection).await?),
            _ => None,
        };
        connection.close().await?;
        Ok::<_, sqlx::Error>(newer)
    };
    match newer.await.map_err(of_database(path))? {
        None => refuse(format!("{path} isn't a database of this server")),
        Some(Some(version)) => refuse(format!(
            "{path} was written by a newer server (migration {version}); use that version"
        )),
        Some(None) => Ok(()),
    }
}

/// Renames a database and its other files, and returns its new name.
fn set_aside(path: &str, now: UnixSeconds) -> Result<String, BackupError> {
    let kept = format!("{path}.{}", rfc3339(now).replace(':', "-"));
    for end in FILES {
        let (from, to) = (format!("{path}{end}"), format!("{kept}{end}"));
        match fs::rename(&from, &to) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return refuse(format!("can't rename {from} to {to}: {error}"));
            }
            _ => {}
        }
    }
    Ok(kept)
}
