//! Reset: the way back for somebody who has lost every passkey and every recovery code.
//!
//! 1. [`RelyingParty::ask_for_reset`], in a session opened by mail, announces the reset by mail
//!    and starts a clock of three days ([`WAIT`]). Asking again changes nothing and mails nothing.
//! 2. Until it is used, any use of a passkey cancels it, since that proves that not everything is
//!    lost. So do the button on the dashboard and the link in the email. Deactivating the account
//!    cancels it too, because the owner can't object while they are locked out.
//! 3. After the three days a new sign-in by mail, with an email that was sent since, may add one
//!    passkey, and the reset is used up
//!    (`passkey/registration.rs`). It opens nothing else: the old passkeys stay listed, and the
//!    new one, once it is used, can remove them. The recovery codes are void, since they are said
//!    to be lost. If nobody comes within a week ([`GOOD_FOR`]), the reset is over.
//!
//! Why so slow: a mail proves control of a mailbox and nothing more. Were it enough, every
//! passkey would be worth as much as the mailbox's password. Three days are the owner's time to
//! notice, on the dashboard or by mail, somebody else who reads their mail.
//!
//! Why a passkey's use ends a reset by itself, without a question: an owner who overlooks the
//! notice must not lose the account, and one who has a passkey needs no reset.

use std::time::Duration;

use crate::RelyingParty;
use crate::clock::seconds;
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::extras::recovery::store::Reset;
use crate::model::event::Kind;
use crate::model::session::Method;
use crate::model::user::{User, UserId};
use crate::session::SignedIn;
use crate::store::Unit;
use crate::web::request_context::Visitor;

/// How long a reset has to wait, and can be noticed.
pub const WAIT: Duration = Duration::from_hours(72);

/// How long it can be used after that.
pub const GOOD_FOR: Duration = Duration::from_hours(7 * 24);

impl RelyingParty {
    /// An account's reset: the one that runs, else the last one that was cancelled.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find_reset(&self, user_id: UserId) -> Result<Option<Reset>> {
        self.store().find_reset(user_id, self.clock().now()).await
    }

    /// Step 1.
    ///
    /// # Errors
    /// [`Error::SignedOut`]; [`Error::MailSignInRequired`]; [`Error::MailOff`];
    /// [`Error::NotFound`] if this session may add a passkey anyway; [`Error::TooManyRequests`].
    pub async fn ask_for_reset(&self, visitor: &Visitor) -> Result<()> {
        let signed_in = self.signed_in(visitor).await?.ok_or(Error::SignedOut)?;
        let user = &signed_in.user;
        if signed_in.session.method != Method::Mail || user.email_verified_at.is_none() {
            return Err(Error::MailSignInRequired);
        }
        if !self.can_send_mail() {
            return Err(Error::MailOff);
        }
        let now = self.clock().now();
        if signed_in.is_recently_verified(now)
            || self.store().list_credentials(user.id).await?.is_empty()
        {
            return Err(Error::NotFound);
        }
        let (token, ripe_at) = (self.random().secret(), now + seconds(WAIT));
        let reset = Reset {
            id: self.random().uuid().to_string(),
            requested_at: now,
            ripe_at,
            expires_at: ripe_at + seconds(GOOD_FOR),
            cancelled_at: None,
        };
        let mut link = self.config().origin.clone();
        link.set_path("/cancel-reset");
        link.query_pairs_mut().append_pair("token", token.expose());
        // In one transaction: a reset of which the owner is not told must never become good.
        let mut unit = Unit::default();
        if let Some(email) = user.verified_email() {
            let mail = self.reset_mail(user, email, visitor, (link.as_str(), ripe_at)).await?;
            self.add_message(&mut unit, &mail);
        }
        unit.record(&self.event(visitor, user.id, Kind::ResetRequested));
        if self.store().insert_reset(user.id, &reset, token.hash(), unit).await? {
            self.wake_sender();
            self.wake_readers();
        }
        Ok(())
    }

    /// Step 2, by the dashboard's button.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::VerificationRequired`]; [`Error::NotFound`] if none runs.
    pub async fn cancel_reset(&self, visitor: &Visitor) -> Result<()> {
        let user_id = self.recently_verified(visitor).await?.0.user.id;
        if self.end_reset(visitor, user_id).await? { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Step 2, by whatever proves that a passkey or a code is at hand. Returns whether one ran.
    pub(crate) async fn end_reset(&self, visitor: &Visitor, user_id: UserId) -> Result<bool> {
        // Looked up first: every sign-in comes by here, and hardly any account has a reset.
        let runs = self.find_reset(user_id).await?.is_some_and(|one| one.cancelled_at.is_none());
        Ok(runs && self.cancel(visitor, user_id, None).await?)
    }

    /// Says whether a cancelling link is good, and cancels nothing: mail scanners fetch links.
    ///
    /// # Errors
    /// [`Error::LinkExpired`].
    pub async fn look_at_reset(&self, token: &str) -> Result<()> {
        self.reset_of_link(&Secret::presented(token)).await.map(|_| ())
    }

    /// Step 2, by the button on the link's page. Whoever has the link may, from any browser: it
    /// can do no more than leave everything as it is.
    ///
    /// # Errors
    /// [`Error::LinkExpired`].
    pub async fn cancel_reset_by_link(&self, visitor: &Visitor, token: &str) -> Result<()> {
        let token = Secret::presented(token);
        let user_id = self.reset_of_link(&token).await?;
        if self.cancel(visitor, user_id, Some(token.hash())).await? {
            Ok(())
        } else {
            Err(Error::LinkExpired("cancelled or used by another request"))
        }
    }

    async fn cancel(
        &self,
        visitor: &Visitor,
        user_id: UserId,
        cancel_hash: Option<String>,
    ) -> Result<bool> {
        let mut unit = Unit::default();
        unit.cancel_reset(user_id, cancel_hash, self.clock().now());
        unit.record(&self.event(visitor, user_id, Kind::ResetCancelled));
        let is_cancelled = self.store().apply(unit).await?;
        self.wake_readers();
        Ok(is_cancelled)
    }

    async fn reset_of_link(&self, token: &Secret) -> Result<UserId> {
        let found = self.store().find_reset_to_cancel(&token.hash(), self.clock().now()).await?;
        found.ok_or(Error::LinkExpired("unknown, cancelled, used or too old"))
    }

    /// Step 3: whether a session may add a passkey by a reset.
    pub(crate) async fn has_ripe_reset(&self, signed_in: &SignedIn) -> Result<bool> {
        let reset = self.find_reset(signed_in.user.id).await?;
        Ok(reset.is_some_and(|reset| reset.opens_to(&signed_in.session, self.clock().now())))
    }

    /// Mails the owners of resets that have become ripe, once each.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn remind_of_resets(&self) -> Result<()> {
        for user_id in self.store().take_ripe_resets(self.clock().now()).await? {
            let user = self.store().find_user(user_id).await?;
            if let Some(User { email: Some(email), email_verified_at: Some(_), .. }) = user
                && self.can_send_mail()
            {
                self.mail_ripe_reset(&email).await?;
            }
        }
        Ok(())
    }
}
