//! Backup: copies an SQLite database while a server writes to it.
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

use crate::config::Config;

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

/// A copy without its final name. It is deleted unless it gets one.
pub(super) struct Copy {
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
    pub(super) async fn make(from: &str, mode: &str, path: &str) -> Result<Self, BackupError> {
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
    pub(super) fn publish(self) -> Result<(), BackupError> {
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
pub(super) async fn check(path: &str) -> Result<(), BackupError> {
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

/// Adds the file's name to an error of SQLite.
pub(super) fn of_database(path: &str) -> impl FnOnce(sqlx::Error) -> BackupError {
    let path = path.to_owned();
    move |error| {
        let reason = match &error {
            sqlx::Error::Database(reason) => reason.message().to_owned(),
            other => other.to_string(),
        };
        BackupError(format!("{path}: {}", reason.replace('\n', " ")))
    }
}
