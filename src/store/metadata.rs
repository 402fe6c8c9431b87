//! The metadata of accounts.

use serde_json::{Map, Value};
use sqlx::{Any, Transaction};

use crate::error::{Error, Result};
use crate::model::event::Event;
use crate::model::metadata::merged;
use crate::model::user::UserId;
use crate::store::{Store, events, users};

impl Store {
    /// Returns an account's metadata. A missing account has none.
    pub async fn find_metadata(&self, id: UserId) -> Result<Map<String, Value>> {
        let row = sqlx::query_scalar("select metadata from users where id = $1")
            .bind(id.to_string())
            .fetch_optional(self.reader())
            .await?;
        read_metadata(row.flatten())
    }

    /// Merges members into the metadata of the event's user, and records the event.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::InvalidRequest`] with too much metadata.
    pub(crate) async fn update_metadata(
        &self,
        members: Map<String, Value>,
        event: &Event,
    ) -> Result<()> {
        let mut transaction = self.begin().await?;
        if !users::lock(&mut transaction, event.user_id, event.created_at).await? {
            return Err(Error::NotFound);
        }
        merge_metadata(&mut transaction, event.user_id, members).await?;
        events::record(&mut transaction, event).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// Merges members into a user's metadata. The user's row must be locked.
pub(crate) async fn merge_metadata(
    transaction: &mut Transaction<'_, Any>,
    id: UserId,
    members: Map<String, Value>,
) -> Result<()> {
    let stored = sqlx::query_scalar("select metadata from users where id = $1")
        .bind(id.to_string())
        .fetch_one(&mut **transaction)
        .await?;
    let metadata = merged(read_metadata(stored)?, members)?;
    sqlx::query("update users set metadata = $2 where id = $1")
        .bind(id.to_string())
        .bind(serde_json::to_string(&metadata)?)
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

/// Reads the column.
pub(crate) fn read_metadata(json: Option<String>) -> Result<Map<String, Value>> {
    Ok(json.map_or(Ok(Map::new()), |json| serde_json::from_str(&json))?)
}
