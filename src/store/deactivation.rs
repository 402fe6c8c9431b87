//! Deactivating and activating accounts.

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::model::event::Kind;
use crate::model::user::UserId;
use crate::store::unit::Statement;
use crate::store::{Change, EventOfKind, Store, Unit, events, follow};

impl Store {
    /// Deactivates an account and ends its sessions, refresh tokens, links and reset. The user's
    /// row is changed first: see `sessions.rs`. If it `is_new`, an event is recorded.
    pub(crate) async fn deactivate_account(
        &self,
        id: UserId,
        now: UnixSeconds,
        is_new: bool,
        event: EventOfKind<'_>,
    ) -> Result<()> {
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
        sqlx::query("delete from magic_links where user_id = $1")
            .bind(id.to_string())
            .execute(&mut *transaction)
            .await?;
        follow(&mut transaction, Change::Deactivation, id, event).await?;
        if is_new {
            events::record(&mut transaction, &event(Kind::Deactivated)).await?;
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
