//! Looking at a bearer link and redeeming it: steps 2 and 3 of `bearer_link.rs`.

use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::extras::passage::{BearerLink, Passage, Verifies};
use crate::model::event::Kind;
use crate::model::session::{Method, Opens};
use crate::session::SignedIn;
use crate::session::tokens::Tokens;
use crate::store::Unit;
use crate::web::request_context::RequestContext;

/// The state of a bearer link in this browser, which its page shows.
#[derive(Clone, Debug)]
pub enum BearerLook {
    /// The button will work.
    Ready(BearerLink),
    /// The link's address or number isn't the account's own. It can't sign anyone in.
    NotOwned,
    /// The browser is already signed in to the link's account. The path to go to.
    SignedIn(Option<String>),
}

impl Passage<'_> {
    /// Returns how this browser may use a link (step 2), without consuming it.
    ///
    /// # Errors
    /// [`Error::LinkExpired`].
    pub async fn look_at_bearer_link(
        self,
        context: &RequestContext,
        token: &str,
    ) -> Result<BearerLook> {
        let unusable = Error::LinkExpired("unknown, used or expired");
        let hash = Secret::presented(token).hash();
        let Some(link) = self.store().find_bearer_link(&hash).await? else { return Err(unusable) };
        if link.expires_at <= self.clock().now() {
            return Err(unusable);
        }
        let user = self.store().find_user(link.user_id).await?.ok_or(Error::NotFound)?;
        if link.consumed_at.is_none() && link.opens(&user) {
            return Ok(BearerLook::Ready(link));
        }
        match self.sessions().signed_in(context).await? {
            Some(here) if here.user.id == link.user_id => Ok(BearerLook::SignedIn(link.next)),
            _ if link.consumed_at.is_some() => Err(unusable),
            _ => Ok(BearerLook::NotOwned),
        }
    }

    /// Redeems a link with its button (step 3). Returns the path to go to, if the back end set one.
    ///
    /// # Errors
    /// [`Error::LinkExpired`], [`Error::SignedOut`], [`Error::TooManyRequests`], which don't
    /// consume the link; [`Error::Deactivated`].
    pub async fn redeem_bearer_link(
        self,
        context: &RequestContext,
        token: &str,
    ) -> Result<Option<String>> {
        let looked = self.look_at_bearer_link(context, token).await;
        match self.rate_limits().count_guess(context, looked).await? {
            BearerLook::Ready(link) => {
                self.redeem_bearer(context, &link, Opens::Session).await?;
                Ok(self.magic_links().go_on(link.next.as_deref()))
            }
            BearerLook::SignedIn(next) => Ok(self.magic_links().go_on(next.as_deref())),
            BearerLook::NotOwned => Err(Error::SignedOut),
        }
    }

    /// Redeems a bearer link for a client (step 3). The session exists only for the tokens. A link
    /// that a browser requested is never a bearer link: it belongs to that browser.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::LinkExpired`]; [`Error::Deactivated`];
    /// [`Error::TooManyRequests`]; [`Error::SignedOut`] if the link's address or number isn't the
    /// account's own.
    pub async fn activate_link(
        self,
        context: &RequestContext,
        token: &str,
    ) -> Result<(SignedIn, BearerLink, Tokens)> {
        let link = self.rate_limits().count_guess(context, self.bearer_link(token).await).await?;
        let user = self.store().find_user(link.user_id).await?;
        if !user.is_some_and(|user| link.opens(&user)) {
            return Err(Error::SignedOut);
        }
        let opened = self.redeem_bearer(context, &link, Opens::Tokens).await?;
        let (signed_in, tokens) = opened.ok_or(Error::SignedOut)?;
        Ok((signed_in, link, tokens.ok_or_else(|| Error::internal("no tokens"))?))
    }

    /// Redeems a bearer link (step 3). If a passkey has opened a session of the same account here,
    /// that session is stronger, and no new one is opened.
    async fn redeem_bearer(
        self,
        context: &RequestContext,
        link: &BearerLink,
        opens: Opens,
    ) -> Result<Option<(SignedIn, Option<Tokens>)>> {
        let account_status = self.store().account_status(link.user_id).await?;
        if account_status.is_deactivated {
            return Err(Error::Deactivated);
        }
        let here = self.sessions().signed_in(context).await?;
        let stays = here.is_some_and(|here| {
            here.user.id == link.user_id && here.session.method == Method::Passkey
        });
        let mut new = self.sessions().new_session(context, link.user_id, Method::Link, opens);
        new.familiarity = self.sessions().familiarity(context, link.user_id, opens).await?;
        let follow = |is_proven: bool| {
            let mut unit = Unit::default();
            if let Some(proven) = link.proves.filter(|_| is_proven) {
                let kind = match proven {
                    Verifies::Email => Kind::AddressConfirmed,
                    Verifies::Phone => Kind::PhoneConfirmed,
                };
                unit.record(&self.event(context, link.user_id, kind));
            }
            if !stays {
                self.sessions().add_sign_in(context, &mut unit, &new, account_status.is_pending)?;
            }
            Ok(unit)
        };
        let (now, dropped) = (self.clock().now(), self.dropped(context));
        self.store().redeem_bearer_link(link, now, &dropped, &follow).await?;
        self.wake_readers();
        if stays {
            return Ok(None);
        }
        let user = self.store().find_user(link.user_id).await?.ok_or(Error::SignedOut)?;
        self.sessions().enter(context, user, new).await.map(Some)
    }

    /// Returns the bearer link with this token.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown token; [`Error::LinkExpired`] if it was used or has
    /// expired.
    async fn bearer_link(self, token: &str) -> Result<BearerLink> {
        let link = self.store().find_bearer_link(&Secret::presented(token).hash()).await?;
        let link = link.ok_or(Error::NotFound)?;
        if link.consumed_at.is_some() || link.expires_at <= self.clock().now() {
            return Err(Error::LinkExpired("used or expired"));
        }
        Ok(link)
    }
}
