//! How long events are kept: limits the history of each account, and erases that of deleted ones.

use sqlx::{Any, Transaction};

use crate::error::Result;
use crate::model::event::Kind;
use crate::model::user::UserId;
use crate::store::Unit;
use crate::store::event_readers::is_read;
use crate::store::unit::Statement;

/// How many events are kept per account: those that change who can get in, and all others.
const MAX_IMPORTANT: i64 = 2000;
const MAX_OTHERS: i64 = 200;

impl Unit {
    /// Deletes an account's oldest events beyond the limits. Events that change who can get in are
    /// counted separately, so nothing else displaces them.
    pub(crate) fn trim_events(&mut self, user_id: UserId) {
        for (not, most) in [("", MAX_IMPORTANT), ("not ", MAX_OTHERS)] {
            let important = Kind::all().filter(|kind| kind.changes_access());
            let important: Vec<_> = important.map(|kind| format!("'{}'", kind.as_str())).collect();
            let of_class = format!("user_id = $1 and kind {not}in ({})", important.join(", "));
            let statement = Statement::new(format!(
                "delete from events where {of_class} and sequence <= (
                     select sequence from events where {of_class}
                     order by sequence desc limit 1 offset $2)",
            ));
            self.add(statement.bind(user_id).bind(most));
        }
    }

    /// Deletes the remaining events of a deleted account.
    pub(crate) fn forget_events(&mut self, user_id: UserId) {
        self.add(Statement::new("delete from events where user_id = $1").bind(user_id));
    }
}

/// Erases an account's events inside the transaction that deletes the account. Unread events stay
/// until they are read, without browser and IP address unless an email still needs them.
pub(crate) async fn erase(transaction: &mut Transaction<'_, Any>, user_id: UserId) -> Result<()> {
    Statement::new(format!(
        "delete from events where user_id = $1 and tell is null and {}",
        is_read()
    ))
    .bind(user_id)
    .execute(transaction)
    .await?;
    Statement::new(
        "update events set user_agent = '', ip = '', merge_key = null, link_hash = null
         where user_id = $1 and tell is null",
    )
    .bind(user_id)
    .execute(transaction)
    .await?;
    Ok(())
}
