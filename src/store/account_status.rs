//! Account status: pending, active or deactivated.

use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row as _};

use crate::error::Result;
use crate::model::user::UserId;
use crate::store::Store;

/// The columns of the users table that [`account_status`] reads.
pub(crate) const COLUMNS: &str = "activated_at, deactivated_at";

/// The status of an account, which a sign-in checks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct AccountStatus {
    pub(crate) is_deactivated: bool,
    /// Whether a back end created the account, and no one has signed in to it yet.
    pub(crate) is_pending: bool,
}

impl Store {
    /// Returns the status of an account. A missing account counts as active.
    pub(crate) async fn account_status(&self, id: UserId) -> Result<AccountStatus> {
        let row = sqlx::query(AssertSqlSafe(format!("select {COLUMNS} from users where id = $1")))
            .bind(id.to_string())
            .fetch_optional(self.reader())
            .await?;
        row.as_ref().map_or(Ok(AccountStatus::default()), account_status)
    }

    /// Returns whether an account is deactivated.
    pub async fn is_deactivated(&self, id: UserId) -> Result<bool> {
        Ok(self.account_status(id).await?.is_deactivated)
    }
}

/// Reads a row with [`COLUMNS`].
pub(crate) fn account_status(row: &AnyRow) -> Result<AccountStatus> {
    let is_deactivated = row.try_get::<Option<i64>, _>("deactivated_at")?.is_some();
    let is_activated = row.try_get::<Option<i64>, _>("activated_at")?.is_some();
    Ok(AccountStatus { is_deactivated, is_pending: !is_deactivated && !is_activated })
}
