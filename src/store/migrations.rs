//! Migrations: the files that create and change the tables.

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyConnection, AnyPool, SqlSafeStr as _};

use crate::extras::EXTRAS;

/// A file of `migrations/`, inside the binary: its number, name and text. (`sqlx::migrate!` would
/// do the same, but compiles SQLite a second time for its macros.)
pub(crate) type MigrationFile = (i64, &'static str, &'static str);

/// The core's files.
const CORE: &[MigrationFile] = &[
    (1, "core", include_str!("../../migrations/0001_core.sql")),
    (2, "tokens", include_str!("../../migrations/0002_tokens.sql")),
    (3, "recovery", include_str!("../../migrations/0003_recovery.sql")),
    (4, "user_handle", include_str!("../../migrations/0004_user_handle.sql")),
    (5, "invitations", include_str!("../../migrations/0005_invitations.sql")),
    (6, "new_browsers", include_str!("../../migrations/0006_new_browsers.sql")),
    (8, "settings", include_str!("../../migrations/0008_settings.sql")),
    (9, "expiry", include_str!("../../migrations/0009_expiry.sql")),
    (10, "lookups", include_str!("../../migrations/0010_lookups.sql")),
];

/// The core's highest number. Numbers from 100 on belong to extras, a hundred to each.
const NEWEST: i64 = 10;

/// Returns the migrations of this build. A database may also have those of an extra that was
/// removed since.
fn migrator() -> Migrator {
    let files = CORE.iter().chain(EXTRAS.iter().flat_map(|extra| extra.migrations()));
    let migrations = files.map(|&(version, name, sql)| {
        Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    });
    let mut migrator = Migrator::with_migrations(migrations.collect());
    migrator.set_ignore_missing(true);
    migrator
}

/// Returns the numbers of this build's migrations, in order.
pub(crate) fn versions() -> Vec<i64> {
    let mut versions: Vec<_> = migrator().iter().map(|migration| migration.version).collect();
    versions.sort_unstable();
    versions
}

/// Migrates SQLite under a lock, because the migrator takes none there. Two processes that open a
/// new file at the same time would both create the tables.
pub(crate) async fn migrate_sqlite(pool: &AnyPool) -> sqlx::Result<()> {
    let mut transaction = pool.begin_with("begin immediate").await?;
    migrate(&mut transaction).await?;
    transaction.commit().await
}

/// Brings a database up to this version.
pub(crate) async fn migrate(connection: &mut AnyConnection) -> sqlx::Result<()> {
    migrator().run(&mut *connection).await?;
    match newer(connection).await? {
        Some(version) => Err(sqlx::Error::Configuration(
            format!("written by a newer server (migration {version}); use that version").into(),
        )),
        None => Ok(()),
    }
}

/// Returns the newest core migration in a database, if this version doesn't have it.
pub(crate) async fn newer(connection: &mut AnyConnection) -> sqlx::Result<Option<i64>> {
    let newest = "select max(version) from _sqlx_migrations where version < 100";
    let newest: Option<i64> = sqlx::query_scalar(newest).fetch_one(connection).await?;
    Ok(newest.filter(|version| *version > NEWEST))
}
