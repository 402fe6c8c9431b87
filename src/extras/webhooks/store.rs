//! The `webhook_endpoints` table, and the deliveries in the messages table.

use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row as _};
use uuid::Uuid;

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::model::event::Event;
use crate::model::user::UserId;
use crate::store::unit::Statement;
use crate::store::{Queued, Store, Unit, events, queue_list};

/// The condition under which events are needed.
pub(crate) const HAS_ENDPOINTS: &str = "(select count(*) from webhook_endpoints) > 0";

/// The columns that [`endpoint`] reads.
const COLUMNS: &str = "id, url, events, secret, created_at";

/// A program that receives events.
#[derive(Clone)]
pub struct Endpoint {
    /// The endpoint's id.
    pub id: String,
    /// The URL that deliveries are posted to.
    pub url: String,
    /// The events it receives. `None` means all.
    pub events: Option<Vec<String>>,
    /// The secret that signs deliveries, encrypted by `crypto/encryption.rs`.
    pub(crate) secret: String,
    /// When the operator added it.
    pub created_at: UnixSeconds,
}

impl Store {
    /// Lists the endpoints, oldest first.
    pub async fn list_endpoints(&self) -> Result<Vec<Endpoint>> {
        let rows = sqlx::query(AssertSqlSafe(format!(
            "select {COLUMNS} from webhook_endpoints order by created_at, id"
        )))
        .fetch_all(self.reader())
        .await?;
        rows.iter().map(endpoint).collect()
    }

    /// Finds an endpoint by its id.
    pub async fn find_endpoint(&self, id: &str) -> Result<Option<Endpoint>> {
        let row = sqlx::query(AssertSqlSafe(format!(
            "select {COLUMNS} from webhook_endpoints where id = $1"
        )))
        .bind(id.to_owned())
        .fetch_optional(self.reader())
        .await?;
        row.as_ref().map(endpoint).transpose()
    }

    /// Replaces an endpoint's stored secret with its encrypted form.
    pub async fn update_endpoint_secret(&self, id: &str, sealed: &str) -> Result<()> {
        sqlx::query("update webhook_endpoints set secret = $2 where id = $1")
            .bind(id.to_owned())
            .bind(sealed.to_owned())
            .execute(self.writer())
            .await?;
        Ok(())
    }

    /// Lists the newest deliveries, newest first.
    pub(crate) async fn list_deliveries(
        &self,
        now: UnixSeconds,
        limit: i64,
    ) -> Result<Vec<Queued>> {
        let rows = sqlx::query(AssertSqlSafe(format!(
            "select {} from messages where channel = 'program' order by sequence desc limit $1",
            queue_list::COLUMNS
        )))
        .bind(limit)
        .fetch_all(self.reader())
        .await?;
        rows.iter().map(|row| queue_list::queued(row, now)).collect()
    }

    /// Finds an event by its id, while it is in the history.
    pub(crate) async fn find_event(&self, id: Uuid) -> Result<Option<Event>> {
        let row = sqlx::query(AssertSqlSafe(format!(
            "select {} from events where id = $1",
            events::COLUMNS
        )))
        .bind(id.to_string())
        .fetch_optional(self.reader())
        .await?;
        row.as_ref().map(events::event).transpose()
    }

    /// Lists the ids of deliveries that are due: the first of each endpoint, unless one is in
    /// progress there. So a slow endpoint doesn't delay others, and an endpoint that accepts
    /// everything gets it in order.
    pub async fn list_due_deliveries(&self, now: UnixSeconds, limit: i64) -> Result<Vec<String>> {
        let ids = sqlx::query_scalar(
            "select id from messages
             where channel = 'program' and next_attempt_at <= $1
               and (claimed_until is null or claimed_until <= $1)
               and not exists (
                   select 1 from messages other
                   where other.channel = 'program' and other.recipient = messages.recipient
                     and other.next_attempt_at is not null
                     and (other.claimed_until > $1
                          or (other.next_attempt_at, other.sequence, other.id)
                             < (messages.next_attempt_at, messages.sequence, messages.id)))
             order by next_attempt_at, sequence limit $2",
        )
        .bind(now)
        .bind(limit)
        .fetch_all(self.reader())
        .await?;
        Ok(ids)
    }
}

