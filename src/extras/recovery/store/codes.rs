//! The `recovery_codes` table.

use sqlx::{Any, Row as _, Transaction};
use uuid::Uuid;

use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::model::event::Event;
use crate::model::user::UserId;
use crate::store::{Store, Unit, events, users};

/// An account's recovery codes, without the codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryCodes {
    /// Names the set.
    pub set_id: String,
    /// How many of them are left.
    pub unused: i64,
    /// When the set was made.
    pub created_at: UnixSeconds,
}

impl Store {
    /// Says what recovery codes an account has, if it was ever given any.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find_recovery_codes(&self, user_id: UserId) -> Result<Option<RecoveryCodes>> {
        let row = sqlx::query(
            "select set_id, count(*) - count(used_at), created_at from recovery_codes
             where user_id = $1 group by set_id, created_at",
        )
        .bind(user_id.to_string())
        .fetch_optional(self.reader())
        .await?;
        row.map(|row| {
            Ok(RecoveryCodes {
                set_id: row.try_get(0)?,
                unused: row.try_get(1)?,
                created_at: row.try_get(2)?,
            })
        })
        .transpose()
    }

    /// Replaces an account's codes by others. Returns `false`, having changed nothing, unless the
    /// set they replace is `replaced`.
    ///
    /// # Errors
    /// When the database does not answer.
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

    /// Spends one of an account's codes, and applies `unit` and records `event`, with how many are
    /// left, in the same transaction. Returns `false` if it is none of them, or spent. Of two requests
    /// at once one spends it.
    ///
    /// # Errors
    /// When the database does not answer.
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
        Err(Error::internal("the reset has ended meanwhile"))
    }

    /// Lists the hashes of the codes that an account has not used.
    ///
    /// # Errors
    /// When the database does not answer.
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
