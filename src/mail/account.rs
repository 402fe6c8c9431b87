//! Emails that replace one with a link: the link would lead nowhere, and only the reader of the
//! mailbox may know why.

use minijinja::context;

use crate::error::Result;
use crate::mail::Emails;
use crate::mail::{MessageMeta, NEWS_LIFETIME};
use crate::model::message::Message;
use crate::model::user::{Email, User};
use crate::web::request_context::RequestContext;

impl Emails<'_> {
    /// Notifies the owner of an address that another account tried to use it.
    pub(crate) async fn address_taken_mail(
        self,
        owner: &User,
        email: &Email,
        context: &RequestContext,
    ) -> Result<Message> {
        let (words, meta) = (self.where_from(context), MessageMeta::about(owner.id));
        self.write_mail("address_taken", email, owner.locale, words, meta, NEWS_LIFETIME).await
    }

    /// Tells the reader of an address that it has no account, and that no one may create one for
    /// it. It replaces the email with a link.
    pub(crate) async fn no_account_mail(
        self,
        email: &Email,
        request: &RequestContext,
    ) -> Result<Message> {
        let sign_in = format!("{}/sign-in", self.config().origin_text());
        let words = context! { sign_in, ..self.where_from(request) };
        let locale = self.web().locale(request).await?;
        let meta = MessageMeta::default();
        self.write_mail("no_account", email, Some(locale), words, meta, NEWS_LIFETIME).await
    }
}
