//! Deleting an account, with all rows that `personal.rs` lists.

use crate::error::{Error, Result};
use crate::model::event::Event;
use crate::model::user::User;
use crate::store::personal::{Personal, personal};
use crate::store::{Store, event_retention, events, users};

impl Store {
    /// Deletes an account: all the user's rows in all tables, in one transaction, which also
    /// records the event.
    ///
    /// Queued warnings to the account's former address are kept, but lose their reference to the
    /// account. Otherwise an attacker could change the address of a stolen account and delete it,
    /// and its owner would never get the warning. Pending messages to programs are kept in
    /// the same way.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the user doesn't exist (any more).
    pub(crate) async fn delete_user(&self, user: &User, event: &Event) -> Result<()> {
        let mut transaction = self.begin().await?;
        if !users::lock(&mut transaction, user.id, event.created_at).await? {
            return Err(Error::NotFound);
        }
        sqlx::query(
            "update messages set user_id = null
             where user_id = $1 and next_attempt_at is not null and link is null and code is null",
        )
        .bind(user.id.to_string())
        .execute(&mut *transaction)
        .await?;
        // The challenge stays spent.
        sqlx::query("update spent_challenges set user_id = null where user_id = $1")
            .bind(user.id.to_string())
            .execute(&mut *transaction)
            .await?;
        event_retention::erase(&mut transaction, user.id).await?;
        for personal in personal().filter(|personal| personal.table != "events") {
            let sql = format!("delete from {} where {}", personal.table, personal.condition());
            Personal::query(sql, user).execute(&mut *transaction).await?;
        }
        events::record(&mut transaction, event).await?;
        transaction.commit().await?;
        Ok(())
    }
}
