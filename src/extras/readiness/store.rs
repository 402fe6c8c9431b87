//! The capabilities table: daily totals of what browsers report.

use sqlx::Row as _;
use sqlx::any::AnyRow;

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::store::Store;

impl Store {
    /// Adds one browser, with its answer about each capability, to a day's totals.
    pub async fn count_capabilities(
        &self,
        day_at: UnixSeconds,
        answers: &[(&'static str, &'static str)],
    ) -> Result<()> {
        let mut transaction = self.begin().await?;
        for (capability, answer) in answers {
            sqlx::query(
                "insert into capabilities (day_at, capability, answer, browsers)
                 values ($1, $2, $3, 1)
                 on conflict (day_at, capability, answer)
                 do update set browsers = capabilities.browsers + 1",
            )
            .bind(day_at)
            .bind((*capability).to_owned())
            .bind((*answer).to_owned())
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Returns the totals since a day: capability, answer, browsers.
    pub async fn sum_capabilities(&self, since: UnixSeconds) -> Result<Vec<(String, String, i64)>> {
        let rows = sqlx::query(
            "select capability, answer, cast(sum(browsers) as bigint) as browsers
             from capabilities
             where day_at >= $1 group by capability, answer",
        )
        .bind(since)
        .fetch_all(self.reader())
        .await?;
        let total = |row: &AnyRow| {
            Ok((row.try_get("capability")?, row.try_get("answer")?, row.try_get("browsers")?))
        };
        rows.iter().map(total).collect()
    }
}
