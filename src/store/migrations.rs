//! Migrations: how a database of any age becomes the one that this version works with.

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyPool, SqlSafeStr as _};

/// The files of `migrations/`, inside the binary. (`sqlx::migrate!` would do the same, at the
/// price of compiling SQLite twice for its macros.)
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "accounts", include_str!("../../migrations/0001_accounts.sql")),
    (2, "events", include_str!("../../migrations/0002_events.sql")),
    (3, "recovery", include_str!("../../migrations/0003_recovery.sql")),
    (4, "capabilities", include_str!("../../migrations/0004_capabilities.sql")),
    (5, "locales", include_str!("../../migrations/0005_locales.sql")),
    (6, "queue", include_str!("../../migrations/0006_queue.sql")),
    (7, "limits", include_str!("../../migrations/0007_limits.sql")),
    (8, "account", include_str!("../../migrations/0008_account.sql")),
    (9, "tokens", include_str!("../../migrations/0009_tokens.sql")),
    (10, "management", include_str!("../../migrations/0010_management.sql")),
    (11, "webhooks", include_str!("../../migrations/0011_webhooks.sql")),
    (12, "errands", include_str!("../../migrations/0012_errands.sql")),
    (13, "answered", include_str!("../../migrations/0013_answered.sql")),
    (14, "awaited", include_str!("../../migrations/0014_awaited.sql")),
    (15, "claims", include_str!("../../migrations/0015_claims.sql")),
    (17, "errand_proofs", include_str!("../../migrations/0017_errand_proofs.sql")),
    (18, "fair_limits", include_str!("../../migrations/0018_fair_limits.sql")),
    (19, "sealed_challenges", include_str!("../../migrations/0019_sealed_challenges.sql")),
    (20, "events", include_str!("../../migrations/0020_events.sql")),
];

pub(crate) fn migrator() -> Migrator {
    let migrations = MIGRATIONS.iter().map(|&(version, name, sql)| {
        Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    });
    Migrator::with_migrations(migrations.collect())
}

/// On SQLite the migrator takes no lock of its own: two processes that first open a file at once
/// would both make the same tables.
pub(crate) async fn migrate_sqlite(pool: &AnyPool) -> sqlx::Result<()> {
    let mut transaction = pool.begin_with("begin immediate").await?;
    migrator().run(&mut *transaction).await?;
    transaction.commit().await
}
