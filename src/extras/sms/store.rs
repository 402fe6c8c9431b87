//! The `phone_codes` table: codes that were sent as text messages, and the numbers they verify.

use std::time::Duration;

use sqlx::{Any, AssertSqlSafe, Executor, Row as _};

use crate::clock::{UnixSeconds, seconds};
use crate::error::{Error, Result};
use crate::extras::sms::COUNTED_FOR;
use crate::model::event::Event;
use crate::model::ids::SessionId;
use crate::model::phone::Phone;
use crate::model::session::RECENT;
use crate::model::user::UserId;
use crate::store::addresses::MAY_CONFIRM;
use crate::store::conflicts::settle;
use crate::store::ids;
use crate::store::unit::Statement;
use crate::store::{Store, Unit, events, users};

/// Deletes expired rows. `$1` is the current time.
pub(super) const EXPIRED: &[&str] = &["delete from phone_codes where created_at <= $1 - 3600"];

/// A code that was sent to a number, without the code itself.
#[derive(Clone, Debug)]
pub struct PhoneCode {
    /// The row's id, which grants no access. For a client without cookies, it is the hash of the
    /// secret that replaces them.
    pub id: String,
    /// The user who will get the number.
    pub user_id: UserId,
    /// The session that requested it.
    pub session_id: SessionId,
    /// The number it was sent to.
    pub phone: Phone,
    /// When it was sent.
    pub created_at: UnixSeconds,
    /// When it expires.
    pub expires_at: UnixSeconds,
}

impl Store {
    /// Inserts a code and invalidates the account's earlier ones. There may be at most `most`
    /// within [`COUNTED_FOR`].
    ///
    /// # Errors
    /// [`Error::TooManyRequests`].
    pub async fn insert_phone_code(
        &self,
        code: &PhoneCode,
        code_hash: &str,
        most: i64,
    ) -> Result<()> {
        let mut transaction = self.begin().await?;
        users::lock(&mut transaction, code.user_id, code.created_at).await?;
        check_count(&mut *transaction, code.user_id, code.created_at, most).await?;
        sqlx::query(
            "update phone_codes set consumed_at = $2 where user_id = $1 and consumed_at is null",
        )
        .bind(code.user_id.to_string())
        .bind(code.created_at)
        .execute(&mut *transaction)
        .await?;
        sqlx::query(
            "insert into phone_codes (id, user_id, session_id, phone, code_hash, code_tries,
                                      created_at, expires_at)
             values ($1, $2, $3, $4, $5, 0, $6, $7)",
        )
        .bind(code.id.clone())
        .bind(code.user_id.to_string())
        .bind(code.session_id.to_string())
        .bind(code.phone.to_string())
        .bind(code_hash.to_owned())
        .bind(code.created_at)
        .bind(code.expires_at)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Rejects an account that was sent `most` codes within [`COUNTED_FOR`].
    ///
    /// # Errors
    /// [`Error::TooManyRequests`].
    pub(crate) async fn check_phone_codes(
        &self,
        user_id: UserId,
        now: UnixSeconds,
        most: i64,
    ) -> Result<()> {
        check_count(self.reader(), user_id, now, most).await
    }

    /// Finds the number that a session has yet to verify, and the id of its code.
    pub async fn find_awaited_phone(
        &self,
        user_id: UserId,
        session_id: SessionId,
        now: UnixSeconds,
    ) -> Result<Option<(String, Phone)>> {
        let row = sqlx::query(
            "select id, phone from phone_codes
             where user_id = $1 and session_id = $2 and expires_at > $3 and consumed_at is null",
        )
        .bind(user_id.to_string())
        .bind(session_id.to_string())
        .bind(now)
        .fetch_optional(self.reader())
        .await?;
        row.map(|row| Ok((row.try_get("id")?, Phone::from_stored(row.try_get("phone")?))))
            .transpose()
    }

    /// Finds a code that can still be redeemed: its account and the session that requested it.
    pub async fn find_phone_code(
        &self,
        id: &str,
        now: UnixSeconds,
    ) -> Result<Option<(UserId, SessionId)>> {
        let row = sqlx::query(
            "select user_id, session_id from phone_codes
             where id = $1 and expires_at > $2 and consumed_at is null",
        )
        .bind(id.to_owned())
        .bind(now)
        .fetch_optional(self.reader())
        .await?;
        row.map(|row| Ok((ids::id(&row, "user_id")?, ids::id(&row, "session_id")?))).transpose()
    }

