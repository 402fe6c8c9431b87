//! The `magic_links` table: links that were emailed. `redemption.rs` redeems them.

use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row as _};

use crate::clock::UnixSeconds;
use crate::error::Result;
pub(crate) use crate::model::magic_link::MagicLink;
use crate::model::magic_link::Purpose;
use crate::model::user::Email;
use crate::store::ids::optional_id;
use crate::store::unit::Statement;
use crate::store::{Store, Unit};

/// The columns that [`magic_link`] reads.
pub(super) const COLUMNS: &str = "id, purpose, user_id, email, browser_hash, created_at, expires_at, next, \
                       session_id, consumed_at, sent_to";

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
    /// [`LinkExpired`](crate::Error::LinkExpired) when the link is gone or its tries are used up.
    pub async fn try_magic_link_code(
        &self,
        id: &str,
        code_hash: &str,
        now: UnixSeconds,
    ) -> Result<bool> {
        self.try_code("magic_links", id, code_hash, now).await
    }
}

pub(super) fn magic_link(row: &AnyRow) -> Result<MagicLink> {
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
