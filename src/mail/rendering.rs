//! Renders emails: about a link, about an event, and from any other template.

use std::time::Duration;

use minijinja::{Value, context};

use crate::clock::seconds;
use crate::error::Result;
use crate::mail::browsers::browser_name;
use crate::mail::letter::Letter;
use crate::mail::{Emails, MessageMeta, NEWS_LIFETIME};
use crate::model::event::{Event, Kind};
use crate::model::locale::Locale;
use crate::model::magic_link::{MagicLink, Purpose};
use crate::model::message::{Channel, Message};
use crate::model::user::Email;
use crate::web::request_context::RequestContext;

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

impl Emails<'_> {
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

    /// Renders an email from a template (`letter.rs`). It expires after `lifetime`. Its language is
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
}
