//! Codes that people type: how often one may be tried, whatever it was sent for.

use sqlx::AssertSqlSafe;

use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::store::Store;

/// Wrong codes that a link or a number's verification survives.
const MAX_CODE_TRIES: i64 = 5;

impl Store {
    /// Counts a try at the code of a row. It counts before the answer is known, so that parallel
    /// guesses do not get more of them.
    pub(crate) async fn try_code(
        &self,
        table: &'static str,
        id: &str,
        code_hash: &str,
        now: UnixSeconds,
    ) -> Result<bool> {
        let expected: Option<String> = sqlx::query_scalar(AssertSqlSafe(format!(
            "update {table} set code_tries = code_tries + 1
             where id = $1 and expires_at > $2 and consumed_at is null and code_tries < $3
             returning code_hash"
        )))
        .bind(id.to_owned())
        .bind(now)
        .bind(MAX_CODE_TRIES)
        .fetch_optional(self.writer())
        .await?;
        let expected = expected.ok_or(Error::LinkExpired("gone, or tried too often"))?;
        Ok(expected == code_hash)
    }
}
