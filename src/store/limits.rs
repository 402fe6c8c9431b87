//! The `rate_limits` and `rate_limit_hits` tables: when limited actions happened.

use std::collections::HashMap;
use std::fmt::Write as _;

use sqlx::{AssertSqlSafe, Row as _};
use uuid::Uuid;

use crate::clock::UnixSeconds;
use crate::config::Rates;
use crate::error::Result;
use crate::store::unit::Statement;
use crate::store::{Store, Unit};

/// One count that an action increases, and how fast it may grow.
#[derive(Clone, Debug)]
pub(crate) struct Limit {
    /// The id of the count. It is a hash, because it may contain an address that has no account.
    pub(crate) id: String,
    pub(crate) rates: Rates,
}

impl Unit {
    /// Adds a hit to each limit, on condition that none is reached. The limits are ordered by id,
    /// so that concurrent requests lock them in the same order.
    pub(crate) fn count(&mut self, limits: &[Limit], id: impl Fn() -> Uuid, now: UnixSeconds) {
        for limit in limits {
            let expires_at = now + limit.rates.longest();
            // Locks the row against concurrent requests.
            let lock = Statement::new(
                "insert into rate_limits (id, expires_at) values ($1, $2)
                 on conflict (id) do update set expires_at = excluded.expires_at",
            );
            self.add(lock.bind(limit.id.clone()).bind(expires_at));
            self.add(hit(limit, id(), now, expires_at).required());
        }
    }
}

/// Inserts a hit if every rate of the limit allows one more.
fn hit(limit: &Limit, id: Uuid, now: UnixSeconds, expires_at: UnixSeconds) -> Statement {
    let mut sql = "insert into rate_limit_hits (id, limit_id, hit_at, expires_at)
                   select $1, id, $3, $4 from rate_limits where id = $2"
        .to_owned();
    let mut bounds = Vec::new();
    for (count, period) in limit.rates.allowances() {
        let (since, most) = (5 + bounds.len(), 6 + bounds.len());
        let _ = write!(
            sql,
            " and (select count(*) from rate_limit_hits where limit_id = $2 and hit_at > ${since}) < ${most}"
        );
        bounds.extend([now - period, i64::try_from(count).unwrap_or(i64::MAX)]);
    }
    let statement = Statement::new(sql).bind(id).bind(limit.id.clone()).bind(now).bind(expires_at);
    bounds.into_iter().fold(statement, Statement::bind)
}

impl Store {
    /// Removes a hit.
    pub(crate) async fn uncount(&self, limits: &[Limit], at: UnixSeconds) -> Result<()> {
        let mut unit = Unit::default();
        unit.uncount(limits, at);
        self.apply(unit).await.map(drop)
    }

    /// Returns after how many seconds all of these limits allow one more, or 0 for now.
    pub(crate) async fn find_wait(
        &self,
        limits: &[Limit],
        now: UnixSeconds,
    ) -> Result<UnixSeconds> {
        if limits.is_empty() {
            return Ok(0);
        }
        let places: Vec<_> = (2..2 + limits.len()).map(|place| format!("${place}")).collect();
        let sql = format!(
            "select limit_id, hit_at from rate_limit_hits
             where expires_at > $1 and limit_id in ({}) order by hit_at",
            places.join(", ")
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(now);
        let query = limits.iter().fold(query, |query, limit| query.bind(limit.id.clone()));
        let mut hits: HashMap<String, Vec<UnixSeconds>> = HashMap::new();
        for row in query.fetch_all(self.reader()).await? {
            hits.entry(row.try_get("limit_id")?).or_default().push(row.try_get("hit_at")?);
        }
        let waits = limits
            .iter()
            .map(|limit| limit.rates.wait(hits.get(&limit.id).map_or(&[], Vec::as_slice), now));
        Ok(waits.max().unwrap_or(0))
    }
}

impl Unit {
    /// Removes a hit.
    pub(crate) fn uncount(&mut self, limits: &[Limit], at: UnixSeconds) {
        for limit in limits {
            let statement = Statement::new(
                "delete from rate_limit_hits where id = (
                     select min(id) from rate_limit_hits where limit_id = $1 and hit_at = $2)",
            );
            self.add(statement.bind(limit.id.clone()).bind(at));
        }
    }
}
