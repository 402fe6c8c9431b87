//! The errands and receipts tables: what back ends want their users to do with passkeys, and by
//! what they are told that it was done. A row is deleted as it is used, so it is used once.

use sqlx::Row as _;

use super::conflicts::settle;
use super::{Notice, Store, webhooks};
use crate::clock::UnixSeconds;
use crate::errand::Task;
use crate::error::{Error, Result};
use crate::user::UserId;

/// What a back end wants a user's browser to do.
#[derive(Clone, Debug)]
pub struct Errand {
    /// What.
    pub task: Task,
    /// Which user.
    pub user_id: UserId,
    /// When one of the user's passkeys was used for it, as making another one needs.
    pub verified_at: Option<UnixSeconds>,
    /// When it was asked for.
    pub created_at: UnixSeconds,
    /// When it can no longer be done.
    pub expires_at: UnixSeconds,
}

impl Store {
    /// Finds the account that a back end calls so, or makes it, which is announced.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find_or_insert_external(
        &self,
        external_id: &str,
        new: UserId,
        if_new: &Notice,
    ) -> Result<UserId> {
        settle(|| self.try_to_find_or_insert_external(external_id, new, if_new)).await
    }

    async fn try_to_find_or_insert_external(
        &self,
        external_id: &str,
        new: UserId,
        if_new: &Notice,
    ) -> Result<UserId> {
        if let Some(found) = self.find_external(external_id).await? {
            return Ok(found);
        }
        let mut transaction = self.begin().await?;
        sqlx::query(
            "insert into users (id, external_id, updated_at, created_at)
             values ($1, $2, $3,
                     coalesce((select listed_before from user_lists where listed_before > $3), $3))",
        )
        .bind(new.to_string())
        .bind(external_id.to_owned())
        .bind(if_new.created_at)
        .execute(&mut *transaction)
        .await?;
        webhooks::announce(&mut transaction, if_new).await?;
        transaction.commit().await?;
        Ok(new)
    }

    /// Finds the account that a back end calls so.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find_external(&self, external_id: &str) -> Result<Option<UserId>> {
        let id: Option<String> = sqlx::query_scalar("select id from users where external_id = $1")
            .bind(external_id.to_owned())
            .fetch_optional(self.reader())
            .await?;
        id.map(|id| id.parse()).transpose()
    }

    /// Keeps an errand, by the hash of its token.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn insert_errand(&self, token_hash: &str, errand: &Errand) -> Result<()> {
        let (kind, name, is_recovery) = match &errand.task {
            Task::Registration { name, is_recovery } => {
                ("registration", Some(name.clone()), *is_recovery)
            }
            Task::Authentication => ("authentication", None, false),
        };
        sqlx::query(
            "insert into errands (token_hash, kind, user_id, passkey_name, created_at, expires_at,
                                  verified_at, recovery_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(token_hash.to_owned())
        .bind(kind)
        .bind(errand.user_id.to_string())
        .bind(name)
        .bind(errand.created_at)
        .bind(errand.expires_at)
        .bind(errand.verified_at)
        .bind(is_recovery.then_some(errand.created_at))
        .execute(self.writer())
        .await?;
        Ok(())
    }

    /// Finds an errand that can still be done. Looking does not use it up.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find_errand(&self, token_hash: &str, now: UnixSeconds) -> Result<Option<Errand>> {
        let row = sqlx::query(
            "select kind, passkey_name, user_id, created_at, expires_at, verified_at, recovery_at
             from errands
             where token_hash = $1 and expires_at > $2",
        )
        .bind(token_hash.to_owned())
        .bind(now)
        .fetch_optional(self.reader())
        .await?;
        let Some(row) = row else { return Ok(None) };
        let kind: String = row.try_get(0)?;
        let task = match (kind.as_str(), row.try_get::<Option<String>, _>(1)?) {
            ("registration", Some(name)) => {
                let is_recovery = row.try_get::<Option<i64>, _>(6)?.is_some();
                Task::Registration { name, is_recovery }
            }
            ("authentication", None) => Task::Authentication,
            _ => return Err(Error::internal(format!("no such errand: {kind}"))),
        };
        Ok(Some(Errand {
            task,
            user_id: row.try_get::<String, _>(2)?.parse()?,
            created_at: row.try_get(3)?,
            expires_at: row.try_get(4)?,
            verified_at: row.try_get(5)?,
        }))
    }

    /// Uses an errand up. Returns whether it was there: of any number of callers at once, one is
    /// told so.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn delete_errand(&self, token_hash: &str) -> Result<bool> {
        let deleted = sqlx::query("delete from errands where token_hash = $1")
            .bind(token_hash.to_owned())
            .execute(self.writer())
            .await?;
        Ok(deleted.rows_affected() == 1)
    }

    /// Keeps a receipt, by the hash of its token, and counts the sign-in that it is.
    ///
    /// # Errors
    /// [`Error::Deactivated`]; the row is changed first, as `sessions.rs` says.
    pub async fn insert_receipt(
        &self,
        token_hash: &str,
        user_id: UserId,
        now: UnixSeconds,
        expires_at: UnixSeconds,
    ) -> Result<()> {
        let mut transaction = self.begin().await?;
        let counted = sqlx::query(
            "update users set login_count = login_count + 1, last_login_at = $2
             where id = $1 and deactivated_at is null",
        )
        .bind(user_id.to_string())
        .bind(now)
        .execute(&mut *transaction)
        .await?;
        if counted.rows_affected() == 0 {
            return Err(Error::Deactivated);
        }
        sqlx::query(
            "insert into receipts (token_hash, user_id, created_at, expires_at)
             values ($1, $2, $3, $4)",
        )
        .bind(token_hash.to_owned())
        .bind(user_id.to_string())
        .bind(now)
        .bind(expires_at)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Uses a receipt up and says what the back end calls the account, if that may be used.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn take_receipt(&self, token_hash: &str, now: UnixSeconds) -> Result<Option<String>> {
        let mut transaction = self.begin().await?;
        let user_id: Option<String> = sqlx::query_scalar(
            "delete from receipts where token_hash = $1 and expires_at > $2 returning user_id",
        )
        .bind(token_hash.to_owned())
        .bind(now)
        .fetch_optional(&mut *transaction)
        .await?;
        let external_id: Option<Option<String>> = sqlx::query_scalar(
            "select external_id from users where id = $1 and deactivated_at is null",
        )
        .bind(user_id)
        .fetch_optional(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(external_id.flatten())
    }
}
