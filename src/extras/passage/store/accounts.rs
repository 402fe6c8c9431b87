//! The users table for back ends: creating, changing and deactivating accounts.

use serde_json::{Map, Value};
use sqlx::any::AnyRow;
use sqlx::{Any, AssertSqlSafe, Row as _, Transaction};

use crate::error::{Error, Result};
use crate::extras::passage::administration::{Account, Patch};
use crate::extras::passage::store::assigned;
use crate::model::event::Event;
use crate::model::phone::Phone;
use crate::model::user::{Email, UserId};
use crate::store::conflicts::settle;
use crate::store::metadata::{merge_metadata, read_metadata};
use crate::store::{EventOf, Store, account_status, addresses, events, users};

/// An account to insert.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewAccount<'a> {
    pub(crate) email: Option<&'a Email>,
    pub(crate) phone: Option<&'a Phone>,
    pub(crate) metadata: &'a Map<String, Value>,
    pub(crate) display_name: Option<&'a str>,
}

impl Store {
    /// Finds an account.
    pub async fn find_account(&self, id: UserId) -> Result<Option<Account>> {
        let sql = format!("select {} from users where id = $1", columns());
        let row = sqlx::query(AssertSqlSafe(sql))
            .bind(id.to_string())
            .fetch_optional(self.reader())
            .await?;
        row.as_ref().map(account).transpose()
    }

    /// Inserts an account with an address or number from a back end or an operator. Records `event`, and an event
    /// from `dropped` for each account that loses its claim to the address.
    ///
    /// # Errors
    /// [`Error::AddressTaken`], [`Error::PhoneTaken`].
    pub(crate) async fn insert_account(
        &self,
        new: &NewAccount<'_>,
        event: &Event,
        dropped: EventOf<'_>,
    ) -> Result<()> {
        // If two transactions insert the same address, one fails on PostgreSQL. Its next try finds
        // the other's account.
        settle(|| self.try_to_insert_account(new, event, dropped)).await
    }

