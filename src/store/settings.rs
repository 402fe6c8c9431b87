//! The `settings` table: settings that operators changed while the site runs.

use sqlx::Row as _;

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::store::unit::Statement;
use crate::store::{Store, Unit};

impl Store {
    /// Lists the stored settings, each with its value.
    pub(crate) async fn list_settings(&self) -> Result<Vec<(String, String)>> {
        let rows = sqlx::query("select name, value from settings").fetch_all(self.reader()).await?;
        rows.iter().map(|row| Ok((row.try_get("name")?, row.try_get("value")?))).collect()
    }
}

impl Unit {
    /// Stores a setting, or deletes it.
    pub(crate) fn put_setting(&mut self, name: &str, value: Option<&str>, now: UnixSeconds) {
        let Some(value) = value else {
            let statement = Statement::new("delete from settings where name = $1");
            return self.add(statement.bind(name));
        };
        let statement = Statement::new(
            "insert into settings (name, value, changed_at) values ($1, $2, $3)
             on conflict (name) do update set value = excluded.value, changed_at = excluded.changed_at",
        );
        self.add(statement.bind(name).bind(value).bind(now));
    }
}
