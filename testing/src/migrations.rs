//! The project's migrations, or others.

use std::fs;
use std::path::Path;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyConnection, AssertSqlSafe, SqlSafeStr as _};

/// Brings an empty database to the schema of these migrations.
pub(crate) async fn migrate(connection: &mut AnyConnection, files: &[(i64, impl AsRef<str>)]) {
    let migrations = files.iter().map(|(version, sql)| {
        let sql = AssertSqlSafe(sql.as_ref().to_owned()).into_sql_str();
        Migration::new(*version, "old".into(), MigrationType::Simple, sql, false)
    });
    let migrator = Migrator::with_migrations(migrations.collect());
    migrator.run(connection).await.expect("a schema");
}

/// Reads the files in `migrations/`, with their numbers.
pub(crate) fn migration_files() -> Vec<(i64, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations");
    let mut files = fs::read_dir(folder)
        .expect("a folder")
        .map(|file| {
            let file = file.expect("a file");
            let name = file.file_name().into_string().expect("a name");
            let number = name.split('_').next().expect("a number").parse().expect("a number");
            (number, fs::read_to_string(file.path()).expect("a text"))
        })
        .collect::<Vec<_>>();
    files.sort_unstable();
    files
}
