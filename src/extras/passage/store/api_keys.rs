//! The `api_keys` table: keys that identify back ends to the management API.

use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row as _};

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::extras::passage::api_key::{ApiKey, Scope};
use crate::store::unit::Statement;
use crate::store::{Store, Unit};

/// The columns that [`api_key`] reads.
const COLUMNS: &str = "id, name, prefix, scope, created_at, last_used_at, expires_at";

impl Unit {
    /// Inserts a key with its hash.
    pub(crate) fn insert_api_key(&mut self, key: &ApiKey, key_hash: String) {
        let statement = Statement::new(
            "insert into api_keys (id, name, prefix, key_hash, scope, created_at, expires_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
        );
        self.add(
            statement
                .bind(key.id.clone())
                .bind(key.name.clone())
                .bind(key.prefix.clone())
                .bind(key_hash)
                .bind(key.scope.as_str())
                .bind(key.created_at)
                .bind(key.expires_at),
        );
    }

    /// Revokes the key with this prefix, on condition that there is one.
    pub(crate) fn revoke_api_key(&mut self, prefix: &str, now: UnixSeconds) {
        let statement = Statement::new(
            "update api_keys set revoked_at = $2 where prefix = $1 and revoked_at is null",
        );
        self.add(statement.bind(prefix).bind(now).required());
    }
}

impl Store {
    /// Finds a valid key by its hash.
    pub async fn find_api_key(&self, key_hash: &str, now: UnixSeconds) -> Result<Option<ApiKey>> {
        let row = sqlx::query(AssertSqlSafe(format!(
            "select {COLUMNS} from api_keys
             where key_hash = $1 and revoked_at is null and (expires_at is null or expires_at > $2)"
        )))
        .bind(key_hash.to_owned())
        .bind(now)
        .fetch_optional(self.reader())
        .await?;
        row.as_ref().map(api_key).transpose()
    }

    /// Lists the keys that aren't revoked, oldest first.
    pub async fn list_api_keys(&self) -> Result<Vec<ApiKey>> {
        let rows = sqlx::query(AssertSqlSafe(format!(
            "select {COLUMNS} from api_keys where revoked_at is null order by created_at, name, id"
        )))
        .fetch_all(self.reader())
        .await?;
        rows.iter().map(api_key).collect()
    }

    /// Records that a key was used.
    pub async fn update_api_key_last_used(&self, id: &str, now: UnixSeconds) -> Result<()> {
        sqlx::query("update api_keys set last_used_at = $2 where id = $1")
            .bind(id.to_owned())
            .bind(now)
            .execute(self.writer())
            .await?;
        Ok(())
    }
}

fn api_key(row: &AnyRow) -> Result<ApiKey> {
    Ok(ApiKey {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        prefix: row.try_get("prefix")?,
        scope: Scope::parse(row.try_get("scope")?)?,
        created_at: row.try_get("created_at")?,
        last_used_at: row.try_get("last_used_at")?,
        expires_at: row.try_get("expires_at")?,
    })
}
