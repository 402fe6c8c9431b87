//! The users table.

use sqlx::any::AnyRow;
use sqlx::{Any, AssertSqlSafe, Executor, Row as _, Transaction};

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::extras::EXTRAS;
use crate::model::locale::Locale;
use crate::model::phone::Phone;
use crate::model::user::{Email, User, UserId};
use crate::model::user_handle::UserHandle;
use crate::store::ids::id;
use crate::store::unit::Statement;
use crate::store::{Store, Unit};

/// The columns that [`user`] reads.
pub(crate) const COLUMNS: &str = "id, email, email_verified_at, created_at, display_name, phone, \
                                  phone_verified_at, locale, email_assigned_at, external_id, \
                                  phone_assigned_at, user_handle";

/// The condition under which an address is an account's own, and not just claimed: its owner has
/// verified it, or a back end with an API key has set it. At most one account owns an address.
pub(crate) const OWN_EMAIL: &str =
    "(email_verified_at is not null or email_assigned_at is not null)";

impl Store {
    /// Finds a user by id.
    pub async fn find_user(&self, id: UserId) -> Result<Option<User>> {
        let row = sqlx::query(AssertSqlSafe(format!("select {COLUMNS} from users where id = $1")))
            .bind(id.to_string())
            .fetch_optional(self.reader())
            .await?;
        row.as_ref().map(user).transpose()
    }

    /// Returns whether an account exists.
    pub async fn has_user(&self, id: UserId) -> Result<bool> {
        Ok(self.find_user(id).await?.is_some())
    }

    /// Returns whether an account has a user handle.
    pub async fn has_handle(&self, handle: &UserHandle) -> Result<bool> {
        let found: i64 = sqlx::query_scalar(
            "select count(*) from users
             where user_handle = $1 or (id = $2 and user_handle is null)",
        )
        .bind(handle.to_string())
        .bind(handle.as_id().map(|id| id.to_string()))
        .fetch_one(self.reader())
        .await?;
        Ok(found > 0)
    }

    /// Finds the user who owns an address.
    pub async fn find_owner(&self, email: &Email) -> Result<Option<User>> {
        find_owner(self.reader(), email).await
    }

    /// Finds the user who owns a phone number.
    pub async fn find_user_by_phone(&self, phone: &Phone) -> Result<Option<User>> {
        let row =
            sqlx::query(AssertSqlSafe(format!("select {COLUMNS} from users where phone = $1")))
                .bind(phone.to_string())
                .fetch_optional(self.reader())
                .await?;
        row.as_ref().map(user).transpose()
    }

    /// Finds the language of the account that owns an address. Returns `None` if no account owns
    /// it, or the account has no language.
    pub async fn find_locale_of(&self, email: &Email) -> Result<Option<Locale>> {
        let code: Option<Option<String>> = sqlx::query_scalar(AssertSqlSafe(format!(
            "select locale from users where email_key = $1 and {OWN_EMAIL}"
        )))
        .bind(email.key().to_owned())
        .fetch_optional(self.reader())
        .await?;
        Ok(code.flatten().as_deref().and_then(Locale::parse))
    }

    /// Changes an account's language.
    pub async fn update_user_locale(
        &self,
        id: UserId,
        locale: Locale,
        now: UnixSeconds,
    ) -> Result<()> {
        sqlx::query("update users set locale = $2, updated_at = $3 where id = $1")
            .bind(id.to_string())
            .bind(locale.as_str())
            .bind(now)
            .execute(self.writer())
            .await?;
        Ok(())
    }

    /// Records that a user without a passkey is asked to create one, unless they were asked after
    /// `last`. Returns whether it was recorded.
    pub async fn update_passkey_offered(
        &self,
        id: UserId,
        last: UnixSeconds,
        now: UnixSeconds,
    ) -> Result<bool> {
        let updated = sqlx::query(
            "update users set passkey_offered_at = $3
             where id = $1 and (passkey_offered_at is null or passkey_offered_at <= $2)
             and id not in (select user_id from credentials where user_id = $1)",
        )
        .bind(id.to_string())
        .bind(last)
        .bind(now)
        .execute(self.writer())
        .await?;
        Ok(updated.rows_affected() == 1)
    }
}

/// Finds the user who owns an address, inside or outside a transaction.
pub(crate) async fn find_owner<'a>(
    executor: impl Executor<'a, Database = Any>,
    email: &Email,
) -> Result<Option<User>> {
    let row = sqlx::query(AssertSqlSafe(format!(
        "select {COLUMNS} from users where email_key = $1 and {OWN_EMAIL}"
    )))
    .bind(email.key().to_owned())
    .fetch_optional(executor)
    .await?;
    row.as_ref().map(user).transpose()
}

