//! A database of its own for each test, on either engine.

use std::hash::{BuildHasher as _, RandomState};

use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Row as _};
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

    /// Another empty one, of the same engine.
    pub(crate) async fn another(&self) -> Self {
        match self.kept {
            Kept::Folder { .. } => Self::sqlite(),
            Kept::Cluster { .. } => Self::postgres().await,
        }
    }

    /// What `DATABASE_URL` has to be.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Every table with its columns, as the engine has them.
    pub(crate) async fn tables(&self) -> Vec<(String, Vec<String>)> {
        let columns = match self.kept {
            Kept::Folder { .. } => {
                "select m.name, p.name from sqlite_master m join pragma_table_info(m.name) p
                 where m.type = 'table' and m.name not like 'sqlite_%' order by m.name, p.cid"
            }
            Kept::Cluster { .. } => {
                "select cast(table_name as text), cast(column_name as text)
                 from information_schema.columns where table_schema = 'public'
                 order by table_name, ordinal_position"
            }
        };
        let mut tables: Vec<(String, Vec<String>)> = Vec::new();
        for row in self.rows(columns, 2).await {
            match tables.last_mut().filter(|(table, _)| *table == row[0]) {
                Some((_, columns)) => columns.push(row[1].clone()),
                None => tables.push((row[0].clone(), vec![row[1].clone()])),
            }
        }
        tables
    }

    /// Every value in the database as text, with its table and column. (The migrator's own table
    /// is left out: it says nothing of anybody, and SQLite cannot read its checksums as text.)
    pub(crate) async fn everything(&self) -> Vec<(String, String)> {
        let mut everything = Vec::new();
        for (table, columns) in self.tables().await {
            for column in columns.into_iter().filter(|_| table != "_sqlx_migrations") {
                let values = format!(
                    "select cast({column} as text) from {table} where {column} is not null"
                );
                let place = format!("{table}.{column}");
                let values = self.rows(&values, 1).await;
                everything.extend(values.into_iter().flatten().map(|value| (place.clone(), value)));
            }
        }
        everything
    }

    async fn rows(&self, sql: &str, columns: usize) -> Vec<Vec<String>> {
        install_default_drivers();
        let mut connection = AnyConnection::connect(&self.url).await.expect("a connection");
        let sql = AssertSqlSafe(sql.to_owned());
        let rows = sqlx::query(sql).fetch_all(&mut connection).await.expect("rows");
        let text = |row: &sqlx::any::AnyRow, column| row.get::<String, _>(column);
        let rows = rows.iter().map(|row| (0..columns).map(|column| text(row, column)).collect());
        let rows = rows.collect();
        connection.close().await.expect("an end");
        rows
    }

    /// Ends every connection and allows no new one, as while a database server restarts. Only
    /// PostgreSQL can do that: an SQLite file is a part of the process.
    pub(crate) async fn stop(&self) {
        let Kept::Cluster { admin, name } = &self.kept else { return };
        let stop = format!("alter database {name} allow_connections false");
        execute(admin, stop).await.expect("no new connections");
        let end = format!(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"
        );
        execute(admin, end).await.expect("no connections");
    }

    /// Allows connections again.
    pub(crate) async fn resume(&self) {
        let Kept::Cluster { admin, name } = &self.kept else { return };
        let resume = format!("alter database {name} allow_connections true");
        execute(admin, resume).await.expect("connections");
    }

    /// Keeps every other connection to an SQLite file from writing until it is dropped.
    pub(crate) async fn lock(&self) -> AnyConnection {
        install_default_drivers();
        let mut connection = AnyConnection::connect(&self.url).await.expect("a connection");
        sqlx::raw_sql("begin immediate").execute(&mut connection).await.expect("the lock");
        connection
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
