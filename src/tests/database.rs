//! A database of its own for each test, on either engine.

use std::hash::{BuildHasher as _, RandomState};

use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};
use tempfile::TempDir;

/// An empty database, gone when it is dropped.
pub(crate) struct Database {
    url: String,
    kept: Kept,
}

enum Kept {
    Folder {
        _folder: TempDir,
    },
    /// In the cluster whose administrator this URL is for.
    Cluster {
        admin: String,
        name: String,
    },
}

impl Database {
    /// An SQLite file that does not exist yet.
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the database");
        let path = folder.path().join("latchkey.db");
        Self { url: format!("sqlite:{}", path.display()), kept: Kept::Folder { _folder: folder } }
    }

    /// A new database in the PostgreSQL of `scripts/with-postgres`.
    pub(crate) async fn postgres() -> Self {
        #[expect(clippy::disallowed_methods, reason = "not a setting: where the tests' PostgreSQL is")]
        let admin = std::env::var("TEST_POSTGRES_URL").unwrap_or_else(|_| {
            panic!("TEST_POSTGRES_URL is not set: run `scripts/with-postgres cargo test`, or `make test`")
        });
        let name = format!("latchkey_{:016x}", RandomState::new().hash_one(0));
        let (server, _) = admin.rsplit_once('/').expect("TEST_POSTGRES_URL names a database");
        let url = format!("{server}/{name}");
        execute(&admin, format!("create database {name}")).await.expect("a new database");
        Self { url, kept: Kept::Cluster { admin, name } }
    }

    /// What `DATABASE_URL` has to be.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Changes what no verb of the store changes, behind its back.
    pub(crate) async fn execute(&self, sql: &str) {
        execute(&self.url, sql.to_owned()).await.expect("a statement");
    }

    /// Reads one text that no verb of the store tells.
    pub(crate) async fn text(&self, sql: &str) -> String {
        install_default_drivers();
        let mut connection = AnyConnection::connect(&self.url).await.expect("a connection");
        let text = sqlx::query_scalar(AssertSqlSafe(sql.to_owned()));
        let text = text.fetch_one(&mut connection).await.expect("a text");
        connection.close().await.expect("an end");
        text
    }
}

async fn execute(url: &str, sql: String) -> sqlx::Result<()> {
    install_default_drivers();
    let mut connection = AnyConnection::connect(url).await?;
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await?;
    connection.close().await
}

impl Drop for Database {
    /// Hundreds of tests would fill a disk. A test's runtime is of no use here: it may be gone,
    /// and cannot be waited for.
    fn drop(&mut self) {
        let Kept::Cluster { admin, name } = &self.kept else { return };
        let (admin, sql) = (admin.clone(), format!("drop database if exists {name} with (force)"));
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(execute(&admin, sql)).map_err(std::io::Error::other)
        });
        if let Ok(Err(error)) = dropping.join() {
            eprintln!("a test's database was left behind: {error}");
        }
    }
}
