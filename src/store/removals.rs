//! Removing a passkey, together with everything that it has opened and verified.

use uuid::Uuid;

use super::{Notice, Store, users, webhooks};
use crate::error::{Error, Result};
use crate::user::UserId;

/// The way in that an account must keep when a passkey is deleted.
///
/// A way in is a passkey, or a verified address if emails can be sent. Recovery codes and resets
/// don't count, since both need a sign-in by email first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remaining {
    /// Another passkey.
    Passkey,
    /// Another passkey, or a verified address.
    PasskeyOrMail,
    /// None: the caller can let the owner in.
    Nothing,
}

impl Store {
    /// Deletes one of a user's passkeys and returns its name.
    ///
    /// The sessions that the passkey opened end, except `session`. All other sessions lose their
    /// recent verification, since a session doesn't say which passkey verified it. So do the
    /// errands of back ends. The user's started registrations are deleted.
    ///
    /// The user's row stays locked while the ways in are counted. Of two requests that would each
    /// leave the other's passkey, one is refused.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::LastWayIn`].
    pub async fn delete_credential(
        &self,
        user_id: UserId,
        id: Uuid,
        session: &str,
        remaining: Remaining,
        notice: &Notice,
    ) -> Result<String> {
        let mut transaction = self.begin().await?;
        users::lock(&mut transaction, user_id, notice.created_at).await?;
        let others: i64 =
            sqlx::query_scalar("select count(*) from credentials where user_id = $1 and id <> $2")
                .bind(user_id.to_string())
                .bind(id.to_string())
                .fetch_one(&mut *transaction)
                .await?;
        sqlx::query("delete from sessions where credential_id = $1 and user_id = $2 and id <> $3")
            .bind(id.to_string())
            .bind(user_id.to_string())
            .bind(session.to_owned())
            .execute(&mut *transaction)
            .await?;
        let deleted: Option<String> = sqlx::query_scalar(
            "delete from credentials where id = $1 and user_id = $2 returning name",
        )
        .bind(id.to_string())
        .bind(user_id.to_string())
        .fetch_optional(&mut *transaction)
        .await?;
        let name = deleted.ok_or(Error::NotFound)?;
        sqlx::query("update sessions set verified_at = null where user_id = $1 and id <> $2")
            .bind(user_id.to_string())
            .bind(session.to_owned())
            .execute(&mut *transaction)
            .await?;
        for statement in [
            "update errands set verified_at = null where user_id = $1",
            "delete from ceremonies where user_id = $1 and kind = 'registration'",
        ] {
            sqlx::query(statement).bind(user_id.to_string()).execute(&mut *transaction).await?;
        }
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
        webhooks::announce(&mut transaction, notice).await?;
        transaction.commit().await?;
        Ok(name)
    }
}
