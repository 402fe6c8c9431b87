//! The queue as an operator sees it: where each message stands, and nothing of what it says.

use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::{Channel, Store};
use crate::clock::UnixSeconds;
use crate::error::Result;

/// Where a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// For its next attempt.
    Waiting,
    /// Somebody is at it.
    Sending,
    /// The other side has taken it.
    Sent,
    /// Given up.
    Failed,
}

/// A message as an operator sees it: nothing of what it says.
#[derive(Clone, Debug)]
pub struct Queued {
    /// Names the message.
    pub id: String,
    /// How it travels.
    pub channel: Channel,
    /// The template it was written from.
    pub kind: String,
    /// To whom.
    pub to: String,
    /// Where it stands.
    pub state: State,
    /// How often sending was begun.
    pub attempts: i64,
    /// When it was written.
    pub created_at: UnixSeconds,
    /// When it will be tried again.
    pub next_attempt_at: Option<UnixSeconds>,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
}

impl Store {
    /// Lists the newest messages of the queue, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn list_queue(&self, now: UnixSeconds, limit: i64) -> Result<Vec<Queued>> {
        let rows = sqlx::query(
            "select id, channel, kind, recipient, attempts, created_at, next_attempt_at, claimed_until,
                    sent_at, failed_at, last_error
             from messages
             where next_attempt_at is not null or sent_at is not null or failed_at is not null
             order by sequence desc limit $1",
        )
        .bind(limit)
        .fetch_all(&self.reader)
        .await?;
        rows.iter().map(|row| queued(row, now)).collect()
    }

    /// Counts the messages of the queue that stand like this.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn count_queue(&self, state: State, now: UnixSeconds) -> Result<i64> {
        let statement = match state {
            State::Waiting => {
                "select count(*) from messages
                 where next_attempt_at is not null and coalesce(claimed_until, 0) <= $1"
            }
            State::Sending => {
                "select count(*) from messages
                 where next_attempt_at is not null and claimed_until > $1"
            }
            State::Sent => "select count(*) from messages where sent_at <= $1",
            State::Failed => "select count(*) from messages where failed_at <= $1",
        };
        Ok(sqlx::query_scalar(statement).bind(now).fetch_one(&self.reader).await?)
    }
}

fn queued(row: &AnyRow, now: UnixSeconds) -> Result<Queued> {
    let (claimed_until, sent_at, failed_at): (Option<i64>, Option<i64>, Option<i64>) =
        (row.try_get(7)?, row.try_get(8)?, row.try_get(9)?);
    let state = if sent_at.is_some() {
        State::Sent
    } else if failed_at.is_some() {
        State::Failed
    } else if claimed_until.is_some_and(|until| until > now) {
        State::Sending
    } else {
        State::Waiting
    };
    Ok(Queued {
        id: row.try_get(0)?,
        channel: Channel::parse(row.try_get(1)?),
        kind: row.try_get(2)?,
        to: row.try_get(3)?,
        state,
        attempts: row.try_get(4)?,
        created_at: row.try_get(5)?,
        next_attempt_at: row.try_get(6)?,
        last_error: row.try_get(10)?,
    })
}
