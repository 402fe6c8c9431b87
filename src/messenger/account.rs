//! Mails and texts about an account's address, number, reset and end.

use std::time::Duration;

use minijinja::context;

use super::{Beside, NEWS_LIFETIME};
use crate::RelyingParty;
use crate::error::Result;
use crate::locale::Locale;
use crate::phone::Phone;
use crate::reset;
use crate::secret::Secret;
use crate::user::{Email, User};
use crate::visitor::Visitor;

impl RelyingParty {
    /// Tells the owner of an address that somebody wanted it for another account.
    pub(crate) async fn mail_address_taken(&self, owner: &User, visitor: &Visitor) -> Result<()> {
        let Some(email) = owner.own_email() else { return Ok(()) };
        let (words, beside) = (self.where_from(visitor), Beside::about(owner.id));
        self.deliver_mail("address_taken", email, owner.locale, words, beside, NEWS_LIFETIME).await
    }

    /// Says that an account is no more: its owner has deleted it in `visitor`'s browser, or else a
    /// back end has. It is about nobody, and stays for as long as any mail does that was handed over.
    pub(crate) async fn mail_farewell(
        &self,
        (to, locale): (&Email, Option<Locale>),
        visitor: Option<&Visitor>,
    ) -> Result<()> {
        let (kind, words) = match visitor {
            Some(visitor) => ("account_deleted", self.where_from(visitor)),
            None => ("account_deleted_by_site", context! { at => self.clock().now() }),
        };
        self.deliver_mail(kind, to, locale, words, Beside::default(), NEWS_LIFETIME).await
    }

    /// Tells the owner of an account that their reset can be used.
    pub(crate) async fn mail_ripe_reset(&self, to: &Email) -> Result<()> {
        let words = context! {
            hours => reset::WAIT.as_secs() / 3600,
            days => reset::GOOD_FOR.as_secs() / (24 * 3600),
            sign_in => format!("{}/sign-in", self.config().origin_text()),
        };
        self.deliver_mail("reset_ripe", to, None, words, Beside::default(), NEWS_LIFETIME).await
    }

    /// Texts a code that proves a number.
    pub(crate) async fn text_code(
        &self,
        user: &User,
        to: &Phone,
        code: &Secret,
        lifetime: Duration,
    ) -> Result<()> {
        // Without a dash: telephones offer it to the browser as it stands.
        let words = context! { code => code.expose(), minutes => lifetime.as_secs() / 60 };
        let beside = Beside { code: Some(code.expose().to_owned()), ..Beside::about(user.id) };
        let (to, locale) = (to.to_string(), user.locale.unwrap_or_default());
        self.deliver_text("verify_phone", &to, locale, words, beside, lifetime).await
    }

    /// Tells whoever has verified a number that somebody wanted it for another account.
    pub(crate) async fn text_phone_taken(&self, owner: &User, to: &Phone) -> Result<()> {
        let (to, locale) = (to.to_string(), owner.locale.unwrap_or_default());
        let (words, beside) = (context! {}, Beside::about(owner.id));
        self.deliver_text("phone_taken", &to, locale, words, beside, NEWS_LIFETIME).await
    }
}
