//! Backup: copies an SQLite database while a server writes to it, and restores a copy.
//!
//! `vacuum into` writes one consistent state into one file. It reads like any other reader, so
//! writers don't wait for it. A copy gets its name only when it is complete and checked.
//!
//! <https://www.sqlite.org/lang_vacuum.html#vacuuminto>

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, Connection as _};

use crate::clock::{UnixSeconds, rfc3339};
use crate::config::Config;
use crate::store::migrations;

/// The suffixes of a database's files: none, and those that SQLite creates. A log that is left next
/// to another database would be replayed into it.
const FILES: [&str; 4] = ["", "-wal", "-shm", "-journal"];

/// The reason why a backup or a restore failed: one line.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct BackupError(String);

impl BackupError {
    pub(super) fn new(problem: String) -> Self {
        Self(problem)
    }
}

pub(super) fn refuse<T>(problem: impl Into<String>) -> Result<T, BackupError> {
    Err(BackupError(problem.into()))
}

/// Copies the database into a new file that only its owner can read, and checks the copy. Servers
/// can go on writing.
///
/// # Errors
/// A database that isn't SQLite or can't be read, a file that exists or can't be written.
pub async fn back_up(config: &Config, file: &str) -> Result<(), BackupError> {
    let Some(database) = config.sqlite_file() else {
        return refuse(
            "DATABASE_URL is PostgreSQL, and its own tool backs it up: \
             pg_dump --format=custom --file=FILE \"$DATABASE_URL\"",
        );
    };
    if !Path::new(&database.path).exists() {
        return refuse(format!("DATABASE_URL: there is no file {}", database.path));
    }
    if Path::new(file).exists() {
        return refuse(format!(
            "{file} exists, and a backup doesn't overwrite files; choose another name"
        ));
    }
    let copy = Copy::make(&database.path, "rw", file).await?;
    copy.publish()
}

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

/// A copy without its final name. It is deleted unless it gets one.
struct Copy {
    part: PathBuf,
    path: PathBuf,
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.part);
    }
}

impl Copy {
    /// Copies the database at `from` and checks the copy.
    async fn make(from: &str, mode: &str, path: &str) -> Result<Self, BackupError> {
        let part = format!("{path}.part");
        create(&part).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => BackupError(format!(
                "{part} exists: another command is writing it, or was interrupted; delete it then"
            )),
            _ => BackupError(format!("can't write {part}: {error}")),
        })?;
        let copy = Self { part: PathBuf::from(&part), path: PathBuf::from(path) };
        copy_into(from, mode, &part).await.map_err(of_database(from))?;
        check(&part).await?;
        Ok(copy)
    }

    /// Gives the copy its final name, unless another file has it by now.
    fn publish(self) -> Result<(), BackupError> {
        self.try_publish()
            .map_err(|error| BackupError(format!("can't write {}: {error}", self.path.display())))
    }

    fn try_publish(&self) -> io::Result<()> {
        File::open(&self.part)?.sync_all()?;
        match fs::hard_link(&self.part, &self.path) {
            // The temporary name is removed with `self`.
            Ok(()) => {}
            // The file system has no hard links.
            Err(error) if error.kind() != ErrorKind::AlreadyExists && !self.path.exists() => {
                fs::rename(&self.part, &self.path)?;
            }
            Err(error) => return Err(error),
        }
        sync_folder(&self.path)
    }
}

/// Creates an empty file that only its owner can read.
fn create(path: &str) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes a new name in a folder survive a power failure.
fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

async fn copy_into(from: &str, mode: &str, to: &str) -> sqlx::Result<()> {
    let mut connection = connect(from, mode).await?;
    // Absolute, so that no name looks like a URL.
    let to = std::path::absolute(to)?.to_string_lossy().into_owned();
    sqlx::query("vacuum into $1").bind(to).execute(&mut connection).await?;
    connection.close().await
}

pub(super) async fn connect(path: &str, mode: &str) -> sqlx::Result<AnyConnection> {
    install_default_drivers();
    let path = utf8_percent_encode(path, NON_ALPHANUMERIC);
    AnyConnection::connect(&format!("sqlite:{path}?mode={mode}")).await
}

/// Reads every page of a database.
async fn check(path: &str) -> Result<(), BackupError> {
    let checked = async {
        let mut connection = connect(path, "ro").await?;
        let found: String =
            sqlx::query_scalar("pragma integrity_check").fetch_one(&mut connection).await?;
        let orphans = sqlx::query("pragma foreign_key_check").fetch_all(&mut connection).await?;
        connection.close().await?;
        Ok::<_, sqlx::Error>((found, orphans.len()))
    };
    let (found, orphans) = checked.await.map_err(of_database(path))?;
    if found != "ok" || orphans > 0 {
        let first = found.lines().last().unwrap_or_default();
        return refuse(format!("{path} is damaged: integrity check {first}, {orphans} orphans"));
    }
    Ok(())
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

/// Returns whether another process has a database open. Only the sole user of a database can leave
/// WAL mode. A file that SQLite can't read at all counts as unused.
pub(super) async fn is_in_use(path: &str) -> bool {
    let left = async {
        let mut connection = connect(path, "rw").await?;
        sqlx::query("pragma busy_timeout = 500").execute(&mut connection).await?;
        let leave = "pragma journal_mode = delete";
        let mode: String = sqlx::query_scalar(leave).fetch_one(&mut connection).await?;
        connection.close().await?;
        Ok::<_, sqlx::Error>(mode)
    };
    match left.await {
        Ok(mode) => mode == "wal",
        Err(error) => error.to_string().contains("locked"),
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

/// Adds the file's name to an error of SQLite.
fn of_database(path: &str) -> impl FnOnce(sqlx::Error) -> BackupError {
    let path = path.to_owned();
    move |error| {
        let reason = match &error {
            sqlx::Error::Database(reason) => reason.message().to_owned(),
            other => other.to_string(),
        };
        BackupError(format!("{path}: {}", reason.replace('\n', " ")))
    }
}
