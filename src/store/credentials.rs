//! The credentials table: passkeys, each with its owner.

use sqlx::any::AnyRow;
use sqlx::{Any, Row as _, Transaction};
use uuid::Uuid;

use super::{Notice, NoticeOf, Store, addresses, resets, users, webhooks};
use crate::clock::UnixSeconds;
use crate::credential::{Credential, CredentialId};
use crate::error::{Error, Result};
use crate::user::{Email, UserId};

/// Passkeys that an account may have. More would only fill option lists, which some
/// authenticators cannot take.
const MAX_PER_USER: usize = 50;

/// Why a passkey may be added to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grounds {
    /// A passkey or a recovery code was used in this session just now.
    Verified,
    /// The account has no passkey, and a mail has opened this session just now.
    First,
    /// A reset has become ripe, and an email that was sent since has opened this session. The
    /// passkey uses the reset up.
    Reset {
        /// The session.
        session: Uuid,
    },
}

impl Store {
    /// Finds a passkey by the id its authenticator gave it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find_credential(
        &self,
        credential_id: &CredentialId,
    ) -> Result<Option<Credential>> {
        let row = sqlx::query(
            "select id, user_id, credential_id, passkey, sign_count, name, aaguid, transports,
                    created_at, last_used_at, last_used_by,
                    backup_eligibility_changed_at, use_count
             from credentials where credential_id = $1",
        )
        .bind(credential_id.to_string())
        .fetch_optional(self.reader())
        .await?;
        row.as_ref().map(credential).transpose()
    }

    /// Lists a user's passkeys, oldest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn list_credentials(&self, user_id: UserId) -> Result<Vec<Credential>> {
        let rows = sqlx::query(
            "select id, user_id, credential_id, passkey, sign_count, name, aaguid, transports,
                    created_at, last_used_at, last_used_by,
                    backup_eligibility_changed_at, use_count
             from credentials where user_id = $1 order by created_at, id",
        )
        .bind(user_id.to_string())
        .fetch_all(self.reader())
        .await?;
        rows.iter().map(credential).collect()
    }

    /// Inserts a new account together with its first passkey: there is never one without the
    /// other. The account claims `email`; older claims may have to go, and `dropped` says what each
    /// account that loses one is told. Returns `false`, having changed and announced nothing, if
    /// the credential is registered already.
    pub(crate) async fn insert_user_with_credential(
        &self,
        email: &Email,
        credential: &Credential,
        notices: &[Notice],
        dropped: NoticeOf<'_>,
    ) -> Result<bool> {
        let mut transaction = self.begin().await?;
        let (user_id, now) = (credential.user_id, credential.created_at);
        users::insert(&mut transaction, user_id, email, None, now).await?;
        addresses::drop_oldest_claims(&mut transaction, email, user_id, now, dropped).await?;
        insert(transaction, credential, notices).await
    }

    /// Adds a passkey to an account that had the passkeys `others` when that was decided. Returns
    /// `false`, having changed and announced nothing, if the credential is registered already, here
    /// or elsewhere.
    ///
    /// # Errors
    /// [`Error::TooManyPasskeys`]; [`Error::VerificationRequired`] if the grounds have gone, or one
    /// of `others`, which may have been the grounds; [`Error::SignedOut`] if the account has, or was
    /// deactivated.
    pub async fn insert_credential(
        &self,
        credential: &Credential,
        others: &[Credential],
        grounds: Grounds,
        notice: &Notice,
    ) -> Result<bool> {
        let mut transaction = self.begin().await?;
        if !users::lock_active(&mut transaction, credential.user_id, credential.created_at).await? {
            return Err(Error::SignedOut);
        }
        let passkeys: Vec<String> =
            sqlx::query_scalar("select id from credentials where user_id = $1")
                .bind(credential.user_id.to_string())
                .fetch_all(&mut *transaction)
                .await?;
        if passkeys.len() >= MAX_PER_USER {
            return Err(Error::TooManyPasskeys);
        }
        if others.iter().any(|other| !passkeys.contains(&other.id.to_string())) {
            return Err(Error::VerificationRequired);
        }
        match grounds {
            Grounds::First if !passkeys.is_empty() => return Err(Error::VerificationRequired),
            Grounds::Reset { session } => {
                let (user_id, now) = (credential.user_id, credential.created_at);
                resets::use_up(&mut transaction, user_id, session, now).await?;
            }
            Grounds::First | Grounds::Verified => {}
        }
        insert(transaction, credential, std::slice::from_ref(notice)).await
    }

    /// Renames one of a user's passkeys. Returns whether there was one of that id.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn update_credential_name(
        &self,
        user_id: UserId,
        id: Uuid,
        name: &str,
    ) -> Result<bool> {
        let updated =
            sqlx::query("update credentials set name = $3 where id = $1 and user_id = $2")
                .bind(id.to_string())
                .bind(user_id.to_string())
                .bind(name.to_owned())
                .execute(self.writer())
                .await?;
        Ok(updated.rows_affected() == 1)
    }

    /// Stores what an assertion told about a passkey. Returns `false` if the passkey was removed
    /// or used by somebody else since it was read as `before`: then the assertion was verified
    /// against something that is no longer so.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn update_credential_after_use(
        &self,
        before: &Credential,
        after: &Credential,
    ) -> Result<bool> {
        let updated = sqlx::query(
            "update credentials set passkey = $1, sign_count = $2, last_used_at = $3,
                    last_used_by = $4, backup_eligibility_changed_at = $5,
                    use_count = use_count + 1
             where id = $6 and sign_count = $7",
        )
        .bind(after.passkey_json()?)
        .bind(after.sign_count())
        .bind(after.last_used_at)
        .bind(after.last_used_by.clone())
        .bind(after.backup_eligibility_changed_at)
        .bind(before.id.to_string())
        .bind(before.sign_count())
        .execute(self.writer())
        .await?;
        Ok(updated.rows_affected() == 1)
    }
}

