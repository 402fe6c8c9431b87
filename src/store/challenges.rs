//! The `challenge_keys` and `spent_challenges` tables: keys that seal challenges, and challenges
//! that were answered.

use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row as _};

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::model::user::UserId;
use crate::store::unit::Statement;
use crate::store::{Store, Unit};

/// The columns that [`key`] reads.
const COLUMNS: &str = "id, sequence, secret, created_at";

/// A current or former key for challenges.
#[derive(Clone)]
pub(crate) struct ChallengeKey {
    /// Its id in sealed challenges.
    pub(crate) id: String,
    /// Counts up from 1. The newest key has the highest.
    pub(crate) sequence: i64,
    /// The key's bytes, encrypted by `crypto/encryption.rs`.
    pub(crate) secret: String,
    /// When it was created.
    pub(crate) created_at: UnixSeconds,
}

/// A challenge that was answered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spent {
    /// The user whose passkey answered it. `None` if the account was deleted.
    pub(crate) by: Option<UserId>,
}

impl Spent {
    /// Converts `coalesce(user_id, '')`, which is null if there is no row.
    pub(crate) fn read(user_id: Option<String>) -> Option<Self> {
        user_id.map(|id| Self { by: id.parse().ok() })
    }
}

impl Store {
    /// Lists the keys that can still open challenges, newest first.
    pub(crate) async fn list_challenge_keys(&self, now: UnixSeconds) -> Result<Vec<ChallengeKey>> {
        let rows = sqlx::query(AssertSqlSafe(format!(
            "select {COLUMNS} from challenge_keys
             where expires_at is null or expires_at > $1 order by sequence desc"
        )))
        .bind(now)
        .fetch_all(self.reader())
        .await?;
        rows.iter().map(key).collect()
    }

    /// Inserts the next key, and sets when the older ones expire. Changes nothing if another
    /// process has inserted one with the same sequence.
    pub(crate) async fn insert_challenge_key(
        &self,
        key: &ChallengeKey,
        others_expire_at: UnixSeconds,
    ) -> Result<()> {
        let mut unit = Unit::default();
        unit.add(
            Statement::new(
                "insert into challenge_keys (id, sequence, secret, created_at)
                 values ($1, $2, $3, $4) on conflict do nothing",
            )
            .bind(key.id.clone())
            .bind(key.sequence)
            .bind(key.secret.clone())
            .bind(key.created_at)
            .required(),
        );
        unit.add(
            Statement::new(
                "update challenge_keys set expires_at = $1
                 where sequence < $2 and expires_at is null",
            )
            .bind(others_expire_at)
            .bind(key.sequence),
        );
        self.apply(unit).await.map(drop)
    }

    /// Deletes all other keys. Challenges that they sealed can no longer be answered.
    pub(crate) async fn delete_other_challenge_keys(&self, id: &str) -> Result<()> {
        sqlx::query("delete from challenge_keys where id <> $1")
            .bind(id.to_owned())
            .execute(self.writer())
            .await?;
        Ok(())
    }
}

impl Unit {
    /// Spends a challenge, on condition that it is unspent.
    pub(crate) fn spend_challenge(&mut self, id: &str, user_id: UserId, expires_at: UnixSeconds) {
        let statement = Statement::new(
            "insert into spent_challenges (id, user_id, expires_at) values ($1, $2, $3)
             on conflict do nothing",
        );
        self.add(statement.bind(id).bind(user_id).bind(expires_at).required());
    }
}

fn key(row: &AnyRow) -> Result<ChallengeKey> {
    Ok(ChallengeKey {
        id: row.try_get("id")?,
        sequence: row.try_get("sequence")?,
        secret: row.try_get("secret")?,
        created_at: row.try_get("created_at")?,
    })
}
