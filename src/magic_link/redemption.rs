//! Redeeming a magic link: steps 2 and 3, by the link's button, by the code, or by a client.

use super::{Look, Proves, Purpose};
use crate::RelyingParty;
use crate::error::{Error, Result};
use crate::event::Kind;
use crate::rate_limit::Action;
use crate::redirect::on_this_site;
use crate::secret::Secret;
use crate::session::{Method, SignedIn};
use crate::store::{BearerLink, MagicLink};
use crate::user::{Email, UserId};
use crate::visitor::Visitor;
use crate::webhook::News;

impl RelyingParty {
    /// Step 2: says what a link is good for in this browser, and spends nothing.
    ///
    /// # Errors
    /// [`Error::LinkExpired`].
    pub async fn look_at_magic_link(&self, visitor: &Visitor, token: &str) -> Result<Look> {
        let link = self
            .store()
            .find_magic_link(&Secret::presented(token).hash(), self.clock().now())
            .await?;
        let Some(link) = link else {
            return match self.bearer_link(token).await {
                Ok(link) => self.look_at_bearer_link(visitor, link).await,
                Err(Error::NotFound) => {
                    Err(Error::LinkExpired("unknown, used, replaced or too old"))
                }
                Err(error) => Err(error),
            };
        };
        if visitor.browser.hash().as_ref() != Some(&link.browser_hash) {
            return Ok(Look::Elsewhere);
        }
        let signed_in = self.signed_in(visitor).await?;
        Ok(if may_redeem(&link, signed_in.as_ref())? {
            Look::Ready(link)
        } else {
            Look::SignInFirst(link.email)
        })
    }