/// Ends a transaction by inserting a passkey, which is announced if it is new.
async fn insert(
    mut transaction: Transaction<'_, Any>,
    credential: &Credential,
    notices: &[Notice],
) -> Result<bool> {
    let inserted: Option<UnixSeconds> = sqlx::query_scalar(
        "insert into credentials (id, user_id, credential_id, passkey, sign_count, name, aaguid,
                                  transports, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict do nothing returning created_at",
    )
    .bind(credential.id.to_string())
    .bind(credential.user_id.to_string())
    .bind(credential.credential_id.to_string())
    .bind(credential.passkey_json()?)
    .bind(credential.sign_count())
    .bind(credential.name.clone())
    .bind(credential.aaguid.to_string())
    .bind(serde_json::to_string(&credential.transports)?)
    .bind(credential.created_at)
    .fetch_optional(&mut *transaction)
    .await?;
    if inserted.is_none() {
        transaction.rollback().await?;
        return Ok(false);
    }
    for notice in notices {
        webhooks::announce(&mut transaction, notice).await?;
    }
    transaction.commit().await?;
    Ok(true)
}

fn credential(row: &AnyRow) -> Result<Credential> {
    let uuid = |index: usize| -> Result<Uuid> {
        row.try_get::<String, _>(index)?.parse().map_err(Error::internal)
    };
    Ok(Credential {
        id: uuid(0)?,
        user_id: UserId(uuid(1)?),
        credential_id: CredentialId::from_stored(row.try_get(2)?),
        passkey: serde_json::from_str(row.try_get(3)?)?,
        name: row.try_get(5)?,
        aaguid: uuid(6)?,
        transports: serde_json::from_str(row.try_get(7)?)?,
        created_at: row.try_get(8)?,
        last_used_at: row.try_get(9)?,
        last_used_by: row.try_get(10)?,
        backup_eligibility_changed_at: row.try_get(11)?,
        use_count: row.try_get(12)?,
    })
}
