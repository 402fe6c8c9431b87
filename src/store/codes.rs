//! Codes that users type: limits how often each may be tried.

use sqlx::AssertSqlSafe;

use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::store::Store;

/// How many wrong codes a link or a phone verification allows.
const MAX_CODE_TRIES: i64 = 5;

impl Store {
    /// Counts a try at a row's code. The count happens before the comparison, so that parallel
    /// guesses get no extra tries.
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
        let expected = expected.ok_or(Error::LinkExpired("expired or tried too often"))?;
        Ok(expected == code_hash)
    }
}