    /// Counts a try at a code and returns whether it was correct.
    ///
    /// # Errors
    /// [`Error::LinkExpired`] when the code is gone or its tries are used up.
    pub async fn try_phone_code(
        &self,
        id: &str,
        code_hash: &str,
        now: UnixSeconds,
    ) -> Result<bool> {
        self.try_code("phone_codes", id, code_hash, now).await
    }

    /// Spends a code, once, and sets its account's number.
    ///
    /// # Errors
    /// [`Error::LinkExpired`] after the first time; [`Error::PhoneTaken`] if another account has
    /// verified the number; [`Error::VerificationRequired`] if the account has passkeys but none was
    /// used recently in the session that requested the code.
    pub(crate) async fn redeem_phone_code(&self, id: &str, event: &Event) -> Result<()> {
        // If two accounts verify a number at the same time, the next try finds that the other one
        // has it.
        settle(|| self.try_to_redeem_phone_code(id, event)).await
    }

    async fn try_to_redeem_phone_code(&self, id: &str, event: &Event) -> Result<()> {
        let now = event.created_at;
        let mut transaction = self.begin().await?;
        let row = sqlx::query(
            "update phone_codes set consumed_at = $2
             where id = $1 and expires_at > $2 and consumed_at is null
             returning user_id, session_id, phone",
        )
        .bind(id.to_owned())
        .bind(now)
        .fetch_optional(&mut *transaction)
        .await?;
        let row = row.ok_or(Error::LinkExpired("redeemed by another request"))?;
        let user_id: String = row.try_get("user_id")?;
        let phone: String = row.try_get("phone")?;
        // A concurrent transaction that adds a passkey waits for this row, or this one waits for it.
        users::lock(&mut transaction, event.user_id, now).await?;
        let others: i64 =
            sqlx::query_scalar("select count(*) from users where phone = $1 and id <> $2")
                .bind(phone.clone())
                .bind(user_id.clone())
                .fetch_one(&mut *transaction)
                .await?;
        if others > 0 {
            return Err(Error::PhoneTaken);
        }
        let updated = sqlx::query(AssertSqlSafe(format!(
            "update users set phone = $5, phone_verified_at = $3, phone_assigned_at = null,
                    updated_at = $3
             where id = $1 and {MAY_CONFIRM}"
        )))
        .bind(user_id)
        .bind(row.try_get::<String, _>("session_id")?)
        .bind(now)
        .bind(now - seconds(RECENT))
        .bind(phone)
        .execute(&mut *transaction)
        .await?;
        if updated.rows_affected() != 1 {
            return Err(Error::VerificationRequired);
        }
        events::record(&mut transaction, event).await?;
        transaction.commit().await?;
        Ok(())
    }
}

impl Unit {
    /// Removes a user's number, on condition that there is one.
    pub(crate) fn delete_phone(&mut self, user_id: UserId, now: UnixSeconds) {
        let statement = Statement::new(
            "update users set phone = null, phone_verified_at = null, phone_assigned_at = null,
                    updated_at = $2
             where id = $1 and phone is not null",
        );
        self.add(statement.bind(user_id).bind(now).required());
    }
}

/// Rejects an account that was sent `most` codes within [`COUNTED_FOR`].
async fn check_count<'a>(
    executor: impl Executor<'a, Database = Any>,
    user_id: UserId,
    now: UnixSeconds,
    most: i64,
) -> Result<()> {
    let row = sqlx::query(
        "select count(*) as sent, min(created_at) as first from phone_codes
         where user_id = $1 and created_at > $2",
    )
    .bind(user_id.to_string())
    .bind(now - seconds(COUNTED_FOR))
    .fetch_one(executor)
    .await?;
    if row.try_get::<i64, _>("sent")? < most {
        return Ok(());
    }
    let first: Option<UnixSeconds> = row.try_get("first")?;
    let since_first = first.map_or(0, |first| now - first);
    let since_first = Duration::from_secs(since_first.unsigned_abs());
    Err(Error::TooManyRequests(COUNTED_FOR.saturating_sub(since_first)))
}