    async fn try_to_insert_account(
        &self,
        new: &NewAccount<'_>,
        event: &Event,
        dropped: EventOf<'_>,
    ) -> Result<()> {
        let mut transaction = self.begin().await?;
        let (id, now, mut losers) = (event.user_id, event.created_at, Vec::new());
        sqlx::query(
            "insert into users (id, metadata, updated_at, display_name, created_at)
             values ($1, $2, $3, $4,
                     coalesce((select listed_before from user_lists where listed_before > $3), $3))",
        )
        .bind(id.to_string())
        .bind(serde_json::to_string(new.metadata)?)
        .bind(now)
        .bind(new.display_name.map(str::to_owned))
        .execute(&mut *transaction)
        .await?;
        if let Some(email) = new.email {
            losers = assigned::assign_email(&mut transaction, id, email, now).await?;
        }
        if let Some(phone) = new.phone {
            assigned::assign_phone(&mut transaction, id, phone, now).await?;
        }
        record(&mut transaction, event, losers, dropped).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Changes an account. `event` and `dropped` as above.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::AddressTaken`], [`Error::PhoneTaken`];
    /// [`Error::InvalidRequest`] with too much metadata, or if neither address nor number would be
    /// left.
    pub(crate) async fn update_account(
        &self,
        email: &Patch<Email>,
        phone: &Patch<Phone>,
        metadata: &Map<String, Value>,
        event: &Event,
        dropped: EventOf<'_>,
    ) -> Result<()> {
        settle(|| self.try_to_update_account(email, phone, metadata, event, dropped)).await
    }

    async fn try_to_update_account(
        &self,
        email: &Patch<Email>,
        phone: &Patch<Phone>,
        metadata: &Map<String, Value>,
        event: &Event,
        dropped: EventOf<'_>,
    ) -> Result<()> {
        let mut transaction = self.begin().await?;
        let (id, now, mut losers) = (event.user_id, event.created_at, Vec::new());
        if !users::lock(&mut transaction, id, now).await? {
            return Err(Error::NotFound);
        }
        let row = sqlx::query("select email_key, phone from users where id = $1")
            .bind(id.to_string())
            .fetch_one(&mut *transaction)
            .await?;
        let had_email: Option<String> = row.try_get("email_key")?;
        let had_phone: Option<String> = row.try_get("phone")?;
        if !metadata.is_empty() {
            merge_metadata(&mut transaction, id, metadata.clone()).await?;
        }
        let new_email = match email {
            Patch::Same => had_email.clone(),
            Patch::Nothing => {
                assigned::clear(
                    &mut transaction,
                    id,
                    "email = null, email_key = null, \
                    email_verified_at = null, email_assigned_at = null",
                )
                .await?;
                None
            }
            Patch::This(email) => {
                // Setting the same address again doesn't turn a claim into more.
                if had_email.as_deref() != Some(email.key()) {
                    losers = assigned::assign_email(&mut transaction, id, email, now).await?;
                    assigned::void_links(&mut transaction, id).await?;
                }
                Some(email.key().to_owned())
            }
        };
        let new_phone = match phone {
            Patch::Same => had_phone.clone(),
            Patch::Nothing => {
                assigned::clear(
                    &mut transaction,
                    id,
                    "phone = null, phone_verified_at = null, phone_assigned_at = null",
                )
                .await?;
                None
            }
            Patch::This(phone) => {
                if had_phone != Some(phone.to_string()) {
                    assigned::assign_phone(&mut transaction, id, phone, now).await?;
                    assigned::void_links(&mut transaction, id).await?;
                }
                Some(phone.to_string())
            }
        };
        let removes = matches!(email, Patch::Nothing) || matches!(phone, Patch::Nothing);
        if removes && new_email.is_none() && new_phone.is_none() {
            return Err(Error::InvalidRequest("An email address or a phone number is required"));
        }
        let is_gone = |had: Option<String>, has| had.is_some() && had != has;
        let ends = is_gone(had_email, new_email) || is_gone(had_phone, new_phone);
        if ends && !assigned::needs_its_sessions(&mut transaction, id).await? {
            addresses::end_sessions_by_mail(&mut transaction, id, None).await?;
        }
        record(&mut transaction, event, losers, dropped).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Deletes all of an account's refresh tokens, ends the sessions that exist only for them, and
    /// records that if there were any.
    pub(crate) async fn delete_refresh_tokens(&self, event: &Event) -> Result<()> {
        let user_id = event.user_id;
        let mut transaction = self.begin().await?;
        // Waits for concurrent exchanges, so that their next tokens are seen and deleted.
        for statement in [
            "update users set updated_at = updated_at where id = $1",
            "update sessions set last_seen_at = last_seen_at where user_id = $1",
        ] {
            sqlx::query(statement).bind(user_id.to_string()).execute(&mut *transaction).await?;
        }
        let mut ended = 0;
        for statement in [
            "delete from sessions where user_id = $1 and id in (
                 select session_id from refresh_tokens
                 where alone_at is not null and session_id in (
                     select id from sessions where user_id = $1))",
            "delete from refresh_tokens where session_id in (
                 select id from sessions where user_id = $1)",
        ] {
            let deleted = sqlx::query(statement).bind(user_id.to_string());
            ended += deleted.execute(&mut *transaction).await?.rows_affected();
        }
        if ended > 0 {
            events::record(&mut transaction, event).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

/// Records an event, and one for each account that has lost a claim.
async fn record(
    transaction: &mut Transaction<'_, Any>,
    event: &Event,
    losers: Vec<UserId>,
    dropped: EventOf<'_>,
) -> Result<()> {
    for loser in losers {
        events::record(transaction, &dropped(loser)).await?;
    }
    events::record(transaction, event).await
}

/// Returns the columns that [`account`] reads.
pub(crate) fn columns() -> String {
    format!(
        "{}, {}, login_count, last_login_at, updated_at, metadata",
        users::COLUMNS,
        account_status::COLUMNS
    )
}

/// Reads a row with [`columns`].
pub(crate) fn account(row: &AnyRow) -> Result<Account> {
    Ok(Account {
        user: users::user(row)?,
        activated_at: row.try_get("activated_at")?,
        deactivated_at: row.try_get("deactivated_at")?,
        login_count: row.try_get("login_count")?,
        last_login_at: row.try_get("last_login_at")?,
        updated_at: row.try_get("updated_at")?,
        metadata: read_metadata(row.try_get("metadata")?)?,
    })
}
