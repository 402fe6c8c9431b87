//! Emails and text messages: renders them from templates and delivers them.
//!
//! A request only inserts a row. With a mail server or a gateway, the row waits in the queue until
//! it is delivered. On a developer's machine it is shown at `/dev/mailbox` instead
//! ([`Config::has_development_mailbox`](crate::Config::has_development_mailbox)).

mod account;
mod browsers;
#[macro_use]
pub(crate) mod letter;
pub(crate) mod pace;
mod post;
pub(crate) mod queue;
pub(crate) mod refusal;
mod smtp;
mod test_email;

use std::time::Duration;

use minijinja::{Value, context};

use crate::clock::seconds;
use crate::error::{Error, Result};
use crate::model::event::{Event, Kind};
use crate::model::locale::Locale;
use crate::model::magic_link::MagicLink;
use crate::model::magic_link::Purpose;
use crate::model::message::Channel;
use crate::model::message::Message;
use crate::model::message::Outcome;
use crate::model::message::Queue;
use crate::model::user::{Email, UserId};
use crate::store::Unit;
use crate::web::request_context::RequestContext;

pub use browsers::browser_name;
use letter::Letter;
pub(crate) use letter::{Template, browser_in_words};
pub use post::Post;
pub(crate) use refusal::Refusal;
pub use test_email::send_test_email;

/// How many messages the development mailbox shows.
const MAILBOX_SIZE: i64 = 50;

/// How long to retry an email without a link. After that, it is out of date.
pub(crate) const NEWS_LIFETIME: Duration = Duration::from_hours(24);

/// The values of an email with a link.
pub(crate) struct Mail<'a> {
    pub(crate) link: &'a str,
    pub(crate) code: &'a str,
    pub(crate) lifetime: Duration,
    pub(crate) context: &'a RequestContext,
    /// The language if the address's owner has chosen none.
    pub(crate) locale: Locale,
    /// Whether the link signs in to an existing account. If not, it creates one.
    pub(crate) has_account: bool,
}

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

    /// Renders the email with a link and its code.
    pub(crate) async fn link_mail(self, link: &MagicLink, mail: &Mail<'_>) -> Result<Message> {
        let (left, right) = mail.code.split_at(mail.code.len() / 2);
        let words = context! {
            link => mail.link,
            code => format!("{left}-{right}"),
            minutes => mail.lifetime.as_secs() / 60,
            ..self.where_from(mail.context)
        };
        let meta = MessageMeta {
            link: Some(mail.link.to_owned()),
            code: Some(mail.code.to_owned()),
            user_id: link.user_id,
        };
        let kind = match link.purpose {
            Purpose::SignIn if !mail.has_account => "sign_up",
            purpose => purpose.as_str(),
        };
        let (to, asked) = (link.sent_to.as_ref().unwrap_or(&link.email), Some(mail.locale));
        self.write_mail(kind, to, asked, words, meta, mail.lifetime).await
    }

    /// Renders the email about an event, with a link if it has one.
    pub(crate) async fn event_mail(
        self,
        event: &Event,
        to: &Email,
        link: Option<String>,
    ) -> Result<Message> {
        let Event { user_id, details, .. } = event;
        let words = context! {
            passkey => details.passkey,
            left => details.left,
            browser => browser_name(&event.user_agent),
            ip => event.ip,
            at => event.created_at,
            link,
        };
        let owner = self.store().find_user(*user_id).await?;
        let asked = details.locale.as_deref().and_then(Locale::parse);
        let asked = owner.as_ref().and_then(|owner| owner.locale).or(asked);
        // The email about a deleted account has no account, and is kept as long as any sent email.
        let user_id = owner.map(|owner| owner.id);
        let meta = MessageMeta { link, user_id, ..MessageMeta::default() };
        let template = match (event.kind, &details.by) {
            _ if details.new_browser.is_some() => "new_browser",
            (Kind::PasskeyRemoved, Some(_)) => "passkey_removed_by_site",
            (kind, _) => kind.as_str(),
        };
        self.write_mail(template, to, asked, words, meta, NEWS_LIFETIME).await
    }

    /// Returns the browser, the IP address and the current time for a template.
    pub(crate) fn where_from(self, context: &RequestContext) -> Value {
        context! {
            browser => browser_name(&context.user_agent),
            ip => context.ip,
            at => self.clock().now(),
        }
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

    /// Renders an email from a template ([`letter`]). It expires after `lifetime`. Its language is
    /// that of the account that has verified the address, or else the one that was requested.
    pub(crate) async fn write_mail(
        self,
        kind: &str,
        to: &Email,
        asked: Option<Locale>,
        words: Value,
        meta: MessageMeta,
        lifetime: Duration,
    ) -> Result<Message> {
        let locale = self.store().find_locale_of(to).await?;
        let locale = self.offered(locale.or(asked));
        self.write_mail_in(locale, kind, to, words, meta, lifetime)
    }

    /// Returns the language of a message: the one that was asked for, if the site offers it.
    pub(crate) fn offered(self, asked: Option<Locale>) -> Locale {
        let languages = &self.settings().site().languages;
        asked.and_then(|asked| languages.offered(asked)).unwrap_or_else(|| languages.fallback())
    }

    /// Renders an email in a given language.
    pub(crate) fn write_mail_in(
        self,
        locale: Locale,
        kind: &str,
        to: &Email,
        words: Value,
        meta: MessageMeta,
        lifetime: Duration,
    ) -> Result<Message> {
        let words =
            context! { ..context! { email => to.to_string() }, ..self.everywhere(), ..words };
        let Letter { subject, text, html } = Letter::write(locale, kind, &words)?;
        Ok(Message {
            channel: Channel::Mail,
            kind: kind.to_owned(),
            to: to.to_string(),
            subject,
            text,
            html,
            link: meta.link,
            code: meta.code,
            user_id: meta.user_id,
            created_at: self.clock().now(),
            expires_at: self.clock().now() + seconds(lifetime),
        })
    }

    /// Returns the values that every template can use.
    pub(crate) fn everywhere(self) -> Value {
        let site = self.settings().site();
        // Some email programs show their own dark theme, but none can be told other colours for it.
        let tones = site.accent.light();
        context! {
            site => site.name,
            accent => tones.accent.to_string(),
            on_accent => tones.on.to_string(),
            logo => site.logo.as_ref().map(|logo| {
                let (width, height) = logo.shown_size();
                context! { path => logo.path(), width, height }
            }),
            origin => self.config().origin_text(),
            host => self.config().origin.host_str(),
            dashboard => format!("{}/dashboard", self.config().origin_text()),
        }
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
