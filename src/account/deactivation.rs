//! Deactivating and activating accounts.

use crate::account::Accounts;
use crate::error::Result;
use crate::model::event::Kind;
use crate::model::user::UserId;
use crate::store::Unit;
use crate::web::request_context::RequestContext;

impl Accounts<'_> {
    /// Deactivates an account. Its sessions, tokens and links end, its reset is cancelled, and
    /// every sign-in is rejected. The owner can no longer read the history, so they get an email.
    pub async fn deactivate(self, context: &RequestContext, id: UserId) -> Result<()> {
        let (now, is_new) = (self.clock().now(), !self.store().is_deactivated(id).await?);
        let event = |kind| self.event(context, id, kind);
        self.store().deactivate_account(id, now, is_new, &event).await?;
        self.wake_readers();
        Ok(())
    }

    /// Activates an account, for the first time or again.
    pub async fn activate(self, context: &RequestContext, id: UserId) -> Result<()> {
        let before = self.store().account_status(id).await?;
        let mut unit = Unit::default();
        unit.activate_account(id, self.clock().now());
        if before.is_deactivated {
            unit.record(&self.event(context, id, Kind::Reactivated));
        } else if before.is_pending {
            unit.record(&self.event(context, id, Kind::Activated));
        }
        self.store().apply(unit).await?;
        self.wake_readers();
        Ok(())
    }
}
