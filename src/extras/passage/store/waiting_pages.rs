//! The `waiting_pages` table: links that pages have requested, and which account the waiting page
//! may enter.

use sqlx::{AssertSqlSafe, Row as _};

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::model::session::Method;
use crate::model::user::{Email, UserId};
use crate::store::ids::id;
use crate::store::unit::Statement;
use crate::store::users::OWN_EMAIL;
use crate::store::{Store, Unit};

impl Unit {
    /// Records that a page has requested a link and waits.
    pub(crate) fn insert_waiting_page(&mut self, link_id: &str, expires_at: UnixSeconds) {
        let statement = "insert into waiting_pages (link_id, expires_at) values ($1, $2)";
        self.add(Statement::new(statement).bind(link_id.to_owned()).bind(expires_at));
    }

    /// Allows the page that waits for a link to enter an account, once.
    pub(crate) fn admit_waiting_page(&mut self, link_id: &str, user_id: UserId, method: Method) {
        let statement = "update waiting_pages set user_id = $2, method = $3 where link_id = $1";
        let statement = Statement::new(statement).bind(link_id.to_owned());
        self.add(statement.bind(user_id).bind(method.as_str()));
    }

    /// Uses up the permission to enter. Of several requests, one succeeds.
    pub(crate) fn take_waiting_page(&mut self, link_id: &str, user_id: UserId) {
        let statement = "delete from waiting_pages where link_id = $1 and user_id = $2";
        let statement = Statement::new(statement).bind(link_id.to_owned());
        self.add(statement.bind(user_id).required());
    }
}

impl Store {
    /// Returns whether a page requested a link and hasn't entered with it yet.
    pub(crate) async fn is_waiting_page(&self, link_id: &str) -> Result<bool> {
        let pages: i64 =
            sqlx::query_scalar("select count(*) from waiting_pages where link_id = $1")
                .bind(link_id.to_owned())
                .fetch_one(self.reader())
                .await?;
        Ok(pages == 1)
    }

    /// Returns the account that the page waiting for a link may enter, and how.
    pub(crate) async fn find_admission(&self, link_id: &str) -> Result<Option<(UserId, Method)>> {
        let row = sqlx::query(
            "select user_id, method from waiting_pages where link_id = $1 and user_id is not null",
        )
        .bind(link_id.to_owned())
        .fetch_optional(self.reader())
        .await?;
        row.map(|row| Ok((id(&row, "user_id")?, Method::parse(row.try_get("method")?)?)))
            .transpose()
    }

    /// Finds an account with an address: its owner, or else the newest that claims it. Returns
    /// whether it has a passkey.
    pub(crate) async fn find_by_address(&self, email: &Email) -> Result<Option<(UserId, bool)>> {
        let row = sqlx::query(AssertSqlSafe(format!(
            "select id, (select count(*) from credentials where user_id = users.id) as passkeys
             from users
             where email_key = $1
             order by case when {OWN_EMAIL} then 0 else 1 end, created_at desc, id limit 1"
        )))
        .bind(email.key().to_owned())
        .fetch_optional(self.reader())
        .await?;
        row.map(|row| Ok((id(&row, "id")?, row.try_get::<i64, _>("passkeys")? > 0))).transpose()
    }
}
