//! Lists of users. Each statement finds its rows by an index, however many users there are.

use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row as _};

use crate::error::Result;
use crate::extras::console::users::{MIN_SEARCH, Position, Status, UserEntry};
use crate::store::Store;
use crate::store::account_status::{self, AccountStatus, account_status};
use crate::store::users;

impl Store {
    /// Lists users, newest first, after a position.
    pub(crate) async fn list_users(
        &self,
        prefix: Option<&str>,
        status: Option<Status>,
        after: Option<Position>,
        limit: i64,
    ) -> Result<Vec<UserEntry>> {
        let mut query =
            sqlx::query(AssertSqlSafe(list(prefix, status, after.is_some()))).bind(limit);
        if let Some(prefix) = prefix {
            let head: String = prefix.chars().take(MIN_SEARCH).collect();
            query = query.bind(head).bind(prefix.to_owned());
        }
        if let Some(Position(created_at, id)) = after {
            query = query.bind(created_at).bind(id.to_string());
        }
        let rows = query.fetch_all(self.reader()).await?;
        rows.iter().map(entry).collect()
    }

    /// Finds a user by id or external id.
    pub(crate) async fn find_user_entry(&self, id: &str) -> Result<Option<UserEntry>> {
        // PostgreSQL rejects a text with a NUL.
        if id.contains('\0') {
            return Ok(None);
        }
        // An id that a back end chose can't have the form of ours.
        let (column, id) = match uuid::Uuid::parse_str(id) {
            Ok(id) => ("id", id.to_string()),
            Err(_) => ("external_id", id.to_owned()),
        };
        let sql = format!("select {} from users where {column} = $1", columns());
        let row = sqlx::query(AssertSqlSafe(sql)).bind(id).fetch_optional(self.reader()).await?;
        row.as_ref().map(entry).transpose()
    }
}

/// Returns the statement that lists users. It binds the limit, then the first letters of the prefix
/// and the prefix, then the time and the id of the position.
///
/// A prefix is compared as a whole text, because the order of texts depends on the database's
/// language. The index finds its first letters.
pub(crate) fn list(prefix: Option<&str>, status: Option<Status>, is_after: bool) -> String {
    let mut conditions = Vec::new();
    if let Some(length) = prefix.map(|prefix| prefix.chars().count()) {
        conditions.push(format!("substr(email_key, 1, {MIN_SEARCH}) = $2"));
        conditions.push(format!("substr(email_key, 1, {length}) = $3"));
    }
    conditions.extend(status.map(|status| {
        match status {
            Status::Active => "activated_at is not null and deactivated_at is null",
            Status::Pending => "activated_at is null and deactivated_at is null",
            Status::Deactivated => "deactivated_at is not null",
        }
        .to_owned()
    }));
    if is_after {
        let first = if prefix.is_some() { 4 } else { 2 };
        conditions.push(format!("(created_at, id) < (${first}, ${})", first + 1));
    }
    if conditions.is_empty() {
        conditions.push("1 = 1".to_owned());
    }
    format!(
        "select {} from users where {} order by created_at desc, id desc limit $1",
        columns(),
        conditions.join(" and ")
    )
}

/// Returns the columns that [`entry`] reads.
fn columns() -> String {
    format!("{}, {}, login_count, last_login_at", users::COLUMNS, account_status::COLUMNS)
}

fn entry(row: &AnyRow) -> Result<UserEntry> {
    let status = match account_status(row)? {
        AccountStatus { is_deactivated: true, .. } => Status::Deactivated,
        AccountStatus { is_pending: true, .. } => Status::Pending,
        _ => Status::Active,
    };
    Ok(UserEntry {
        user: users::user(row)?,
        status,
        login_count: row.try_get("login_count")?,
        last_login_at: row.try_get("last_login_at")?,
    })
}
