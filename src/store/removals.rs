//! Removing a passkey, with everything that it has opened and verified.

use crate::error::{Error, Result};
use crate::model::event::Kind;
use crate::model::ids::{PasskeyId, SessionId};
use crate::model::user::UserId;
use crate::store::{Change, EventOfKind, Store, events, follow, users};

/// The ways into an account that must remain when a passkey is deleted.
///
/// A way in is a passkey, or a verified address if emails can be sent. Recovery codes and resets
/// don't count, because both require a sign-in by email first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remaining {
    /// Another passkey.
    Passkey,
    /// Another passkey, or a verified address.
    PasskeyOrMail,
    /// None. The caller can restore the owner's access.
    Nothing,
}

impl Store {
    /// Deletes one of a user's passkeys and records an event with its name.
    ///
    /// Sessions that the passkey opened end, except `session`. All other sessions lose their recent
    /// verification, because a session doesn't record which passkey verified it. Extras invalidate
    /// their data that relied on the passkey. A registration that relies on it is rejected when it
    /// finishes.
    ///
    /// The user's row stays locked while the ways in are counted. If two requests try to delete the
    /// last two passkeys, one is rejected.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::LastWayIn`].
    pub(crate) async fn delete_credential(
        &self,
        id: PasskeyId,
        session: Option<SessionId>,
        remaining: Remaining,
        user_id: UserId,
        of_kind: EventOfKind<'_>,
    ) -> Result<()> {
        let mut event = of_kind(Kind::PasskeyRemoved);
        let now = event.created_at;
        let mut transaction = self.begin().await?;
        users::lock(&mut transaction, user_id, now).await?;
        let others: i64 =
            sqlx::query_scalar("select count(*) from credentials where user_id = $1 and id <> $2")
                .bind(user_id.to_string())
                .bind(id.to_string())
                .fetch_one(&mut *transaction)
                .await?;
        sqlx::query("delete from sessions where credential_id = $1 and user_id = $2 and id <> coalesce($3, '')")
            .bind(id.to_string())
            .bind(user_id.to_string())
            .bind(session.map(|id| id.to_string()))
            .execute(&mut *transaction)
            .await?;
        let deleted: Option<String> = sqlx::query_scalar(
            "delete from credentials where id = $1 and user_id = $2 returning name",
        )
        .bind(id.to_string())
        .bind(user_id.to_string())
        .fetch_optional(&mut *transaction)
        .await?;
        event.details.passkey = Some(deleted.ok_or(Error::NotFound)?);
        event.details.passkey_id = Some(id);
        sqlx::query(
            "update sessions set verified_at = null where user_id = $1 and id <> coalesce($2, '')",
        )
        .bind(user_id.to_string())
        .bind(session.map(|id| id.to_string()))
        .execute(&mut *transaction)
        .await?;
        let verified_mail: i64 = sqlx::query_scalar(
            "select count(*) from users where id = $1 and email_verified_at is not null",
        )
        .bind(user_id.to_string())
        .fetch_one(&mut *transaction)
        .await?;
        let is_enough = match remaining {
            Remaining::Passkey => others > 0,
            Remaining::PasskeyOrMail => others > 0 || verified_mail > 0,
            Remaining::Nothing => true,
        };
        if !is_enough {
            return Err(Error::LastWayIn);
        }
        events::record(&mut transaction, &event).await?;
        follow(&mut transaction, Change::PasskeyRemoved, user_id, of_kind).await?;
        transaction.commit().await?;
        Ok(())
    }
}
