//! An empty database for each test, on either engine.

use std::fmt::Write as _;
use std::hash::{BuildHasher as _, RandomState};
use std::mem::ManuallyDrop;
use std::path::Path;
use std::{io, thread};

use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Row as _};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::migrations::{migrate, migration_files};
use crate::plans;

/// A database that is deleted on drop.
pub struct Database {
    url: String,
    kept: Kept,
}

enum Kept {
    Folder {
        _folder: Option<TempDir>,
    },
    /// The cluster: `admin` is the URL of its administrator.
    Cluster {
        admin: String,
        name: String,
    },
}

impl Database {
    /// An SQLite file that does not exist yet.
    pub fn sqlite() -> Self {
        plans::watch();
        let folder = tempfile::tempdir().expect("a folder for the database");
        let path = folder.path().join("latchkey.db");
        Self {
            url: format!("sqlite:{}", path.display()),
            kept: Kept::Folder { _folder: Some(folder) },
        }
    }

    /// An SQLite file in a folder that the test deletes.
    pub fn sqlite_in(folder: &Path) -> Self {
        let url = format!("sqlite:{}", folder.join("latchkey.db").display());
        Self { url, kept: Kept::Folder { _folder: None } }
    }

    /// A new database in the PostgreSQL of `scripts/with-postgres`.
    pub async fn postgres() -> Self {
        Self::postgres_at(admin()).await
    }

    /// Returns a new database in the PostgreSQL with this URL of its administrator.
    pub async fn postgres_at(admin: String) -> Self {
        Self::postgres_from(admin, "").await
    }

    /// Returns a new database in the PostgreSQL of `scripts/with-postgres` that has this version's
    /// schema. It is a copy, which takes a fraction of the time of the migrations.
    pub async fn migrated_postgres() -> Self {
        static OPTIONS: OnceCell<String> = OnceCell::const_new();
        let options = OPTIONS.get_or_init(|| async {
            // It is never dropped, like the rest of that PostgreSQL.
            let template = ManuallyDrop::new(Self::postgres().await);
            template.migrate(&migration_files()).await;
            let Kept::Cluster { name, .. } = &template.kept else { unreachable!() };
            // Older versions only know this strategy.
            let version: u32 =
                template.text("show server_version_num").await.parse().expect("a number");
            let strategy = if version >= 150_000 { "strategy file_copy" } else { "" };
            format!("template {name} {strategy}")
        });
        Self::postgres_from(admin(), options.await).await
    }

    async fn postgres_from(admin: String, options: &str) -> Self {
        plans::watch();
        let name = format!("latchkey_{:016x}", RandomState::new().hash_one(0));
        let (server, _) = admin.rsplit_once('/').expect("TEST_POSTGRES_URL names a database");
        let url = format!("{server}/{name}");
        execute(&admin, format!("create database {name} {options}")).await.expect("a new database");
        Self { url, kept: Kept::Cluster { admin, name } }
    }

    /// Returns another empty database of the same engine.
    pub async fn another(&self) -> Self {
        match self.kept {
            Kept::Folder { .. } => Self::sqlite(),
            Kept::Cluster { .. } => Self::postgres().await,
        }
    }

