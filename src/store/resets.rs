//! The resets table: requests of owners who have lost every passkey and code.

use std::time::Duration;

use sqlx::any::AnyRow;
use sqlx::{Any, AssertSqlSafe, Row as _, Transaction};

use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::model::ids::SessionId;
use crate::model::session::Method;
use crate::model::session::Session;
use crate::model::user::UserId;
use crate::store::recovery_codes;
use crate::store::unit::Statement;
use crate::store::{Store, Unit, users};

/// The columns that [`reset`] reads.
const COLUMNS: &str = "id, requested_at, ripe_at, expires_at, cancelled_at";

/// How many resets an account may request in [`COUNTED`] seconds. Each sends an email.
const MAX_ASKED: i64 = 3;

/// How long a request counts, in seconds.
const COUNTED: UnixSeconds = 24 * 3600;

/// How long a reset may wait for its notification, in seconds, before another one replaces it.
const ANNOUNCED_WITHIN: UnixSeconds = 60;

/// A reset of an owner who was notified. It is neither used nor expired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reset {
    /// The reset's id, which grants no access.
    pub id: String,
    /// When it was requested.
    pub requested_at: UnixSeconds,
    /// When it becomes available.
    pub ripe_at: UnixSeconds,
    /// When it expires.
    pub expires_at: UnixSeconds,
    /// When it was cancelled. `None` while it is running.
    pub cancelled_at: Option<UnixSeconds>,
}

impl Reset {
    /// Returns whether a session can add a passkey with this reset now. The session must have been
    /// opened by an email that was sent after the reset became available. Sessions and links
    /// outlive the wait, so someone who saw the mailbox only once could otherwise keep one for
    /// later.
    pub fn opens_to(&self, session: &Session, now: UnixSeconds) -> bool {
        let is_ripe = self.cancelled_at.is_none() && self.ripe_at <= now && now < self.expires_at;
        is_ripe
            && session.method == Method::Mail
            && session.proven_at.is_some_and(|sent_at| sent_at >= self.ripe_at)
    }
}

