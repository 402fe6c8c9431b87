//! Collects everything that is stored about a user, for them to download.
//!
//! Rows with the user's id are shown as [`personal`] says. Other rows match only the user's
//! verified address or number, which a stranger may have entered. Of those, the user sees what
//! happened and when, and nothing about the stranger.

use serde_json::{Map, Value};
use sqlx::Row as _;
use sqlx::any::AnyRow;

use crate::clock::rfc3339;
use crate::error::Result;
use crate::extras::EXTRAS;
use crate::model::user::User;
use crate::store::Store;
use crate::store::personal::{Personal, personal};

/// The columns to show of a row that matches only an address or number.
const BY_CONTACT: &[(&str, &str)] = &[
    ("magic_links", "purpose, created_at, expires_at, consumed_at"),
    ("messages", "channel, kind, created_at, expires_at, sent_at, failed_at"),
    ("invitations", "email, created_at"),
];

/// Returns the same columns, including those of extras.
pub(crate) fn by_contact() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    BY_CONTACT.iter().chain(EXTRAS.iter().flat_map(|extra| extra.by_contact()))
}

/// Columns that hold JSON: a passkey's public key with its counter and flags, and lists.
const JSON: &[(&str, &str)] = &[
    ("credentials", "passkey"),
    ("credentials", "transports"),
    ("events", "details"),
    ("sessions", "local_passkeys"),
    ("users", "metadata"),
];

impl Store {
    /// Returns everything that is stored about a user, by table. Instants are in RFC 3339.
    pub async fn export(&self, user: &User) -> Result<Map<String, Value>> {
        let mut everything = Map::new();
        for personal in personal().rev() {
            let columns: Vec<_> = personal.shown().collect();
            let condition = personal.conditions(false).join(" or ");
            let mut rows = self.rows(personal, &columns, &condition, user).await?;
            let by_contact = by_contact().find(|(table, _)| *table == personal.table);
            if let Some((_, columns)) = by_contact {
                let columns: Vec<_> = columns.split(", ").collect();
                let condition = personal.conditions(true).join(" or ");
                let other = if personal.has_ids() { "coalesce(user_id, '')" } else { "''" };
                let condition = format!("({condition}) and {other} <> $1");
                rows.extend(self.rows(personal, &columns, &condition, user).await?);
            }
            everything.insert(personal.table.to_owned(), Value::Array(rows));
        }
        Ok(everything)
    }

    async fn rows(
        &self,
        personal: &Personal,
        columns: &[&str],
        condition: &str,
        user: &User,
    ) -> Result<Vec<Value>> {
        let (table, order) = (personal.table, personal.order());
        let list = columns.join(", ");
        let sql = format!("select {list} from {table} where {condition} order by {order}");
        let rows = Personal::query(sql, user).fetch_all(self.reader()).await?;
        rows.iter().map(|row| object(table, columns, row)).collect()
    }
}

fn object(table: &str, columns: &[&str], row: &AnyRow) -> Result<Value> {
    let mut object = Map::new();
    for column in columns {
        let value = match row.try_get::<Option<String>, _>(*column) {
            Ok(None) => Value::Null,
            Ok(Some(json)) if JSON.contains(&(table, *column)) => serde_json::from_str(&json)?,
            Ok(Some(text)) => Value::String(text),
            Err(_) => number(column, row.try_get(*column)?),
        };
        object.insert((*column).to_owned(), value);
    }
    Ok(Value::Object(object))
}

fn number(column: &str, number: i64) -> Value {
    if column.ends_with("_at") { rfc3339(number).into() } else { number.into() }
}
