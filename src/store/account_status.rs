//! Account status: pending, active or deactivated.

use sqlx::Row as _;

use crate::error::Result;
use crate::model::user::UserId;
use crate::store::Store;

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
        let row = sqlx::query("select deactivated_at, activated_at from users where id = $1")
            .bind(id.to_string())
            .fetch_optional(self.reader())
            .await?;
        let Some(row) = row else { return Ok(AccountStatus::default()) };
        let is_deactivated = row.try_get::<Option<i64>, _>(0)?.is_some();
        Ok(AccountStatus {
            is_deactivated,
            is_pending: !is_deactivated && row.try_get::<Option<i64>, _>(1)?.is_none(),
        })
    }

    /// Returns whether an account is deactivated.
    pub async fn is_deactivated(&self, id: UserId) -> Result<bool> {
        Ok(self.account_status(id).await?.is_deactivated)
    }
}
