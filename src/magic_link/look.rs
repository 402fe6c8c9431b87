//! Step 2 of a magic link: looking at it. Returns how this browser may use the link, and spends
//! nothing.
//!
//! A link that would make a claimed address the account's own asks for a passkey of that account
//! first, because everyone who holds a passkey to an account shares it. Otherwise a stranger could
//! sign up with your address, leave their session open, and have you confirm the address for them.

use std::time::Duration;

use crate::RelyingParty;
use crate::clock::seconds;
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::extras::passage::BearerLink;
use crate::model::magic_link::MagicLink;
use crate::model::magic_link::Purpose;
use crate::model::user::Email;
use crate::session::SignedIn;
use crate::web::request_context::Visitor;

/// How long a second request with a link from the browser that redeemed it counts as part of a double
/// click: the browser may not have the session's cookie yet.
const DOUBLE_CLICK: Duration = Duration::from_secs(10);

/// The state of a link in this browser, which its page shows.
#[derive(Clone, Debug)]
pub enum Look {
    /// This browser asked: the button will work.
    Ready(MagicLink),
    /// Another browser asked: the code has to be typed there.
    Elsewhere,
    /// A back end asked for it, so anyone who has it may redeem it.
    Bearer(BearerLink),
    /// It confirms the address of an account that has to be signed in first.
    SignInFirst(Email),
    /// It would confirm the address of the account that is signed in here. A passkey of that account
    /// has to be used first.
    VerifyFirst(MagicLink),
    /// A back end has asked for it, and its address or number isn't the account's own. It signs no
    /// one in.
    NotOwned,
    /// The browser is signed in to the link's account already. The path to go on to.
    SignedIn(Option<String>),
}

impl RelyingParty {
    /// Step 2: returns how this browser may use a link, and spends nothing.
    ///
    /// # Errors
    /// [`Error::LinkExpired`].
    pub async fn look_at_magic_link(&self, visitor: &Visitor, token: &str) -> Result<Look> {
        let (hash, now) = (Secret::presented(token).hash(), self.clock().now());
        let Some(link) = self.store().find_magic_link(&hash, now).await? else {
            return self.look_at_bearer_link(visitor, &hash).await;
        };
        if link.consumed_at.is_some() {
            return match self.signed_in(visitor).await? {
                Some(here) if Some(here.user.id) == link.user_id => Ok(Look::SignedIn(link.next)),
                _ => Err(Error::LinkExpired("used")),
            };
        }
        if visitor.browser.hash().as_ref() != Some(&link.browser_hash) {
            return Ok(Look::Elsewhere);
        }
        self.look_here(visitor, link).await
    }

    /// Returns how the browser that asked for an unused link may use it.
    ///
    /// # Errors
    /// [`Error::LinkExpired`].
    pub async fn look_here(&self, visitor: &Visitor, link: MagicLink) -> Result<Look> {
        let signed_in = self.signed_in(visitor).await?;
        if !may_redeem(&link, signed_in.as_ref())? {
            return Ok(Look::SignInFirst(link.email));
        }
        Ok(match signed_in {
            Some(here) if self.has_to_verify(&link, &here).await? => Look::VerifyFirst(link),
            _ => Look::Ready(link),
        })
    }

    /// Whether a link would make an address the own one of the account that is signed in here, which
    /// has passkeys of which none was used just now. The store has the last word
    /// (`store/addresses.rs`).
    async fn has_to_verify(&self, link: &MagicLink, here: &SignedIn) -> Result<bool> {
        let user = &here.user;
        if here.is_recently_verified(self.clock().now()) {
            return Ok(false);
        }
        let claims = user.email.as_ref() == Some(&link.email) && user.own_email().is_none();
        let confirms = link.purpose == Purpose::Change
            || (claims && self.store().find_owner(&link.email).await?.is_none());
        Ok(confirms && !self.store().list_credentials(user.id).await?.is_empty())
    }

