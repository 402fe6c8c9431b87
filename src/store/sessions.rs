//! The sessions table, and how tower-sessions keeps its records in it.

use async_trait::async_trait;
use sqlx::Row as _;
use sqlx::any::AnyRow;
use time::OffsetDateTime;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{self, SessionStore};
use uuid::Uuid;

use super::Store;
use super::unsaved::{backend, unsaved};
use crate::clock::{Clock, UnixSeconds};
use crate::credential::Attachment;
use crate::error::{Error, Result};
use crate::secret::hash;
use crate::session::Method;
use crate::user::UserId;

/// Sessions that an account may have. Whoever signs in over and over must not fill the table; of
/// more than these, the ones that were used longest ago have been forgotten by everybody.
const MAX_PER_USER: i64 = 100;

/// A session: one browser in which somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Session {
    /// Names the session; it opens nothing. (What opens it is the cookie's value.)
    pub id: String,
    /// Who is signed in.
    pub user_id: UserId,
    /// How.
    pub method: Method,
    /// The passkey ([`Credential::id`](crate::Credential)) that opened it, while it is registered.
    pub credential_id: Option<String>,
    /// Where that passkey was, by what the browser said.
    pub attachment: Option<Attachment>,
    /// The passkeys that were made or used in it on the browser's own device, by what it said.
    pub local_passkeys: Vec<String>,
    /// The browser, as it calls itself.
    pub user_agent: String,
    /// Where the sign-in came from.
    pub ip: String,
    /// When the sign-in was.
    pub created_at: UnixSeconds,
    /// When the session was last used, to the minute.
    pub last_seen_at: UnixSeconds,
    /// When a passkey, or a recovery code in its stead, was last used in it.
    pub verified_at: Option<UnixSeconds>,
    /// When the server sent the email that opened it.
    pub proven_at: Option<UnixSeconds>,
    /// When it ends by itself.
    pub expires_at: UnixSeconds,
}

impl Store {
    /// Lists a user's live sessions, the last used first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn list_sessions(&self, user_id: UserId, now: UnixSeconds) -> Result<Vec<Session>> {
        let rows = sqlx::query(
            "select id, user_id, method, credential_id, user_agent, ip, created_at, last_seen_at,
                    verified_at, expires_at, attachment, local_passkeys, proven_at
             from sessions where user_id = $1 and expires_at > $2
             order by last_seen_at desc, created_at desc, id",
        )
        .bind(user_id.to_string())
        .bind(now)
        .fetch_all(self.reader())
        .await?;
        rows.iter().map(session).collect()
    }

    /// Finds a session that is alive by the id that tokens name it by.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find_session(&self, id: Uuid, now: UnixSeconds) -> Result<Option<Session>> {
        let row = sqlx::query(
            "select id, user_id, method, credential_id, user_agent, ip, created_at, last_seen_at,
                    verified_at, expires_at, attachment, local_passkeys, proven_at
             from sessions where id = $1 and expires_at > $2",
        )
        .bind(id.to_string())
        .bind(now)
        .fetch_optional(self.reader())
        .await?;
        row.as_ref().map(session).transpose()
    }

    /// Ends one of a user's sessions. Returns whether there was one of that id.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn delete_session(&self, user_id: UserId, id: Uuid) -> Result<bool> {
        let deleted = sqlx::query("delete from sessions where id = $1 and user_id = $2")
            .bind(id.to_string())
            .bind(user_id.to_string())
            .execute(self.writer())
            .await?;
        Ok(deleted.rows_affected() == 1)
    }

    /// Ends all of a user's sessions but one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn delete_other_sessions(&self, user_id: UserId, kept: &str) -> Result<()> {
        sqlx::query("delete from sessions where user_id = $1 and id <> $2")
            .bind(user_id.to_string())
            .bind(kept.to_owned())
            .execute(self.writer())
            .await?;
        Ok(())
    }

    /// Notes that a session was used.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn update_session_last_seen(&self, id: &str, now: UnixSeconds) -> Result<()> {
        sqlx::query("update sessions set last_seen_at = $2 where id = $1")
            .bind(id.to_owned())
            .bind(now)
            .execute(self.writer())
            .await?;
        Ok(())
    }
}

/// tower-sessions' view of the table. Its records are keyed by a hash of the session id and hold
/// one value, under `key`: the [`Session`].
#[derive(Clone, Debug)]
pub struct Sessions {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) key: &'static str,
}

impl Sessions {
    fn session(&self, record: &Record) -> Result<Session> {
        let value = record.data.get(self.key).cloned();
        let value = value.ok_or_else(|| Error::internal("a session without anybody signed in"))?;
        Ok(serde_json::from_value(value)?)
    }

