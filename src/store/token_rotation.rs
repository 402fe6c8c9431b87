//! Exchanging a refresh token for the next of its family.

use sqlx::{Any, Row as _, Transaction};

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::model::ids::SessionId;
use crate::model::session::Session;
use crate::store::ids::id;
use crate::store::refresh_tokens::{RefreshToken, end_family, insert, lock};
use crate::store::{EventOf, Store, events};

/// The result of exchanging a refresh token.
#[derive(Debug)]
pub enum Rotated {
    /// The next token is stored, and the session is open.
    Next(Box<Session>),
    /// It was exchanged too long ago. Its family was revoked, and its session ended if it existed
    /// only for the family.
    Reused,
    /// The family doesn't exist, or its session has ended.
    Unknown,
}

impl Store {
    /// Exchanges a refresh token for the next of its family. The session's row is locked, so that
    /// each of several concurrent requests sees the changes of the one before.
    ///
    /// A token that was exchanged within the last `grace` seconds may be exchanged again, which
    /// creates another branch. Up to `most` branches may be valid. The first token that is
    /// exchanged more than `grace` seconds after it was issued ends all other branches. Any other
    /// token of a known family is a reuse, and `reused` is recorded.
    pub(crate) async fn rotate_refresh_token(
        &self,
        presented: &str,
        family_id: &str,
        next: &str,
        now: UnixSeconds,
        (grace, most): (UnixSeconds, i64),
        reused: EventOf<'_>,
    ) -> Result<Rotated> {
        let mut transaction = self.begin().await?;
        let Some((session_id, _)) = session_of(&mut transaction, family_id).await? else {
            return Ok(Rotated::Unknown);
        };
        let Some(session) = lock(&mut transaction, session_id, now).await? else {
            return Ok(Rotated::Unknown);
        };
        // The request that held the lock before may have revoked the family.
        let Some((_, alone_at)) = session_of(&mut transaction, family_id).await? else {
            return Ok(Rotated::Unknown);
        };
        let usable: Option<UnixSeconds> = sqlx::query_scalar(
            "select created_at from refresh_tokens
             where token_hash = $1 and family_id = $2 and (rotated_at is null or rotated_at > $3)",
        )
        .bind(presented.to_owned())
        .bind(family_id.to_owned())
        .bind(now - grace)
        .fetch_optional(&mut *transaction)
        .await?;
        let alive: i64 = sqlx::query_scalar(
            "select count(*) from refresh_tokens
             where family_id = $1 and rotated_at is null and token_hash <> $2",
        )
        .bind(family_id.to_owned())
        .bind(presented.to_owned())
        .fetch_one(&mut *transaction)
        .await?;
        let Some(issued_at) = usable.filter(|_| alive < most) else {
            end_family(&mut transaction, family_id).await?;
            events::record(&mut transaction, &reused(session.user_id)).await?;
            transaction.commit().await?;
            return Ok(Rotated::Reused);
        };
        let exchanged = sqlx::query(
            "update refresh_tokens set rotated_at = $2 where token_hash = $1 and rotated_at is null",
        )
        .bind(presented.to_owned())
        .bind(now)
        .execute(&mut *transaction)
        .await?;
        // Tokens that can no longer be exchanged need no row: the family is enough to detect reuse.
        if exchanged.rows_affected() == 1 && issued_at <= now - grace {
            sqlx::query("delete from refresh_tokens where family_id = $1 and token_hash <> $2")
                .bind(family_id.to_owned())
                .bind(presented.to_owned())
                .execute(&mut *transaction)
                .await?;
        } else {
            sqlx::query("delete from refresh_tokens where family_id = $1 and rotated_at <= $2")
                .bind(family_id.to_owned())
                .bind(now - grace)
                .execute(&mut *transaction)
                .await?;
        }
        let next = RefreshToken {
            token_hash: next.to_owned(),
            family_id: family_id.to_owned(),
            session_id,
            created_at: now,
            alone_at,
        };
        insert(&next).execute(&mut transaction).await?;
        transaction.commit().await?;
        Ok(Rotated::Next(Box::new(session)))
    }
}

/// Returns the session of a family, and when it was opened if it exists only for the family.
async fn session_of(
    transaction: &mut Transaction<'_, Any>,
    family_id: &str,
) -> Result<Option<(SessionId, Option<UnixSeconds>)>> {
    let row =
        sqlx::query("select session_id, alone_at from refresh_tokens where family_id = $1 limit 1")
            .bind(family_id.to_owned())
            .fetch_optional(&mut **transaction)
            .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some((id(&row, "session_id")?, row.try_get("alone_at")?)))
}
