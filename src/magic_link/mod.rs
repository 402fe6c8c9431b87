//! Magic links: signing in without a passkey, and verifying an address.
//!
//! 1. [`MagicLinks::send`] emails a link and a short code. Both work once, for fifteen
//!    minutes, and only while they are the newest for this address and browser.
//! 2. The link's page ([`MagicLinks::look_at`]) shows a button. Looking doesn't
//!    consume the link, because email scanners fetch links, and some run scripts.
//! 3. The button ([`MagicLinks::redeem`]) signs the user in, but only in the browser
//!    that requested the link. Elsewhere, the page asks the user to enter the code
//!    ([`MagicLinks::redeem_code`]) in the window that requested it.
//!
//! The browser matters because an attacker may have entered your address and be waiting for you to
//! click. If your click signed in *their* window, they would be in your account. As it is, your
//! click gains them nothing, and you won't read them the code.
//!
//! Known and unknown addresses take the same path and the same time. Until a link is redeemed, one
//! query looks the address up in either case, only to choose the text of the email. So only the
//! reader of the mailbox learns whether there is an account. Before that, rate limits count emails
//! and codes by address and network.
//!
//! The rule of who may sign up ([`SignUp`]) is checked twice. When a link is requested, it chooses
//! the text of the email: an address that may not have an account gets one without a link. When a
//! link is redeemed, the same transaction checks it again.

pub(crate) mod look;
pub(crate) mod redemption;

use std::time::Duration;

use crate::clock::seconds;
use crate::config::SignUp;
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::mail::Mail;
use crate::model::event::Event;
use crate::model::ids::SessionId;
use crate::model::magic_link::{MagicLink, Purpose};
use crate::model::message::Message;
use crate::model::user::{Email, User, UserId};
use crate::store::Unit;
use crate::web::redirect::on_this_site;
use crate::web::request_context::RequestContext;

pub use look::Look;

/// How long a link is valid, unless the operator chose another time
/// ([`Setting::LinkMinutes`](crate::Setting::LinkMinutes)).
pub const LIFETIME: Duration = Duration::from_mins(15);

/// How often to try sending a link if concurrent requests conflict.
const TRIES: u32 = 5;

facade! {
    /// Magic links: signing in by email, and confirming addresses.
    magic_links: MagicLinks
}

