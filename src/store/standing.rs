//! Whether an account may be used: by nobody yet, by its owner, or by nobody any more.

use sqlx::Row as _;

use super::{Notice, Store, assigned, resets, webhooks};
use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::user::UserId;

/// What a sign-in has to know of an account beforehand.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Standing {
    pub(crate) is_deactivated: bool,
    /// Made by a back end, and not signed in to yet.
    pub(crate) is_pending: bool,
    pub(crate) has_locale: bool,
}

impl Store {
    /// Finds out how an account stands; one that is not there is in nobody's way.
    pub(crate) async fn find_standing(&self, id: UserId) -> Result<Standing> {
        let row =
            sqlx::query("select deactivated_at, activated_at, locale from users where id = $1")
                .bind(id.to_string())
                .fetch_optional(self.reader())
                .await?;
        let Some(row) = row else { return Ok(Standing::default()) };
        let is_deactivated = row.try_get::<Option<i64>, _>(0)?.is_some();
        Ok(Standing {
            is_deactivated,
            is_pending: !is_deactivated && row.try_get::<Option<i64>, _>(1)?.is_none(),
            has_locale: row.try_get::<Option<String>, _>(2)?.is_some(),
        })
    }

    /// Whether an account is deactivated.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn is_deactivated(&self, id: UserId) -> Result<bool> {
        Ok(self.find_standing(id).await?.is_deactivated)
    }

    /// Lets an account be used.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn activate_account(&self, id: UserId, now: UnixSeconds) -> Result<()> {
        sqlx::query(
            "update users set deactivated_at = null, activated_at = coalesce(activated_at, $2),
                    updated_at = $2
             where id = $1",
        )
        .bind(id.to_string())
        .bind(now)
        .execute(self.writer())
        .await?;
        Ok(())
    }

    /// Notes that somebody signs in to an account for the first time, which activates it, and
    /// announces that. Returns whether it was pending.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn activate_pending_account(&self, id: UserId, notice: &Notice) -> Result<bool> {
        let mut transaction = self.begin().await?;
        let activated = sqlx::query(
            "update users set activated_at = $2
             where id = $1 and activated_at is null and deactivated_at is null",
        )
        .bind(id.to_string())
        .bind(notice.created_at)
        .execute(&mut *transaction)
        .await?;
        let was_pending = activated.rows_affected() == 1;
        if was_pending {
            webhooks::announce(&mut transaction, notice).await?;
        }
        transaction.commit().await?;
        Ok(was_pending)
    }

    /// Deactivates an account and ends its sessions, refresh tokens, links and reset. The user's row
    /// is changed first: see `sessions.rs`. Returns whether an announced reset was running.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn deactivate_account(&self, id: UserId, now: UnixSeconds) -> Result<bool> {
        let mut transaction = self.begin().await?;
        sqlx::query(
            "update users set deactivated_at = coalesce(deactivated_at, $2), updated_at = $2
             where id = $1",
        )
        .bind(id.to_string())
        .bind(now)
        .execute(&mut *transaction)
        .await?;
        sqlx::query("delete from sessions where user_id = $1")
            .bind(id.to_string())
            .execute(&mut *transaction)
            .await?;
        assigned::void_links(&mut transaction, id).await?;
        let had_reset = resets::cancel_all(&mut transaction, id, now).await?;
        transaction.commit().await?;
        Ok(had_reset)
    }
}
