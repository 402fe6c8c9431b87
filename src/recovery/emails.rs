//! Emails about a reset.

use minijinja::context;

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::mail::{MessageMeta, NEWS_LIFETIME};
use crate::model::message::Message;
use crate::model::user::{Email, User};
use crate::recovery::Recovery;
use crate::recovery::reset;
use crate::web::request_context::RequestContext;

impl Recovery<'_> {
    /// Notifies the owner of an account that a reset was requested, with a link that cancels it.
    /// The link is valid as long as the reset can be cancelled.
    pub(super) async fn reset_mail(
        self,
        owner: &User,
        email: &Email,
        context: &RequestContext,
        (link, ripe_at): (&str, UnixSeconds),
    ) -> Result<Message> {
        let words = context! {
            link,
            hours => reset::WAIT.as_secs() / 3600,
            ripe_at,
            ..self.mail().where_from(context)
        };
        let meta = MessageMeta { link: Some(link.to_owned()), ..MessageMeta::about(owner.id) };
        let asked = owner.locale.or(Some(context.locale));
        self.mail().write_mail("reset_requested", email, asked, words, meta, reset::WAIT).await
    }

    /// Notifies the owner of an account that their reset is available.
    pub(super) async fn email_available_reset(self, to: &Email) -> Result<()> {
        let words = context! {
            hours => reset::WAIT.as_secs() / 3600,
            days => reset::GOOD_FOR.as_secs() / (24 * 3600),
            sign_in => format!("{}/sign-in", self.config().origin_text()),
        };
        self.mail()
            .deliver_mail("reset_ripe", to, None, words, MessageMeta::default(), NEWS_LIFETIME)
            .await
    }
}
