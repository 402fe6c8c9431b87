//! The `signing_keys` table: the keys that sign access tokens.

use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row as _};

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::store::Store;

/// The columns that [`key`] reads.
const COLUMNS: &str =
    "id, sequence, private_key, modulus, exponent, created_at, signs_at, expires_at";

/// A former, current or future key for access tokens.
#[derive(Clone)]
pub struct SigningKey {
    /// Its `kid` in tokens.
    pub id: String,
    /// Counts up from 1. The newest key has the highest.
    pub sequence: i64,
    /// PKCS #8, encrypted by `crypto/encryption.rs`.
    pub(crate) private_key: String,
    /// The public key's modulus, in base64url.
    pub modulus: String,
    /// The public key's exponent, in base64url.
    pub exponent: String,
    /// When it was published.
    pub created_at: UnixSeconds,
    /// When it starts to sign.
    pub signs_at: UnixSeconds,
    /// When it is no longer published. `None` for the newest.
    pub expires_at: Option<UnixSeconds>,
}

impl Store {
    /// Lists the published keys, newest first.
    pub async fn list_signing_keys(&self, now: UnixSeconds) -> Result<Vec<SigningKey>> {
        let rows = sqlx::query(AssertSqlSafe(format!(
            "select {COLUMNS} from signing_keys
             where expires_at is null or expires_at > $1 order by sequence desc"
        )))
        .bind(now)
        .fetch_all(self.reader())
        .await?;
        rows.iter().map(key).collect()
    }

    /// Inserts the next key, and sets when the older ones expire. Changes nothing if another
    /// process has inserted one with the same sequence number.
    pub async fn insert_signing_key(
        &self,
        key: &SigningKey,
        others_expire_at: UnixSeconds,
    ) -> Result<()> {
        let mut transaction = self.begin().await?;
        let inserted = sqlx::query(
            "insert into signing_keys (id, sequence, private_key, modulus, exponent, created_at,
                                       signs_at)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict do nothing",
        )
        .bind(key.id.clone())
        .bind(key.sequence)
        .bind(key.private_key.clone())
        .bind(key.modulus.clone())
        .bind(key.exponent.clone())
        .bind(key.created_at)
        .bind(key.signs_at)
        .execute(&mut *transaction)
        .await?;
        if inserted.rows_affected() == 1 {
            sqlx::query(
                "update signing_keys set expires_at = $1 where sequence < $2 and expires_at is null",
            )
            .bind(others_expire_at)
            .bind(key.sequence)
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Deletes all keys but one.
    pub async fn delete_other_signing_keys(&self, id: &str) -> Result<()> {
        sqlx::query("delete from signing_keys where id <> $1")
            .bind(id.to_owned())
            .execute(self.writer())
            .await?;
        Ok(())
    }

    /// Replaces the stored form of a private key, for example with an encrypted one.
    pub async fn update_private_key(&self, id: &str, private_key: &str) -> Result<()> {
        sqlx::query("update signing_keys set private_key = $2 where id = $1")
            .bind(id.to_owned())
            .bind(private_key.to_owned())
            .execute(self.writer())
            .await?;
        Ok(())
    }
}

fn key(row: &AnyRow) -> Result<SigningKey> {
    Ok(SigningKey {
        id: row.try_get("id")?,
        sequence: row.try_get("sequence")?,
        private_key: row.try_get("private_key")?,
        modulus: row.try_get("modulus")?,
        exponent: row.try_get("exponent")?,
        created_at: row.try_get("created_at")?,
        signs_at: row.try_get("signs_at")?,
        expires_at: row.try_get("expires_at")?,
    })
}
