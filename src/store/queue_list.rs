//! The queue for operators: the state of each message, without its content.

use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row as _};

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::model::message::Channel;
use crate::model::message::Queue;
use crate::store::Store;

/// The columns that [`queued`] reads.
pub(crate) const COLUMNS: &str = "id, channel, kind, recipient, attempts, created_at, \
                                  next_attempt_at, claimed_until, sent_at, failed_at, last_error";

/// The state of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Waiting for its next attempt.
    Waiting,
    /// Being sent by a worker.
    Sending,
    /// Accepted by the recipient's server.
    Sent,
    /// Failed permanently.
    Failed,
}

/// A message without its content.
#[derive(Clone, Debug)]
pub struct Queued {
    /// The message's id.
    pub id: String,
    /// How it is sent.
    pub channel: Channel,
    /// The template it was rendered from.
    pub kind: String,
    /// The recipient.
    pub to: String,
    /// The state.
    pub state: State,
    /// The number of attempts.
    pub attempts: i64,
    /// When it was created.
    pub created_at: UnixSeconds,
    /// When the next attempt is due.
    pub next_attempt_at: Option<UnixSeconds>,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
}

impl Store {
    /// Lists the newest messages of a queue, newest first.
    pub async fn list_queue(
        &self,
        queue: Queue,
        now: UnixSeconds,
        limit: i64,
    ) -> Result<Vec<Queued>> {
        let rows = sqlx::query(AssertSqlSafe(format!(
            "select {COLUMNS} from messages
             where (next_attempt_at is not null or sent_at is not null or failed_at is not null)
               and (channel = 'program') = ($2 = 1)
             order by sequence desc limit $1"
        )))
        .bind(limit)
        .bind(number(queue))
        .fetch_all(self.reader())
        .await?;
        rows.iter().map(|row| queued(row, now)).collect()
    }

    /// Counts the messages of a queue in this state.
    pub async fn count_queue(&self, queue: Queue, state: State, now: UnixSeconds) -> Result<i64> {
        macro_rules! counted {
            ($condition:literal) => {
                concat!(
                    "select count(*) from messages where (channel = 'program') = ($2 = 1) and ",
                    $condition
                )
            };
        }
        let statement = match state {
            State::Waiting => {
                counted!("next_attempt_at is not null and coalesce(claimed_until, 0) <= $1")
            }
            State::Sending => counted!("next_attempt_at is not null and claimed_until > $1"),
            State::Sent => counted!("sent_at <= $1"),
            State::Failed => counted!("failed_at <= $1"),
        };
        let count = sqlx::query_scalar(statement).bind(now).bind(number(queue));
        Ok(count.fetch_one(self.reader()).await?)
    }
}

/// Returns the number that stands for a queue in the statements above.
fn number(queue: Queue) -> i64 {
    i64::from(queue == Queue::Programs)
}

/// Reads a row with [`COLUMNS`].
pub(crate) fn queued(row: &AnyRow, now: UnixSeconds) -> Result<Queued> {
    let instant = |name| row.try_get::<Option<UnixSeconds>, _>(name);
    let state = if instant("sent_at")?.is_some() {
        State::Sent
    } else if instant("failed_at")?.is_some() {
        State::Failed
    } else if instant("claimed_until")?.is_some_and(|until| until > now) {
        State::Sending
    } else {
        State::Waiting
    };
    Ok(Queued {
        id: row.try_get("id")?,
        channel: Channel::parse(row.try_get("channel")?),
        kind: row.try_get("kind")?,
        to: row.try_get("recipient")?,
        state,
        attempts: row.try_get("attempts")?,
        created_at: row.try_get("created_at")?,
        next_attempt_at: instant("next_attempt_at")?,
        last_error: row.try_get("last_error")?,
    })
}
