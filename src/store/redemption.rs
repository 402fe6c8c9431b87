//! Redeeming a magic link: verifies its address and signs in to an account, in one transaction.

use sqlx::{Any, AssertSqlSafe, Transaction};

use crate::clock::UnixSeconds;
use crate::config::SignUp;
use crate::error::{Error, Result};
use crate::model::magic_link::MagicLink;
use crate::model::session::Session;
use crate::model::user::{Email, User, UserId};
use crate::store::account_status::{self, AccountStatus};
use crate::store::conflicts::settle;
use crate::store::magic_links::{COLUMNS, magic_link};
use crate::store::{EventOf, Store, Unit, addresses, events, invitations, users};

/// The account that a redeemed link signs in to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Opened {
    /// Its user.
    pub(crate) user_id: UserId,
    /// Whether the link created it.
    pub(crate) is_new: bool,
    /// Whether it existed, and its address is verified only now.
    pub(crate) is_proven: bool,
    /// The account's status.
    pub(crate) account_status: AccountStatus,
}

/// The account that a link may create.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewUser<'a> {
    /// Its id.
    pub(crate) id: UserId,
    /// The current time.
    pub(crate) now: UnixSeconds,
    /// The rule of who may create an account.
    pub(crate) rule: &'a SignUp,
}

/// Returns the changes that follow from a redeemed link, for the account that it signs in to.
pub(crate) type Follow<'a> = &'a (dyn Fn(&Opened) -> Result<Unit> + Sync);

impl Store {
    /// Redeems a link, once, and verifies its address. It signs in to
    ///
    /// 1. the account that owns the address. If a back end had only set it, it is verified now;
    /// 2. otherwise, the account of this browser's session, if it claims the address, which is
    ///    verified by this ([`addresses::confirm`]);
    /// 3. otherwise, a new account, if the address may have one. That uses its invitation up.
    ///
    /// Verifying drops the claim of every other account. If someone signed up with another user's
    /// address and their own passkey, they keep an account without an address. An event from
    /// `dropped` is recorded for each. `follow` returns the other changes of the transaction.
    ///
    /// # Errors
    /// [`Error::LinkExpired`] after the first time. Without consuming the link:
    /// [`Error::VerificationRequired`] if a claim can't be verified in this session before one of
    /// the account's passkeys is used in it, and [`Error::SignUpClosed`] if the address may not
    /// have an account.
    pub(crate) async fn redeem_magic_link(
        &self,
        id: &str,
        signed_in: Option<&Session>,
        new: NewUser<'_>,
        dropped: EventOf<'_>,
        follow: Follow<'_>,
    ) -> Result<Opened> {
        // If two links create an account for the same new address at the same time, one transaction
        // fails on PostgreSQL. Its next try finds the other's account.
        settle(|| self.try_to_redeem_magic_link(id, signed_in, new, dropped, follow)).await
    }

    async fn try_to_redeem_magic_link(
        &self,
        id: &str,
        signed_in: Option<&Session>,
        new: NewUser<'_>,
        dropped: EventOf<'_>,
        follow: Follow<'_>,
    ) -> Result<Opened> {
        let now = new.now;
        let mut transaction = self.begin().await?;
        let row = sqlx::query(AssertSqlSafe(format!(
            "update magic_links set consumed_at = $2
             where id = $1 and expires_at > $2 and consumed_at is null returning {COLUMNS}"
        )))
        .bind(id.to_owned())
        .bind(now)
        .fetch_optional(&mut *transaction)
        .await?;
        let row = row.ok_or(Error::LinkExpired("redeemed by another request"))?;
        let MagicLink { email, sent_to, .. } = magic_link(&row)?;
        let email = sent_to.unwrap_or(email);
        addresses::lock_claims(&mut transaction, &email).await?;

        let mut opened = match users::find_owner(&mut *transaction, &email).await? {
            Some(User { email: Some(own), .. }) if !own.is_same_mailbox(&email) => {
                return Err(Error::LinkExpired("the owner has verified another spelling since"));
            }
            Some(user) => {
                let is_proven =
                    addresses::note_verified(&mut transaction, user.id, &email, now).await?;
                Opened::there(user.id, is_proven)
            }
            None => verify(&mut transaction, &email, signed_in, new).await?,
        };
        sqlx::query("update magic_links set user_id = $2 where id = $1")
            .bind(id.to_owned())
            .bind(opened.user_id.to_string())
            .execute(&mut *transaction)
            .await?;
        let mut losers = Vec::new();
        if opened.is_new || opened.is_proven {
            losers = addresses::drop_claims(&mut transaction, &email, opened.user_id, now).await?;
        }
        let row = sqlx::query(AssertSqlSafe(format!(
            "select {} from users where id = $1",
            account_status::COLUMNS
        )))
        .bind(opened.user_id.to_string())
        .fetch_one(&mut *transaction)
        .await?;
        opened.account_status = account_status::account_status(&row)?;
        if !follow(&opened)?.run(&mut transaction).await? {
            return Err(Error::Deactivated);
        }
        for loser in losers {
            events::record(&mut transaction, &dropped(loser)).await?;
        }
        transaction.commit().await?;
        Ok(opened)
    }
}

impl Opened {
    fn there(user_id: UserId, is_proven: bool) -> Self {
        Self { user_id, is_new: false, is_proven, account_status: AccountStatus::default() }
    }
}

/// Handles cases 2 and 3 of [`Store::redeem_magic_link`].
async fn verify(
    transaction: &mut Transaction<'_, Any>,
    email: &Email,
    signed_in: Option<&Session>,
    NewUser { id: new_user_id, now, rule }: NewUser<'_>,
) -> Result<Opened> {
    if let Some(Session { id, user_id, .. }) = signed_in
        && addresses::claims(transaction, *user_id, email).await?
    {
        addresses::confirm(transaction, *user_id, *id, email, now).await?;
        return Ok(Opened::there(*user_id, true));
    }
    let is_invited = invitations::take(transaction, email, now).await?;
    if !rule.admits(email.key(), is_invited) {
        return Err(Error::SignUpClosed);
    }
    users::insert(new_user_id, email, Some(now), now).execute(transaction).await?;
    Ok(Opened { is_new: true, ..Opened::there(new_user_id, false) })
}