/// Inserts an account that claims an address or has verified it.
pub(crate) fn insert(
    id: UserId,
    email: &Email,
    email_verified_at: Option<UnixSeconds>,
    now: UnixSeconds,
) -> Statement {
    let created_at = EXTRAS.iter().find_map(|extra| extra.created_at()).unwrap_or("$5");
    Statement::new(format!(
        "insert into users (id, email, email_key, email_verified_at, activated_at, updated_at, created_at)
         values ($1, $2, $3, $4, $5, $5, {created_at})"
    ))
    .bind(id)
    .bind(email.to_string())
    .bind(email.key())
    .bind(email_verified_at)
    .bind(now)
}

impl Unit {
    /// Inserts an account that claims an address.
    pub(crate) fn insert_claimant(&mut self, id: UserId, email: &Email, now: UnixSeconds) {
        self.add(insert(id, email, None, now));
    }

    /// Sets a user's display name, or removes it.
    pub(crate) fn update_display_name(
        &mut self,
        id: UserId,
        name: Option<String>,
        now: UnixSeconds,
    ) {
        let statement = "update users set display_name = $2, updated_at = $3 where id = $1";
        self.add(Statement::new(statement).bind(id).bind(name).bind(now));
    }

    /// Counts a sign-in, on condition that the account exists and isn't deactivated. The first one
    /// activates an account that a back end created. Sets the language if the account has none.
    pub(crate) fn count_sign_in(&mut self, id: UserId, locale: Locale, now: UnixSeconds) {
        let statement = Statement::new(
            "update users set login_count = login_count + 1, last_login_at = $2,
                    activated_at = coalesce(activated_at, $2), locale = coalesce(locale, $3)
             where id = $1 and deactivated_at is null",
        );
        self.add(statement.bind(id).bind(now).bind(locale.as_str()).required());
    }
}

/// Locks a user's row until the transaction ends, so that the user's other rows can be counted and
/// changed in one step. Returns whether the user exists.
pub(crate) async fn lock(
    transaction: &mut Transaction<'_, Any>,
    id: UserId,
    now: UnixSeconds,
) -> Result<bool> {
    let updated = sqlx::query("update users set updated_at = $2 where id = $1")
        .bind(id.to_string())
        .bind(now)
        .execute(&mut **transaction)
        .await?;
    Ok(updated.rows_affected() == 1)
}

/// Locks a user's row like [`lock`], unless the user is deactivated.
pub(crate) async fn lock_active(
    transaction: &mut Transaction<'_, Any>,
    id: UserId,
    now: UnixSeconds,
) -> Result<bool> {
    let updated =
        sqlx::query("update users set updated_at = $2 where id = $1 and deactivated_at is null")
            .bind(id.to_string())
            .bind(now)
            .execute(&mut **transaction)
            .await?;
    Ok(updated.rows_affected() == 1)
}

/// Reads a row with [`COLUMNS`].
pub(crate) fn user(row: &AnyRow) -> Result<User> {
    user_with(row, "")
}

/// Returns [`COLUMNS`] under names that start with `prefix`, for rows that have columns of another
/// table too.
pub(crate) fn columns_with(prefix: &str) -> String {
    let columns = COLUMNS.split(", ").map(|column| format!("{column} as {prefix}{column}"));
    columns.collect::<Vec<_>>().join(", ")
}

/// Reads a row with [`columns_with`] this prefix.
pub(crate) fn user_with(row: &AnyRow, prefix: &str) -> Result<User> {
    let full = |name: &str| format!("{prefix}{name}");
    let text = |name| row.try_get::<Option<String>, _>(full(name).as_str());
    let instant = |name| row.try_get::<Option<UnixSeconds>, _>(full(name).as_str());
    Ok(User {
        id: id(row, &full("id"))?,
        email: text("email")?.as_deref().map(Email::parse).transpose()?,
        email_verified_at: instant("email_verified_at")?,
        created_at: row.try_get(full("created_at").as_str())?,
        display_name: text("display_name")?,
        phone: text("phone")?.map(Phone::from_stored),
        phone_verified_at: instant("phone_verified_at")?,
        locale: text("locale")?.as_deref().and_then(Locale::parse),
        email_assigned_at: instant("email_assigned_at")?,
        external_id: text("external_id")?,
        phone_assigned_at: instant("phone_assigned_at")?,
        user_handle: text("user_handle")?.as_deref().map(UserHandle::parse).transpose()?,
    })
}