impl MagicLinks<'_> {
    /// Emails a link to an address, whether or not it has an account (step 1). `next` is the path
    /// of this site that the user was going to. A path of another site is dropped.
    ///
    /// # Errors
    /// [`Error::InvalidEmail`]; [`Error::MailOff`]; [`Error::TooManyRequests`], which leaves the
    /// previous link valid.
    #[tracing::instrument(name = "send_magic_link", level = "debug", skip_all)]
    pub async fn send(
        self,
        context: &RequestContext,
        email: &str,
        next: Option<&str>,
    ) -> Result<()> {
        let email = Email::parse(email)?;
        self.send_for(context, Purpose::SignIn, None, email, next, None).await
    }

    /// Returns how long this browser must wait before it may request another email to the same
    /// address.
    pub async fn wait_to_send_again(
        self,
        context: &RequestContext,
        link: &MagicLink,
    ) -> Result<Duration> {
        self.rate_limits().wait_to_email(context, &link.email).await
    }

    /// Emails a link that confirms the account's unverified address (step 1).
    ///
    /// # Errors
    /// [`Error::SignedOut`]; [`Error::MailOff`]; [`Error::TooManyRequests`]; [`Error::NotFound`] if
    /// there is nothing to confirm.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn send_confirmation(self, context: &RequestContext) -> Result<()> {
        let user = self.sessions().signed_in(context).await?.ok_or(Error::SignedOut)?.user;
        match user.email {
            Some(email) if user.email_verified_at.is_none() => {
                self.send_confirmation_link(context, user.id, email).await
            }
            _ => Err(Error::NotFound),
        }
    }

    async fn send_confirmation_link(
        self,
        context: &RequestContext,
        user_id: UserId,
        email: Email,
    ) -> Result<()> {
        self.send_for(context, Purpose::Confirm, Some((user_id, None)), email, None, None).await
    }

    /// Stores a link and queues its email in one transaction. `asks` is the account that the link
    /// belongs to, and the session if it is valid only there. `event` is recorded with it.
    pub(crate) async fn send_for(
        self,
        context: &RequestContext,
        purpose: Purpose,
        asks: Option<(UserId, Option<SessionId>)>,
        email: Email,
        next: Option<&str>,
        event: Option<&Event>,
    ) -> Result<()> {
        if !self.mail().can_send() {
            return Err(Error::MailOff);
        }
        for _ in 0..TRIES {
            let mut unit = Unit::default();
            self.add_link(&mut unit, context, purpose, asks, &email, next).await?;
            if let Some(event) = event {
                unit.record(event);
            }
            if self.store().apply(unit).await? {
                self.mail().wake_sender();
                self.wake_readers();
                return Ok(());
            }
        }
        Err(Error::TooManyRequests(Duration::from_secs(1)))
    }

    /// Adds a link to a unit: its rate-limit count, its row and its email.
    ///
    /// # Errors
    /// [`Error::TooManyRequests`].
    pub(crate) async fn add_link(
        self,
        unit: &mut Unit,
        context: &RequestContext,
        purpose: Purpose,
        asks: Option<(UserId, Option<SessionId>)>,
        email: &Email,
        next: Option<&str>,
    ) -> Result<()> {
        self.rate_limits().add_email(unit, context, email).await?;
        let (user_id, session_id) =
            asks.map_or((None, None), |(user_id, session_id)| (Some(user_id), session_id));
        let (token, code) = (self.random().secret(), self.random().code());
        let now = self.clock().now();
        // Some mail servers treat `Ada@` and `ada@` as different. Use the owner's spelling.
        let owner = self.store().find_owner(email).await?;
        let link = MagicLink {
            id: self.random().uuid().to_string(),
            purpose,
            user_id,
            session_id,
            sent_to: owner.as_ref().and_then(|owner| owner.email.clone()),
            email: email.clone(),
            browser_hash: context.browser.identify(self.random()),
            created_at: now,
            expires_at: now + seconds(self.settings().refresh().await?.link_lifetime()),
            next: next.and_then(|next| on_this_site(&self.config().origin, next)),
            consumed_at: None,
        };
        unit.insert_magic_link(&link, token.hash(), code.hash_for(&link.id));
        let is_admitted = self.is_admitted(email, owner.as_ref()).await?;
        let secrets = (&token, &code);
        let mail = self.mail_of(context, &link, owner.as_ref(), is_admitted, secrets).await?;
        self.mail().add_message(unit, &mail);
        Ok(())
    }

    /// Returns whether the reader of an address may sign in with a link: it has an account, or may
    /// have one. Looks at the invitations in either case, so that both take the same time.
    pub(crate) async fn is_admitted(self, email: &Email, owner: Option<&User>) -> Result<bool> {
        let rule = self.settings().sign_up_rule().await?;
        if rule == SignUp::Everyone {
            return Ok(true);
        }
        let is_invited = self.store().is_invited(email, self.clock().now()).await?;
        Ok(owner.is_some() || rule.admits(email.key(), is_invited))
    }

    async fn mail_of(
        self,
        context: &RequestContext,
        link: &MagicLink,
        owner: Option<&User>,
        is_admitted: bool,
        (token, code): (&Secret, &Secret),
    ) -> Result<Message> {
        if let Some((owner, own)) = owner.and_then(|owner| Some((owner, owner.own_email()?)))
            && link.purpose == Purpose::Change
            && Some(owner.id) != link.user_id
        {
            // The page and the row look the same as for a free address, so they don't reveal who
            // owns it. The link is never sent. Instead, an email to the owner explains what
            // happened.
            return self.mail().address_taken_mail(owner, own, context).await;
        }
        if link.purpose == Purpose::SignIn && !is_admitted {
            // The same for an address that may not have an account. Its owner learns that.
            return self.mail().no_account_mail(&link.email, context).await;
        }
        let mut url = self.config().origin.clone();
        url.set_path("/magic-link");
        url.query_pairs_mut().append_pair("token", token.expose());
        let mail = Mail {
            link: url.as_str(),
            code: code.expose(),
            lifetime: link.lifetime(),
            context,
            locale: self.web().locale(context).await?,
            has_account: owner.is_some(),
        };
        self.mail().link_mail(link, &mail).await
    }
}
