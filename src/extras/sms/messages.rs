//! Text messages: rendered from templates, queued, and sent through the gateway.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use minijinja::{Value, context};

use crate::clock::seconds;
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::extras::sms::TextMessages;
use crate::extras::sms::gateway::Gateway;
use crate::mail::letter::{environment, fill, source};
use crate::mail::{MessageMeta, NEWS_LIFETIME, Refusal};
use crate::model::locale::Locale;
use crate::model::message::{Channel, Message};
use crate::model::phone::Phone;
use crate::model::user::User;

impl TextMessages<'_> {
    /// Returns whether this site can send text messages.
    pub fn can_send(self) -> bool {
        self.config().sms.is_some() || self.config().has_development_mailbox()
    }

    /// Returns the gateway, if one is configured. It is prepared on first use, without connecting.
    pub(super) fn gateway(self) -> Result<Option<Arc<Gateway>>> {
        let Some(sms) = &self.config().sms else { return Ok(None) };
        let prepared = self.state::<Arc<OnceLock<Arc<Gateway>>>>();
        if let Some(gateway) = prepared.get() {
            return Ok(Some(gateway.clone()));
        }
        let gateway = Arc::new(Gateway::new(sms).map_err(Error::internal)?);
        Ok(Some(prepared.get_or_init(|| gateway).clone()))
    }

    /// Sends a text message through the gateway.
    pub(super) async fn send_text(self, message: &Message) -> Result<(), Refusal> {
        match self.gateway() {
            Ok(Some(gateway)) => gateway.send(message).await,
            Ok(None) => Err(Refusal::Temporary("sending it isn't configured".to_owned())),
            Err(error) => Err(Refusal::Temporary(error.to_string())),
        }
    }

    /// Texts a code that verifies a number.
    pub(super) async fn text_code(
        self,
        user: &User,
        to: &Phone,
        code: &Secret,
        lifetime: Duration,
    ) -> Result<()> {
        // No dash, because phones offer the code to the browser exactly as written.
        let words = context! { code => code.expose(), minutes => lifetime.as_secs() / 60 };
        let meta =
            MessageMeta { code: Some(code.expose().to_owned()), ..MessageMeta::about(user.id) };
        let (to, locale) = (to.to_string(), self.mail().offered(user.locale));
        self.deliver("verify_phone", &to, locale, words, meta, lifetime).await
    }

    /// Notifies the owner of a verified number that another account tried to use it.
    pub(super) async fn text_phone_taken(self, owner: &User, to: &Phone) -> Result<()> {
        let (to, locale) = (to.to_string(), self.mail().offered(owner.locale));
        let (words, meta) = (context! {}, MessageMeta::about(owner.id));
        self.deliver("phone_taken", &to, locale, words, meta, NEWS_LIFETIME).await
    }

    /// Renders a text message from a template and queues it for a number (`+` and up to fifteen
    /// digits). It expires after `lifetime`. Call [`allow`](Self::allow) before.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] if `to` is not a number; [`Error::TextOff`] if this site [cannot
    /// send texts](Self::can_send).
    pub(crate) async fn deliver(
        self,
        kind: &str,
        to: &str,
        locale: Locale,
        words: Value,
        meta: MessageMeta,
        lifetime: Duration,
    ) -> Result<()> {
        if !self.can_send() {
            return Err(Error::TextOff);
        }
        if !is_number(to) {
            return Err(Error::InvalidRequest("not a phone number like +493012345678"));
        }
        let words = context! { ..self.mail().everywhere(), ..words };
        let template = source(locale, &format!("{kind}.text"))?;
        let message = Message {
            channel: Channel::Text,
            kind: kind.to_owned(),
            to: to.to_owned(),
            subject: String::new(),
            text: fill(&environment(locale)?, template, &words)?,
            html: String::new(),
            link: meta.link,
            code: meta.code,
            user_id: meta.user_id,
            created_at: self.clock().now(),
            expires_at: self.clock().now() + seconds(lifetime),
        };
        self.mail().queue(&message).await
    }
}

/// Returns whether this is a phone number in E.164.
fn is_number(to: &str) -> bool {
    to.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit())
    })
}