    async fn look_at_bearer_link(&self, visitor: &Visitor, hash: &str) -> Result<Look> {
        let unusable = Error::LinkExpired("unknown, used, replaced or too old");
        let Some(link) = self.store().find_bearer_link(hash).await? else { return Err(unusable) };
        if link.expires_at <= self.clock().now() {
            return Err(unusable);
        }
        let user = self.store().find_user(link.user_id).await?.ok_or(Error::NotFound)?;
        if link.consumed_at.is_none() && link.opens(&user) {
            return Ok(Look::Bearer(link));
        }
        match self.signed_in(visitor).await? {
            Some(here) if here.user.id == link.user_id => Ok(Look::SignedIn(link.next)),
            _ if link.consumed_at.is_some() => Err(unusable),
            _ => Ok(Look::NotOwned),
        }
    }

    /// The bearer link that a token opens.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is none; [`Error::LinkExpired`] if it is used or too old.
    pub(crate) async fn bearer_link(&self, token: &str) -> Result<BearerLink> {
        let link = self.store().find_bearer_link(&Secret::presented(token).hash()).await?;
        let link = link.ok_or(Error::NotFound)?;
        if link.consumed_at.is_some() || link.expires_at <= self.clock().now() {
            return Err(Error::LinkExpired("used, or too old"));
        }
        Ok(link)
    }

    /// The link that this browser has redeemed with the same token a moment ago.
    pub(crate) async fn magic_link_used_just_now(
        &self,
        visitor: &Visitor,
        token: &str,
    ) -> Result<Option<MagicLink>> {
        let (hash, now) = (Secret::presented(token).hash(), self.clock().now());
        let link = self.store().find_magic_link(&hash, now).await?;
        self.if_used_just_now(visitor, link).await
    }

    /// The link that this browser has redeemed with the same code a moment ago.
    pub(crate) async fn code_used_just_now(
        &self,
        visitor: &Visitor,
        code: &str,
    ) -> Result<Option<MagicLink>> {
        let Some(browser) = visitor.browser.hash() else { return Ok(None) };
        let now = self.clock().now();
        let Some(link) = self.store().find_redeemed_magic_link(&browser, now).await? else {
            return Ok(None);
        };
        let code_hash = Secret::typed(code).hash_for(&link.id);
        if !self.store().is_magic_link_code(&link.id, &code_hash).await? {
            return Ok(None);
        }
        self.if_used_just_now(visitor, Some(link)).await
    }

    /// Passes on a link that this browser has redeemed a moment ago. The request opens no session: it
    /// leads to where the request leads that opened one. Someone who has signed in to another account
    /// since then has left the link behind.
    async fn if_used_just_now(
        &self,
        visitor: &Visitor,
        link: Option<MagicLink>,
    ) -> Result<Option<MagicLink>> {
        let earliest = self.clock().now() - seconds(DOUBLE_CLICK);
        let link = link.filter(|link| {
            link.consumed_at.is_some_and(|at| at >= earliest)
                && visitor.browser.hash().as_ref() == Some(&link.browser_hash)
        });
        let here = self.signed_in(visitor).await?.map(|here| here.user.id);
        Ok(link.filter(|link| here.is_none() || here == link.user_id))
    }
}

/// A confirmation belongs to the account that asked for it. Were it redeemed by nobody in
/// particular, it would make a second account and take the address from the first. A change of
/// address belongs to the very session that asked: nobody else has just proven who they are.
fn may_redeem(link: &MagicLink, signed_in: Option<&SignedIn>) -> Result<bool> {
    let user_id = signed_in.map(|signed_in| signed_in.user.id);
    match link.purpose {
        Purpose::SignIn => Ok(true),
        Purpose::Confirm => Ok(link.user_id == user_id),
        Purpose::Change
            if link.user_id == user_id
                && link.session_id.as_ref() == signed_in.map(|signed_in| &signed_in.session.id) =>
        {
            Ok(true)
        }
        Purpose::Change => Err(Error::LinkExpired("asked for in another session")),
    }
}
