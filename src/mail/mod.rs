//! Emails and text messages: renders them from templates and delivers them.
//!
//! A request only inserts a row. With a mail server or a gateway, the row waits in the queue until
//! it is delivered. On a developer's machine it is shown at `/dev/mailbox` instead
//! ([`Config::has_development_mailbox`](crate::Config::has_development_mailbox)).

mod account;
mod browsers;
mod delivery;
#[macro_use]
pub(crate) mod letter;
mod mime;
pub(crate) mod pace;
mod post;
pub(crate) mod queue;
pub(crate) mod refusal;
mod rendering;
mod smtp;
mod test_email;

use std::time::Duration;

use minijinja::Value;

use crate::error::{Error, Result};
use crate::model::locale::Locale;
use crate::model::message::Message;
use crate::model::message::Outcome;
use crate::model::message::Queue;
use crate::model::user::{Email, UserId};
use crate::store::Unit;

pub use browsers::browser_name;
pub(crate) use letter::{Template, browser_in_words};
pub use post::Post;
pub(crate) use refusal::Refusal;
pub(crate) use rendering::Mail;
pub use test_email::send_test_email;

/// How many messages the development mailbox shows.
const MAILBOX_SIZE: i64 = 50;

/// How long to retry an email without a link. After that, it is out of date.
pub(crate) const NEWS_LIFETIME: Duration = Duration::from_hours(24);

/// Metadata that is stored with a message.
#[derive(Clone, Debug, Default)]
pub struct MessageMeta {
    /// The link in the message, which the development mailbox shows separately.
    pub link: Option<String>,
    /// The code in the message, which the development mailbox shows separately.
    pub code: Option<String>,
    /// The account that the message is about, and with which it is deleted, even if that account
    /// hasn't verified the address or number.
    pub user_id: Option<UserId>,
}

impl MessageMeta {
    pub(crate) fn about(user_id: UserId) -> Self {
        Self { user_id: Some(user_id), ..Self::default() }
    }
}

facade! {
    /// Emails: rendering, queueing and sending them.
    mail: Emails
}

impl Emails<'_> {
    /// Returns whether this site can send email.
    pub fn can_send(self) -> bool {
        self.config().smtp.is_some() || self.config().has_development_mailbox()
    }

    /// Renders an email and queues it.
    pub(crate) async fn deliver_mail(
        self,
        kind: &str,
        to: &Email,
        asked: Option<Locale>,
        words: Value,
        meta: MessageMeta,
        lifetime: Duration,
    ) -> Result<()> {
        let message = self.write_mail(kind, to, asked, words, meta, lifetime).await?;
        self.queue(&message).await
    }

    pub(crate) async fn queue(self, message: &Message) -> Result<()> {
        let mut unit = Unit::default();
        self.add_message(&mut unit, message);
        self.store().apply(unit).await?;
        self.wake_sender();
        Ok(())
    }

    /// Adds a message to a unit.
    pub(crate) fn add_message(self, unit: &mut Unit, message: &Message) {
        let outcome =
            if self.config().has_development_mailbox() { Outcome::Shown } else { Outcome::Queued };
        unit.send(self.random().uuid(), message, outcome);
    }

    /// Wakes the sender. Call it after a unit with a message was applied.
    pub(crate) fn wake_sender(self) {
        self.post().wake(Queue::People);
    }

    /// Lists the newest emails and text messages, newest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no development mailbox.
    pub async fn development_mailbox(self) -> Result<Vec<Message>> {
        if !self.config().has_development_mailbox() {
            return Err(Error::NotFound);
        }
        // So that the mailbox includes emails about the latest events.
        self.events().read().await?;
        self.store().list_messages(MAILBOX_SIZE).await
    }
}