    /// Inserts all of a session in one statement, in the place of the one that was used longest ago
    /// if there are too many, and counts the sign-in that it is.
    ///
    /// A deactivated account gets none. Deactivating changes the user's row before it deletes the
    /// sessions, in one transaction; so does this before it inserts one. Whichever is second sees
    /// what the first has done. Where none is inserted, the browser has a cookie for nothing, as
    /// if its session had been ended a moment later.
    async fn insert(&self, record: &Record) -> Result<()> {
        let session = self.session(record)?;
        let mut transaction = self.store.begin().await?;
        let counted = sqlx::query(
            "update users set login_count = login_count + 1, last_login_at = $2
             where id = $1 and deactivated_at is null",
        )
        .bind(session.user_id.to_string())
        .bind(session.created_at)
        .execute(&mut *transaction)
        .await?;
        if counted.rows_affected() == 0 {
            return Ok(());
        }
        sqlx::query(
            "delete from sessions where user_id = $1 and id not in (
                 select id from sessions where user_id = $1
                 order by last_seen_at desc, created_at desc, id limit $2)",
        )
        .bind(session.user_id.to_string())
        .bind(MAX_PER_USER - 1)
        .execute(&mut *transaction)
        .await?;
        sqlx::query(
            "insert into sessions (id, token_hash, user_id, method, credential_id, user_agent, ip,
                                   created_at, last_seen_at, verified_at, expires_at, attachment,
                                   local_passkeys, proven_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        )
        .bind(session.id)
        .bind(token_hash(&record.id))
        .bind(session.user_id.to_string())
        .bind(session.method.as_str())
        .bind(session.credential_id)
        .bind(session.user_agent)
        .bind(session.ip)
        .bind(session.created_at)
        .bind(session.last_seen_at)
        .bind(session.verified_at)
        .bind(session.expires_at)
        .bind(session.attachment.map(|attachment| attachment.as_str().to_owned()))
        .bind(serde_json::to_string(&session.local_passkeys)?)
        .bind(session.proven_at)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Only updates: a session that was ended while a request was under way stays ended.
    async fn update(&self, record: &Record) -> Result<()> {
        let session = self.session(record)?;
        sqlx::query(
            "update sessions set verified_at = $1, local_passkeys = $2
             where token_hash = $3 and expires_at > $4",
        )
        .bind(session.verified_at)
        .bind(serde_json::to_string(&session.local_passkeys)?)
        .bind(token_hash(&record.id))
        .bind(self.clock.now())
        .execute(self.store.writer())
        .await?;
        Ok(())
    }

    async fn find(&self, id: &Id) -> Result<Option<Record>> {
        let row = sqlx::query(
            "select id, user_id, method, credential_id, user_agent, ip, created_at, last_seen_at,
                    verified_at, expires_at, attachment, local_passkeys, proven_at
             from sessions where token_hash = $1 and expires_at > $2",
        )
        .bind(token_hash(id))
        .bind(self.clock.now())
        .fetch_optional(self.store.reader())
        .await?;
        let Some(session) = row.as_ref().map(session).transpose()? else { return Ok(None) };
        Ok(Some(Record {
            id: *id,
            expiry_date: OffsetDateTime::from_unix_timestamp(session.expires_at)
                .map_err(Error::internal)?,
            data: [(self.key.to_owned(), serde_json::to_value(session)?)].into(),
        }))
    }

    async fn remove(&self, id: &Id) -> Result<()> {
        sqlx::query("delete from sessions where token_hash = $1")
            .bind(token_hash(id))
            .execute(self.store.writer())
            .await?;
        Ok(())
    }
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        // 128 random bits do not collide; if they did, the unique index would refuse the second.
        self.insert(record).await.map_err(unsaved)
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        self.update(record).await.map_err(unsaved)
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        self.find(id).await.map_err(|error| backend(&error))
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        self.remove(id).await.map_err(|error| backend(&error))
    }
}

fn token_hash(id: &Id) -> String {
    hash(&id.0.to_le_bytes())
}

/// Reads a row that selects the columns of [`Session`], in their order.
pub(super) fn session(row: &AnyRow) -> Result<Session> {
    Ok(Session {
        id: row.try_get(0)?,
        user_id: row.try_get::<String, _>(1)?.parse()?,
        method: Method::parse(row.try_get(2)?)?,
        credential_id: row.try_get(3)?,
        user_agent: row.try_get(4)?,
        ip: row.try_get(5)?,
        created_at: row.try_get(6)?,
        last_seen_at: row.try_get(7)?,
        verified_at: row.try_get(8)?,
        expires_at: row.try_get(9)?,
        attachment: row.try_get::<Option<String>, _>(10)?.as_deref().and_then(Attachment::parse),
        local_passkeys: serde_json::from_str(row.try_get(11)?)?,
        proven_at: row.try_get(12)?,
    })
}
