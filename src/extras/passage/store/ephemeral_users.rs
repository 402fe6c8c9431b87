//! The `ephemeral_users` table: users that signed up in test mode.

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::model::user::UserId;
use crate::store::Store;

impl Store {
    /// Inserts a user.
    pub(crate) async fn insert_ephemeral_user(
        &self,
        user_id: UserId,
        expires_at: UnixSeconds,
    ) -> Result<()> {
        sqlx::query("insert into ephemeral_users (user_id, expires_at) values ($1, $2)")
            .bind(user_id.to_string())
            .bind(expires_at)
            .execute(self.writer())
            .await?;
        Ok(())
    }

    /// Lists the ids of users that have expired.
    pub(crate) async fn list_expired_users(&self, now: UnixSeconds) -> Result<Vec<String>> {
        let ids = sqlx::query_scalar("select user_id from ephemeral_users where expires_at <= $1")
            .bind(now)
            .fetch_all(self.reader())
            .await?;
        Ok(ids)
    }
}
