//! "This wasn't me": the link in the email about a sign-in from a new browser.
//!
//! 1. A sign-in from a browser in which the account wasn't used before is an event with
//!    [`new_browser`](crate::model::event::Details::new_browser). The email about it has a link
//!    (`event/readers.rs`). The event's row keeps the hash of the link's token.
//! 2. Opening the link shows the sign-in and changes nothing, because email scanners fetch links.
//! 3. The button on its page ends the session and all sessions that were opened after it, because
//!    the same person may have signed in again. It works once, and in any browser.
//!
//! The link signs no one in and removes no passkey, because someone who only reads the owner's email
//! must not be able to take the owner's passkeys away. The page leads to a sign-in, after which the
//! owner can remove the passkey that was used: `docs/decisions/new-browser-email.md`.

use crate::clock::seconds;
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::model::event::{Event, Kind};
use crate::model::ids::PasskeyId;
use crate::session::{LIFETIME, Sessions};
use crate::store::Unit;
use crate::web::request_context::RequestContext;

impl Sessions<'_> {
    /// Adds the link of an email about a new browser to the unit that creates the email, and returns
    /// it.
    pub(crate) fn add_not_me_link(self, unit: &mut Unit, event: &Event) -> String {
        let token = self.random().secret();
        unit.set_event_link(event, token.hash());
        let mut link = self.config().origin.clone();
        link.set_path("/not-me");
        link.query_pairs_mut().append_pair("token", token.expose());
        link.into()
    }

    /// Returns the sign-in that a link is about, without ending its session.
    ///
    /// # Errors
    /// [`Error::LinkExpired`].
    pub async fn look_at_new_browser(self, token: &str) -> Result<Event> {
        // No session lasts longer. One that opened before the operator changed that may.
        let lifetime = self.settings().refresh().await?.session_lifetime();
        let earliest = self.clock().now() - seconds(lifetime.max(LIFETIME));
        let hash = Secret::presented(token).hash();
        let event = self.store().find_event_of_link(&hash, earliest).await?;
        event.ok_or(Error::LinkExpired("unknown, used or expired"))
    }

    /// Ends the session of a sign-in that wasn't the owner, and all sessions that were opened after
    /// it. The next sign-in from that browser is emailed again. Returns the id of the passkey that
    /// was used, if it was one.
    ///
    /// # Errors
    /// [`Error::LinkExpired`].
    pub async fn end_new_browser(
        self,
        context: &RequestContext,
        token: &str,
    ) -> Result<Option<PasskeyId>> {
        let sign_in = self.look_at_new_browser(token).await?;
        let mut unit = Unit::default();
        unit.spend_event_link(&sign_in);
        unit.delete_sessions_since(sign_in.user_id, sign_in.created_at);
        if let Some(browser) = &sign_in.details.new_browser {
            unit.delete_known_browser(browser);
        }
        let mut ended = self.event(context, sign_in.user_id, Kind::SessionEnded);
        ended.details.session_id = sign_in.details.session_id;
        unit.record(&ended);
        if !self.store().apply(unit).await? {
            return Err(Error::LinkExpired("used by another request"));
        }
        self.wake_readers();
        Ok(sign_in.details.passkey_id)
    }
}
