//! Setting and removing addresses and numbers for back ends.

use sqlx::{Any, AssertSqlSafe, Transaction};

use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::extras::passage::store::bearer_links;
use crate::model::phone::Phone;
use crate::model::user::{Email, UserId};
use crate::store::{addresses, users};

/// Selects the id of an account if someone has used it. The account's id is `$1`.
const USED: &str = "select id from users where id = $1 and (activated_at is not null
    or id in (select user_id from credentials where user_id = $1))";

/// Sets an account's address. It is the account's own if no one has used the account yet. Then
/// other accounts' claims are dropped. On an account in use it is a claim, because the back end may
/// only repeat what the user typed there. Returns the accounts that lose their claim.
pub(crate) async fn assign_email(
    transaction: &mut Transaction<'_, Any>,
    id: UserId,
    email: &Email,
    now: UnixSeconds,
) -> Result<Vec<UserId>> {
    addresses::lock_claims(transaction, email).await?;
    if users::find_owner(&mut **transaction, email).await?.is_some_and(|owner| owner.id != id) {
        return Err(Error::AddressTaken);
    }
    sqlx::query(
        "update users set email = $2, email_key = $3, email_assigned_at = null,
                email_verified_at = null
         where id = $1",
    )
    .bind(id.to_string())
    .bind(email.to_string())
    .bind(email.key().to_owned())
    .execute(&mut **transaction)
    .await?;
    if note_assigned(transaction, id, "email_assigned_at", now).await? {
        addresses::drop_claims(transaction, email, id, now).await
    } else {
        drop_oldest_claims(transaction, email, id, now).await
    }
}

/// Sets an account's number, which is its own under the same condition.
pub(crate) async fn assign_phone(
    transaction: &mut Transaction<'_, Any>,
    id: UserId,
    phone: &Phone,
    now: UnixSeconds,
) -> Result<()> {
    let others: i64 =
        sqlx::query_scalar("select count(*) from users where phone = $1 and id <> $2")
            .bind(phone.to_string())
            .bind(id.to_string())
            .fetch_one(&mut **transaction)
            .await?;
    if others > 0 {
        return Err(Error::PhoneTaken);
    }
    sqlx::query(
        "update users set phone = $2, phone_verified_at = null, phone_assigned_at = null
         where id = $1",
    )
    .bind(id.to_string())
    .bind(phone.to_string())
    .execute(&mut **transaction)
    .await?;
    note_assigned(transaction, id, "phone_assigned_at", now).await?;
    Ok(())
}

/// Makes the new value the account's own, unless someone has used the account. Returns whether it
/// is.
async fn note_assigned(
    transaction: &mut Transaction<'_, Any>,
    id: UserId,
    column: &'static str,
    now: UnixSeconds,
) -> Result<bool> {
    let updated = sqlx::query(AssertSqlSafe(format!(
        "update users set {column} = $2 where id = $1 and id not in ({USED})"
    )))
    .bind(id.to_string())
    .bind(now)
    .execute(&mut **transaction)
    .await?;
    Ok(updated.rows_affected() == 1)
}

/// Returns whether an account has no passkey and only claims its address. Then an open session is
/// the last way in, from which its owner can confirm the address.
pub(crate) async fn needs_its_sessions(
    transaction: &mut Transaction<'_, Any>,
    id: UserId,
) -> Result<bool> {
    let found: i64 = sqlx::query_scalar(AssertSqlSafe(format!(
        "select count(*) from users where id = $1 and email_key is not null and not {}
           and id not in (select user_id from credentials where user_id = $1)",
        users::OWN_EMAIL
    )))
    .bind(id.to_string())
    .fetch_one(&mut **transaction)
    .await?;
    Ok(found == 1)
}

pub(crate) async fn clear(
    transaction: &mut Transaction<'_, Any>,
    id: UserId,
    columns: &'static str,
) -> Result<()> {
    sqlx::query(AssertSqlSafe(format!("update users set {columns} where id = $1")))
        .bind(id.to_string())
        .execute(&mut **transaction)
        .await?;
    void_links(transaction, id).await
}

/// Invalidates the links that were sent to a former address of the account, or to a deactivated
/// account.
pub(crate) async fn void_links(transaction: &mut Transaction<'_, Any>, id: UserId) -> Result<()> {
    sqlx::query("delete from magic_links where user_id = $1")
        .bind(id.to_string())
        .execute(&mut **transaction)
        .await?;
    bearer_links::delete_all(transaction, id).await
}

/// Drops claims to an address beyond [`addresses::MAX_CLAIMS`], oldest accounts first, but never
/// the claim of `newest`. Returns the accounts that had them.
async fn drop_oldest_claims(
    transaction: &mut Transaction<'_, Any>,
    email: &Email,
    newest: UserId,
    now: UnixSeconds,
) -> Result<Vec<UserId>> {
    // Another transaction may have dropped the same claim, so the outer condition checks again.
    let ids: Vec<String> = sqlx::query_scalar(AssertSqlSafe(format!(
        "update users set email = null, email_key = null, updated_at = $2
         where email_key = $1 and id in (
             select id from users where email_key = $1 and id <> $5 and not {}
             order by created_at desc, id desc limit $3 offset $4)
         returning id",
        users::OWN_EMAIL
    )))
    .bind(email.key().to_owned())
    .bind(now)
    .bind(i64::from(u32::MAX))
    .bind(addresses::MAX_CLAIMS - 1)
    .bind(newest.to_string())
    .fetch_all(&mut **transaction)
    .await?;
    ids.iter().map(|id| id.parse()).collect()
}
