//! Messenger: writes mails from templates and gets them to people.
//!
//! For now they get as far as the development mailbox: rows that `/dev/mailbox` shows, on a
//! developer's own machine and nowhere else
//! ([`Config::has_development_mailbox`](crate::Config::has_development_mailbox)).

use std::time::Duration;

use minijinja::{Environment, Value, context};

use crate::RelyingParty;
use crate::error::{Error, Result};
use crate::event::Event;
use crate::magic_link::Purpose;
use crate::store::Message;
use crate::user::Email;
use crate::visitor::Visitor;

/// Mails that the development mailbox shows.
const MAILBOX_SIZE: i64 = 50;

/// Each mail's subject, plain text and HTML.
const TEMPLATES: &[(&str, &str)] = &[
    ("sign_in.subject.txt", include_str!("templates/en/sign_in.subject.txt")),
    ("sign_in.txt", include_str!("templates/en/sign_in.txt")),
    ("sign_in.html", include_str!("templates/en/sign_in.html")),
    ("confirm.subject.txt", include_str!("templates/en/confirm.subject.txt")),
    ("confirm.txt", include_str!("templates/en/confirm.txt")),
    ("confirm.html", include_str!("templates/en/confirm.html")),
    ("passkey_added.subject.txt", include_str!("templates/en/passkey_added.subject.txt")),
    ("passkey_added.txt", include_str!("templates/en/passkey_added.txt")),
    ("passkey_added.html", include_str!("templates/en/passkey_added.html")),
    ("passkey_removed.subject.txt", include_str!("templates/en/passkey_removed.subject.txt")),
    ("passkey_removed.txt", include_str!("templates/en/passkey_removed.txt")),
    ("passkey_removed.html", include_str!("templates/en/passkey_removed.html")),
    ("counter_went_back.subject.txt", include_str!("templates/en/counter_went_back.subject.txt")),
    ("counter_went_back.txt", include_str!("templates/en/counter_went_back.txt")),
    ("counter_went_back.html", include_str!("templates/en/counter_went_back.html")),
];

/// What a mail with a link has to say.
pub(crate) struct Mail<'a> {
    pub(crate) link: &'a str,
    pub(crate) code: &'a str,
    pub(crate) lifetime: Duration,
    pub(crate) visitor: &'a Visitor,
}

impl RelyingParty {
    /// Mails a link and its code.
    pub(crate) async fn mail_link(
        &self,
        purpose: Purpose,
        to: &Email,
        mail: &Mail<'_>,
    ) -> Result<()> {
        let (left, right) = mail.code.split_at(mail.code.len() / 2);
        let words = context! {
            link => mail.link,
            code => format!("{left}-{right}"),
            minutes => mail.lifetime.as_secs() / 60,
            browser => browser_name(&mail.visitor.user_agent),
            ip => mail.visitor.ip,
        };
        let secrets = (Some(mail.link.to_owned()), Some(mail.code.to_owned()));
        self.deliver(purpose.as_str(), to, words, secrets).await
    }

    /// Tells the owner of an account what has just happened to it.
    pub(crate) async fn mail_event(
        &self,
        to: &Email,
        event: &Event,
        visitor: &Visitor,
    ) -> Result<()> {
        let words = context! {
            passkey => event.passkey,
            browser => browser_name(&visitor.user_agent),
            ip => visitor.ip,
            dashboard => format!("{}/dashboard", self.config().origin_text()),
        };
        self.deliver(event.kind.as_str(), to, words, (None, None)).await
    }

    /// Writes a mail and hands it over for delivery.
    async fn deliver(
        &self,
        template: &str,
        to: &Email,
        words: Value,
        (link, code): (Option<String>, Option<String>),
    ) -> Result<()> {
        let everywhere = context! {
            site => self.config().name,
            origin => self.config().origin_text(),
            email => to.to_string(),
        };
        let words = context! { ..everywhere, ..words };
        let message = Message {
            to: to.to_string(),
            subject: write(&format!("{template}.subject.txt"), &words)?.trim().to_owned(),
            text: write(&format!("{template}.txt"), &words)?,
            html: write(&format!("{template}.html"), &words)?,
            link,
            code,
            created_at: self.clock().now(),
        };
        self.store().insert_message(self.random().uuid(), &message).await
    }

    /// The newest mails, newest first.
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

/// Fills a template. Names that end in .html are escaped: addresses, browsers and the names of
/// passkeys are other people's words.
fn write(template: &str, words: &Value) -> Result<String> {
    let mut environment = Environment::new();
    for (name, source) in TEMPLATES {
        environment.add_template(name, source).map_err(Error::internal)?;
    }
    let template = environment.get_template(template).map_err(Error::internal)?;
    template.render(words).map_err(Error::internal)
}

/// A browser and its system in a few words, as far as its `User-Agent` tells.
pub fn browser_name(user_agent: &str) -> String {
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
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "an unknown browser".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_named_by_what_it_is_not_by_what_it_pretends_to_be() {
        let edge =
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0";
        assert_eq!(browser_name(edge), "Edge on Windows");
        assert_eq!(browser_name("curl/8.0"), "an unknown browser");
    }
}
