//! The `invitations` table: the owners of these addresses may create an account.

use sqlx::{Any, Row as _, Transaction};

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::model::invitation::Invitation;
use crate::model::user::{Email, UserId};
use crate::store::unit::Statement;
use crate::store::{Store, Unit};

impl Store {
    /// Returns whether an address is invited.
    pub(crate) async fn is_invited(&self, email: &Email) -> Result<bool> {
        let invitations: i64 =
            sqlx::query_scalar("select count(*) from invitations where email_key = $1")
                .bind(email.key().to_owned())
                .fetch_one(self.reader())
                .await?;
        Ok(invitations == 1)
    }

    /// Lists the newest invitations, newest first.
    pub(crate) async fn list_invitations(&self, limit: i64) -> Result<Vec<Invitation>> {
        let rows = sqlx::query(
            "select email, invited_by, created_at from invitations
             order by created_at desc, email_key limit $1",
        )
        .bind(limit)
        .fetch_all(self.reader())
        .await?;
        let invitations = rows.iter().map(|row| {
            let by: Option<String> = row.try_get("invited_by")?;
            Ok(Invitation {
                email: Email::parse(row.try_get("email")?)?,
                by: by.as_deref().map(str::parse).transpose()?,
                created_at: row.try_get("created_at")?,
            })
        });
        invitations.collect()
    }
}

impl Unit {
    /// Invites an address, on condition that it isn't invited yet.
    pub(crate) fn insert_invitation(
        &mut self,
        email: &Email,
        by: Option<UserId>,
        now: UnixSeconds,
    ) {
        let statement = Statement::new(
            "insert into invitations (email_key, email, invited_by, created_at)
             values ($1, $2, $3, $4) on conflict (email_key) do nothing",
        );
        let statement = statement.bind(email.key()).bind(email.to_string());
        self.add(statement.bind(by.map(|by| by.to_string())).bind(now).required());
    }

    /// Withdraws an invitation, on condition that there is one.
    pub(crate) fn delete_invitation(&mut self, email: &Email) {
        let statement = Statement::new("delete from invitations where email_key = $1");
        self.add(statement.bind(email.key()).required());
    }
}

/// Uses an address's invitation up, and returns whether there was one.
pub(crate) async fn take(transaction: &mut Transaction<'_, Any>, email: &Email) -> Result<bool> {
    let deleted = sqlx::query("delete from invitations where email_key = $1")
        .bind(email.key().to_owned())
        .execute(&mut **transaction)
        .await?;
    Ok(deleted.rows_affected() == 1)
}
