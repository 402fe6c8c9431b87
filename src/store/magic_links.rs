//! The `magic_links` table: links that were emailed, and how redeeming one changes accounts.

use sqlx::any::AnyRow;
use sqlx::{Any, AssertSqlSafe, Row as _, Transaction};

use crate::clock::UnixSeconds;
use crate::config::SignUp;
use crate::error::{Error, Result};
pub(crate) use crate::model::magic_link::MagicLink;
use crate::model::magic_link::Purpose;
use crate::model::session::Session;
use crate::model::user::{Email, User, UserId};
use crate::store::account_status::{self, AccountStatus};
use crate::store::conflicts::settle;
use crate::store::ids::optional_id;
use crate::store::unit::Statement;
use crate::store::{EventOf, Store, Unit, addresses, events, invitations, users};

/// The columns that [`magic_link`] reads.
const COLUMNS: &str = "id, purpose, user_id, email, browser_hash, created_at, expires_at, next, \
                       session_id, consumed_at, sent_to";

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

impl Unit {
    /// Inserts a link in place of the earlier one for the same address and browser. Of several that
    /// are requested at once, only the newest works. Another browser can't invalidate it.
    pub(crate) fn insert_magic_link(
        &mut self,
        link: &MagicLink,
        token_hash: String,
        code_hash: String,
    ) {
        if let (Purpose::Change, Some(user_id)) = (link.purpose, link.user_id) {
            self.delete_address_changes(user_id);
        }
        let statement = Statement::new(
            "insert into magic_links (id, token_hash, purpose, user_id, email, email_key, browser_hash,
                                      code_hash, code_tries, created_at, expires_at, next, session_id,
                                      sent_to, nth)
             values ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, $11, $12, $13,
                     (select coalesce(max(nth), 0) + 1 from magic_links where browser_hash = $7))
             on conflict (browser_hash, email_key) where consumed_at is null do update set
                 id = excluded.id, token_hash = excluded.token_hash, purpose = excluded.purpose,
                 user_id = excluded.user_id, email = excluded.email, code_hash = excluded.code_hash,
                 code_tries = 0, created_at = excluded.created_at, expires_at = excluded.expires_at,
                 next = excluded.next, session_id = excluded.session_id, sent_to = excluded.sent_to,
                 nth = excluded.nth",
        );
        self.add(
            statement
                .bind(link.id.clone())
                .bind(token_hash)
                .bind(link.purpose.as_str())
                .bind(link.user_id)
                .bind(link.email.to_string())
                .bind(link.email.key())
                .bind(link.browser_hash.clone())
                .bind(code_hash)
                .bind(link.created_at)
                .bind(link.expires_at)
                .bind(link.next.clone())
                .bind(link.session_id)
                .bind(link.sent_to.as_ref().map(ToString::to_string)),
        );
    }
}

impl Store {
    /// Finds the link with this token, used or not, until it expires. Looking doesn't consume it.
    pub async fn find_magic_link(
        &self,
        token_hash: &str,
        now: UnixSeconds,
    ) -> Result<Option<MagicLink>> {
        self.find_newest("token_hash = $1", token_hash, now).await
    }

    /// Finds the newest unused link that a browser has requested.
    pub async fn find_awaited_magic_link(
        &self,
        browser_hash: &str,
        now: UnixSeconds,
    ) -> Result<Option<MagicLink>> {
        self.find_newest("browser_hash = $1 and consumed_at is null", browser_hash, now).await
    }

    /// Finds the link that a browser has redeemed most recently.
    pub async fn find_redeemed_magic_link(
        &self,
        browser_hash: &str,
        now: UnixSeconds,
    ) -> Result<Option<MagicLink>> {
        self.find_newest("browser_hash = $1 and consumed_at is not null", browser_hash, now).await
    }

    async fn find_newest(
        &self,
        condition: &'static str,
        value: &str,
        now: UnixSeconds,
    ) -> Result<Option<MagicLink>> {
        let row = sqlx::query(AssertSqlSafe(format!(
            "select {COLUMNS} from magic_links
             where {condition} and expires_at > $2
             order by consumed_at desc nulls first, nth desc, created_at desc, id limit 1"
        )))
        .bind(value.to_owned())
        .bind(now)
        .fetch_optional(self.reader())
        .await?;
        row.as_ref().map(magic_link).transpose()
    }

    /// Returns whether a code belongs to a link. It doesn't count as a try: the code of a redeemed
    /// link grants no access.
    pub async fn is_magic_link_code(&self, id: &str, code_hash: &str) -> Result<bool> {
        let links: i64 = sqlx::query_scalar(
            "select count(*) from magic_links
             where id = $1 and code_hash = $2 and consumed_at is not null",
        )
        .bind(id.to_owned())
        .bind(code_hash.to_owned())
        .fetch_one(self.reader())
        .await?;
        Ok(links == 1)
    }

    /// Counts a try at a link's code and returns whether it was correct.
    ///
    /// # Errors
    /// [`Error::LinkExpired`] when the link is gone or its tries are used up.
    pub async fn try_magic_link_code(
        &self,
        id: &str,
        code_hash: &str,
        now: UnixSeconds,
    ) -> Result<bool> {
        self.try_code("magic_links", id, code_hash, now).await
    }

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

fn magic_link(row: &AnyRow) -> Result<MagicLink> {
    let text = |name| row.try_get::<Option<String>, _>(name);
    Ok(MagicLink {
        id: row.try_get("id")?,
        purpose: Purpose::parse(row.try_get("purpose")?)?,
        user_id: optional_id(row, "user_id")?,
        email: Email::parse(row.try_get("email")?)?,
        browser_hash: row.try_get("browser_hash")?,
        created_at: row.try_get("created_at")?,
        expires_at: row.try_get("expires_at")?,
        next: text("next")?,
        session_id: optional_id(row, "session_id")?,
        consumed_at: row.try_get("consumed_at")?,
        sent_to: text("sent_to")?.as_deref().map(Email::parse).transpose()?,
    })
}
