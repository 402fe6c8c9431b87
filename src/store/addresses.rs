//! Email addresses in the `users` table: claims, and confirmations.

use sqlx::{Any, AssertSqlSafe, Transaction};

use crate::clock::{UnixSeconds, seconds};
use crate::error::{Error, Result};
use crate::model::ids::SessionId;
use crate::model::session::RECENT;
use crate::model::user::{Email, UserId};
use crate::store::unit::Statement;
use crate::store::{Store, Unit, users};

/// How many accounts may claim one address at a time.
pub(crate) const MAX_CLAIMS: i64 = 20;

/// Makes links to one address wait for each other, by locking the first of the accounts that claim
/// it. Each link is about to change all of these rows. Two that lock them in different orders would
/// deadlock.
pub(crate) async fn lock_claims(
    transaction: &mut Transaction<'_, Any>,
    email: &Email,
) -> Result<()> {
    sqlx::query(
        "update users set updated_at = updated_at
         where id = (select min(id) from users where email_key = $1 and email_verified_at is null)",
    )
    .bind(email.key().to_owned())
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

/// The sessions in which a claim can be confirmed: `$1` is the account, `$2` the session, `$3` now,
/// and a passkey must have been used after `$4`. Confirming an address shares the account with
/// everyone who has a passkey to it, so the user must have one as well.
pub(crate) const MAY_CONFIRM: &str = "(select count(*) from sessions
    where id = $2 and user_id = $1 and expires_at > $3
      and (verified_at > $4 or user_id not in (select user_id from credentials where user_id = $1))
    ) = 1";

impl Store {
    /// Lists the accounts that lose their claims to an address when another one is added, oldest
    /// first, so that at most [`MAX_CLAIMS`] remain. Otherwise a stranger could create any number
    /// of claims, and the owner's confirmation would block other writers while it drops them all.
    /// The newest stays, so that strangers can't keep users from claiming their own address.
    pub(crate) async fn list_oldest_claims(&self, email: &Email) -> Result<Vec<UserId>> {
        let ids: Vec<String> = sqlx::query_scalar(AssertSqlSafe(format!(
            "select id from users where email_key = $1 and not {}
             order by created_at desc, id desc limit $2 offset $3",
            users::OWN_EMAIL
        )))
        .bind(email.key().to_owned())
        .bind(i64::from(u32::MAX))
        .bind(MAX_CLAIMS - 1)
        .fetch_all(self.reader())
        .await?;
        ids.iter().map(|id| id.parse()).collect()
    }
}

impl Unit {
    /// Drops an account's claim to an address.
    pub(crate) fn drop_claim(&mut self, user_id: UserId, email: &Email, now: UnixSeconds) {
        let statement = Statement::new(format!(
            "update users set email = null, email_key = null, updated_at = $3
             where id = $1 and email_key = $2 and not {}",
            users::OWN_EMAIL
        ));
        self.add(statement.bind(user_id).bind(email.key()).bind(now));
    }
}

/// Makes an address the current account's own, in the spelling that the email was sent to. The
/// account must have claimed or requested it.
///
/// # Errors
/// [`Error::VerificationRequired`] if the account has passkeys but none was used recently.
pub(crate) async fn confirm(
    transaction: &mut Transaction<'_, Any>,
    user_id: UserId,
    session_id: SessionId,
    email: &Email,
    now: UnixSeconds,
) -> Result<()> {
    // A concurrent transaction that adds a passkey waits for this row, or this one waits for it.
    users::lock(transaction, user_id, now).await?;
    let updated = sqlx::query(AssertSqlSafe(format!(
        "update users set email = $5, email_key = $6, email_verified_at = $3,
                email_assigned_at = null, updated_at = $3
         where id = $1 and {MAY_CONFIRM}"
    )))
    .bind(user_id.to_string())
    .bind(session_id.to_string())
    .bind(now)
    .bind(now - seconds(RECENT))
    .bind(email.to_string())
    .bind(email.key().to_owned())
    .execute(&mut **transaction)
    .await?;
    if updated.rows_affected() == 1 { Ok(()) } else { Err(Error::VerificationRequired) }
}

/// Returns whether an account claims an address that isn't its own.
pub(crate) async fn claims(
    transaction: &mut Transaction<'_, Any>,
    user_id: UserId,
    email: &Email,
) -> Result<bool> {
    let claims: i64 = sqlx::query_scalar(AssertSqlSafe(format!(
        "select count(*) from users where id = $1 and email_key = $2 and not {}",
        users::OWN_EMAIL
    )))
    .bind(user_id.to_string())
    .bind(email.key().to_owned())
    .fetch_one(&mut **transaction)
    .await?;
    Ok(claims == 1)
}

/// Records that the owner has verified an address that a back end had only set. Returns whether
/// that changed anything.
pub(crate) async fn note_verified(
    transaction: &mut Transaction<'_, Any>,
    user_id: UserId,
    email: &Email,
    now: UnixSeconds,
) -> Result<bool> {
    let updated = sqlx::query(
        "update users set email_verified_at = $3, updated_at = $3
         where id = $1 and email_key = $2 and email_verified_at is null
           and email_assigned_at is not null",
    )
    .bind(user_id.to_string())
    .bind(email.key().to_owned())
    .bind(now)
    .execute(&mut **transaction)
    .await?;
    Ok(updated.rows_affected() == 1)
}

/// Drops all claims to an address, except that of its owner. Returns the accounts that had them.
pub(crate) async fn drop_claims(
    transaction: &mut Transaction<'_, Any>,
    email: &Email,
    owner: UserId,
    now: UnixSeconds,
) -> Result<Vec<UserId>> {
    let ids: Vec<String> = sqlx::query_scalar(
        "update users set email = null, email_key = null, updated_at = $3
         where email_key = $1 and id <> $2 returning id",
    )
    .bind(email.key().to_owned())
    .bind(owner.to_string())
    .bind(now)
    .fetch_all(&mut **transaction)
    .await?;
    ids.iter().map(|id| id.parse()).collect()
}

/// Ends the sessions that an email to an account's former address, or a link, has opened: a reader
/// of that mailbox may not be the owner, or no longer is. Sessions in which the user has proved
/// more since stay, and so does `kept`, the current one.
pub(crate) async fn end_sessions_by_mail(
    transaction: &mut Transaction<'_, Any>,
    user_id: UserId,
    kept: Option<SessionId>,
) -> Result<()> {
    sqlx::query(
        "delete from sessions
         where user_id = $1 and id <> coalesce($2, '') and method <> 'passkey' and verified_at is null",
    )
    .bind(user_id.to_string())
    .bind(kept.map(|id| id.to_string()))
    .execute(&mut **transaction)
    .await?;
    Ok(())
}
