//! The events table: what happened to accounts.

use sqlx::Row as _;

use super::{Notice, Store, webhooks};
use crate::error::{Error, Result};
use crate::event::{Event, Kind};
use crate::user::UserId;

/// Events that are kept of an account. A year of one who signs in five times a day; whoever does
/// it in a loop gets no further.
const MAX_PER_USER: i64 = 2000;

impl Store {
    /// Keeps an event, in the place of the oldest if there are too many, and leaves what endpoints
    /// are told of it. Returns whether there is anybody to be told.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn insert_event(
        &self,
        user_id: UserId,
        event: &Event,
        notice: Option<&Notice>,
    ) -> Result<bool> {
        let mut transaction = self.begin().await?;
        sqlx::query(
            "insert into events (id, user_id, kind, passkey, user_agent, ip, created_at, sequence)
             values ($1, $2, $3, $4, $5, $6, $7,
                     (select coalesce(max(sequence), 0) + 1 from events where user_id = $2))",
        )
        .bind(event.id.to_string())
        .bind(user_id.to_string())
        .bind(event.kind.as_str())
        .bind(event.passkey.clone())
        .bind(event.user_agent.clone())
        .bind(event.ip.clone())
        .bind(event.created_at)
        .execute(&mut *transaction)
        .await?;
        sqlx::query(
            "delete from events where user_id = $1
             and sequence <= (select max(sequence) from events where user_id = $1) - $2",
        )
        .bind(user_id.to_string())
        .bind(MAX_PER_USER)
        .execute(&mut *transaction)
        .await?;
        let is_told = match notice {
            Some(notice) => webhooks::announce(&mut transaction, notice).await?,
            None => false,
        };
        transaction.commit().await?;
        Ok(is_told)
    }

    /// Lists a user's newest events, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn list_events(&self, user_id: UserId, limit: i64) -> Result<Vec<Event>> {
        let rows = sqlx::query(
            "select kind, passkey, user_agent, ip, created_at, id from events
             where user_id = $1 order by sequence desc limit $2",
        )
        .bind(user_id.to_string())
        .bind(limit)
        .fetch_all(self.reader())
        .await?;
        rows.iter()
            .map(|row| {
                Ok(Event {
                    id: row.try_get::<String, _>(5)?.parse().map_err(Error::internal)?,
                    kind: Kind::parse(row.try_get(0)?)?,
                    passkey: row.try_get(1)?,
                    user_agent: row.try_get(2)?,
                    ip: row.try_get(3)?,
                    created_at: row.try_get(4)?,
                })
            })
            .collect()
    }
}
