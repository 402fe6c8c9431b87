//! An account's sessions: listing and ending them.
//!
//! Every id is looked up within the current user's account, so another user's id is "not found".
//! Ending a session can only make an account safer, so it only requires a session.

use crate::error::{Error, Result};
use crate::model::event::Kind;
use crate::model::session::Session;
use crate::session::Sessions;
use crate::session::SignedIn;
use crate::store::Unit;
use crate::web::request_context::RequestContext;

impl Sessions<'_> {
    /// Lists the account's sessions, most recently used first.
    pub async fn list(self, signed_in: &SignedIn) -> Result<Vec<Session>> {
        self.store().list_sessions(signed_in.user.id, self.clock().now()).await
    }

    /// Ends one of the account's sessions. Its next request counts as signed out.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::NotFound`].
    pub async fn end(self, context: &RequestContext, id: &str) -> Result<()> {
        let user = self.signed_in(context).await?.ok_or(Error::SignedOut)?.user;
        let mut unit = Unit::default();
        unit.delete_session(user.id, id.parse()?);
        self.record_if_found(unit, &self.event(context, user.id, Kind::SessionEnded)).await
    }

    /// Ends all of the account's sessions except the current one.
    ///
    /// # Errors
    /// [`Error::SignedOut`].
    pub async fn end_others(self, context: &RequestContext) -> Result<()> {
        let signed_in = self.signed_in(context).await?.ok_or(Error::SignedOut)?;
        let user_id = signed_in.user.id;
        let mut unit = Unit::default();
        unit.delete_other_sessions(user_id, Some(signed_in.session.id));
        unit.record(&self.event(context, user_id, Kind::OtherSessionsEnded));
        self.store().apply(unit).await?;
        self.wake_readers();
        Ok(())
    }
}
