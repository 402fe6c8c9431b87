//! The sessions table.

use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row as _};
use tower_sessions::session::Id;

use crate::clock::UnixSeconds;
use crate::crypto::secret::{Secret, hash};
use crate::error::Result;
use crate::model::credential::Attachment;
use crate::model::ids::SessionId;
use crate::model::session::Familiarity;
use crate::model::session::Method;
use crate::model::session::Opens;
pub(crate) use crate::model::session::Session;
use crate::model::user::UserId;
use crate::store::ids::{id, optional_id};
use crate::store::refresh_tokens::RefreshToken;
use crate::store::unit::Statement;
use crate::store::{Store, Unit};

/// The columns that [`session`] reads.
pub(crate) const COLUMNS: &str = "id, user_id, method, credential_id, user_agent, ip, created_at, \
                                  last_seen_at, verified_at, expires_at, attachment, \
                                  local_passkeys, proven_at";

/// How many sessions an account can have. Signing in in a loop must not fill the table.
const MAX_PER_USER: i64 = 100;

/// How many sessions' last use is stored in one transaction.
const SEEN_AT_ONCE: usize = 100;

impl Store {
    /// Lists a user's open sessions, most recently used first.
    pub async fn list_sessions(&self, user_id: UserId, now: UnixSeconds) -> Result<Vec<Session>> {
        let rows = sqlx::query(AssertSqlSafe(format!(
            "select {COLUMNS} from sessions where user_id = $1 and expires_at > $2
             order by last_seen_at desc, created_at desc, id"
        )))
        .bind(user_id.to_string())
        .bind(now)
        .fetch_all(self.reader())
        .await?;
        rows.iter().map(session).collect()
    }

    /// Finds an open session by the id that tokens contain.
    pub async fn find_session(&self, id: SessionId, now: UnixSeconds) -> Result<Option<Session>> {
        let row = sqlx::query(AssertSqlSafe(format!(
            "select {COLUMNS} from sessions where id = $1 and expires_at > $2"
        )))
        .bind(id.to_string())
        .bind(now)
        .fetch_optional(self.reader())
        .await?;
        row.as_ref().map(session).transpose()
    }

    /// Returns whether a user has an open session that a client with this `User-Agent` opened.
    pub(crate) async fn has_session_of_client(
        &self,
        user_id: UserId,
        user_agent: &str,
        now: UnixSeconds,
    ) -> Result<bool> {
        let found: i64 = sqlx::query_scalar(
            "select count(*) from sessions
             where user_id = $1 and user_agent = $2 and expires_at > $3",
        )
        .bind(user_id.to_string())
        .bind(user_agent.to_owned())
        .bind(now)
        .fetch_one(self.reader())
        .await?;
        Ok(found > 0)
    }

    /// Stores when sessions were last used.
    pub(crate) async fn update_sessions_last_seen(
        &self,
        seen: &[(SessionId, UnixSeconds)],
    ) -> Result<()> {
        for seen in seen.chunks(SEEN_AT_ONCE) {
            let mut unit = Unit::default();
            for (id, at) in seen {
                let statement = "update sessions set last_seen_at = $2
                                 where id = $1 and last_seen_at < $2";
                unit.add(Statement::new(statement).bind(*id).bind(*at));
            }
            self.apply(unit).await?;
        }
        Ok(())
    }

    /// Ends an account's least recently used sessions beyond [`MAX_PER_USER`]. Returns how many it
    /// ended.
    pub(crate) async fn trim_sessions(&self) -> sqlx::Result<u64> {
        let crowded: Vec<String> = sqlx::query_scalar(
            "select user_id from sessions group by user_id having count(*) > $1",
        )
        .bind(MAX_PER_USER)
        .fetch_all(self.reader())
        .await?;
        let mut ended = 0;
        for user_id in crowded {
            let deleted = sqlx::query(
                "delete from sessions where user_id = $1 and id not in (
                     select id from sessions where user_id = $1
                     order by last_seen_at desc, created_at desc, id limit $2)",
            )
            .bind(user_id)
            .bind(MAX_PER_USER)
            .execute(self.writer())
            .await?;
            ended += deleted.rows_affected();
        }
        Ok(ended)
    }
}

