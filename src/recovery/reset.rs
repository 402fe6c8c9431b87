//! Reset: the way back for users who have lost every passkey and every recovery code.
//!
//! 1. [`Recovery::request_reset`], in a session opened by email, starts a wait of three days
//!    ([`WAIT`]) and notifies the owner by email. Requesting it again changes nothing and sends no
//!    email.
//! 2. Until the reset is used, any use of a passkey cancels it, because that proves that not
//!    everything is lost. So do the button on the dashboard and the link in the email. Deactivating
//!    the account cancels it too, because the owner can't object while they are locked out.
//! 3. After the three days, a new sign-in, with an email that was sent since, may add one passkey
//!    (`passkey/adding.rs`). That completes the reset. It gives no other access: the old
//!    passkeys stay listed, and once the new one is used, it can remove them. The recovery codes
//!    stop working, because the user said they are lost. A reset that isn't used within a week
//!    ([`GOOD_FOR`]) expires.
//!
//! The wait exists because an email proves control of a mailbox and nothing more. Without it, every
//! passkey would be only as strong as the mailbox's password. Three days give the owner time to
//! notice, on the dashboard or by email, that someone else reads their email.
//!
//! Using a passkey cancels a reset without asking, because an owner who overlooks the notice must
//! not lose the account, and an owner who has a passkey needs no reset.

use std::time::Duration;

use crate::clock::seconds;
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::model::event::Kind;
use crate::model::session::Method;
use crate::model::user::{User, UserId};
use crate::recovery::Recovery;
use crate::session::SignedIn;
use crate::store::Reset;
use crate::store::Unit;
use crate::web::request_context::RequestContext;

/// How long a reset must wait, so that the owner can notice it.
pub const WAIT: Duration = Duration::from_hours(72);

/// How long it can be used after that.
pub const GOOD_FOR: Duration = Duration::from_hours(7 * 24);

impl Recovery<'_> {
    /// Returns an account's reset: the running one, or else the last cancelled one.
    pub async fn find_reset(self, user_id: UserId) -> Result<Option<Reset>> {
        self.store().find_reset(user_id, self.clock().now()).await
    }

    /// Requests a reset (step 1).
    ///
    /// # Errors
    /// [`Error::SignedOut`]; [`Error::MailSignInRequired`]; [`Error::MailOff`]; [`Error::NotFound`]
    /// if this session may add a passkey anyway; [`Error::TooManyRequests`].
    pub async fn request_reset(self, context: &RequestContext) -> Result<()> {
        let signed_in = self.sessions().signed_in(context).await?.ok_or(Error::SignedOut)?;
        let user = &signed_in.user;
        if signed_in.session.method != Method::Mail || user.email_verified_at.is_none() {
            return Err(Error::MailSignInRequired);
        }
        if !self.mail().can_send() {
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
        // In one transaction, because a reset must never become available if its owner wasn't
        // notified.
        let mut unit = Unit::default();
        if let Some(email) = user.verified_email() {
            let mail = self.reset_mail(user, email, context, (link.as_str(), ripe_at)).await?;
            self.mail().add_message(&mut unit, &mail);
        }
        unit.record(&self.event(context, user.id, Kind::ResetRequested));
        if self.store().insert_reset(user.id, &reset, token.hash(), unit).await? {
            self.mail().wake_sender();
            self.wake_readers();
        }
        Ok(())
    }

    /// Cancels a reset with the dashboard's button (step 2).
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::VerificationRequired`]; [`Error::NotFound`] if none is
    /// running.
    pub async fn cancel_reset(self, context: &RequestContext) -> Result<()> {
        let user_id = self.sessions().recently_verified(context).await?.0.user.id;
        if self.end_reset(context, user_id).await? { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Cancels a reset because the user has used a passkey or a code (step 2). Returns whether one
    /// was running.
    pub(crate) async fn end_reset(self, context: &RequestContext, user_id: UserId) -> Result<bool> {
        // Read first, because this runs at every sign-in and hardly any account has a reset.
        let runs = self.find_reset(user_id).await?.is_some_and(|one| one.cancelled_at.is_none());
        Ok(runs && self.cancel(context, user_id, None).await?)
    }

    /// Checks whether a cancellation link is valid, without cancelling, because email scanners
    /// fetch links.
    ///
    /// # Errors
    /// [`Error::LinkExpired`].
    pub async fn look_at_reset(self, token: &str) -> Result<()> {
        self.reset_of_link(&Secret::presented(token)).await.map(|_| ())
    }

    /// Cancels a reset with the button on the link's page (step 2). Anyone who has the link may do
    /// so, from any browser, because cancelling only keeps things as they are.
    ///
    /// # Errors
    /// [`Error::LinkExpired`].
    pub async fn cancel_reset_by_link(self, context: &RequestContext, token: &str) -> Result<()> {
        let token = Secret::presented(token);
        let user_id = self.reset_of_link(&token).await?;
        if self.cancel(context, user_id, Some(token.hash())).await? {
            Ok(())
        } else {
            Err(Error::LinkExpired("cancelled or used by another request"))
        }
    }

    async fn cancel(
        self,
        context: &RequestContext,
        user_id: UserId,
        cancel_hash: Option<String>,
    ) -> Result<bool> {
        let mut unit = Unit::default();
        unit.cancel_reset(user_id, cancel_hash, self.clock().now());
        unit.record(&self.event(context, user_id, Kind::ResetCancelled));
        let is_cancelled = self.store().apply(unit).await?;
        self.wake_readers();
        Ok(is_cancelled)
    }

    async fn reset_of_link(self, token: &Secret) -> Result<UserId> {
        let found = self.store().find_reset_to_cancel(&token.hash(), self.clock().now()).await?;
        found.ok_or(Error::LinkExpired("unknown, cancelled, used or expired"))
    }

    /// Returns whether a reset allows a session to add a passkey (step 3).
    pub(crate) async fn has_available_reset(self, signed_in: &SignedIn) -> Result<bool> {
        let reset = self.find_reset(signed_in.user.id).await?;
        Ok(reset.is_some_and(|reset| reset.opens_to(&signed_in.session, self.clock().now())))
    }

    /// Emails the owners of resets that are now available, once each.
    pub async fn remind_of_resets(self) -> Result<()> {
        for user_id in self.store().take_available_resets(self.clock().now()).await? {
            let user = self.store().find_user(user_id).await?;
            if let Some(User { email: Some(email), email_verified_at: Some(_), .. }) = user
                && self.mail().can_send()
            {
                self.email_available_reset(&email).await?;
            }
        }
        Ok(())
    }
}
