//! The credentials table: passkeys with their owners.

use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row as _};

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::model::credential::{Credential, CredentialId};
use crate::model::ids::PasskeyId;
use crate::model::user::{User, UserId};
use crate::store::account_status::{self, AccountStatus};
use crate::store::ids::id;
use crate::store::unit::Statement;
use crate::store::{Spent, Store, Unit, users};

/// How many passkeys an account may have. More would only make the options longer, which some
/// authenticators can't handle.
pub(crate) const MAX_PER_USER: usize = 50;

/// The columns that [`credential`] reads.
pub(crate) const COLUMNS: &str = "id, user_id, credential_id, passkey, name, aaguid, transports, \
                                  created_at, last_used_at, last_used_by, \
                                  backup_eligibility_changed_at, use_count";

/// Precedes the names of the owner's columns where a row has both a passkey and its owner.
const OWNER: &str = "owner_";

/// Everything that an assertion is compared with, as one statement reads it.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) credential: Credential,
    /// The credential's owner.
    pub(crate) user: User,
    pub(crate) account_status: AccountStatus,
    /// Whether a reset is running.
    pub(crate) has_reset: bool,
    /// Whether the challenge was answered before.
    pub(crate) spent: Option<Spent>,
}

impl Store {
    /// Finds a passkey by its WebAuthn credential id, with its owner, and whether a challenge was
    /// answered before.
    pub(crate) async fn find_for_assertion(
        &self,
        credential_id: &CredentialId,
        challenge_id: &str,
        now: UnixSeconds,
    ) -> Result<Option<Found>> {
        let owner = users::columns_with(OWNER);
        let row = sqlx::query(AssertSqlSafe(format!(
            "select {COLUMNS}, owners.*,
                    (select count(*) from resets
                     where resets.user_id = owner_id and resets.expires_at > $3
                       and cancelled_at is null and used_at is null) as resets,
                    (select coalesce(spent_challenges.user_id, '') from spent_challenges
                     where spent_challenges.id = $2) as spent_by
             from credentials
             join (select {owner}, {} from users) as owners on owner_id = user_id
             where credential_id = $1",
            account_status::COLUMNS
        )))
        .bind(credential_id.to_string())
        .bind(challenge_id.to_owned())
        .bind(now)
        .fetch_optional(self.reader())
        .await?;
        row.as_ref().map(found).transpose()
    }

    /// Lists a user's passkeys, oldest first.
    pub async fn list_credentials(&self, user_id: UserId) -> Result<Vec<Credential>> {
        let rows = sqlx::query(AssertSqlSafe(format!(
            "select {COLUMNS} from credentials where user_id = $1 order by created_at, id"
        )))
        .bind(user_id.to_string())
        .fetch_all(self.reader())
        .await?;
        rows.iter().map(credential).collect()
    }

    /// Finds reasons to reject a registration: its challenge was answered before, or its credential
    /// is already registered.
    pub(crate) async fn find_for_registration(
        &self,
        challenge_id: &str,
        credential_id: &CredentialId,
    ) -> Result<(Option<Spent>, bool)> {
        let row = sqlx::query(
            "select (select coalesce(user_id, '') from spent_challenges where id = $1) as spent_by,
                    (select count(*) from credentials where credential_id = $2) as registered",
        )
        .bind(challenge_id.to_owned())
        .bind(credential_id.to_string())
        .fetch_one(self.reader())
        .await?;
        Ok((Spent::read(row.try_get("spent_by")?), row.try_get::<i64, _>("registered")? > 0))
    }
}

impl Unit {
    /// Renames one of a user's passkeys, on condition that it exists.
    pub(crate) fn update_credential_name(&mut self, user_id: UserId, id: PasskeyId, name: &str) {
        let statement = "update credentials set name = $3 where id = $1 and user_id = $2";
        self.add(Statement::new(statement).bind(id).bind(user_id).bind(name).required());
    }

    /// Updates a passkey after an assertion, on condition that it was neither removed nor used
    /// since it was read as `before`. Otherwise the assertion was verified against outdated data.
    pub(crate) fn update_credential_after_use(
        &mut self,
        before: &Credential,
        after: &Credential,
    ) -> Result<()> {
        let statement = Statement::new(
            "update credentials set passkey = $1, sign_count = $2, last_used_at = $3,
                    last_used_by = $4, backup_eligibility_changed_at = $5,
                    use_count = use_count + 1
             where id = $6 and sign_count = $7",
        );
        self.add(
            statement
                .bind(after.passkey_json()?)
                .bind(after.sign_count())
                .bind(after.last_used_at)
                .bind(after.last_used_by.clone())
                .bind(after.backup_eligibility_changed_at)
                .bind(before.id)
                .bind(before.sign_count())
                .required(),
        );
        Ok(())
    }

    /// Inserts a passkey, on condition that its credential isn't registered.
    pub(crate) fn insert_credential(&mut self, credential: &Credential) -> Result<()> {
        let statement = Statement::new(
            "insert into credentials (id, user_id, credential_id, passkey, sign_count, name, aaguid,
                                      transports, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             on conflict do nothing",
        );
        self.add(
            statement
                .bind(credential.id)
                .bind(credential.user_id)
                .bind(credential.credential_id.to_string())
                .bind(credential.passkey_json()?)
                .bind(credential.sign_count())
                .bind(credential.name.clone())
                .bind(credential.aaguid)
                .bind(serde_json::to_string(&credential.transports)?)
                .bind(credential.created_at)
                .required(),
        );
        Ok(())
    }
}

fn found(row: &AnyRow) -> Result<Found> {
    Ok(Found {
        credential: credential(row)?,
        user: users::user_with(row, OWNER)?,
        account_status: account_status::account_status(row)?,
        has_reset: row.try_get::<i64, _>("resets")? > 0,
        spent: Spent::read(row.try_get("spent_by")?),
    })
}

/// Reads a row with [`COLUMNS`].
pub(crate) fn credential(row: &AnyRow) -> Result<Credential> {
    Ok(Credential {
        id: id(row, "id")?,
        user_id: id(row, "user_id")?,
        credential_id: CredentialId::from_stored(row.try_get("credential_id")?),
        passkey: serde_json::from_str(row.try_get("passkey")?)?,
        name: row.try_get("name")?,
        aaguid: id(row, "aaguid")?,
        transports: serde_json::from_str(row.try_get("transports")?)?,
        created_at: row.try_get("created_at")?,
        last_used_at: row.try_get("last_used_at")?,
        last_used_by: row.try_get("last_used_by")?,
        backup_eligibility_changed_at: row.try_get("backup_eligibility_changed_at")?,
        use_count: row.try_get("use_count")?,
    })
}
