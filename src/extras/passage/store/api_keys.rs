//! The `api_keys` table: keys that identify back ends to the management API.

use sqlx::Row as _;
use sqlx::any::AnyRow;

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::extras::passage::api_key::{ApiKey, Scope};
use crate::store::Store;

impl Store {
    /// Inserts a key with its hash.
    pub async fn insert_api_key(&self, key: &ApiKey, key_hash: &str) -> Result<()> {
        sqlx::query(
            "insert into api_keys (id, name, prefix, key_hash, scope, created_at)
             values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(key.id.clone())
        .bind(key.name.clone())
        .bind(key.prefix.clone())
        .bind(key_hash.to_owned())
        .bind(key.scope.as_str())
        .bind(key.created_at)
        .execute(self.writer())
        .await?;
        Ok(())
    }

    /// Finds a valid key by its hash.
    pub async fn find_api_key(&self, key_hash: &str) -> Result<Option<ApiKey>> {
        let row = sqlx::query(
            "select id, name, prefix, scope, created_at, last_used_at from api_keys
             where key_hash = $1 and revoked_at is null",
        )
        .bind(key_hash.to_owned())
        .fetch_optional(self.reader())
        .await?;
        row.as_ref().map(api_key).transpose()
    }

    /// Lists the valid keys, oldest first.
    pub async fn list_api_keys(&self) -> Result<Vec<ApiKey>> {
        let rows = sqlx::query(
            "select id, name, prefix, scope, created_at, last_used_at from api_keys
             where revoked_at is null order by created_at, name, id",
        )
        .fetch_all(self.reader())
        .await?;
        rows.iter().map(api_key).collect()
    }

    /// Revokes the key with this prefix. Returns whether there was one.
    pub async fn revoke_api_key(&self, prefix: &str, now: UnixSeconds) -> Result<bool> {
        let revoked = sqlx::query(
            "update api_keys set revoked_at = $2 where prefix = $1 and revoked_at is null",
        )
        .bind(prefix.to_owned())
        .bind(now)
        .execute(self.writer())
        .await?;
        Ok(revoked.rows_affected() > 0)
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
        id: row.try_get(0)?,
        name: row.try_get(1)?,
        prefix: row.try_get(2)?,
        scope: Scope::parse(row.try_get(3)?)?,
        created_at: row.try_get(4)?,
        last_used_at: row.try_get(5)?,
    })
}
