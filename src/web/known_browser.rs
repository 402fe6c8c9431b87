//! Known browsers: keeps strangers from using up the emails that a user may request, and shows
//! which sign-ins come from a browser in which the account hasn't been used.
//!
//! Anyone can request emails to someone else's address, from many networks, so a limit per address
//! would lock its owner out. A browser that has redeemed an email to an address becomes known for
//! it. It gets a long-lived cookie and its own allowance, which other people's requests don't use
//! up. The database stores only a hash of the address and the cookie.
//!
//! The same cookie shows whether an account was used in a browser before
//! (`session/familiarity.rs`).
//!
//! <https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html#account-lockout>

use std::time::Duration;

use crate::clock::{UnixSeconds, seconds};
use crate::error::Result;
use crate::model::user::Email;
use crate::store::Unit;
use crate::web::rate_limit::Action;
use crate::web::rate_limit::RateLimits;
use crate::web::request_context::RequestContext;

/// How long a browser stays known after it last redeemed an email.
pub(crate) const KNOWN_FOR: Duration = Duration::from_hours(180 * 24);

impl RateLimits<'_> {
    /// Adds an email that a browser requests to a unit, if the limit allows it.
    ///
    /// # Errors
    /// [`Error::TooManyRequests`](crate::Error::TooManyRequests).
    pub(crate) async fn add_email(
        self,
        unit: &mut Unit,
        context: &RequestContext,
        email: &Email,
    ) -> Result<()> {
        let (action, subject) = self.emailing(context, email).await?;
        self.add_count(unit, action, &subject, &context.ip).await
    }

    /// Returns how long a browser must wait before it may request an email to an address.
    pub(crate) async fn wait_to_email(
        self,
        context: &RequestContext,
        email: &Email,
    ) -> Result<Duration> {
        let (action, subject) = self.emailing(context, email).await?;
        self.wait(action, &subject, &context.ip).await
    }

    /// Returns the action that such an email counts as, and its subject.
    async fn emailing(self, context: &RequestContext, email: &Email) -> Result<(Action, String)> {
        if let Some(secret) = context.known.secret() {
            let id = secret.hash_for(email.key());
            if self.store().has_known_browser(&id, self.clock().now()).await? {
                return Ok((Action::SendKnown, id));
            }
        }
        Ok((Action::Send, email.key().to_owned()))
    }

    /// Records that this browser has redeemed an email, which no longer counts toward the address's
    /// limit. The response must set the cookie.
    pub(crate) fn add_known_browser(
        self,
        context: &RequestContext,
        unit: &mut Unit,
        email: &Email,
        asked_at: UnixSeconds,
    ) {
        unit.uncount(&self.limits_of_subject(Action::Send, email.key()), asked_at);
        context.known.identify(self.random());
        if let Some(secret) = context.known.secret() {
            let until = self.clock().now() + seconds(KNOWN_FOR);
            unit.insert_known_browser(&secret.hash_for(email.key()), until);
        }
    }
}
