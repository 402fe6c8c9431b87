//! Changes of an account's email address, by a link to the new one.

use sqlx::Row as _;

use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::model::event::Event;
use crate::model::ids::SessionId;
use crate::model::user::{Email, UserId};
use crate::store::addresses::{confirm, drop_claims, end_sessions_by_mail, lock_claims};
use crate::store::conflicts::settle;
use crate::store::ids::id;
use crate::store::unit::Statement;
use crate::store::{Change, EventOf, EventOfKind, Store, Unit, events, follow, users};

impl Store {
    /// Finds the address that an account has yet to confirm, and the session that requested the
    /// change.
    pub async fn find_address_change(
        &self,
        user_id: UserId,
        now: UnixSeconds,
    ) -> Result<Option<(Email, SessionId)>> {
        let row = sqlx::query(
            "select email, session_id from magic_links
             where user_id = $1 and purpose = 'change' and expires_at > $2 and consumed_at is null",
        )
        .bind(user_id.to_string())
        .bind(now)
        .fetch_optional(self.reader())
        .await?;
        row.map(|row| Ok((Email::parse(row.try_get("email")?)?, id(&row, "session_id")?)))
            .transpose()
    }

    /// Redeems a link that changes an account's address. The account then has verified the new
    /// address. All other claims to it are dropped, and so are the account's other unused links.
    /// Sessions that were opened by email end, except the current one. Records `event`, and an
    /// event from `dropped` for each account that loses a claim.
    ///
    /// # Errors
    /// [`Error::LinkExpired`] after the first time. Without consuming the link:
    /// [`Error::AddressTaken`] if the address has become another account's own, and
    /// [`Error::VerificationRequired`] if a passkey must be used in the session first.
    pub(crate) async fn redeem_address_change(
        &self,
        link_id: &str,
        event: &Event,
        of_kind: EventOfKind<'_>,
        dropped: EventOf<'_>,
    ) -> Result<()> {
        // If two accounts confirm one address at the same time, one transaction fails on
        // PostgreSQL. Its next try finds that the other account has verified it.
        settle(|| self.try_to_redeem_address_change(link_id, event, of_kind, dropped)).await
    }

    async fn try_to_redeem_address_change(
        &self,
        link_id: &str,
        event: &Event,
        of_kind: EventOfKind<'_>,
        dropped: EventOf<'_>,
    ) -> Result<()> {
        let (user_id, now) = (event.user_id, event.created_at);
        let mut transaction = self.begin().await?;
        let row = sqlx::query(
            "update magic_links set consumed_at = $3
             where id = $1 and user_id = $2 and purpose = 'change' and expires_at > $3
               and consumed_at is null
             returning email, session_id",
        )
        .bind(link_id.to_owned())
        .bind(user_id.to_string())
        .bind(now)
        .fetch_optional(&mut *transaction)
        .await?;
        let row = row.ok_or(Error::LinkExpired("redeemed by another request"))?;
        let email = Email::parse(row.try_get("email")?)?;
        let session = id(&row, "session_id")?;
        lock_claims(&mut transaction, &email).await?;
        let owner = users::find_owner(&mut *transaction, &email).await?;
        if owner.is_some_and(|owner| owner.id != user_id) {
            return Err(Error::AddressTaken);
        }
        confirm(&mut transaction, user_id, session, &email, now).await?;
        let losers = drop_claims(&mut transaction, &email, user_id, now).await?;
        sqlx::query("delete from magic_links where user_id = $1 and id <> $2")
            .bind(user_id.to_string())
            .bind(link_id.to_owned())
            .execute(&mut *transaction)
            .await?;
        follow(&mut transaction, Change::Address, user_id, of_kind).await?;
        end_sessions_by_mail(&mut transaction, user_id, Some(session)).await?;
        events::record(&mut transaction, event).await?;
        for loser in losers {
            events::record(&mut transaction, &dropped(loser)).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

impl Unit {
    /// Deletes the unconfirmed change of an account's address, whichever session requested it.
    pub(crate) fn delete_address_changes(&mut self, user_id: UserId) {
        let statement = "delete from magic_links where user_id = $1 and purpose = 'change'";
        self.add(Statement::new(statement).bind(user_id));
    }
}