    /// Returns the value of `DATABASE_URL`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Reads every table and its columns from the schema.
    pub async fn tables(&self) -> Vec<(String, Vec<String>)> {
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

    /// Reads every value in the database as text, with its table and column, except those of the
    /// migrator: SQLite can't read its checksums as text.
    pub async fn everything(&self) -> Vec<(String, String)> {
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

    /// Brings an empty database to the schema of these migrations, with their numbers and texts.
    pub async fn migrate(&self, files: &[(i64, impl AsRef<str>)]) {
        install_default_drivers();
        let url = self.url.replace("sqlite:", "sqlite://")
            + if self.is_sqlite() { "?mode=rwc" } else { "" };
        let mut connection = AnyConnection::connect(&url).await.expect("a connection");
        migrate(&mut connection, files).await;
        connection.close().await.expect("an end");
    }

    /// Copies the rows of another database of the same engine, as far as this one has their tables
    /// and columns.
    pub async fn copy_from(&self, other: &Self) {
        let mut script = if self.is_sqlite() {
            "pragma foreign_keys = off;".to_owned()
        } else {
            "set session_replication_role = replica;".to_owned()
        };
        for (table, columns) in self.tables().await {
            if table == "_sqlx_migrations" {
                continue;
            }
            let _ = write!(script, "delete from {table};");
            let quoted = columns.iter().map(|column| {
                format!("coalesce('''' || replace(cast({column} as text), '''', '''''') || '''', 'null')")
            });
            let values = quoted.collect::<Vec<_>>().join(" || ', ' || ");
            for row in other.rows(&format!("select {values} from {table}"), 1).await {
                let names = columns.join(", ");
                let _ = write!(script, "insert into {table} ({names}) values ({});", row[0]);
            }
        }
        self.execute(&script).await;
    }

    fn is_sqlite(&self) -> bool {
        matches!(self.kept, Kept::Folder { .. })
    }

    async fn rows(&self, sql: &str, columns: usize) -> Vec<Vec<String>> {
        install_default_drivers();
        plans::leave_out(sql);
        let mut connection = AnyConnection::connect(&self.url).await.expect("a connection");
        let sql = AssertSqlSafe(sql.to_owned());
        let rows = sqlx::query(sql).fetch_all(&mut connection).await.expect("rows");
        let text = |row: &sqlx::any::AnyRow, column| row.get::<String, _>(column);
        let rows = rows.iter().map(|row| (0..columns).map(|column| text(row, column)).collect());
        let rows = rows.collect();
        connection.close().await.expect("an end");
        rows
    }

    /// Closes every connection and refuses new ones, like a database server that restarts. Does
    /// nothing on SQLite, since that runs inside the server.
    pub async fn stop(&self) {
        let Kept::Cluster { admin, name } = &self.kept else { return };
        let stop = format!("alter database {name} allow_connections false");
        execute(admin, stop).await.expect("no new connections");
        let end = format!(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"
        );
        execute(admin, end).await.expect("no connections");
    }

    /// Allows connections again.
    pub async fn resume(&self) {
        let Kept::Cluster { admin, name } = &self.kept else { return };
        let resume = format!("alter database {name} allow_connections true");
        execute(admin, resume).await.expect("connections");
    }

    /// Locks an SQLite file for other writers until the connection is dropped.
    pub async fn lock(&self) -> AnyConnection {
        install_default_drivers();
        let mut connection = AnyConnection::connect(&self.url).await.expect("a connection");
        sqlx::raw_sql("begin immediate").execute(&mut connection).await.expect("the lock");
        connection
    }

    /// Locks a table of PostgreSQL until the connection is dropped.
    pub async fn lock_table(&self, table: &str) -> AnyConnection {
        install_default_drivers();
        let mut connection = AnyConnection::connect(&self.url).await.expect("a connection");
        let lock = AssertSqlSafe(format!("begin; lock table {table}"));
        sqlx::raw_sql(lock).execute(&mut connection).await.expect("the lock");
        connection
    }

    /// Runs a statement that the store has no method for.
    pub async fn execute(&self, sql: &str) {
        execute(&self.url, sql.to_owned()).await.expect("a statement");
    }

    /// Reads one text that the store has no method for.
    pub async fn text(&self, sql: &str) -> String {
        install_default_drivers();
        plans::leave_out(sql);
        let mut connection = AnyConnection::connect(&self.url).await.expect("a connection");
        let text = sqlx::query_scalar(AssertSqlSafe(sql.to_owned()));
        let text = text.fetch_one(&mut connection).await.expect("a text");
        connection.close().await.expect("an end");
        text
    }
}

/// Returns the URL of the administrator of the tests' PostgreSQL.
fn admin() -> String {
    #[expect(clippy::disallowed_methods, reason = "not a setting: where the tests' PostgreSQL is")]
    std::env::var("TEST_POSTGRES_URL").unwrap_or_else(|_| {
        panic!(
            "TEST_POSTGRES_URL is not set: run `scripts/with-postgres cargo test`, or `make test`"
        )
    })
}

async fn execute(url: &str, sql: String) -> sqlx::Result<()> {
    install_default_drivers();
    plans::leave_out(&sql);
    let mut connection = AnyConnection::connect(url).await?;
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await?;
    connection.close().await
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Kept::Cluster { admin, name } = &self.kept {
            let sql = format!("drop database if exists {name} with (force)");
            let admin = admin.clone();
            if let Err(error) = in_destructor(async move || execute(&admin, sql).await) {
                eprintln!("a test's database was left behind: {error}");
            }
        }
        plans::check();
    }
}

/// Waits for work to end. A destructor can't wait for the test's runtime, so this starts another one.
pub(crate) fn in_destructor<T: Send + 'static, Work: Future<Output = sqlx::Result<T>>>(
    work: impl FnOnce() -> Work + Send + 'static,
) -> io::Result<T> {
    let waiting = thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(work()).map_err(io::Error::other)
    });
    waiting.join().unwrap_or_else(|_| Err(io::Error::other("panicked")))
}
