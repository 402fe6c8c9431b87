//! The `rate_limits` table: when what is limited was done, by whatever it is counted.

use sqlx::{Any, Transaction};

use super::Store;
use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::rate_limit::Limit;

impl Store {
    /// Counts an instant at each of some limits, or, if one of them is reached, at none. Returns
    /// after how many seconds it is worth another try, 0 if it was counted. The limits are in the
    /// order of their ids.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn count(&self, limits: &[Limit], now: UnixSeconds) -> Result<UnixSeconds> {
        let mut transaction = self.begin().await?;
        let mut wait = 0;
        for limit in limits {
            let mut instants = lock(&mut transaction, limit, now).await?;
            wait = wait.max(limit.rates.wait(&instants, now));
            instants.retain(|at| at + limit.rates.longest() > now);
            instants.push(now);
            update(&mut transaction, limit, &instants).await?;
        }
        if wait == 0 {
            transaction.commit().await?;
        } else {
            transaction.rollback().await?;
        }
        Ok(wait)
    }

    /// Takes an instant back that [`Store::count`] has counted.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn uncount(
        &self,
        limits: &[Limit],
        at: UnixSeconds,
        now: UnixSeconds,
    ) -> Result<()> {
        let mut transaction = self.begin().await?;
        for limit in limits {
            let mut instants = lock(&mut transaction, limit, now).await?;
            if let Some(counted) = instants.iter().rposition(|instant| *instant == at) {
                instants.remove(counted);
            }
            update(&mut transaction, limit, &instants).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Finds out what [`Store::count`] would return, and counts nothing.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn find_wait(
        &self,
        limits: &[Limit],
        now: UnixSeconds,
    ) -> Result<UnixSeconds> {
        let mut wait = 0;
        for limit in limits {
            let instants: Option<String> =
                sqlx::query_scalar("select instants from rate_limits where id = $1")
                    .bind(limit.id.clone())
                    .fetch_optional(self.reader())
                    .await?;
            let instants = serde_json::from_str::<Vec<_>>(instants.as_deref().unwrap_or("[]"))?;
            wait = wait.max(limit.rates.wait(&instants, now));
        }
        Ok(wait)
    }
}

/// Has everybody else who counts here wait until the transaction ends.
async fn lock(
    transaction: &mut Transaction<'_, Any>,
    limit: &Limit,
    now: UnixSeconds,
) -> Result<Vec<UnixSeconds>> {
    let instants: String = sqlx::query_scalar(
        "insert into rate_limits (id, instants, expires_at) values ($1, '[]', $2)
         on conflict (id) do update set expires_at = excluded.expires_at
         returning instants",
    )
    .bind(limit.id.clone())
    .bind(now + limit.rates.longest())
    .fetch_one(&mut **transaction)
    .await?;
    Ok(serde_json::from_str(&instants)?)
}

async fn update(
    transaction: &mut Transaction<'_, Any>,
    limit: &Limit,
    instants: &[UnixSeconds],
) -> Result<()> {
    sqlx::query("update rate_limits set instants = $2 where id = $1")
        .bind(limit.id.clone())
        .bind(serde_json::to_string(instants)?)
        .execute(&mut **transaction)
        .await?;
    Ok(())
}
