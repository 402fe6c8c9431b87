//! The `recovery_codes` table.

use sqlx::{Any, Row as _, Transaction};
use uuid::Uuid;

use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::model::event::Event;
use crate::model::user::UserId;
use crate::store::{Store, Unit, events, users};

/// The state of an account's recovery codes, without the codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryCodes {
    /// The id of the set.
    pub set_id: String,
    /// How many codes are unused.
    pub unused: i64,
    /// When the set was created.
    pub created_at: UnixSeconds,
}

impl Store {
    /// Returns the state of an account's recovery codes, if it ever had any.
    pub async fn find_recovery_codes(&self, user_id: UserId) -> Result<Option<RecoveryCodes>> {
        let row = sqlx::query(
            "select set_id, count(*) - count(used_at) as unused, created_at from recovery_codes
             where user_id = $1 group by set_id, created_at",
        )
        .bind(user_id.to_string())
        .fetch_optional(self.reader())
        .await?;
        row.map(|row| {
            Ok(RecoveryCodes {
                set_id: row.try_get("set_id")?,
                unused: row.try_get("unused")?,
                created_at: row.try_get("created_at")?,
            })
        })
        .transpose()
    }

    /// Replaces an account's codes. Returns `false`, without changing anything, unless the set to
    /// replace is `replaced`.
    pub(crate) async fn replace_recovery_codes(
        &self,
        replaced: Option<&str>,
        set_id: Uuid,
        code_hashes: &[String],
        event: &Event,
    ) -> Result<bool> {
        let (user_id, now) = (event.user_id, event.created_at);
        let mut transaction = self.begin().await?;
        users::lock(&mut transaction, user_id, now).await?;
        let current: Option<String> =
            sqlx::query_scalar("select min(set_id) from recovery_codes where user_id = $1")
                .bind(user_id.to_string())
                .fetch_one(&mut *transaction)
                .await?;
        if current.as_deref() != replaced {
            return Ok(false);
        }
        delete_all(&mut transaction, user_id).await?;
        for code_hash in code_hashes {
            sqlx::query(
                "insert into recovery_codes (code_hash, user_id, set_id, created_at)
                 values ($1, $2, $3, $4)",
            )
            .bind(code_hash.clone())
            .bind(user_id.to_string())
            .bind(set_id.to_string())
            .bind(now)
            .execute(&mut *transaction)
            .await?;
        }
        events::record(&mut transaction, event).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Spends one of an account's codes. In the same transaction, applies `unit` and records
    /// `event` with the number of codes that are left. Returns `false` if the code is wrong or
    /// already spent. If two requests use the same code at the same time, only one spends it.
    pub(crate) async fn spend_recovery_code(
        &self,
        code_hash: &str,
        mut event: Event,
        mut unit: Unit,
    ) -> Result<bool> {
        let (user_id, now) = (event.user_id, event.created_at);
        let mut transaction = self.begin().await?;
        users::lock(&mut transaction, user_id, now).await?;
        let spent = sqlx::query(
            "update recovery_codes set used_at = $3
             where code_hash = $1 and user_id = $2 and used_at is null",
        )
        .bind(code_hash.to_owned())
        .bind(user_id.to_string())
        .bind(now)
        .execute(&mut *transaction)
        .await?;
        if spent.rows_affected() == 0 {
            return Ok(false);
        }
        let left: i64 = sqlx::query_scalar(
            "select count(*) from recovery_codes where user_id = $1 and used_at is null",
        )
        .bind(user_id.to_string())
        .fetch_one(&mut *transaction)
        .await?;
        event.details.left = Some(left);
        unit.record(&event);
        if unit.run(&mut transaction).await? {
            transaction.commit().await?;
            return Ok(true);
        }
        transaction.rollback().await?;
        Err(Error::internal("the reset has ended in the meantime"))
    }

    /// Lists the hashes of an account's unused codes.
    pub async fn list_unused_recovery_codes(&self, user_id: UserId) -> Result<Vec<String>> {
        let hashes = sqlx::query_scalar(
            "select code_hash from recovery_codes where user_id = $1 and used_at is null",
        )
        .bind(user_id.to_string())
        .fetch_all(self.reader())
        .await?;
        Ok(hashes)
    }
}

/// Deletes all of an account's codes, used or not.
pub(crate) async fn delete_all(
    transaction: &mut Transaction<'_, Any>,
    user_id: UserId,
) -> Result<()> {
    sqlx::query("delete from recovery_codes where user_id = $1")
        .bind(user_id.to_string())
        .execute(&mut **transaction)
        .await?;
    Ok(())
}
