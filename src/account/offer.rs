//! Offer: whom to ask to make a passkey after they came by mail.
//!
//! Not in the middle of the sign-in, which it would only hold up, but right after it; and not
//! more than once in thirty days ([`EVERY`]), since "not now" is an answer.

use std::time::Duration;

use crate::RelyingParty;
use crate::clock::seconds;
use crate::error::Result;
use crate::model::session::Method;
use crate::web::request_context::Visitor;

/// How long nobody is asked again.
pub const EVERY: Duration = Duration::from_hours(30 * 24);

impl RelyingParty {
    /// Whether somebody who has just signed in is to be asked to make a passkey: they came by
    /// mail, have none, and were not asked for a while. Notes that they are asked now, so this is
    /// for the request that signs in, and not for a page that is only looked at.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn offer_passkey(&self, visitor: &Visitor) -> Result<bool> {
        let Some(signed_in) = self.signed_in(visitor).await? else { return Ok(false) };
        if signed_in.session.method == Method::Passkey {
            return Ok(false);
        }
        let now = self.clock().now();
        self.store().update_passkey_offered(signed_in.user.id, now - seconds(EVERY), now).await
    }
}
