//! The messages table: emails, text messages, and requests to programs. `queue.rs` delivers them.

use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row as _};
use uuid::Uuid;

use crate::clock::UnixSeconds;
use crate::error::Result;
pub(crate) use crate::model::message::Channel;
pub(crate) use crate::model::message::Message;
pub(crate) use crate::model::message::Outcome;
use crate::model::user::Email;
use crate::store::ids::optional_id;
use crate::store::unit::Statement;
use crate::store::{Store, Unit};

/// The columns that [`message`] reads.
pub(crate) const COLUMNS: &str = "channel, kind, recipient, subject, text_body, html_body, link, \
                                  code, created_at, expires_at, user_id";

impl Unit {
    /// Inserts a message.
    pub(crate) fn send(&mut self, id: Uuid, message: &Message, outcome: Outcome) {
        let email = Email::parse(&message.to).ok();
        let next_attempt_at = (outcome == Outcome::Queued).then_some(message.created_at);
        let statement = Statement::new(
            "insert into messages (id, channel, kind, recipient, subject, text_body, html_body, link,
                                   code, created_at, expires_at, next_attempt_at, user_id, precedence,
                                   sequence)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
                     case when $2 = 'mail' and not exists (
                         select 1 from users where email_key = $14
                           and (email_verified_at is not null or email_assigned_at is not null)
                     ) then 1 else 0 end,
                     (select coalesce(max(sequence), 0) + 1 from messages))",
        );
        self.add(
            statement
                .bind(id)
                .bind(message.channel.as_str())
                .bind(message.kind.clone())
                .bind(message.to.clone())
                .bind(message.subject.clone())
                .bind(message.text.clone())
                .bind(message.html.clone())
                .bind(message.link.clone())
                .bind(message.code.clone())
                .bind(message.created_at)
                .bind(message.expires_at)
                .bind(next_attempt_at)
                .bind(message.user_id)
                .bind(email.as_ref().map(|email| email.key().to_owned())),
        );
    }
}

impl Store {
    /// Lists the newest messages of the development mailbox, newest first. Queued and sent messages
    /// aren't included, because only their recipients may read them.
    pub async fn list_messages(&self, limit: i64) -> Result<Vec<Message>> {
        let rows = sqlx::query(AssertSqlSafe(format!(
            "select {COLUMNS} from messages
             where next_attempt_at is null and sent_at is null and failed_at is null
             order by sequence desc limit $1"
        )))
        .bind(limit)
        .fetch_all(self.reader())
        .await?;
        rows.iter().map(message).collect()
    }
}

/// Reads a row with [`COLUMNS`].
pub(crate) fn message(row: &AnyRow) -> Result<Message> {
    let created_at = row.try_get("created_at")?;
    let expires_at: Option<UnixSeconds> = row.try_get("expires_at")?;
    Ok(Message {
        channel: Channel::parse(row.try_get("channel")?),
        kind: row.try_get("kind")?,
        to: row.try_get("recipient")?,
        subject: row.try_get("subject")?,
        text: row.try_get("text_body")?,
        html: row.try_get("html_body")?,
        link: row.try_get("link")?,
        code: row.try_get("code")?,
        created_at,
        expires_at: expires_at.unwrap_or(created_at),
        user_id: optional_id(row, "user_id")?,
    })
}