/// How many deliveries of one kind and account can wait for an endpoint. More are dropped, so that
/// one account in a loop doesn't delay deliveries about others. Receivers ask the management API
/// for the current state anyway.
const MAX_WAITING: i64 = 10;

impl Unit {
    /// Inserts an endpoint.
    pub(crate) fn insert_endpoint(&mut self, endpoint: &Endpoint) {
        let statement = Statement::new(
            "insert into webhook_endpoints (id, url, events, secret, created_at)
             values ($1, $2, $3, $4, $5)",
        );
        let events = endpoint.events.as_ref().map(|events| format!(",{},", events.join(",")));
        self.add(
            statement
                .bind(endpoint.id.clone())
                .bind(endpoint.url.clone())
                .bind(events)
                .bind(endpoint.secret.clone())
                .bind(endpoint.created_at),
        );
    }

    /// Deletes an endpoint, on condition that there is one, and its pending deliveries.
    pub(crate) fn delete_endpoint(&mut self, id: &str) {
        let statement = Statement::new("delete from webhook_endpoints where id = $1");
        self.add(statement.bind(id).required());
        let statement = Statement::new(
            "delete from messages
             where channel = 'program' and recipient = $1 and next_attempt_at is not null",
        );
        self.add(statement.bind(id));
    }

    /// Queues a delivery again, with the same id, on condition that it isn't waiting.
    pub(crate) fn queue_again(
        &mut self,
        id: &str,
        body: String,
        now: UnixSeconds,
        expires_at: UnixSeconds,
    ) {
        let statement = Statement::new(
            "update messages
             set text_body = $2, next_attempt_at = $3, expires_at = $4, attempts = 0, sent_at = null,
                 failed_at = null, last_error = null
             where id = $1 and channel = 'program' and next_attempt_at is null
               and recipient in (select id from webhook_endpoints)",
        );
        self.add(statement.bind(id).bind(body).bind(now).bind(expires_at).required());
    }

    /// Queues a delivery to every endpoint that wants this kind of event.
    pub(crate) fn deliver(&mut self, delivery: &Delivery) {
        let statement = Statement::new(
            "insert into messages (id, channel, kind, recipient, subject, text_body, html_body, created_at,
                                   expires_at, next_attempt_at, user_id, sequence)
             select $1 || '-' || id, 'program', $2, id, '', $3, '', $4, $5, $6,
                    (select id from users where id = $7),
                    (select coalesce(max(sequence), 0) + 1 from messages)
             from webhook_endpoints
             where created_at <= $9 and (events is null or replace(events, ',' || $2 || ',', '') <> events)
               and (select count(*) from messages waiting
                    where waiting.channel = 'program' and waiting.recipient = webhook_endpoints.id
                      and waiting.kind = $2 and waiting.user_id = $7
                      and waiting.next_attempt_at is not null) < $8",
        );
        self.add(
            statement
                .bind(delivery.id)
                .bind(delivery.kind)
                .bind(delivery.body.clone())
                .bind(delivery.created_at)
                .bind(delivery.expires_at)
                .bind(delivery.created_at)
                .bind(delivery.user_id.map(|id| id.to_string()))
                .bind(MAX_WAITING)
                .bind(delivery.happened_at),
        );
    }
}

/// A delivery, for every endpoint that wants its kind.
#[derive(Clone, Debug)]
pub(crate) struct Delivery {
    /// The event's id.
    pub(crate) id: Uuid,
    /// The event's name in webhooks.
    pub(crate) kind: &'static str,
    /// The account, unless it was deleted.
    pub(crate) user_id: Option<UserId>,
    /// The JSON to post.
    pub(crate) body: String,
    /// When the event happened. Endpoints that were added later don't get it.
    pub(crate) happened_at: UnixSeconds,
    /// When it was queued.
    pub(crate) created_at: UnixSeconds,
    /// When it expires.
    pub(crate) expires_at: UnixSeconds,
}

fn endpoint(row: &AnyRow) -> Result<Endpoint> {
    let events: Option<String> = row.try_get("events")?;
    let split = |events: String| events.trim_matches(',').split(',').map(str::to_owned).collect();
    Ok(Endpoint {
        id: row.try_get("id")?,
        url: row.try_get("url")?,
        events: events.map(split),
        secret: row.try_get("secret")?,
        created_at: row.try_get("created_at")?,
    })
}
