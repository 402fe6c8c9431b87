//! The tables of administrators and their invitations.

use sqlx::{AssertSqlSafe, Row as _};

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::model::user::{User, UserId};
use crate::store::ids::optional_id;
use crate::store::unit::Statement;
use crate::store::{Store, Unit, users};

/// Deletes expired rows. `$1` is the current time.
pub(crate) const EXPIRED: &[&str] = &["delete from admin_invitations where expires_at <= $1"];

/// An administrator.
#[derive(Clone, Debug)]
pub struct AdminEntry {
    /// The user.
    pub user: User,
    /// When they became one.
    pub since: UnixSeconds,
    /// The administrator who added them. `None`: a link did.
    pub added_by: Option<UserId>,
}

impl Store {
    pub(crate) async fn is_admin(&self, user_id: UserId) -> Result<bool> {
        let count: i64 = sqlx::query_scalar("select count(*) from admins where user_id = $1")
            .bind(user_id.to_string())
            .fetch_one(self.reader())
            .await?;
        Ok(count == 1)
    }

    pub(crate) async fn list_admins(&self) -> Result<Vec<AdminEntry>> {
        let rows = sqlx::query(AssertSqlSafe(format!(
            "select {}, since, added_by
             from (select user_id, created_at as since, added_by from admins) as entries
             join users on id = user_id
             order by since, id",
            users::COLUMNS
        )))
        .fetch_all(self.reader())
        .await?;
        let entries = rows.iter().map(|row| {
            Ok(AdminEntry {
                user: users::user(row)?,
                since: row.try_get("since")?,
                added_by: optional_id(row, "added_by")?,
            })
        });
        entries.collect()
    }

    /// Finds the id of a valid invitation by the hash of its token.
    pub(crate) async fn find_admin_invitation(
        &self,
        token_hash: &str,
        now: UnixSeconds,
    ) -> Result<Option<String>> {
        let id = sqlx::query_scalar(
            "select id from admin_invitations where token_hash = $1 and expires_at > $2",
        )
        .bind(token_hash.to_owned())
        .bind(now)
        .fetch_optional(self.reader())
        .await?;
        Ok(id)
    }
}

impl Unit {
    /// Inserts an invitation, or replaces the one with the same id.
    pub(crate) fn insert_admin_invitation(
        &mut self,
        id: &str,
        token_hash: &str,
        (created_at, expires_at): (UnixSeconds, UnixSeconds),
    ) {
        let statement = Statement::new(
            "insert into admin_invitations (id, token_hash, created_at, expires_at)
             values ($1, $2, $3, $4)
             on conflict (id) do update set token_hash = excluded.token_hash,
                 created_at = excluded.created_at, expires_at = excluded.expires_at",
        );
        self.add(statement.bind(id).bind(token_hash).bind(created_at).bind(expires_at));
    }

    /// Deletes an invitation, on condition that no one has used it.
    pub(crate) fn use_admin_invitation(&mut self, token_hash: &str) {
        let statement = Statement::new("delete from admin_invitations where token_hash = $1");
        self.add(statement.bind(token_hash).required());
    }

    /// Inserts an administrator.
    pub(crate) fn insert_admin(&mut self, id: UserId, added_by: Option<UserId>, now: UnixSeconds) {
        let statement = Statement::new(
            "insert into admins (user_id, added_by, created_at) values ($1, $2, $3)
             on conflict (user_id) do nothing",
        );
        self.add(statement.bind(id).bind(added_by).bind(now));
    }

    /// Deletes an administrator, on condition that the user is one.
    pub(crate) fn delete_admin(&mut self, id: UserId) {
        self.add(Statement::new("delete from admins where user_id = $1").bind(id).required());
    }
}
