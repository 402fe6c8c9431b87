//! The messages table: mails that were written.

use sqlx::Row as _;
use uuid::Uuid;

use super::Store;
use crate::clock::UnixSeconds;
use crate::error::Result;

/// A mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The address as it was typed.
    pub to: String,
    /// One line.
    pub subject: String,
    /// The plain part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// The link that the mail carries, if it carries one.
    pub link: Option<String>,
    /// The code that the mail carries, if it carries one.
    pub code: Option<String>,
    /// When it was written.
    pub created_at: UnixSeconds,
}

impl Store {
    /// Keeps a mail.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn insert_message(&self, id: Uuid, message: &Message) -> Result<()> {
        sqlx::query(
            "insert into messages (id, recipient, subject, text_body, html_body, link, code, created_at,
                                   sequence)
             values ($1, $2, $3, $4, $5, $6, $7, $8,
                     (select coalesce(max(sequence), 0) + 1 from messages))",
        )
        .bind(id.to_string())
        .bind(message.to.clone())
        .bind(message.subject.clone())
        .bind(message.text.clone())
        .bind(message.html.clone())
        .bind(message.link.clone())
        .bind(message.code.clone())
        .bind(message.created_at)
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    /// Lists the newest mails, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn list_messages(&self, limit: i64) -> Result<Vec<Message>> {
        let rows = sqlx::query(
            "select recipient, subject, text_body, html_body, link, code, created_at
             from messages order by sequence desc limit $1",
        )
        .bind(limit)
        .fetch_all(&self.reader)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(Message {
                    to: row.try_get(0)?,
                    subject: row.try_get(1)?,
                    text: row.try_get(2)?,
                    html: row.try_get(3)?,
                    link: row.try_get(4)?,
                    code: row.try_get(5)?,
                    created_at: row.try_get(6)?,
                })
            })
            .collect()
    }
}
