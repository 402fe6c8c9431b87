//! The ceremonies table: challenges that are out, each to be answered once; and which were.

use sqlx::Row as _;

use super::Store;
use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::secret::Secret;
use crate::user::UserId;

/// A ceremony that has been started.
#[derive(Clone, Debug)]
pub struct Ceremony {
    /// Random and unguessable: whoever starts the ceremony is told it and presents it again.
    pub id: String,
    /// Which of the two ceremonies.
    pub kind: String,
    /// What the ceremony is for.
    pub purpose: String,
    /// The browser that started it.
    pub browser_hash: String,
    /// The user it is for, if it is for one.
    pub user_id: Option<UserId>,
    /// The session it was started in, if it was in one.
    pub session_id: Option<String>,
    /// The address that a new user claims.
    pub email: Option<String>,
    /// The network it was started from.
    pub ip: String,
    /// Base64url, as the browser has to repeat it.
    pub challenge: String,
    /// What verifying the answer needs.
    pub state: String,
    /// When it was started.
    pub created_at: UnixSeconds,
    /// When it can no longer be answered.
    pub expires_at: UnixSeconds,
}

impl Store {
    /// Keeps a ceremony until it is taken or swept.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn insert_ceremony(&self, ceremony: &Ceremony) -> Result<()> {
        sqlx::query(
            "insert into ceremonies (id, kind, purpose, browser_hash, user_id, session_id, email, ip,
                                     challenge, state, created_at, expires_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        )
        .bind(ceremony.id.clone())
        .bind(ceremony.kind.clone())
        .bind(ceremony.purpose.clone())
        .bind(ceremony.browser_hash.clone())
        .bind(ceremony.user_id.map(|id| id.to_string()))
        .bind(ceremony.session_id.clone())
        .bind(ceremony.email.clone())
        .bind(ceremony.ip.clone())
        .bind(ceremony.challenge.clone())
        .bind(ceremony.state.clone())
        .bind(ceremony.created_at)
        .bind(ceremony.expires_at)
        .execute(self.writer())
        .await?;
        Ok(())
    }

    /// Takes a ceremony out of the store: of any number of callers at once, one gets it. The row
    /// is gone before anything is verified, so an answer can be tried once, right or wrong.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn take_ceremony(&self, id: &str) -> Result<Option<Ceremony>> {
        // PostgreSQL refuses text with a NUL in it, so no ceremony is called that.
        if id.contains('\0') {
            return Ok(None);
        }
        let row = sqlx::query(
            "delete from ceremonies where id = $1
             returning id, kind, purpose, browser_hash, user_id, session_id, email, ip, challenge,
                       state, created_at, expires_at",
        )
        .bind(id.to_owned())
        .fetch_optional(self.writer())
        .await?;
        let Some(row) = row else { return Ok(None) };
        let user_id: Option<String> = row.try_get(4)?;
        Ok(Some(Ceremony {
            id: row.try_get(0)?,
            kind: row.try_get(1)?,
            purpose: row.try_get(2)?,
            browser_hash: row.try_get(3)?,
            user_id: user_id.map(|id| id.parse().map_err(Error::internal)).transpose()?,
            session_id: row.try_get(5)?,
            email: row.try_get(6)?,
            ip: row.try_get(7)?,
            challenge: row.try_get(8)?,
            state: row.try_get(9)?,
            created_at: row.try_get(10)?,
            expires_at: row.try_get(11)?,
        }))
    }

    /// Remembers that a ceremony was answered, and by whose passkey.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn insert_answered_ceremony(
        &self,
        ceremony: &Ceremony,
        user_id: UserId,
        now: UnixSeconds,
        expires_at: UnixSeconds,
    ) -> Result<()> {
        sqlx::query(
            "insert into answered_ceremonies
                 (ceremony_hash, browser_hash, user_id, created_at, expires_at)
             values ($1, $2, $3, $4, $5)",
        )
        .bind(Secret::presented(&ceremony.id).hash())
        .bind(ceremony.browser_hash.clone())
        .bind(user_id.to_string())
        .bind(now)
        .bind(expires_at)
        .execute(self.writer())
        .await?;
        Ok(())
    }

    /// Forgets that a browser has answered a ceremony. Returns by whose passkey: of any number of
    /// callers at once, one is told so.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn take_answered_ceremony(
        &self,
        id: &str,
        browser_hash: &str,
        now: UnixSeconds,
    ) -> Result<Option<UserId>> {
        let user_id: Option<String> = sqlx::query_scalar(
            "delete from answered_ceremonies
             where ceremony_hash = $1 and browser_hash = $2 and expires_at > $3
             returning user_id",
        )
        .bind(Secret::presented(id).hash())
        .bind(browser_hash.to_owned())
        .bind(now)
        .fetch_optional(self.writer())
        .await?;
        user_id.map(|id| id.parse()).transpose()
    }

    /// Counts the ceremonies that one address has started and not answered.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn count_ceremonies(&self, ip: &str, now: UnixSeconds) -> Result<i64> {
        let count =
            sqlx::query_scalar("select count(*) from ceremonies where ip = $1 and expires_at > $2")
                .bind(ip.to_owned())
                .bind(now)
                .fetch_one(self.reader())
                .await?;
        Ok(count)
    }
}
