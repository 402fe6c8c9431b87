//! Magic links: the way in when no passkey is at hand, and the proof of an address.
//!
//! 1. [`RelyingParty::send_magic_link`] mails a link and a short code, both good once, for
//!    fifteen minutes, and only while they are the newest of this address and browser.
//! 2. The link's page ([`RelyingParty::look_at_magic_link`]) shows a button. Looking spends
//!    nothing: mail scanners fetch links, and some run scripts.
//! 3. The button ([`RelyingParty::redeem_magic_link`]) signs in, but only in the browser that
//!    asked. Anywhere else the person is told to type the code
//!    ([`RelyingParty::redeem_code`]) into the window that asked.
//!
//! Why the browser matters: somebody else may have typed your address and be waiting for you to
//! click. If the click let *their* window in, they would be you. They have no use for a click
//! that does nothing, and you will not read them the code.
//!
//! Known and unknown addresses take the same path and the same time: until the mail is redeemed,
//! an address is looked up once, by one query that is made either way, to choose the words of
//! the mail. Only its reader learns whether there is an account. How often mails are sent and
//! codes are tried is limited before that, by what was typed and where it came from.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::RelyingParty;
use crate::clock::seconds;
use crate::error::{Error, Result};
use crate::event::Kind;
use crate::messenger::Mail;
use crate::rate_limit::Action;
use crate::redirect::on_this_site;
use crate::secret::Secret;
use crate::session::SignedIn;
use crate::store::MagicLink;
use crate::user::{Email, UserId};
use crate::visitor::Visitor;

/// How long a link can be redeemed.
pub const LIFETIME: Duration = Duration::from_mins(15);

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    /// Signing in, with or without an account.
    SignIn,
    /// Confirming the address that the account which asked for it claims.
    Confirm,
    /// Giving the account which asked for it another address (`account.rs`).
    Change,
}

impl Purpose {
    /// The word in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::Confirm => "confirm",
            Self::Change => "change",
        }
    }

    pub(crate) fn parse(word: &str) -> Result<Self> {
        match word {
            "sign_in" => Ok(Self::SignIn),
            "confirm" => Ok(Self::Confirm),
            "change" => Ok(Self::Change),
            _ => Err(Error::internal(format!("no such purpose: {word}"))),
        }
    }
}

/// What a link's page has to say.
#[derive(Clone, Debug)]
pub enum Look {
    /// This browser asked: the button will work.
    Ready(MagicLink),
    /// Another browser asked: the code has to be typed there.
    Elsewhere,
    /// It confirms the address of an account that has to be signed in first.
    SignInFirst(MagicLink),
}

impl RelyingParty {
    /// Step 1: mails a link to an address, whether or not it has an account. `next` is the path
    /// of this site that the person was on their way to; one of any other site is dropped.
    ///
    /// # Errors
    /// [`Error::InvalidEmail`]; [`Error::MailOff`]; [`Error::TooManyRequests`], which leaves the
    /// link that was sent before as it is.
    pub async fn send_magic_link(
        &self,
        visitor: &Visitor,
        email: &str,
        next: Option<&str>,
    ) -> Result<()> {
        let email = Email::parse(email)?;
        self.send(visitor, Purpose::SignIn, None, email, next).await
    }