    /// The link that this browser waits for, if it has asked for one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn awaited_magic_link(&self, visitor: &Visitor) -> Result<Option<MagicLink>> {
        let Some(browser) = visitor.browser.hash() else { return Ok(None) };
        self.store().find_awaited_magic_link(&browser, self.clock().now()).await
    }

    /// Step 3, by the link's button. Returns the path of this site to go on to, if the link was
    /// asked for on the way to one.
    ///
    /// # Errors
    /// [`Error::LinkExpired`], [`Error::WrongBrowser`], [`Error::SignedOut`],
    /// [`Error::TooManyRequests`]; none of them spends the link. [`Error::Deactivated`].
    pub async fn redeem_magic_link(
        &self,
        visitor: &Visitor,
        token: &str,
    ) -> Result<Option<String>> {
        match self.counting(visitor, self.look_at_magic_link(visitor, token).await).await? {
            Look::Ready(link) => self.redeem(visitor, &link).await,
            Look::Bearer(link) => {
                self.redeem_bearer_link(visitor, &link).await?;
                Ok(self.go_on(link.next.as_deref()))
            }
            Look::Elsewhere => Err(Error::WrongBrowser),
            Look::SignInFirst(_) => Err(Error::SignedOut),
        }
    }

    /// Step 3, by the code from the mail, typed into the window that asked. Returns the path of
    /// this site to go on to, if there is one.
    ///
    /// # Errors
    /// [`Error::WrongCode`]; after five of them, and whenever this browser waits for nothing,
    /// [`Error::LinkExpired`]; [`Error::SignedOut`]; [`Error::TooManyRequests`].
    pub async fn redeem_code(&self, visitor: &Visitor, code: &str) -> Result<Option<String>> {
        let link = self.awaited_magic_link(visitor).await?;
        let link = link.ok_or(Error::LinkExpired("this browser waits for none"))?;
        if !may_redeem(&link, self.signed_in(visitor).await?.as_ref())? {
            return Err(Error::SignedOut);
        }
        let code_hash = Secret::typed(code).hash_for(&link.id);
        if !self.store().try_magic_link_code(&link.id, &code_hash, self.clock().now()).await? {
            return self.counting(visitor, Err(Error::WrongCode)).await;
        }
        self.redeem(visitor, &link).await
    }

    /// Counts a link or code that was wrong, and refuses it with its own error or, after too many,
    /// with [`Error::TooManyRequests`].
    async fn counting<T>(&self, visitor: &Visitor, looked: Result<T>) -> Result<T> {
        if let Err(Error::LinkExpired(_) | Error::NotFound | Error::WrongCode) = &looked {
            self.count_failure(Action::Guess, "", &visitor.ip).await?;
        }
        looked
    }

    /// Whether a link opens a new session though its account is signed in here already. A session
    /// that a passkey has opened, or in which one was just used, says more than a mail and stays.
    /// One that came by mail gives way to a fresh one: where there is no passkey, this is how
    /// somebody proves that it is still them.
    fn opens_anew(&self, link: &MagicLink, signed_in: Option<&SignedIn>) -> bool {
        link.purpose == Purpose::SignIn
            && signed_in.is_some_and(|signed_in| {
                signed_in.session.credential_id.is_none()
                    && !signed_in.is_recently_verified(self.clock().now())
            })
    }

    async fn redeem(&self, visitor: &Visitor, link: &MagicLink) -> Result<Option<String>> {
        let signed_in = self.signed_in(visitor).await?;
        if link.purpose == Purpose::Change {
            let signed_in = signed_in.ok_or(Error::SignedOut)?;
            self.finish_changing_address(visitor, &signed_in, link).await?;
            return Ok(None);
        }
        let here = signed_in.as_ref().map(|signed_in| signed_in.user.id);
        let new = UserId(self.random().uuid());
        let notice = self.notice(new, &News::UserCreated);
        let (store, dropped) = (self.store(), self.dropped());
        let opened = store.redeem_magic_link(&link.id, here, new, &notice, &dropped).await?;
        let stays = here == Some(opened.user_id) && !self.opens_anew(link, signed_in.as_ref());
        if opened.is_new {
            self.announced();
            self.record(visitor, opened.user_id, Kind::SignedUp, None).await?;
        } else if opened.is_proven || stays {
            self.record(visitor, opened.user_id, Kind::AddressConfirmed, None).await?;
        }
        if !stays {
            self.sign_in_by_mail(visitor, opened.user_id).await?;
        }
        Ok(self.go_on(link.next.as_deref()))
    }

    fn go_on(&self, next: Option<&str>) -> Option<String> {
        next.and_then(|next| on_this_site(&self.config().origin, next))
    }

    /// The bearer link that a token opens.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is none; [`Error::LinkExpired`] if it is used or too old.
    async fn bearer_link(&self, token: &str) -> Result<BearerLink> {
        let link = self.store().find_bearer_link(&Secret::presented(token).hash()).await?;
        let link = link.ok_or(Error::NotFound)?;
        if link.consumed_at.is_some() || link.expires_at <= self.clock().now() {
            return Err(Error::LinkExpired("used, or too old"));
        }
        Ok(link)
    }

    /// A link by which somebody's claim to an address would be proven is for who is signed in to the
    /// account that claims it. Anybody may have registered the address with a passkey of their own:
    /// its owner, who reads the mail, must not be led into that account.
    async fn look_at_bearer_link(&self, visitor: &Visitor, link: BearerLink) -> Result<Look> {
        if link.proves != Some(Proves::Email) {
            return Ok(Look::Bearer(link));
        }
        let email = Email::parse(&link.identifier)?;
        let user = self.store().find_user(link.user_id).await?;
        if user.is_some_and(|user| user.own_email() == Some(&email)) {
            return Ok(Look::Bearer(link));
        }
        Ok(match self.signed_in(visitor).await? {
            Some(here) if here.user.id == link.user_id => Look::Bearer(link),
            _ => Look::SignInFirst(email),
        })
    }

    /// Step 3, for a client that has a bearer link. The session is in `visitor` and is kept by
    /// whoever wants one. A link that a browser has asked for is none of these: it belongs to that
    /// browser.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::LinkExpired`]; [`Error::Deactivated`];
    /// [`Error::TooManyRequests`]; [`Error::SignedOut`] for a link that would prove a claim.
    pub async fn activate_link(
        &self,
        visitor: &Visitor,
        token: &str,
    ) -> Result<(SignedIn, BearerLink)> {
        let link = self.counting(visitor, self.bearer_link(token).await).await?;
        let Look::Bearer(link) = self.look_at_bearer_link(visitor, link).await? else {
            return Err(Error::SignedOut);
        };
        self.redeem_bearer_link(visitor, &link).await?;
        let signed_in = self.signed_in(visitor).await?.ok_or(Error::SignedOut)?;
        Ok((signed_in, link))
    }

    /// Step 3, for a bearer link. A session of the same account that a passkey has opened says
    /// more, and stays.
    async fn redeem_bearer_link(&self, visitor: &Visitor, link: &BearerLink) -> Result<()> {
        if self.store().is_deactivated(link.user_id).await? {
            return Err(Error::Deactivated);
        }
        let (now, dropped) = (self.clock().now(), self.dropped());
        let is_proven = self.store().redeem_bearer_link(link, now, &dropped).await?;
        if let Some(proven) = link.proves.filter(|_| is_proven) {
            let kind = match proven {
                Proves::Email => Kind::AddressConfirmed,
                Proves::Phone => Kind::PhoneConfirmed,
            };
            self.record(visitor, link.user_id, kind, None).await?;
        }
        let here = self.signed_in(visitor).await?;
        if here.is_some_and(|here| {
            here.user.id == link.user_id && here.session.method == Method::Passkey
        }) {
            return Ok(());
        }
        self.sign_in_by_link(visitor, link.user_id).await
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
