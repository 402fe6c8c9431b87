//! The tables of Passkey Flex transactions and their nonces. A row is deleted when it
//! is used, so it can be used only once.

use sqlx::any::AnyRow;
use sqlx::{Any, AssertSqlSafe, Row as _, Transaction};

use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::extras::passage::flex_transaction::Task;
use crate::model::event::Event;
use crate::model::user::UserId;
use crate::store::conflicts::settle;
use crate::store::ids::id;
use crate::store::unit::Statement;
use crate::store::{Store, Unit, events};

/// The columns that [`flex_transaction`] reads.
const COLUMNS: &str =
    "kind, passkey_name, user_id, created_at, expires_at, verified_at, recovery_at";

/// A Passkey Flex transaction.
#[derive(Clone, Debug)]
pub struct FlexTransaction {
    /// Its purpose.
    pub task: Task,
    /// The user.
    pub user_id: UserId,
    /// When a passkey of the user was used with it, which creating another one requires.
    pub verified_at: Option<UnixSeconds>,
    /// When it was created.
    pub created_at: UnixSeconds,
    /// When it expires.
    pub expires_at: UnixSeconds,
}

impl Store {
    /// Finds the account with this external id, or creates it and records an event.
    pub(crate) async fn find_or_insert_external(
        &self,
        external_id: &str,
        if_new: &Event,
    ) -> Result<UserId> {
        settle(|| self.try_to_find_or_insert_external(external_id, if_new)).await
    }

    async fn try_to_find_or_insert_external(
        &self,
        external_id: &str,
        if_new: &Event,
    ) -> Result<UserId> {
        if let Some(found) = self.find_external(external_id).await? {
            return Ok(found);
        }
        let mut transaction = self.begin().await?;
        sqlx::query(
            "insert into users (id, external_id, updated_at, created_at)
             values ($1, $2, $3,
                     coalesce((select listed_before from user_lists where listed_before > $3), $3))",
        )
        .bind(if_new.user_id.to_string())
        .bind(external_id.to_owned())
        .bind(if_new.created_at)
        .execute(&mut *transaction)
        .await?;
        events::record(&mut transaction, if_new).await?;
        transaction.commit().await?;
        Ok(if_new.user_id)
    }

    /// Finds the account with this external id.
    pub async fn find_external(&self, external_id: &str) -> Result<Option<UserId>> {
        let id: Option<String> = sqlx::query_scalar("select id from users where external_id = $1")
            .bind(external_id.to_owned())
            .fetch_optional(self.reader())
            .await?;
        id.map(|id| id.parse()).transpose()
    }

    /// Inserts a transaction with the hash of its token.
    pub async fn insert_flex_transaction(
        &self,
        token_hash: &str,
        flex_transaction: &FlexTransaction,
    ) -> Result<()> {
        let (kind, name, is_recovery) = match &flex_transaction.task {
            Task::Registration { name, is_recovery } => {
                ("registration", Some(name.clone()), *is_recovery)
            }
            Task::Authentication => ("authentication", None, false),
        };
        sqlx::query(
            "insert into flex_transactions (token_hash, kind, user_id, passkey_name, created_at, expires_at,
                                  verified_at, recovery_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(token_hash.to_owned())
        .bind(kind)
        .bind(flex_transaction.user_id.to_string())
        .bind(name)
        .bind(flex_transaction.created_at)
        .bind(flex_transaction.expires_at)
        .bind(flex_transaction.verified_at)
        .bind(is_recovery.then_some(flex_transaction.created_at))
        .execute(self.writer())
        .await?;
        Ok(())
    }

    /// Finds a valid transaction without using it up.
    pub async fn find_flex_transaction(
        &self,
        token_hash: &str,
        now: UnixSeconds,
    ) -> Result<Option<FlexTransaction>> {
        let row = sqlx::query(AssertSqlSafe(format!(
            "select {COLUMNS} from flex_transactions where token_hash = $1 and expires_at > $2"
        )))
        .bind(token_hash.to_owned())
        .bind(now)
        .fetch_optional(self.reader())
        .await?;
        row.as_ref().map(flex_transaction).transpose()
    }

    /// Deletes a nonce and returns the external id of its account, unless the account is
    /// deactivated.
    pub async fn take_nonce(&self, token_hash: &str, now: UnixSeconds) -> Result<Option<String>> {
        let mut transaction = self.begin().await?;
        let user_id: Option<String> = sqlx::query_scalar(
            "delete from flex_nonces where token_hash = $1 and expires_at > $2 returning user_id",
        )
        .bind(token_hash.to_owned())
        .bind(now)
        .fetch_optional(&mut *transaction)
        .await?;
        let external_id: Option<Option<String>> = sqlx::query_scalar(
            "select external_id from users where id = $1 and deactivated_at is null",
        )
        .bind(user_id)
        .fetch_optional(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(external_id.flatten())
    }
}

impl Unit {
    /// Uses a transaction up, on condition that no other request has.
    pub(crate) fn delete_flex_transaction(&mut self, token_hash: &str) {
        let statement = Statement::new("delete from flex_transactions where token_hash = $1");
        self.add(statement.bind(token_hash).required());
    }

    /// Records that its user's passkey was used with a transaction, on condition that it exists.
    pub(crate) fn verify_flex_transaction(&mut self, token_hash: &str, now: UnixSeconds) {
        let statement =
            Statement::new("update flex_transactions set verified_at = $2 where token_hash = $1");
        self.add(statement.bind(token_hash).bind(now).required());
    }

    /// Inserts a nonce with the hash of its token.
    pub(crate) fn insert_nonce(
        &mut self,
        token_hash: &str,
        user_id: UserId,
        now: UnixSeconds,
        expires_at: UnixSeconds,
    ) {
        let statement = Statement::new(
            "insert into flex_nonces (token_hash, user_id, created_at, expires_at)
             values ($1, $2, $3, $4)",
        );
        self.add(statement.bind(token_hash).bind(user_id).bind(now).bind(expires_at));
    }
}

fn flex_transaction(row: &AnyRow) -> Result<FlexTransaction> {
    let kind: String = row.try_get("kind")?;
    let task = match (kind.as_str(), row.try_get("passkey_name")?) {
        ("registration", Some(name)) => {
            let is_recovery = row.try_get::<Option<i64>, _>("recovery_at")?.is_some();
            Task::Registration { name, is_recovery }
        }
        ("authentication", None) => Task::Authentication,
        _ => return Err(Error::internal(format!("unknown flex_transaction: {kind}"))),
    };
    Ok(FlexTransaction {
        task,
        user_id: id(row, "user_id")?,
        created_at: row.try_get("created_at")?,
        expires_at: row.try_get("expires_at")?,
        verified_at: row.try_get("verified_at")?,
    })
}

/// Clears the record that a passkey was used, in all transactions of an account.
pub(crate) async fn forget_verification(
    transaction: &mut Transaction<'_, Any>,
    user_id: UserId,
) -> Result<()> {
    sqlx::query("update flex_transactions set verified_at = null where user_id = $1")
        .bind(user_id.to_string())
        .execute(&mut **transaction)
        .await?;
    Ok(())
}
