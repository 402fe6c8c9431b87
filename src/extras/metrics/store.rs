//! Counts the queue.

use sqlx::Row as _;

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::store::Store;

/// The messages of one channel that wait to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// `mail`, `text` or `program`.
    pub channel: String,
    /// The number of messages.
    pub messages: i64,
    /// When the oldest was queued.
    pub since: UnixSeconds,
}

impl Store {
    /// Counts the waiting messages, by channel. Channels without any are left out.
    pub async fn count_waiting(&self) -> Result<Vec<Waiting>> {
        let rows = sqlx::query(
            "select channel, count(*) as waiting, min(created_at) as since from messages
             where next_attempt_at is not null group by channel",
        )
        .fetch_all(self.reader())
        .await?;
        let waiting = rows.iter().map(|row| {
            Ok(Waiting {
                channel: row.try_get("channel")?,
                messages: row.try_get("waiting")?,
                since: row.try_get("since")?,
            })
        });
        waiting.collect()
    }
}
