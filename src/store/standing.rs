//! Account status: pending, active or deactivated.

use sqlx::Row as _;

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::extras::passage::store::assigned;
use crate::extras::recovery::store::resets;
use crate::model::event::Event;
use crate::model::user::UserId;
use crate::store::unit::Statement;
use crate::store::{Store, Unit, events};

/// The status of an account, which a sign-in checks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) is_deactivated: bool,
    /// Whether a back end created the account, and no one has signed in to it yet.
    pub(crate) is_pending: bool,
}

impl Store {
    /// Returns the status of an account. A missing account counts as active.
    pub(crate) async fn find_standing(&self, id: UserId) -> Result<Standing> {
        let row = sqlx::query("select deactivated_at, activated_at from users where id = $1")
            .bind(id.to_string())
            .fetch_optional(self.reader())
            .await?;
        let Some(row) = row else { return Ok(Standing::default()) };
        let is_deactivated = row.try_get::<Option<i64>, _>(0)?.is_some();
        Ok(Standing {
            is_deactivated,
            is_pending: !is_deactivated && row.try_get::<Option<i64>, _>(1)?.is_none(),
        })
    }

    /// Returns whether an account is deactivated.
    pub async fn is_deactivated(&self, id: UserId) -> Result<bool> {
        Ok(self.find_standing(id).await?.is_deactivated)
    }

    /// Deactivates an account and ends its sessions, refresh tokens, links and reset. The user's
    /// row is changed first: see `sessions.rs`. Records `event`, and `cancelled` if the owner had
    /// been notified of a running reset.
    pub(crate) async fn deactivate_account(
        &self,
        event: Option<&Event>,
        cancelled: &Event,
    ) -> Result<()> {
        let (id, now) = (cancelled.user_id, cancelled.created_at);
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
        if resets::cancel_all(&mut transaction, id, now).await? {
            events::record(&mut transaction, cancelled).await?;
        }
        if let Some(event) = event {
            events::record(&mut transaction, event).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

impl Unit {
    /// Activates an account.
    pub(crate) fn activate_account(&mut self, id: UserId, now: UnixSeconds) {
        let statement = Statement::new(
            "update users set deactivated_at = null, activated_at = coalesce(activated_at, $2),
                    updated_at = $2
             where id = $1",
        );
        self.add(statement.bind(id).bind(now));
    }
}
