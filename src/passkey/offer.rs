//! The passkey prompt: suggests a passkey to users who have signed in by email.
//!
//! It appears right after sign-in rather than during it, where it would only be in the way. A user
//! sees it at most once in thirty days ([`EVERY`]).

use std::time::Duration;

use crate::clock::seconds;
use crate::error::Result;
use crate::model::session::Method;
use crate::passkey::Passkeys;
use crate::web::request_context::RequestContext;

/// How long to wait before asking the same user again.
pub(crate) const EVERY: Duration = Duration::from_hours(30 * 24);

impl Passkeys<'_> {
    /// Returns whether to suggest a passkey to a user who has just signed in: they signed in by
    /// email, have no passkey, and haven't been asked for a while. Records that they are asked now,
    /// so call it only in the request that signs in.
    pub async fn offer(self, context: &RequestContext) -> Result<bool> {
        let Some(signed_in) = self.sessions().signed_in(context).await? else { return Ok(false) };
        if signed_in.session.method == Method::Passkey {
            return Ok(false);
        }
        let now = self.clock().now();
        self.store().update_passkey_offered(signed_in.user.id, now - seconds(EVERY), now).await
    }
}
