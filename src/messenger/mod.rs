//! Messenger: writes mails and texts from templates and gets them to people.
//!
//! A request only writes a row. Where there is a mail server or a gateway, that row waits in the
//! queue until it has been handed over; on a developer's own machine it is shown at `/dev/mailbox`
//! instead ([`Config::has_development_mailbox`](crate::Config::has_development_mailbox)).

mod account;
pub(crate) mod https;
pub(crate) mod letter;
mod pace;
mod queue;
mod refusal;
mod sms;
mod smtp;
mod trial;

use std::time::Duration;

use minijinja::{Value, context};

use crate::RelyingParty;
use crate::clock::seconds;
use crate::error::{Error, Result};
use crate::event::{Details, Event};
use crate::locale::Locale;
use crate::magic_link::Purpose;
use crate::reset;
use crate::store::{Channel, Fate, Lane, MagicLink, Message};
use crate::user::{Email, User, UserId};
use crate::visitor::Visitor;

use letter::Letter;
pub(crate) use letter::browser_in_words;
pub use queue::Post;
pub(crate) use refusal::Refusal;
pub use trial::send_trial;

/// Mails that the development mailbox shows.
const MAILBOX_SIZE: i64 = 50;

/// How long it is worth trying to send a mail that carries no link: news of yesterday.
const NEWS_LIFETIME: Duration = Duration::from_hours(24);

/// What a mail with a link has to say.
pub(crate) struct Mail<'a> {
    pub(crate) link: &'a str,
    pub(crate) code: &'a str,
    pub(crate) lifetime: Duration,
    pub(crate) visitor: &'a Visitor,
    /// For an address that has no language of its own.
    pub(crate) locale: Locale,
    /// Whether there is an account that the link will open; otherwise it makes one.
    pub(crate) has_account: bool,
}

/// What is kept beside a message's words.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// The link that it carries, for the development mailbox to show by itself.
    pub link: Option<String>,
    /// The code that it carries, likewise.
    pub code: Option<String>,
    /// Whose account it is about, with which it goes: also where that account has not proven that
    /// the address or number is its own.
    pub user_id: Option<UserId>,
}

impl Beside {
    fn about(user_id: UserId) -> Self {
        Self { user_id: Some(user_id), ..Self::default() }
    }
}

impl RelyingParty {
    /// Whether mails can be sent at all.
    pub fn can_send_mail(&self) -> bool {
        self.config().smtp.is_some() || self.config().has_development_mailbox()
    }

    /// Whether texts can be sent at all.
    pub fn can_send_text(&self) -> bool {
        self.config().sms.is_some() || self.config().has_development_mailbox()
    }

    /// Mails a link and its code.
    pub(crate) async fn mail_link(&self, link: &MagicLink, mail: &Mail<'_>) -> Result<()> {
        let (left, right) = mail.code.split_at(mail.code.len() / 2);
        let words = context! {
            link => mail.link,
            code => format!("{left}-{right}"),
            minutes => mail.lifetime.as_secs() / 60,
            ..self.where_from(mail.visitor)
        };
        let beside = Beside {
            link: Some(mail.link.to_owned()),
            code: Some(mail.code.to_owned()),
            user_id: link.user_id,
        };
        let kind = match link.purpose {
            Purpose::SignIn if !mail.has_account => "sign_up",
            purpose => purpose.as_str(),
        };
        let (to, asked) = (link.sent_to.as_ref().unwrap_or(&link.email), Some(mail.locale));
        self.deliver_mail(kind, to, asked, words, beside, mail.lifetime).await
    }

    /// Tells the owner of an account what has just happened to it, at the address that it has, or
    /// had until now.
    pub(crate) async fn mail_event(
        &self,
        owner: &User,
        to: &Email,
        event: &Event,
        visitor: &Visitor,
        details: &Details<'_>,
    ) -> Result<()> {
        let words = context! {
            passkey => event.passkey,
            left => details.left,
            link => details.link,
            hours => reset::WAIT.as_secs() / 3600,
            ripe_at => details.ripe_at,
            ..self.where_from(visitor)
        };
        // An announcement is no news of yesterday while there is time to object.
        let lifetime = if details.link.is_some() { reset::WAIT } else { NEWS_LIFETIME };
        let link = details.link.map(str::to_owned);
        let beside = Beside { link, ..Beside::about(owner.id) };
        let asked = owner.locale.or(Some(visitor.locale));
        self.deliver_mail(event.kind.as_str(), to, asked, words, beside, lifetime).await
    }

