//! The email about an address that another account tried to use.

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
}
