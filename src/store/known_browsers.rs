//! The `known_browsers` table: browsers that have redeemed an email to an address, or signed in to
//! an account.

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::store::unit::Statement;
use crate::store::{Store, Unit};

impl Unit {
    /// Records that a browser is known until an instant.
    pub(crate) fn insert_known_browser(&mut self, id: &str, until: UnixSeconds) {
        let statement = Statement::new(
            "insert into known_browsers (id, expires_at) values ($1, $2)
             on conflict (id) do update set expires_at = excluded.expires_at",
        );
        self.add(statement.bind(id).bind(until));
    }

    /// Forgets a browser.
    pub(crate) fn delete_known_browser(&mut self, id: &str) {
        self.add(Statement::new("delete from known_browsers where id = $1").bind(id));
    }
}

impl Store {
    /// Returns whether a browser is known.
    pub(crate) async fn has_known_browser(&self, id: &str, now: UnixSeconds) -> Result<bool> {
        let found: i64 = sqlx::query_scalar(
            "select count(*) from known_browsers where id = $1 and expires_at > $2",
        )
        .bind(id.to_owned())
        .bind(now)
        .fetch_one(self.reader())
        .await?;
        Ok(found > 0)
    }

    /// Returns until when a browser is known.
    pub(crate) async fn find_known_browser(
        &self,
        id: &str,
        now: UnixSeconds,
    ) -> Result<Option<UnixSeconds>> {
        let until = sqlx::query_scalar(
            "select expires_at from known_browsers where id = $1 and expires_at > $2",
        )
        .bind(id.to_owned())
        .bind(now)
        .fetch_optional(self.reader())
        .await?;
        Ok(until)
    }
}