    /// In which browser something was done, from where, and when: now.
    fn where_from(&self, visitor: &Visitor) -> Value {
        context! {
            browser => browser_name(&visitor.user_agent),
            ip => visitor.ip,
            at => self.clock().now(),
        }
    }

    /// Writes a mail of that kind ([`letter`]) and leaves it to be sent within `lifetime`, after
    /// which it is of no more use. It speaks the language of the account that has proven the
    /// address; where there is none, the one that was asked for.
    pub(crate) async fn deliver_mail(
        &self,
        kind: &str,
        to: &Email,
        asked: Option<Locale>,
        words: Value,
        beside: Beside,
        lifetime: Duration,
    ) -> Result<()> {
        let locale = self.store().find_locale_of(to).await?.or(asked).unwrap_or_default();
        self.deliver_mail_in(locale, kind, to, words, beside, lifetime).await
    }

    /// The same in a language that somebody has decided on.
    pub(crate) async fn deliver_mail_in(
        &self,
        locale: Locale,
        kind: &str,
        to: &Email,
        words: Value,
        beside: Beside,
        lifetime: Duration,
    ) -> Result<()> {
        let words =
            context! { ..context! { email => to.to_string() }, ..self.everywhere(), ..words };
        let Letter { subject, text, html } = Letter::write(locale, kind, &words)?;
        let message = Message {
            channel: Channel::Mail,
            kind: kind.to_owned(),
            to: to.to_string(),
            subject,
            text,
            html,
            link: beside.link,
            code: beside.code,
            user_id: beside.user_id,
            created_at: self.clock().now(),
            expires_at: self.clock().now() + seconds(lifetime),
        };
        self.queue(message).await
    }

    /// Writes a text of that kind ([`letter`]) and leaves it to be sent to a number (`+` and up to
    /// fifteen digits) within `lifetime`. Callers ask [`allow_text`](Self::allow_text) before.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] if `to` is not a number; [`Error::TextOff`] if this site
    /// [cannot send texts](Self::can_send_text).
    pub(crate) async fn deliver_text(
        &self,
        kind: &str,
        to: &str,
        locale: Locale,
        words: Value,
        beside: Beside,
        lifetime: Duration,
    ) -> Result<()> {
        if !self.can_send_text() {
            return Err(Error::TextOff);
        }
        if !is_number(to) {
            return Err(Error::InvalidRequest("not a telephone number like +493012345678"));
        }
        let words = context! { ..self.everywhere(), ..words };
        let message = Message {
            channel: Channel::Text,
            kind: kind.to_owned(),
            to: to.to_owned(),
            subject: String::new(),
            text: letter::text(locale, kind, &words)?,
            html: String::new(),
            link: beside.link,
            code: beside.code,
            user_id: beside.user_id,
            created_at: self.clock().now(),
            expires_at: self.clock().now() + seconds(lifetime),
        };
        self.queue(message).await
    }

    /// What every template may say.
    fn everywhere(&self) -> Value {
        context! {
            site => self.config().name,
            origin => self.config().origin_text(),
            host => self.config().origin.host_str(),
            dashboard => format!("{}/dashboard", self.config().origin_text()),
        }
    }

    async fn queue(&self, message: Message) -> Result<()> {
        let fate = if self.config().has_development_mailbox() { Fate::Shown } else { Fate::Queued };
        self.store().insert_message(self.random().uuid(), &message, fate).await?;
        self.post().wake(Lane::People);
        Ok(())
    }

    /// The newest mails and texts, newest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] wherever there is no development mailbox.
    pub async fn development_mailbox(&self) -> Result<Vec<Message>> {
        if !self.config().has_development_mailbox() {
            return Err(Error::NotFound);
        }
        self.store().list_messages(MAILBOX_SIZE).await
    }
}

/// Whether this is a telephone number as E.164 writes it.
fn is_number(to: &str) -> bool {
    to.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit())
    })
}

/// The names of a browser and of its system, as far as its `User-Agent` tells.
pub fn browser_name(user_agent: &str) -> (Option<&'static str>, Option<&'static str>) {
    let first = |known: &[(&'static str, &'static str)]| {
        known.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    // Order matters: most browsers also claim to be the ones further down.
    let browser = first(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Macintosh", "Mac"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    (browser, system)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_named_by_what_it_is_not_by_what_it_pretends_to_be() {
        let edge =
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0";
        assert_eq!(browser_name(edge), (Some("Edge"), Some("Windows")));
        assert_eq!(browser_name("curl/8.0"), (None, None));
    }
}
