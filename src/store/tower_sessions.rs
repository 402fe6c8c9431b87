//! Session store for tower-sessions, which reads the sessions table.

use async_trait::async_trait;
use serde_json::Value;
use sqlx::AssertSqlSafe;
use time::OffsetDateTime;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{self, SessionStore};

use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::store::Store;
use crate::store::sessions::{COLUMNS, session, token_hash};

/// The sessions table in the form that tower-sessions needs. Its records are keyed by a hash of the
/// session id and hold one value, under `key`: the [`Session`].
///
/// It only reads. Changes to a session are part of our transactions ([`Unit::open_session`]). The
/// layer then gets the new session's id, under `token_key`, and sends the cookie.
#[derive(Clone, Debug)]
pub struct TowerSessions {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) key: &'static str,
    pub(crate) token_key: &'static str,
}

impl TowerSessions {
    async fn find(&self, id: &Id) -> Result<Option<Record>> {
        let row = sqlx::query(AssertSqlSafe(format!(
            "select {COLUMNS} from sessions where token_hash = $1 and expires_at > $2"
        )))
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
impl SessionStore for TowerSessions {
    /// Uses the id of the session that a sign-in has inserted.
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        let token = record.data.remove(self.token_key);
        let token = token.as_ref().and_then(Value::as_str).and_then(|token| token.parse().ok());
        record.id = token.ok_or_else(|| {
            session_store::Error::Backend("only a sign-in opens a session".to_owned())
        })?;
        Ok(())
    }

    async fn save(&self, _: &Record) -> session_store::Result<()> {
        Ok(())
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        self.find(id).await.map_err(|error| backend(&error))
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        self.remove(id).await.map_err(|error| backend(&error))
    }
}

fn backend(error: &Error) -> session_store::Error {
    session_store::Error::Backend(error.to_string())
}
