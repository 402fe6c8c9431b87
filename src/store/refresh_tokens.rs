//! The `refresh_tokens` table.

use sqlx::{Any, AssertSqlSafe, Row as _, Transaction};

use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::model::ids::SessionId;
use crate::model::session::Session;
use crate::store::ids::id;
use crate::store::unit::Statement;
use crate::store::{EventOf, Store, Unit, events, sessions};

/// How many families of refresh tokens a session may have. No browser has tokens for more back
/// ends, but a client in a loop might request more.
const MAX_FAMILIES: i64 = 50;

/// A stored refresh token.
#[derive(Clone, Debug)]
pub struct RefreshToken {
    /// SHA-256 of the token.
    pub token_hash: String,
    /// The family that it shares with the tokens before and after it.
    pub family_id: String,
    /// The session that it belongs to and ends with.
    pub session_id: SessionId,
    /// When it was issued.
    pub created_at: UnixSeconds,
    /// When the session was opened, if it exists only for this family.
    pub alone_at: Option<UnixSeconds>,
}

impl Store {
    /// Inserts the first refresh token of a family. If there are too many families, the oldest end.
    ///
    /// # Errors
    /// [`Error::SignedOut`] if its session has ended.
    pub async fn insert_refresh_token(&self, token: &RefreshToken) -> Result<()> {
        let mut transaction = self.begin().await?;
        if lock(&mut transaction, token.session_id, token.created_at).await?.is_none() {
            return Err(Error::SignedOut);
        }
        sqlx::query(
            "delete from refresh_tokens where session_id = $1 and family_id not in (
                 select family_id from refresh_tokens where session_id = $1
                 group by family_id order by max(created_at) desc, family_id limit $2)",
        )
        .bind(token.session_id.to_string())
        .bind(MAX_FAMILIES - 1)
        .execute(&mut *transaction)
        .await?;
        insert(token).execute(&mut transaction).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Returns whether a session exists only for tokens, so no browser has a cookie for it.
    pub async fn is_for_tokens_alone(&self, session_id: SessionId) -> Result<bool> {
        let families: i64 = sqlx::query_scalar(
            "select count(*) from refresh_tokens where session_id = $1 and alone_at is not null",
        )
        .bind(session_id.to_string())
        .fetch_one(self.reader())
        .await?;
        Ok(families > 0)
    }

    /// Revokes the family of a valid refresh token, ends the session if it exists only for that
    /// family, and records the event for its owner.
    pub(crate) async fn delete_refresh_family(
        &self,
        presented: &str,
        ended: EventOf<'_>,
    ) -> Result<()> {
        let mut transaction = self.begin().await?;
        let row = sqlx::query(
            "select family_id, user_id, session_id
             from refresh_tokens join sessions on id = session_id
             where refresh_tokens.token_hash = $1",
        )
        .bind(presented.to_owned())
        .fetch_optional(&mut *transaction)
        .await?;
        let Some(row) = row else { return Ok(()) };
        let family_id: String = row.try_get("family_id")?;
        let user_id = id(&row, "user_id")?;
        // Waits for a concurrent exchange, so that its next token is seen and deleted.
        sqlx::query("update sessions set last_seen_at = last_seen_at where id = $1")
            .bind(row.try_get::<String, _>("session_id")?)
            .execute(&mut *transaction)
            .await?;
        end_family(&mut transaction, &family_id).await?;
        events::record(&mut transaction, &ended(user_id)).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// Locks a session's row until the transaction ends, and notes that the session is in use. Returns
/// `None` if it has ended.
pub(super) async fn lock(
    transaction: &mut Transaction<'_, Any>,
    session_id: SessionId,
    now: UnixSeconds,
) -> Result<Option<Session>> {
    let row = sqlx::query(AssertSqlSafe(format!(
        "update sessions set last_seen_at = $2 where id = $1 and expires_at > $2
         returning {}",
        sessions::COLUMNS
    )))
    .bind(session_id.to_string())
    .bind(now)
    .fetch_optional(&mut **transaction)
    .await?;
    row.as_ref().map(sessions::session).transpose()
}

impl Unit {
    /// Inserts the first refresh token of a session that the unit opens.
    pub(crate) fn insert_refresh_token(&mut self, token: &RefreshToken) {
        self.add(insert(token));
    }
}

pub(super) fn insert(token: &RefreshToken) -> Statement {
    Statement::new(
        "insert into refresh_tokens (token_hash, family_id, session_id, created_at, alone_at)
         values ($1, $2, $3, $4, $5)",
    )
    .bind(token.token_hash.clone())
    .bind(token.family_id.clone())
    .bind(token.session_id)
    .bind(token.created_at)
    .bind(token.alone_at)
}

pub(super) async fn end_family(
    transaction: &mut Transaction<'_, Any>,
    family_id: &str,
) -> Result<()> {
    for statement in [
        "delete from sessions where id in (
             select session_id from refresh_tokens where family_id = $1 and alone_at is not null)",
        "delete from refresh_tokens where family_id = $1",
    ] {
        sqlx::query(statement).bind(family_id.to_owned()).execute(&mut **transaction).await?;
    }
    Ok(())
}
