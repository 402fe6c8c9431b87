//! Redeeming a magic link (step 3): with the link's button or with the code.

use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::magic_link::MagicLinks;
use crate::magic_link::look::Look;
use crate::model::event::Kind;
use crate::model::magic_link::MagicLink;
use crate::model::magic_link::Purpose;
use crate::model::session::Session;
use crate::model::user::UserId;
use crate::session::SignedIn;
use crate::store::{Follow, NewSession, NewUser, Opened, Unit};
use crate::web::redirect::on_this_site;
use crate::web::request_context::RequestContext;

impl MagicLinks<'_> {
    /// Returns the link that this browser has requested and not used yet.
    pub async fn awaited(self, context: &RequestContext) -> Result<Option<MagicLink>> {
        let Some(browser) = context.browser.hash() else { return Ok(None) };
        self.store().find_awaited_magic_link(&browser, self.clock().now()).await
    }

    /// Redeems a link with its button (step 3). Returns the path that the user was going to when
    /// they requested the link, if any.
    ///
    /// # Errors
    /// [`Error::LinkExpired`], [`Error::WrongBrowser`], [`Error::SignedOut`],
    /// [`Error::VerificationRequired`], [`Error::SignUpClosed`], [`Error::TooManyRequests`], which
    /// don't consume the link; [`Error::Deactivated`].
    #[tracing::instrument(name = "redeem_magic_link", level = "debug", skip_all)]
    pub async fn redeem(self, context: &RequestContext, token: &str) -> Result<Option<String>> {
        let looked = self.look_at(context, token).await;
        let is_good = looked.is_ok();
        let redeemed = match looked {
            Ok(look) => self.redeem_as_it_looks(context, look).await,
            Err(error) => Err(error),
        };
        if matches!(redeemed, Err(Error::LinkExpired(_)))
            && let Some(link) = self.used_just_now(context, token).await?
        {
            return Ok(self.go_on(link.next.as_deref()));
        }
        if is_good { redeemed } else { self.rate_limits().count_guess(context, redeemed).await }
    }

    async fn redeem_as_it_looks(
        self,
        context: &RequestContext,
        look: Look,
    ) -> Result<Option<String>> {
        match look {
            Look::Ready(link) => self.redeem_link(context, &link).await,
            Look::SignedIn(next) => Ok(self.go_on(next.as_deref())),
            Look::Elsewhere => Err(Error::WrongBrowser),
            Look::SignInFirst(_) => Err(Error::SignedOut),
            Look::VerifyFirst(_) => Err(Error::VerificationRequired),
        }
    }

    /// Redeems a link with the code from its email, entered in the window that requested it (step
    /// 3). Returns the path that the user was going to, if any.
    ///
    /// # Errors
    /// [`Error::WrongCode`]; [`Error::LinkExpired`] after five wrong codes, or if this browser
    /// hasn't requested a link; [`Error::SignedOut`]; [`Error::VerificationRequired`], which
    /// consumes nothing; [`Error::TooManyRequests`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn redeem_code(self, context: &RequestContext, code: &str) -> Result<Option<String>> {
        let redeemed = self.redeem_awaited(context, code).await;
        if matches!(redeemed, Err(Error::LinkExpired(_)))
            && let Some(link) = self.code_used_just_now(context, code).await?
        {
            return Ok(self.go_on(link.next.as_deref()));
        }
        redeemed
    }

    async fn redeem_awaited(self, context: &RequestContext, code: &str) -> Result<Option<String>> {
        let link = self.awaited(context).await?;
        let link = link.ok_or(Error::LinkExpired("not requested by this browser"))?;
        match self.look_here(context, link.clone()).await? {
            Look::VerifyFirst(_) => return Err(Error::VerificationRequired),
            Look::SignInFirst(_) => return Err(Error::SignedOut),
            _ => {}
        }
        let code_hash = Secret::typed(code).hash_for(&link.id);
        if !self.store().try_magic_link_code(&link.id, &code_hash, self.clock().now()).await? {
            return self.rate_limits().count_guess(context, Err(Error::WrongCode)).await;
        }
        self.redeem_link(context, &link).await
    }

    /// Returns whether a link opens a new session although its account is already signed in here. A
    /// session opened by a passkey, or in which one was recently used, is stronger than an email
    /// and stays. A session opened by email is replaced by a new one: without a passkey, this is
    /// how a user confirms who they are.
    fn opens_anew(self, link: &MagicLink, signed_in: Option<&SignedIn>) -> bool {
        link.purpose == Purpose::SignIn
            && signed_in.is_some_and(|signed_in| {
                signed_in.session.credential_id.is_none()
                    && !signed_in.is_recently_verified(self.clock().now())
            })
    }

    async fn redeem_link(
        self,
        context: &RequestContext,
        link: &MagicLink,
    ) -> Result<Option<String>> {
        let signed_in = self.sessions().signed_in(context).await?;
        if link.purpose == Purpose::Change {
            let signed_in = signed_in.ok_or(Error::SignedOut)?;
            self.accounts().finish_changing_address(context, &signed_in, link).await?;
            let mut unit = Unit::default();
            self.rate_limits().add_known_browser(context, &mut unit, &link.email, link.created_at);
            self.store().apply(unit).await?;
            return Ok(None);
        }
        let session = signed_in.as_ref().map(|signed_in| &signed_in.session);
        let stays = |opened: &Opened| {
            signed_in.as_ref().is_some_and(|here| here.user.id == opened.user_id)
                && !self.opens_anew(link, signed_in.as_ref())
        };
        // The account is known only within the transaction.
        let mut new = self.sessions().new_session_by_mail(context, link.created_at);
        new.familiarity = self.sessions().familiarity_of(context, &link.email, new.opens).await?;
        let follow = |opened: &Opened| self.follow(context, link, opened, &new, stays(opened));
        let opened = self.open_account(context, link, session, &follow).await?;
        if !stays(&opened) {
            let user = self.store().find_user(opened.user_id).await?.ok_or(Error::SignedOut)?;
            self.sessions().enter(context, user, new.of(opened.user_id)).await?;
        }
        Ok(self.go_on(link.next.as_deref()))
    }

    /// Returns a unit with everything that redeeming a link causes, except the change of address:
    /// the session, the events, and the known browser.
    fn follow(
        self,
        context: &RequestContext,
        link: &MagicLink,
        opened: &Opened,
        new: &NewSession,
        stays: bool,
    ) -> Result<Unit> {
        let mut unit = Unit::default();
        self.rate_limits().add_known_browser(context, &mut unit, &link.email, link.created_at);
        if stays {
            unit.record(&self.event(context, opened.user_id, Kind::AddressConfirmed));
        } else {
            self.add_opening(context, &mut unit, opened, new)?;
        }
        Ok(unit)
    }

    /// Redeems a link in one transaction, with the changes that `follow` adds. `session` is the
    /// current one.
    ///
    /// # Errors
    /// As [`redeem`](Self::redeem).
    pub(crate) async fn open_account(
        self,
        context: &RequestContext,
        link: &MagicLink,
        session: Option<&Session>,
        follow: Follow<'_>,
    ) -> Result<Opened> {
        let rule = self.settings().sign_up_rule().await?;
        let (id, now) = (UserId(self.random().uuid()), self.clock().now());
        let new_user = NewUser { id, now, rule: &rule };
        let (store, dropped) = (self.store(), self.dropped(context));
        let opened = store.redeem_magic_link(&link.id, session, new_user, &dropped, follow).await?;
        self.wake_readers();
        if opened.account_status.is_deactivated {
            return Err(Error::Deactivated);
        }
        Ok(opened)
    }

    /// Records that a link has created an account or confirmed its address, and adds the sign-in
    /// unless the account is deactivated.
    pub(crate) fn add_opening(
        self,
        context: &RequestContext,
        unit: &mut Unit,
        opened: &Opened,
        new: &NewSession,
    ) -> Result<()> {
        if opened.is_new {
            unit.record(&self.event(context, opened.user_id, Kind::SignedUp));
        } else if opened.is_proven {
            unit.record(&self.event(context, opened.user_id, Kind::AddressConfirmed));
        }
        if !opened.account_status.is_deactivated {
            let new = new.clone().of(opened.user_id);
            let is_pending = opened.account_status.is_pending;
            self.sessions().add_sign_in(context, unit, &new, is_pending)?;
        }
        Ok(())
    }

    pub(crate) fn go_on(self, next: Option<&str>) -> Option<String> {
        next.and_then(|next| on_this_site(&self.config().origin, next))
    }
}
