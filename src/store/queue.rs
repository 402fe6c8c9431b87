//! The messages table as a queue: messages are claimed, delivered and settled.
//!
//! A claim is an update with a condition that at most one sender can meet, on either engine. Claims
//! expire, so that a message isn't lost when its sender dies.

use sqlx::{AssertSqlSafe, Row as _};

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::model::message::Message;
use crate::store::Store;
use crate::store::messages::{COLUMNS, message};

/// A message that only this process may send now.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// The message's id, in the log and in its `Message-ID`.
    pub id: String,
    /// The random id of this claim.
    pub claim: String,
    /// The message to send.
    pub message: Message,
    /// The number of attempts, including this one.
    pub attempts: i64,
}

/// A message that won't be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenUp {
    /// The message's id.
    pub id: String,
    /// The template it was rendered from.
    pub kind: String,
    /// The number of attempts.
    pub attempts: i64,
    /// Why the last attempt failed, if there was one.
    pub reason: Option<String>,
}

/// The assignments that erase a message's content, because links and codes shouldn't stay in the
/// database longer than needed.
macro_rules! erased {
    () => {
        "subject = '', text_body = '', html_body = '', link = null, code = null,
         next_attempt_at = null, claim = null, claimed_until = null"
    };
}

impl Store {
    /// Lists the ids of unclaimed messages that are due. If a new one is due in more than a
    /// minute, the clock was set back after it was queued. It is due at once. Emails to an account's own address come
    /// first, so that strangers' requests don't delay a sign-in.
    pub async fn list_due_messages(
        &self,
        (mails, texts): (bool, bool),
        now: UnixSeconds,
        limit: i64,
    ) -> Result<Vec<String>> {
        let ids = sqlx::query_scalar(
            "select id from messages
             where next_attempt_at is not null
               and (next_attempt_at <= $1 or (attempts = 0 and created_at > $1 + 60))
               and (claimed_until is null or claimed_until <= $1)
               and ((channel = 'mail' and $2 = 1) or (channel = 'text' and $3 = 1))
             order by precedence, next_attempt_at, sequence limit $4",
        )
        .bind(now)
        .bind(i64::from(mails))
        .bind(i64::from(texts))
        .bind(limit)
        .fetch_all(self.reader())
        .await?;
        Ok(ids)
    }

    /// Counts the emails that were sent since an instant, and those in progress.
    pub async fn count_sent_mails(&self, since: UnixSeconds, now: UnixSeconds) -> Result<i64> {
        let sent = sqlx::query_scalar(
            "select (select count(*) from messages where channel = 'mail' and sent_at > $1)
                  + (select count(*) from messages
                     where channel = 'mail' and next_attempt_at <= $2 and claimed_until > $2)",
        )
        .bind(since)
        .bind(now)
        .fetch_one(self.reader())
        .await?;
        Ok(sent)
    }

    /// Claims a message until an instant. Returns `None` if another process was faster.
    pub async fn claim_message(
        &self,
        id: &str,
        claim: String,
        now: UnixSeconds,
        until: UnixSeconds,
    ) -> Result<Option<Claimed>> {
        let row = sqlx::query(AssertSqlSafe(format!(
            "update messages set claim = $2, claimed_until = $4, attempts = attempts + 1
             where id = $1 and (next_attempt_at <= $3 or (attempts = 0
                                and next_attempt_at is not null and created_at > $3 + 60))
               and (claimed_until is null or claimed_until <= $3)
             returning {COLUMNS}, attempts"
        )))
        .bind(id.to_owned())
        .bind(claim.clone())
        .bind(now)
        .bind(until)
        .fetch_optional(self.writer())
        .await?;
        let Some(row) = row else { return Ok(None) };
        let (message, attempts) = (message(&row)?, row.try_get("attempts")?);
        Ok(Some(Claimed { id: id.to_owned(), claim, message, attempts }))
    }

    /// Extends a claim.
    pub async fn renew_claim(&self, claimed: &Claimed, until: UnixSeconds) -> Result<()> {
        sqlx::query("update messages set claimed_until = $3 where id = $1 and claim = $2")
            .bind(claimed.id.clone())
            .bind(claimed.claim.clone())
            .bind(until)
            .execute(self.writer())
            .await?;
        Ok(())
    }

    /// Returns a message that wasn't sent to the queue, with the time of its next attempt.
    pub async fn return_message(
        &self,
        claimed: &Claimed,
        next_attempt_at: UnixSeconds,
        reason: &str,
    ) -> Result<()> {
        sqlx::query(
            "update messages set claim = null, claimed_until = null, next_attempt_at = $3, last_error = $4
             where id = $1 and claim = $2",
        )
        .bind(claimed.id.clone())
        .bind(claimed.claim.clone())
        .bind(next_attempt_at)
        .bind(reason.to_owned())
        .execute(self.writer())
        .await?;
        Ok(())
    }

    /// Records that a message was accepted, even if another process has claimed it since, and
    /// erases its content.
    pub async fn settle_sent(&self, id: &str, now: UnixSeconds) -> Result<()> {
        sqlx::query(concat!(
            "update messages set sent_at = $2, failed_at = null, ",
            erased!(),
            " where id = $1"
        ))
        .bind(id.to_owned())
        .bind(now)
        .execute(self.writer())
        .await?;
        Ok(())
    }

    /// Records that a message was permanently rejected, and erases its content.
    pub async fn settle_failed(
        &self,
        claimed: &Claimed,
        now: UnixSeconds,
        reason: &str,
    ) -> Result<()> {
        sqlx::query(concat!(
            "update messages set failed_at = $3, last_error = $4, ",
            erased!(),
            " where id = $1 and claim = $2"
        ))
        .bind(claimed.id.clone())
        .bind(claimed.claim.clone())
        .bind(now)
        .bind(reason.to_owned())
        .execute(self.writer())
        .await?;
        Ok(())
    }

    /// Gives up expired messages and erases their content.
    pub async fn expire_messages(&self, now: UnixSeconds) -> Result<Vec<GivenUp>> {
        let rows = sqlx::query(concat!(
            "update messages set failed_at = $1, ",
            erased!(),
            " where next_attempt_at is not null and expires_at <= $1
                and (claimed_until is null or claimed_until <= $1)
              returning id, kind, attempts, last_error"
        ))
        .bind(now)
        .fetch_all(self.writer())
        .await?;
        rows.iter()
            .map(|row| {
                Ok(GivenUp {
                    id: row.try_get("id")?,
                    kind: row.try_get("kind")?,
                    attempts: row.try_get("attempts")?,
                    reason: row.try_get("last_error")?,
                })
            })
            .collect()
    }
}
