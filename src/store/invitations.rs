//! The `invitations` table: the owners of these addresses may create an account.

use sqlx::{Any, Row as _, Transaction};

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::model::invitation::Invitation;
use crate::model::user::Email;
use crate::store::ids::optional_id;
use crate::store::unit::Statement;
use crate::store::{Store, Unit};

impl Store {
    /// Returns whether an address is invited, and the invitation hasn't expired.
    pub(crate) async fn is_invited(&self, email: &Email, now: UnixSeconds) -> Result<bool> {
        let invitations: i64 = sqlx::query_scalar(
            "select count(*) from invitations where email_key = $1 and expires_at > $2",
        )
        .bind(email.key().to_owned())
        .bind(now)
        .fetch_one(self.reader())
        .await?;
        Ok(invitations == 1)
    }

    /// Lists the newest invitations that haven't expired, newest first.
    pub(crate) async fn list_invitations(
        &self,
        now: UnixSeconds,
        limit: i64,
    ) -> Result<Vec<Invitation>> {
        let rows = sqlx::query(
            "select email, invited_by, created_at, expires_at from invitations
             where expires_at > $2 order by created_at desc, email_key limit $1",
        )
        .bind(limit)
        .bind(now)
        .fetch_all(self.reader())
        .await?;
        let invitations = rows.iter().map(|row| {
            Ok(Invitation {
                email: Email::parse(row.try_get("email")?)?,
                by: optional_id(row, "invited_by")?,
                created_at: row.try_get("created_at")?,
                expires_at: row.try_get("expires_at")?,
            })
        });
        invitations.collect()
    }
}

impl Unit {
    /// Invites an address, on condition that it isn't invited yet, or that its invitation has
    /// expired.
    pub(crate) fn insert_invitation(&mut self, invitation: &Invitation) {
        let Invitation { email, by, created_at, expires_at } = invitation;
        let statement = Statement::new(
            "insert into invitations (email_key, email, invited_by, created_at, expires_at)
             values ($1, $2, $3, $4, $5) on conflict (email_key) do update
             set email = excluded.email, invited_by = excluded.invited_by,
                 created_at = excluded.created_at, expires_at = excluded.expires_at
             where invitations.expires_at <= excluded.created_at",
        );
        let statement = statement.bind(email.key()).bind(email.to_string());
        self.add(statement.bind(*by).bind(*created_at).bind(*expires_at).required());
    }

    /// Withdraws an invitation, on condition that there is one.
    pub(crate) fn delete_invitation(&mut self, email: &Email) {
        let statement = Statement::new("delete from invitations where email_key = $1");
        self.add(statement.bind(email.key()).required());
    }
}

/// Uses an address's invitation up, and returns whether there was one that hasn't expired.
pub(crate) async fn take(
    transaction: &mut Transaction<'_, Any>,
    email: &Email,
    now: UnixSeconds,
) -> Result<bool> {
    let deleted = sqlx::query("delete from invitations where email_key = $1 and expires_at > $2")
        .bind(email.key().to_owned())
        .bind(now)
        .execute(&mut **transaction)
        .await?;
    Ok(deleted.rows_affected() == 1)
}