impl Store {
    /// Inserts a reset and applies `unit`, which notifies the owner, in the same transaction.
    /// Returns `false`, without changing anything, if one is already running.
    ///
    /// # Errors
    /// [`Error::TooManyRequests`] if too many were requested; [`Error::SignedOut`] if the account
    /// was deactivated or deleted.
    pub(crate) async fn insert_reset(
        &self,
        user_id: UserId,
        reset: &Reset,
        cancel_hash: String,
        unit: Unit,
    ) -> Result<bool> {
        let now = reset.requested_at;
        let mut transaction = self.begin().await?;
        if !users::lock_active(&mut transaction, user_id, now).await? {
            return Err(Error::SignedOut);
        }
        sqlx::query(
            "delete from resets where user_id = $1
             and (expires_at <= $2 or (announced_at is null and requested_at <= $3))",
        )
        .bind(user_id.to_string())
        .bind(now)
        .bind(now - ANNOUNCED_WITHIN)
        .execute(&mut *transaction)
        .await?;
        let asked: i64 = sqlx::query_scalar(
            "select count(*) from resets where user_id = $1 and requested_at > $2",
        )
        .bind(user_id.to_string())
        .bind(now - COUNTED)
        .fetch_one(&mut *transaction)
        .await?;
        let inserted: Option<String> = sqlx::query_scalar(
            "insert into resets (id, user_id, cancel_hash, requested_at, ripe_at, expires_at,
                                 announced_at)
             values ($1, $2, $3, $4, $5, $6, $4) on conflict do nothing returning id",
        )
        .bind(reset.id.clone())
        .bind(user_id.to_string())
        .bind(cancel_hash)
        .bind(now)
        .bind(reset.ripe_at)
        .bind(reset.expires_at)
        .fetch_optional(&mut *transaction)
        .await?;
        if inserted.is_some() && asked >= MAX_ASKED {
            return Err(Error::TooManyRequests(Duration::from_secs(COUNTED.unsigned_abs())));
        }
        if inserted.is_none() || !unit.run(&mut transaction).await? {
            transaction.rollback().await?;
            return Ok(false);
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// Finds an account's reset: the running one, or else the last cancelled one.
    pub async fn find_reset(&self, user_id: UserId, now: UnixSeconds) -> Result<Option<Reset>> {
        let row = sqlx::query(AssertSqlSafe(format!(
            "select {COLUMNS} from resets
             where user_id = $1 and expires_at > $2 and announced_at is not null and used_at is null
             order by cancelled_at desc nulls first, id limit 1"
        )))
        .bind(user_id.to_string())
        .bind(now)
        .fetch_optional(self.reader())
        .await?;
        row.as_ref().map(reset).transpose()
    }

    /// Finds the user of the running reset that a cancellation link is for, without cancelling it.
    pub async fn find_reset_to_cancel(
        &self,
        cancel_hash: &str,
        now: UnixSeconds,
    ) -> Result<Option<UserId>> {
        let user_id: Option<String> = sqlx::query_scalar(
            "select user_id from resets where cancel_hash = $1 and expires_at > $2
             and cancelled_at is null and used_at is null",
        )
        .bind(cancel_hash.to_owned())
        .bind(now)
        .fetch_optional(self.reader())
        .await?;
        user_id.as_deref().map(str::parse).transpose()
    }

    /// Marks the resets that are now available, each once, and returns their users.
    pub async fn take_available_resets(&self, now: UnixSeconds) -> Result<Vec<UserId>> {
        let users: Vec<String> = sqlx::query_scalar(
            "update resets set reminded_at = $1
             where ripe_at <= $1 and expires_at > $1 and announced_at is not null
             and reminded_at is null and cancelled_at is null and used_at is null
             returning user_id",
        )
        .bind(now)
        .fetch_all(self.writer())
        .await?;
        users.iter().map(|id| id.parse()).collect()
    }
}

impl Unit {
    /// Cancels an account's running reset, on condition that there is one. With a cancellation
    /// link, only that link's reset.
    pub(crate) fn cancel_reset(
        &mut self,
        user_id: UserId,
        cancel_hash: Option<String>,
        now: UnixSeconds,
    ) {
        let statement = Statement::new(
            "update resets set cancelled_at = $2
             where user_id = $1 and cancel_hash = coalesce($3, cancel_hash) and expires_at > $2
             and cancelled_at is null and used_at is null",
        );
        self.add(statement.bind(user_id).bind(now).bind(cancel_hash).required());
    }
}

/// Cancels an account's running reset, whether or not its owner was notified. Returns whether an
/// owner was.
pub(crate) async fn cancel_all(
    transaction: &mut Transaction<'_, Any>,
    user_id: UserId,
    now: UnixSeconds,
) -> Result<bool> {
    let announced: Vec<Option<UnixSeconds>> = sqlx::query_scalar(
        "update resets set cancelled_at = $2
         where user_id = $1 and expires_at > $2 and cancelled_at is null and used_at is null
         returning announced_at",
    )
    .bind(user_id.to_string())
    .bind(now)
    .fetch_all(&mut **transaction)
    .await?;
    Ok(announced.iter().any(Option::is_some))
}

/// Completes an account's available reset in a session that an email has opened since, and
/// invalidates the recovery codes, which the user said are lost: anyone could have found them.
pub(crate) async fn use_up(
    transaction: &mut Transaction<'_, Any>,
    user_id: UserId,
    session_id: SessionId,
    now: UnixSeconds,
) -> Result<()> {
    let used = sqlx::query(
        "update resets set used_at = $2
         where user_id = $1 and ripe_at <= $2 and expires_at > $2 and announced_at is not null
         and cancelled_at is null and used_at is null
         and ripe_at <= (select coalesce(max(proven_at), 0) from sessions
                         where id = $3 and user_id = $1 and method = 'mail')",
    )
    .bind(user_id.to_string())
    .bind(now)
    .bind(session_id.to_string())
    .execute(&mut **transaction)
    .await?;
    if used.rows_affected() == 0 {
        return Err(Error::VerificationRequired);
    }
    recovery_codes::delete_all(transaction, user_id).await
}

fn reset(row: &AnyRow) -> Result<Reset> {
    Ok(Reset {
        id: row.try_get("id")?,
        requested_at: row.try_get("requested_at")?,
        ripe_at: row.try_get("ripe_at")?,
        expires_at: row.try_get("expires_at")?,
        cancelled_at: row.try_get("cancelled_at")?,
    })
}
