//! The `bearer_links` table: links that back ends have created.

use sqlx::any::AnyRow;
use sqlx::{Any, AssertSqlSafe, Row as _, Transaction};

use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::extras::passage::Verifies;
use crate::extras::passage::store::OWN_PHONE;
use crate::model::user::{Email, User, UserId};
use crate::store::conflicts::settle;
use crate::store::ids::id;
use crate::store::unit::Statement;
use crate::store::users::{self, OWN_EMAIL};
use crate::store::{EventOf, Store, Unit, addresses, events};

/// The columns that [`bearer_link`] reads.
const COLUMNS: &str = "id, user_id, identifier, proves, next, created_at, expires_at, consumed_at";

/// A link that a back end has created, without its secret.
#[derive(Clone, Debug)]
pub struct BearerLink {
    /// The link's id, which grants no access.
    pub id: String,
    /// The user it signs in.
    pub user_id: UserId,
    /// The address or number that the user sees. Empty if the account only claims one. Then the
    /// link can't sign anyone in.
    pub identifier: String,
    /// What redeeming it verifies.
    pub proves: Option<Verifies>,
    /// The path of this site to go to.
    pub next: Option<String>,
    /// When it was created.
    pub created_at: UnixSeconds,
    /// When it expires.
    pub expires_at: UnixSeconds,
    /// When it was redeemed.
    pub consumed_at: Option<UnixSeconds>,
}

impl BearerLink {
    /// Returns the identifier in the form in which addresses and numbers are compared.
    fn key(&self) -> String {
        Email::parse(&self.identifier)
            .map_or_else(|_| self.identifier.clone(), |email| email.key().to_owned())
    }

    /// Returns whether it signs in to its account: only while the address or number is the
    /// account's own. Otherwise its reader would end up in the account of a stranger who merely
    /// claims it.
    pub fn opens(&self, user: &User) -> bool {
        let email = user.own_email().map(Email::key);
        let phone = user.own_phone().map(ToString::to_string);
        let key = self.key();
        email == Some(key.as_str()) || phone == Some(key)
    }
}

impl Unit {
    /// Inserts a link.
    pub(crate) fn insert_bearer_link(&mut self, link: &BearerLink, token_hash: String) {
        let statement = Statement::new(
            "insert into bearer_links (id, token_hash, user_id, identifier, proves, next, created_at,
                                       expires_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        );
        self.add(
            statement
                .bind(link.id.clone())
                .bind(token_hash)
                .bind(link.user_id)
                .bind(link.identifier.clone())
                .bind(link.proves.map(|proves| proves.as_str().to_owned()))
                .bind(link.next.clone())
                .bind(link.created_at)
                .bind(link.expires_at),
        );
    }
}

impl Store {
    /// Finds the link with this token, used or not, without consuming it.
    pub async fn find_bearer_link(&self, token_hash: &str) -> Result<Option<BearerLink>> {
        let row = sqlx::query(AssertSqlSafe(format!(
            "select {COLUMNS} from bearer_links where token_hash = $1"
        )))
        .bind(token_hash.to_owned())
        .fetch_optional(self.reader())
        .await?;
        row.as_ref().map(bearer_link).transpose()
    }

    /// Redeems a link, once, and records what it verifies. `follow` returns the other changes of
    /// the transaction. Its argument says whether the identifier is verified only now. An event
    /// from `dropped` is recorded for each account that loses its claim to the address.
    ///
    /// # Errors
    /// [`Error::LinkExpired`] after the first time, and if the address or number isn't the
    /// account's own any more.
    pub(crate) async fn redeem_bearer_link(
        &self,
        link: &BearerLink,
        now: UnixSeconds,
        dropped: EventOf<'_>,
        follow: &(dyn Fn(bool) -> Result<Unit> + Sync),
    ) -> Result<()> {
        settle(|| self.try_to_redeem_bearer_link(link, now, dropped, follow)).await
    }

    async fn try_to_redeem_bearer_link(
        &self,
        link: &BearerLink,
        now: UnixSeconds,
        dropped: EventOf<'_>,
        follow: &(dyn Fn(bool) -> Result<Unit> + Sync),
    ) -> Result<()> {
        let mut transaction = self.begin().await?;
        // The rows that are read below stay unchanged until the end.
        users::lock(&mut transaction, link.user_id, now).await?;
        let redeemed = sqlx::query(AssertSqlSafe(format!(
            "update bearer_links set consumed_at = $2
             where id = $1 and expires_at > $2 and consumed_at is null and user_id in (
                 select id from users where (email_key = $3 and {OWN_EMAIL})
                                         or (phone = $3 and {OWN_PHONE}))"
        )))
        .bind(link.id.clone())
        .bind(now)
        .bind(link.key())
        .execute(&mut *transaction)
        .await?;
        if redeemed.rows_affected() == 0 {
            return Err(Error::LinkExpired("redeemed by another request, or not the owner's"));
        }
        let mut losers = Vec::new();
        let is_proven = match link.proves {
            Some(Verifies::Email) => verify_email(&mut transaction, link, now, &mut losers).await?,
            Some(Verifies::Phone) => verify_phone(&mut transaction, link, now).await?,
            None => false,
        };
        if !follow(is_proven)?.run(&mut transaction).await? {
            return Err(Error::Deactivated);
        }
        for loser in losers {
            events::record(&mut transaction, &dropped(loser)).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

fn bearer_link(row: &AnyRow) -> Result<BearerLink> {
    let proves: Option<String> = row.try_get("proves")?;
    Ok(BearerLink {
        id: row.try_get("id")?,
        user_id: id(row, "user_id")?,
        identifier: row.try_get("identifier")?,
        proves: proves.as_deref().and_then(Verifies::parse),
        next: row.try_get("next")?,
        created_at: row.try_get("created_at")?,
        expires_at: row.try_get("expires_at")?,
        consumed_at: row.try_get("consumed_at")?,
    })
}

async fn verify_email(
    transaction: &mut Transaction<'_, Any>,
    link: &BearerLink,
    now: UnixSeconds,
    losers: &mut Vec<UserId>,
) -> Result<bool> {
    let email = Email::parse(&link.identifier)?;
    addresses::lock_claims(transaction, &email).await?;
    let owner = users::find_owner(&mut **transaction, &email).await?;
    let is_proven = owner.is_none_or(|owner| owner.id == link.user_id)
        && addresses::note_verified(transaction, link.user_id, &email, now).await?;
    if is_proven {
        *losers = addresses::drop_claims(transaction, &email, link.user_id, now).await?;
    }
    Ok(is_proven)
}

async fn verify_phone(
    transaction: &mut Transaction<'_, Any>,
    link: &BearerLink,
    now: UnixSeconds,
) -> Result<bool> {
    let updated = sqlx::query(
        "update users set phone_verified_at = $3, updated_at = $3
         where id = $1 and phone = $2 and phone_verified_at is null",
    )
    .bind(link.user_id.to_string())
    .bind(link.identifier.clone())
    .bind(now)
    .execute(&mut **transaction)
    .await?;
    Ok(updated.rows_affected() == 1)
}

/// Deletes the links of an account.
pub(crate) async fn delete_all(
    transaction: &mut Transaction<'_, Any>,
    user_id: UserId,
) -> Result<()> {
    sqlx::query("delete from bearer_links where user_id = $1")
        .bind(user_id.to_string())
        .execute(&mut **transaction)
        .await?;
    Ok(())
}
