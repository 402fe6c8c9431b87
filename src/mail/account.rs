//! Emails and text messages about an account's address, phone number, reset and deletion.

use std::time::Duration;

use minijinja::context;

use crate::RelyingParty;
use crate::clock::UnixSeconds;
use crate::crypto::secret::Secret;
use crate::error::Result;
use crate::extras::recovery::reset;
use crate::mail::{MessageMeta, NEWS_LIFETIME};
use crate::model::message::Message;
use crate::model::phone::Phone;
use crate::model::user::{Email, User};
use crate::web::request_context::RequestContext;

impl RelyingParty {
    /// Notifies the owner of an address that another account tried to use it.
    pub(crate) async fn address_taken_mail(
        &self,
        owner: &User,
        email: &Email,
        context: &RequestContext,
    ) -> Result<Message> {
        let (words, meta) = (self.where_from(context), MessageMeta::about(owner.id));
        self.write_mail("address_taken", email, owner.locale, words, meta, NEWS_LIFETIME).await
    }

    /// Notifies the owner of an account that a reset was requested, with a link that cancels it.
    /// The link is valid as long as the reset can be cancelled.
    pub(crate) async fn reset_mail(
        &self,
        owner: &User,
        email: &Email,
        context: &RequestContext,
        (link, ripe_at): (&str, UnixSeconds),
    ) -> Result<Message> {
        let words = context! {
            link,
            hours => reset::WAIT.as_secs() / 3600,
            ripe_at,
            ..self.where_from(context)
        };
        let meta = MessageMeta { link: Some(link.to_owned()), ..MessageMeta::about(owner.id) };
        let asked = owner.locale.or(Some(context.locale));
        self.write_mail("reset_requested", email, asked, words, meta, reset::WAIT).await
    }

    /// Notifies the owner of an account that their reset is available.
    pub(crate) async fn email_available_reset(&self, to: &Email) -> Result<()> {
        let words = context! {
            hours => reset::WAIT.as_secs() / 3600,
            days => reset::GOOD_FOR.as_secs() / (24 * 3600),
            sign_in => format!("{}/sign-in", self.config().origin_text()),
        };
        self.deliver_mail("reset_ripe", to, None, words, MessageMeta::default(), NEWS_LIFETIME)
            .await
    }

    /// Texts a code that verifies a number.
    pub(crate) async fn text_code(
        &self,
        user: &User,
        to: &Phone,
        code: &Secret,
        lifetime: Duration,
    ) -> Result<()> {
        // No dash, because phones offer the code to the browser exactly as written.
        let words = context! { code => code.expose(), minutes => lifetime.as_secs() / 60 };
        let meta =
            MessageMeta { code: Some(code.expose().to_owned()), ..MessageMeta::about(user.id) };
        let (to, locale) = (to.to_string(), user.locale.unwrap_or_default());
        self.deliver_text("verify_phone", &to, locale, words, meta, lifetime).await
    }

    /// Notifies the owner of a verified number that another account tried to use it.
    pub(crate) async fn text_phone_taken(&self, owner: &User, to: &Phone) -> Result<()> {
        let (to, locale) = (to.to_string(), owner.locale.unwrap_or_default());
        let (words, meta) = (context! {}, MessageMeta::about(owner.id));
        self.deliver_text("phone_taken", &to, locale, words, meta, NEWS_LIFETIME).await
    }
}
