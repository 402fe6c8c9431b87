//! Looking at a magic link (step 2): returns how this browser may use the link, without consuming
//! it.
//!
//! A link that would confirm an account's claimed address first asks for a passkey of that account,
//! because confirming shares the account with everyone who has a passkey to it. Otherwise a
//! stranger could sign up with your address, leave their session open, and have you confirm the
//! address for them.

use std::time::Duration;

use crate::clock::seconds;
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::magic_link::MagicLinks;
use crate::model::magic_link::MagicLink;
use crate::model::magic_link::Purpose;
use crate::model::user::Email;
use crate::session::SignedIn;
use crate::web::request_context::RequestContext;

/// How long a second request with the same link, from the browser that redeemed it, counts as part
/// of a double click. That browser may not have the session cookie yet.
const DOUBLE_CLICK: Duration = Duration::from_secs(10);

/// The state of a link in this browser, which the link's page shows.
#[derive(Clone, Debug)]
pub enum Look {
    /// This browser requested the link, so the button will work.
    Ready(MagicLink),
    /// Another browser requested the link. The user must enter the code there.
    Elsewhere,
    /// The link confirms the address of an account. The user must sign in to that account first.
    SignInFirst(Email),
    /// The link would confirm the current user's address. The user must use a passkey of that
    /// account first.
    VerifyFirst(MagicLink),
    /// The browser is already signed in to the link's account. The path to go to.
    SignedIn(Option<String>),
}

impl MagicLinks<'_> {
    /// Returns how this browser may use a link (step 2), without consuming it.
    ///
    /// # Errors
    /// [`Error::LinkExpired`].
    pub async fn look_at(self, context: &RequestContext, token: &str) -> Result<Look> {
        let (hash, now) = (Secret::presented(token).hash(), self.clock().now());
        let Some(link) = self.store().find_magic_link(&hash, now).await? else {
            return Err(Error::LinkExpired("unknown, used, replaced or expired"));
        };
        if link.consumed_at.is_some() {
            return match self.sessions().signed_in(context).await? {
                Some(here) if Some(here.user.id) == link.user_id => Ok(Look::SignedIn(link.next)),
                _ => Err(Error::LinkExpired("used")),
            };
        }
        if context.browser.hash().as_ref() != Some(&link.browser_hash) {
            return Ok(Look::Elsewhere);
        }
        self.look_here(context, link).await
    }

    /// Returns how the browser that requested an unused link may use it.
    ///
    /// # Errors
    /// [`Error::LinkExpired`].
    pub async fn look_here(self, context: &RequestContext, link: MagicLink) -> Result<Look> {
        let signed_in = self.sessions().signed_in(context).await?;
        if !may_redeem(&link, signed_in.as_ref())? {
            return Ok(Look::SignInFirst(link.email));
        }
        Ok(match signed_in {
            Some(here) if self.has_to_verify(&link, &here).await? => Look::VerifyFirst(link),
            _ => Look::Ready(link),
        })
    }

    /// Returns whether the user must use a passkey first: the link would confirm the current user's
    /// address, and they have passkeys but haven't used one recently. The store checks this again
    /// (`store/addresses.rs`).
    async fn has_to_verify(self, link: &MagicLink, here: &SignedIn) -> Result<bool> {
        let user = &here.user;
        if here.is_recently_verified(self.clock().now()) {
            return Ok(false);
        }
        let claims = user.email.as_ref() == Some(&link.email) && user.own_email().is_none();
        let confirms = link.purpose == Purpose::Change
            || (claims && self.store().find_owner(&link.email).await?.is_none());
        Ok(confirms && !self.store().list_credentials(user.id).await?.is_empty())
    }

    /// Returns the link that this browser redeemed with the same token a moment ago.
    pub(crate) async fn used_just_now(
        self,
        context: &RequestContext,
        token: &str,
    ) -> Result<Option<MagicLink>> {
        let (hash, now) = (Secret::presented(token).hash(), self.clock().now());
        let link = self.store().find_magic_link(&hash, now).await?;
        self.if_used_just_now(context, link).await
    }

    /// Returns the link that this browser redeemed with the same code a moment ago.
    pub(crate) async fn code_used_just_now(
        self,
        context: &RequestContext,
        code: &str,
    ) -> Result<Option<MagicLink>> {
        let Some(browser) = context.browser.hash() else { return Ok(None) };
        let now = self.clock().now();
        let Some(link) = self.store().find_redeemed_magic_link(&browser, now).await? else {
            return Ok(None);
        };
        let code_hash = Secret::typed(code).hash_for(&link.id);
        if !self.store().is_magic_link_code(&link.id, &code_hash).await? {
            return Ok(None);
        }
        self.if_used_just_now(context, Some(link)).await
    }

    /// Accepts a link that this browser redeemed a moment ago. The second request opens no session
    /// and redirects to the same page as the first. If the user has signed in to another account
    /// since, the link no longer counts.
    async fn if_used_just_now(
        self,
        context: &RequestContext,
        link: Option<MagicLink>,
    ) -> Result<Option<MagicLink>> {
        let earliest = self.clock().now() - seconds(DOUBLE_CLICK);
        let link = link.filter(|link| {
            link.consumed_at.is_some_and(|at| at >= earliest)
                && context.browser.hash().as_ref() == Some(&link.browser_hash)
        });
        let here = self.sessions().signed_in(context).await?.map(|here| here.user.id);
        Ok(link.filter(|link| here.is_none() || here == link.user_id))
    }
}

/// Returns whether this session may redeem the link. Only the account that requested a confirmation
/// may redeem it. Without a session, it would create a second account and take the address from the
/// first. Only the session that requested a change of address may redeem it, because only that
/// session's user has just confirmed who they are.
fn may_redeem(link: &MagicLink, signed_in: Option<&SignedIn>) -> Result<bool> {
    let user_id = signed_in.map(|signed_in| signed_in.user.id);
    match link.purpose {
        Purpose::SignIn => Ok(true),
        Purpose::Confirm => Ok(link.user_id == user_id),
        Purpose::Change
            if link.user_id == user_id
                && link.session_id == signed_in.map(|signed_in| signed_in.session.id) =>
        {
            Ok(true)
        }
        Purpose::Change => Err(Error::LinkExpired("requested in another session")),
    }
}