/// A session that a sign-in is about to open.
#[derive(Clone, Debug)]
pub(crate) struct NewSession {
    pub(crate) session: Session,
    /// The value of its cookie.
    pub(crate) token: Id,
    /// The value of the browser's previous cookie. That session ends.
    pub(crate) replaces: Option<Id>,
    /// The result of the sign-in.
    pub(crate) opens: Opens,
    /// The name of the passkey that opens it.
    pub(crate) passkey: Option<String>,
    /// Whether the account has been used in this browser.
    pub(crate) familiarity: Familiarity,
    /// The first refresh token, if the session is for tokens.
    pub(crate) refresh: Option<(Secret, RefreshToken)>,
}

impl NewSession {
    /// Returns the session for an account that wasn't known before.
    pub(crate) fn of(mut self, user_id: UserId) -> Self {
        self.session.user_id = user_id;
        self
    }
}

impl Unit {
    /// Inserts a session and deletes the one that it replaces. So a cookie that an attacker planted
    /// before the sign-in is worthless.
    ///
    /// A deactivated account gets no session. Deactivating changes the user's row before it deletes
    /// the sessions, and [`count_sign_in`](Self::count_sign_in), which must come before this,
    /// changes it too. The later transaction sees the changes of the earlier one.
    pub(crate) fn open_session(&mut self, new: &NewSession) -> Result<()> {
        if let Some(replaced) = new.replaces {
            let statement = Statement::new("delete from sessions where token_hash = $1");
            self.add(statement.bind(token_hash(&replaced)));
        }
        let session = &new.session;
        let statement = Statement::new(
            "insert into sessions (id, token_hash, user_id, method, credential_id, user_agent, ip,
                                   created_at, last_seen_at, verified_at, expires_at, attachment,
                                   local_passkeys, proven_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        );
        self.add(
            statement
                .bind(session.id)
                .bind(token_hash(&new.token))
                .bind(session.user_id)
                .bind(session.method.as_str())
                .bind(session.credential_id)
                .bind(session.user_agent.clone())
                .bind(session.ip.clone())
                .bind(session.created_at)
                .bind(session.last_seen_at)
                .bind(session.verified_at)
                .bind(session.expires_at)
                .bind(session.attachment.map(|attachment| attachment.as_str().to_owned()))
                .bind(serde_json::to_string(&session.local_passkeys)?)
                .bind(session.proven_at),
        );
        Ok(())
    }

    /// Ends one of a user's sessions, on condition that it exists.
    pub(crate) fn delete_session(&mut self, user_id: UserId, id: SessionId) {
        let statement = "delete from sessions where id = $1 and user_id = $2";
        self.add(Statement::new(statement).bind(id).bind(user_id).required());
    }

    /// Ends all of a user's sessions but one, or all.
    pub(crate) fn delete_other_sessions(&mut self, user_id: UserId, kept: Option<SessionId>) {
        let statement = "delete from sessions where user_id = $1 and id <> coalesce($2, '')";
        self.add(Statement::new(statement).bind(user_id).bind(kept));
    }

    /// Ends all of a user's sessions that were opened at an instant or later.
    pub(crate) fn delete_sessions_since(&mut self, user_id: UserId, since: UnixSeconds) {
        let statement = "delete from sessions where user_id = $1 and created_at >= $2";
        self.add(Statement::new(statement).bind(user_id).bind(since));
    }

    /// Stores when a session was verified and which passkeys were used in it. A session that has
    /// ended since stays ended.
    pub(crate) fn update_session(&mut self, session: &Session) -> Result<()> {
        let statement = Statement::new(
            "update sessions set verified_at = $1, local_passkeys = $2 where id = $3",
        );
        self.add(
            statement
                .bind(session.verified_at)
                .bind(serde_json::to_string(&session.local_passkeys)?)
                .bind(session.id),
        );
        Ok(())
    }
}

pub(crate) fn token_hash(id: &Id) -> String {
    hash(&id.0.to_le_bytes())
}

/// Reads a row with [`COLUMNS`].
pub(crate) fn session(row: &AnyRow) -> Result<Session> {
    let attachment: Option<String> = row.try_get("attachment")?;
    Ok(Session {
        id: id(row, "id")?,
        user_id: id(row, "user_id")?,
        method: Method::parse(row.try_get("method")?)?,
        credential_id: optional_id(row, "credential_id")?,
        user_agent: row.try_get("user_agent")?,
        ip: row.try_get("ip")?,
        created_at: row.try_get("created_at")?,
        last_seen_at: row.try_get("last_seen_at")?,
        verified_at: row.try_get("verified_at")?,
        expires_at: row.try_get("expires_at")?,
        attachment: attachment.as_deref().and_then(Attachment::parse),
        local_passkeys: serde_json::from_str(row.try_get("local_passkeys")?)?,
        proven_at: row.try_get("proven_at")?,
    })
}
