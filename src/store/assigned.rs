//! Addresses and numbers that back ends give to accounts and take from them.

use sqlx::{Any, AssertSqlSafe, Transaction};

use super::{NoticeOf, addresses, bearer_links, users};
use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::phone::Phone;
use crate::user::{Email, UserId};

/// Gives an account an address, which others may have claimed until now. `dropped`: what is told
/// of each of them.
pub(super) async fn assign_email(
    transaction: &mut Transaction<'_, Any>,
    id: UserId,
    email: &Email,
    now: UnixSeconds,
    dropped: NoticeOf<'_>,
) -> Result<()> {
    addresses::lock_claims(transaction, email).await?;
    if users::find_owner(&mut **transaction, email).await?.is_some_and(|owner| owner.id != id) {
        return Err(Error::AddressTaken);
    }
    sqlx::query(
        "update users set email = $2, email_key = $3, email_assigned_at = $4,
                email_verified_at = null
         where id = $1",
    )
    .bind(id.to_string())
    .bind(email.to_string())
    .bind(email.key().to_owned())
    .bind(now)
    .execute(&mut **transaction)
    .await?;
    addresses::drop_claims(transaction, email, id, now, dropped).await
}

/// Gives an account a number.
pub(super) async fn assign_phone(
    transaction: &mut Transaction<'_, Any>,
    id: UserId,
    phone: &Phone,
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
    sqlx::query("update users set phone = $2, phone_verified_at = null where id = $1")
        .bind(id.to_string())
        .bind(phone.to_string())
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

pub(super) async fn clear(
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

/// Whatever was sent to an address that is no longer the account's, or to an account that is shut,
/// opens nothing.
pub(super) async fn void_links(transaction: &mut Transaction<'_, Any>, id: UserId) -> Result<()> {
    sqlx::query("delete from magic_links where user_id = $1")
        .bind(id.to_string())
        .execute(&mut **transaction)
        .await?;
    bearer_links::delete_all(transaction, id).await
}
