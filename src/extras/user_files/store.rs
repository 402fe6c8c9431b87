//! The SQL of imports and exports.

use std::collections::{HashMap, HashSet};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row as _};

use super::account::Account;
use super::record::{PasskeyRecord, Record};
use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::model::credential::Credential;
use crate::model::phone::Phone;
use crate::model::user::{Email, User, UserId};
use crate::model::user_handle::UserHandle;
use crate::store::ids::id;
use crate::store::unit::Statement;
use crate::store::{Store, Unit, account_status, credentials, users};

/// Accounts that have something in common with some others.
#[derive(Debug, Default)]
pub(super) struct Taken {
    accounts: HashSet<UserId>,
    external_ids: HashMap<String, UserId>,
    handles: HashMap<String, UserId>,
    phones: HashMap<String, UserId>,
    emails: HashMap<String, Others>,
    passkeys: HashMap<String, UserId>,
}

/// Accounts with the same address.
#[derive(Clone, Debug, Default)]
pub(super) struct Others {
    owner: Option<UserId>,
    /// Oldest first.
    pub(super) claims: Vec<UserId>,
}

impl Taken {
    /// Returns whether the account itself is there.
    pub(super) fn has_account(&self, user: &User) -> bool {
        let is_external = |id: &String| self.external_ids.contains_key(id);
        self.accounts.contains(&user.id) || user.external_id.as_ref().is_some_and(is_external)
    }

    pub(super) fn owner(&self, email: &Email) -> Option<UserId> {
        self.emails.get(email.key())?.owner
    }

    pub(super) fn others(&self, email: &Email) -> Others {
        self.emails.get(email.key()).cloned().unwrap_or_default()
    }

    pub(super) fn caller(&self, phone: &Phone) -> Option<UserId> {
        self.phones.get(&phone.to_string()).copied()
    }

    pub(super) fn handler(&self, handle: &UserHandle) -> Option<UserId> {
        self.handles.get(&handle.to_string()).copied()
    }

    pub(super) fn holder(&self, passkey: &Credential) -> Option<UserId> {
        self.passkeys.get(&passkey.credential_id.to_string()).copied()
    }

    fn add(&mut self, row: &AnyRow) -> Result<()> {
        let user = users::user(row)?;
        self.accounts.insert(user.id);
        self.handles.insert(user.handle().to_string(), user.id);
        if let Some(id) = &user.external_id {
            self.external_ids.insert(id.clone(), user.id);
        }
        if let Some(phone) = &user.phone {
            self.phones.insert(phone.to_string(), user.id);
        }
        if let Some(email) = &user.email {
            let others = self.emails.entry(email.key().to_owned()).or_default();
            match user.own_email() {
                Some(_) => others.owner = Some(user.id),
                None => others.claims.push(user.id),
            }
        }
        Ok(())
    }
}

/// Returns `column in ($n, …)` and adds the values.
fn is_one_of(
    column: &str,
    values: impl Iterator<Item = String>,
    bound: &mut Vec<String>,
) -> Option<String> {
    let first = bound.len() + 1;
    bound.extend(values);
    let places: Vec<_> = (first..=bound.len()).map(|number| format!("${number}")).collect();
    (!places.is_empty()).then(|| format!("{column} in ({})", places.join(", ")))
}

impl Store {
    /// Finds the accounts that some new accounts have something in common with.
    pub(super) async fn find_taken(&self, accounts: &[&Account]) -> Result<Taken> {
        let users = || accounts.iter().map(|account| &account.user);
        let handles = users().map(User::handle);
        let ids = users().map(|user| user.id).chain(handles.clone().filter_map(|one| one.as_id()));
        let handles = handles.chain(users().map(|user| user.id.into()));
        let mut bound = Vec::new();
        let conditions = [
            is_one_of("id", ids.map(|id| id.to_string()), &mut bound),
            is_one_of("user_handle", handles.map(|one| one.to_string()), &mut bound),
            is_one_of("external_id", users().filter_map(|one| one.external_id.clone()), &mut bound),
            is_one_of(
                "email_key",
                users().filter_map(|one| one.email.as_ref()).map(|email| email.key().to_owned()),
                &mut bound,
            ),
            is_one_of(
                "phone",
                users().filter_map(|one| one.phone.as_ref()).map(ToString::to_string),
                &mut bound,
            ),
        ];
        let mut taken = Taken::default();
        for row in self
            .fetch(
                &format!(
                    "select {} from users where {} order by created_at, id",
                    users::COLUMNS,
                    conditions.into_iter().flatten().collect::<Vec<_>>().join(" or "),
                ),
                bound,
            )
            .await?
        {
            taken.add(&row)?;
        }
        let passkeys = accounts.iter().flat_map(|account| &account.passkeys);
        let passkeys = passkeys.map(|passkey| passkey.credential_id.to_string());
        let mut bound = Vec::new();
        if let Some(condition) = is_one_of("credential_id", passkeys, &mut bound) {
            let sql = format!("select credential_id, user_id from credentials where {condition}");
            for row in self.fetch(&sql, bound).await? {
                taken.passkeys.insert(row.try_get("credential_id")?, id(&row, "user_id")?);
            }
        }
        Ok(taken)
    }

    async fn fetch(&self, sql: &str, bound: Vec<String>) -> Result<Vec<AnyRow>> {
        let query = sqlx::query(AssertSqlSafe(sql.to_owned())).persistent(false);
        let query = bound.into_iter().fold(query, sqlx::query::Query::bind);
        Ok(query.fetch_all(self.reader()).await?)
    }

