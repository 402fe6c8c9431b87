//! Redeeming what a page has requested: with its link, with its code, or by waiting.
//!
//! An attacker may have entered your address in a page and be waiting there for you to open the
//! link. So opening a link signs in the page that it leads to, and the waiting page only if both
//! are in the same browser. The page proves that with the link's id, which only the requesting page
//! got. A link that is opened elsewhere opens a weaker session ([`Method::Link`]), because no one
//! requested it there. `any-click` in `LATCHKEY_PAGES` also signs in the waiting page, as Passage
//! did.
//!
//! A link or code that changes an address or a number only works in the requesting page, while its
//! session is open and a passkey was recently used in it.

use uuid::Uuid;

use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::extras::passage::Passage;
use crate::model::ids::SessionId;
use crate::model::magic_link::{MagicLink, Purpose};
use crate::model::session::{Method, Opens};
use crate::model::user::UserId;
use crate::session::SignedIn;
use crate::session::tokens::Tokens;
use crate::store::{NewSession, Opened, Unit};
use crate::web::rate_limit::Action;
use crate::web::request_context::RequestContext;

/// A user with their first tokens.
pub(crate) type Entered = (SignedIn, Tokens);

impl Passage<'_> {
    /// Finds the link with this token, if a page requested it.
    pub(crate) async fn find_link_of_page(self, token: &str) -> Result<Option<MagicLink>> {
        let hash = Secret::presented(token).hash();
        let found = self.store().find_magic_link(&hash, self.clock().now()).await?;
        let Some(link) = found else { return Ok(None) };
        let waits = self.store().is_waiting_page(&link.id).await?;
        Ok((waits || link.consumed_at.is_some()).then_some(link))
    }

    /// Redeems a link. `id` is the one that the requesting page got.
    ///
    /// # Errors
    /// [`Error::LinkExpired`]; [`Error::SignedOut`] for a change of address that another page
    /// requested; [`Error::VerificationRequired`], [`Error::AddressTaken`], [`Error::Deactivated`].
    pub(crate) async fn redeem_link_of_page(
        self,
        context: &RequestContext,
        link: &MagicLink,
        id: Option<&str>,
    ) -> Result<Entered> {
        let is_here = id.is_some_and(|id| Secret::presented(id).hash() == link.browser_hash);
        let redeemed = match (link.consumed_at, link.purpose) {
            (Some(_), _) => Err(Error::LinkExpired("used")),
            (None, Purpose::SignIn) => {
                let waits = is_here || self.config().pages.any_click;
                self.sign_in_by_link(context, link, is_here, waits).await
            }
            (None, Purpose::Change) if is_here => self.change_address_of(context, link).await,
            (None, Purpose::Change | Purpose::Confirm) => Err(Error::SignedOut),
        };
        self.rate_limits().count_guess(context, redeemed).await
    }

    /// Redeems a code in the requesting page.
    ///
    /// # Errors
    /// [`Error::WrongCode`], [`Error::WrongTextCode`]; [`Error::NotFound`] if the page hasn't
    /// requested one; [`Error::PhoneTaken`];
    /// [`Error::LinkExpired`] after too many tries; and as for a link.
    pub(crate) async fn redeem_code_of_page(
        self,
        context: &RequestContext,
        id: &str,
        code: &str,
    ) -> Result<Entered> {
        let (hash, now) = (Secret::presented(id).hash(), self.clock().now());
        let link = self.store().find_awaited_magic_link(&hash, now).await?;
        let redeemed = match link {
            Some(link) => self.try_code_of_page(context, &link, code).await,
            None => self.try_texted_code_of_page(context, &hash, code).await,
        };
        self.rate_limits().count_guess(context, redeemed).await
    }

    /// Tries a code from a text message, which verifies a number.
    async fn try_texted_code_of_page(
        self,
        context: &RequestContext,
        id: &str,
        code: &str,
    ) -> Result<Entered> {
        let found = self.store().find_phone_code(id, self.clock().now()).await?;
        let (user_id, session_id) = found.ok_or(Error::NotFound)?;
        let signed_in = self.session_of_page(Some(session_id)).await?;
        self.sms().redeem_phone_code_of(context, user_id, id, code).await?;
        let tokens = self.tokens().issue(&signed_in).await?;
        Ok((signed_in, tokens))
    }

    async fn try_code_of_page(
        self,
        context: &RequestContext,
        link: &MagicLink,
        code: &str,
    ) -> Result<Entered> {
        let (hash, now) = (Secret::typed(code).hash_for(&link.id), self.clock().now());
        if !self.store().try_magic_link_code(&link.id, &hash, now).await? {
            return Err(Error::WrongCode);
        }
        match link.purpose {
            Purpose::SignIn => self.sign_in_by_link(context, link, true, false).await,
            Purpose::Change => self.change_address_of(context, link).await,
            Purpose::Confirm => Err(Error::SignedOut),
        }
    }

    /// Signs in the page that waits for a link, once it may.
    ///
    /// # Errors
    /// [`Error::NotFound`] until then, and for every other id.
    pub(crate) async fn enter_waiting_page(
        self,
        context: &RequestContext,
        id: &str,
    ) -> Result<Entered> {
        let (hash, now) = (Secret::presented(id).hash(), self.clock().now());
        let link = self.store().find_redeemed_magic_link(&hash, now).await?;
        let link = link.ok_or(Error::NotFound)?;
        let admission = self.store().find_admission(&link.id).await?;
        let (user_id, method) = admission.ok_or(Error::NotFound)?;
        let mut new = self.sessions().new_session(context, user_id, method, Opens::Tokens);
        new.familiarity = self.sessions().familiarity(context, user_id, Opens::Tokens).await?;
        let mut unit = Unit::default();
        unit.take_waiting_page(&link.id, user_id);
        self.sessions().add_sign_in(context, &mut unit, &new, false)?;
        if !self.store().apply(unit).await? {
            return Err(Error::NotFound);
        }
        self.wake_readers();
        self.entered(context, new).await
    }

    async fn sign_in_by_link(
        self,
        context: &RequestContext,
        link: &MagicLink,
        is_here: bool,
        waits: bool,
    ) -> Result<Entered> {
        let method = if is_here { Method::Mail } else { Method::Link };
        // The account is known only within the transaction.
        let nobody = UserId(Uuid::nil());
        let mut new = self.sessions().new_session(context, nobody, method, Opens::Tokens);
        new.session.proven_at = is_here.then_some(link.created_at);
        new.familiarity =
            self.sessions().familiarity_of(context, &link.email, Opens::Tokens).await?;
        let follow = |opened: &Opened| {
            let mut unit = Unit::default();
            let sends = self.rate_limits().limits_of_subject(Action::Send, link.email.key());
            unit.uncount(&sends, link.created_at);
            self.magic_links().add_opening(context, &mut unit, opened, &new)?;
            if waits && !opened.account_status.is_deactivated {
                unit.admit_waiting_page(&link.id, opened.user_id, method);
            }
            Ok(unit)
        };
        let opened = self.magic_links().open_account(context, link, None, &follow).await?;
        self.entered(context, new.of(opened.user_id)).await
    }

    async fn entered(self, context: &RequestContext, new: NewSession) -> Result<Entered> {
        let user = self.store().find_user(new.session.user_id).await?.ok_or(Error::SignedOut)?;
        let (signed_in, tokens) = self.sessions().enter(context, user, new).await?;
        Ok((signed_in, tokens.ok_or_else(|| Error::internal("no tokens"))?))
    }

    async fn change_address_of(
        self,
        context: &RequestContext,
        link: &MagicLink,
    ) -> Result<Entered> {
        let signed_in = self.session_of_page(link.session_id).await?;
        self.accounts().finish_changing_address(context, &signed_in, link).await?;
        let tokens = self.tokens().issue(&signed_in).await?;
        Ok((signed_in, tokens))
    }

    /// Returns the session that requested a change, if it is still open.
    async fn session_of_page(self, id: Option<SessionId>) -> Result<SignedIn> {
        let id = id.ok_or(Error::SignedOut)?;
        let session = self.store().find_session(id, self.clock().now()).await?;
        let session = session.ok_or(Error::SignedOut)?;
        let user = self.store().find_user(session.user_id).await?.ok_or(Error::SignedOut)?;
        Ok(SignedIn { user, session })
    }
}