    /// How long this browser has to wait until it may have another mail sent to where its link
    /// was sent.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn wait_to_send_again(
        &self,
        visitor: &Visitor,
        link: &MagicLink,
    ) -> Result<Duration> {
        self.wait(Action::Send, link.email.key(), &visitor.ip).await
    }

    /// Step 1 for an account whose address is still a claim.
    ///
    /// # Errors
    /// [`Error::SignedOut`]; [`Error::MailOff`]; [`Error::TooManyRequests`]; [`Error::NotFound`]
    /// if there is nothing to confirm.
    pub async fn send_confirmation(&self, visitor: &Visitor) -> Result<()> {
        let user = self.signed_in(visitor).await?.ok_or(Error::SignedOut)?.user;
        match user.email {
            Some(email) if user.email_verified_at.is_none() => {
                self.send_confirmation_link(visitor, user.id, email).await
            }
            _ => Err(Error::NotFound),
        }
    }

    pub(crate) async fn send_confirmation_link(
        &self,
        visitor: &Visitor,
        user_id: UserId,
        email: Email,
    ) -> Result<()> {
        self.send(visitor, Purpose::Confirm, Some((user_id, None)), email, None).await
    }

    /// Keeps a link and mails it. `asks`: the account that it is for, and the session if it is
    /// good in no other.
    pub(crate) async fn send(
        &self,
        visitor: &Visitor,
        purpose: Purpose,
        asks: Option<(UserId, Option<String>)>,
        email: Email,
        next: Option<&str>,
    ) -> Result<()> {
        if !self.can_send_mail() {
            return Err(Error::MailOff);
        }
        // Counted for good: a mail that cannot be written is one more to look after.
        let _counted = self.limit(Action::Send, email.key(), &visitor.ip).await?;
        let (user_id, session_id) =
            asks.map_or((None, None), |(user_id, session_id)| (Some(user_id), session_id));
        let (token, code) = (self.random().secret(), self.random().code());
        let now = self.clock().now();
        let link = MagicLink {
            id: self.random().uuid().to_string(),
            purpose,
            user_id,
            session_id,
            email,
            browser_hash: visitor.browser.identify(self.random()),
            created_at: now,
            expires_at: now + seconds(LIFETIME),
            next: next.and_then(|next| on_this_site(&self.config().origin, next)),
        };
        self.store().insert_magic_link(&link, token.hash(), code.hash_for(&link.id)).await?;
        let mut url = self.config().origin.clone();
        url.set_path("/magic-link");
        url.query_pairs_mut().append_pair("token", token.expose());
        let owner = self.store().find_verified_user(&link.email).await?;
        if let Some(owner) = &owner
            && purpose == Purpose::Change
            && Some(owner.id) != user_id
        {
            // The page that waits is the same, and so is the row: it tells nobody whose the
            // address is. Nobody has the link, and only its owner's mailbox learns why.
            return self.mail_address_taken(owner, visitor).await;
        }
        let mail = Mail {
            link: url.as_str(),
            code: code.expose(),
            lifetime: LIFETIME,
            visitor,
            locale: self.locale(visitor).await?,
            has_account: owner.is_some(),
        };
        self.mail_link(&link, &mail).await
    }

    /// Step 2: says what a link is good for in this browser, and spends nothing.
    ///
    /// # Errors
    /// [`Error::LinkExpired`].
    pub async fn look_at_magic_link(&self, visitor: &Visitor, token: &str) -> Result<Look> {
        let link = self
            .store()
            .find_magic_link(&Secret::presented(token).hash(), self.clock().now())
            .await?;
        let link = link.ok_or(Error::LinkExpired("unknown, used, replaced or too old"))?;
        if visitor.browser.hash().as_ref() != Some(&link.browser_hash) {
            return Ok(Look::Elsewhere);
        }
        let signed_in = self.signed_in(visitor).await?;
        Ok(if may_redeem(&link, signed_in.as_ref())? {
            Look::Ready(link)
        } else {
            Look::SignInFirst(link)
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
    /// [`Error::TooManyRequests`]; none of them spends the link.
    pub async fn redeem_magic_link(
        &self,
        visitor: &Visitor,
        token: &str,
    ) -> Result<Option<String>> {
        let counted = self.limit(Action::Guess, "", &visitor.ip).await?;
        let look = self.look_at_magic_link(visitor, token).await?;
        self.forgive(counted).await?;
        match look {
            Look::Ready(link) => self.redeem(visitor, &link).await,
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
        let counted = self.limit(Action::Guess, "", &visitor.ip).await?;
        let code_hash = Secret::typed(code).hash_for(&link.id);
        if !self.store().try_magic_link_code(&link.id, &code_hash, self.clock().now()).await? {
            return Err(Error::WrongCode);
        }
        self.forgive(counted).await?;
        self.redeem(visitor, &link).await
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
        let opened =
            self.store().redeem_magic_link(&link.id, here, new, self.clock().now()).await?;
        if here == Some(opened.user_id) && !self.opens_anew(link, signed_in.as_ref()) {
            self.record(visitor, opened.user_id, Kind::AddressConfirmed, None).await?;
        } else {
            if opened.is_new {
                self.record(visitor, opened.user_id, Kind::SignedUp, None).await?;
            }
            self.sign_in_by_mail(visitor, opened.user_id).await?;
        }
        let next = link.next.as_deref();
        Ok(next.and_then(|next| on_this_site(&self.config().origin, next)))
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