    /// Lists the accounts whose ids follow `after`, ordered by id.
    pub(super) async fn list_records(&self, after: &str, limit: i64) -> Result<Vec<Record>> {
        let rows = sqlx::query(AssertSqlSafe(format!(
            "select {}, {}, login_count, last_login_at, updated_at, metadata, passkey_offered_at
             from users where id > $1 order by id limit $2",
            users::COLUMNS,
            account_status::COLUMNS
        )))
        .bind(after.to_owned())
        .bind(limit)
        .fetch_all(self.reader())
        .await?;
        let mut records = rows.iter().map(record).collect::<Result<Vec<_>>>()?;
        let Some(last) = records.last().and_then(|record| record.id) else { return Ok(records) };
        let rows = sqlx::query(AssertSqlSafe(format!(
            "select {} from credentials where user_id > $1 and user_id <= $2
             order by user_id, created_at, id",
            credentials::COLUMNS
        )))
        .bind(after.to_owned())
        .bind(last.to_string())
        .fetch_all(self.reader())
        .await?;
        let mut passkeys: HashMap<_, Vec<_>> = HashMap::new();
        for row in &rows {
            let passkey = credentials::credential(row)?;
            passkeys.entry(passkey.user_id.0).or_default().push(passkey_record(passkey)?);
        }
        for record in &mut records {
            record.passkeys = record.id.and_then(|id| passkeys.remove(&id)).unwrap_or_default();
        }
        Ok(records)
    }
}

impl Unit {
    /// Inserts an account, on condition that its ids and address are free.
    pub(super) fn insert_account(&mut self, account: &Account) {
        let user = &account.user;
        let statement = Statement::new(
            "insert into users (id, user_handle, email, email_key, email_verified_at,
                                email_assigned_at, display_name, locale, passkey_offered_at,
                                activated_at, deactivated_at, login_count, last_login_at, created_at,
                                updated_at, phone, phone_verified_at, phone_assigned_at, metadata,
                                external_id)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
                     $18, $19, $20)
             on conflict do nothing",
        );
        self.add(
            statement
                .bind(user.id)
                .bind(user.user_handle.as_ref().map(ToString::to_string))
                .bind(user.email.as_ref().map(ToString::to_string))
                .bind(user.email.as_ref().map(|email| email.key().to_owned()))
                .bind(user.email_verified_at)
                .bind(user.email_assigned_at)
                .bind(user.display_name.clone())
                .bind(user.locale.map(|locale| locale.as_str().to_owned()))
                .bind(account.passkey_offered_at)
                .bind(account.activated_at)
                .bind(account.deactivated_at)
                .bind(account.login_count)
                .bind(account.last_login_at)
                .bind(user.created_at)
                .bind(account.updated_at)
                .bind(user.phone.as_ref().map(ToString::to_string))
                .bind(user.phone_verified_at)
                .bind(user.phone_assigned_at)
                .bind(account.metadata.clone())
                .bind(user.external_id.clone())
                .required(),
        );
    }

    /// Inserts a passkey that may have been used, on condition that its credential isn't
    /// registered.
    pub(super) fn insert_used_credential(&mut self, credential: &Credential) -> Result<()> {
        self.insert_credential(credential)?;
        let statement = Statement::new(
            "update credentials set last_used_at = $2, last_used_by = $3, use_count = $4,
                    backup_eligibility_changed_at = $5
             where id = $1",
        );
        self.add(
            statement
                .bind(credential.id)
                .bind(credential.last_used_at)
                .bind(credential.last_used_by.clone())
                .bind(credential.use_count)
                .bind(credential.backup_eligibility_changed_at),
        );
        Ok(())
    }
}

fn record(row: &AnyRow) -> Result<Record> {
    let text = |name| row.try_get::<Option<String>, _>(name);
    let at = |name| row.try_get::<Option<UnixSeconds>, _>(name);
    let metadata = text("metadata")?.map(|json| serde_json::from_str(&json)).transpose()?;
    Ok(Record {
        id: Some(id(row, "id")?),
        external_id: text("external_id")?,
        user_handle: text("user_handle")?,
        email: text("email")?,
        email_verified_at: at("email_verified_at")?,
        email_assigned_at: at("email_assigned_at")?,
        phone: text("phone")?,
        phone_verified_at: at("phone_verified_at")?,
        phone_assigned_at: at("phone_assigned_at")?,
        display_name: text("display_name")?,
        locale: text("locale")?,
        metadata,
        created_at: at("created_at")?,
        updated_at: at("updated_at")?,
        activated_at: at("activated_at")?,
        deactivated_at: at("deactivated_at")?,
        login_count: row.try_get("login_count")?,
        last_login_at: at("last_login_at")?,
        passkey_offered_at: at("passkey_offered_at")?,
        passkeys: Vec::new(),
    })
}

fn passkey_record(passkey: Credential) -> Result<PasskeyRecord> {
    let portable = passkey.portable()?;
    Ok(PasskeyRecord {
        id: Some(passkey.id.0),
        credential_id: passkey.credential_id.to_string(),
        public_key: URL_SAFE_NO_PAD.encode(&portable.public_key),
        sign_count: portable.sign_count,
        backup_eligible: portable.backup_eligible,
        backup_state: portable.backup_state,
        transports: portable.transports,
        aaguid: Some(passkey.aaguid),
        name: Some(passkey.name),
        created_at: Some(passkey.created_at),
        last_used_at: passkey.last_used_at,
        last_used_by: passkey.last_used_by,
        use_count: passkey.use_count,
        backup_eligibility_changed_at: passkey.backup_eligibility_changed_at,
        details: portable.details,
    })
}
