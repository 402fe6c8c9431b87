//! Events of all accounts: listing, following and counting them.

use crate::RelyingParty;
use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::extras::console::Admin;
use crate::model::event::{Event, Kind};
use crate::model::user::UserId;

/// How many events a page has.
pub const PAGE: i64 = 50;

/// An event, with the address of its account, if the account has one.
#[derive(Clone, Debug)]
pub struct EventEntry {
    /// The event.
    pub event: Event,
    /// The address, which may only be claimed.
    pub email: Option<String>,
}

impl EventEntry {
    /// Returns the name of the account.
    pub fn name(&self) -> String {
        let id = || self.event.user_id.to_string()[..8].to_owned();
        self.email.clone().unwrap_or_else(id)
    }
}

/// The events to list. All conditions must hold.
#[derive(Clone, Debug, Default)]
pub struct EventQuery {
    /// Only events of this account.
    pub user_id: Option<UserId>,
    /// Only events of this kind.
    pub kind: Option<Kind>,
    /// Only events since this time.
    pub since: Option<UnixSeconds>,
    /// Only events until this time.
    pub until: Option<UnixSeconds>,
    /// Only events before this number: the next page.
    pub before: Option<i64>,
    /// Only events after this number: those that are new.
    pub after: Option<i64>,
}

impl RelyingParty {
    /// Lists events of all accounts, newest first.
    pub async fn find_events(&self, query: &EventQuery, limit: i64) -> Result<Vec<EventEntry>> {
        self.store().find_events(query, limit).await
    }

    /// Returns whether an administrator is still one, in the same session, with a passkey that was
    /// recently used. Reads everything from the database, for a response that takes long.
    pub async fn is_still_admin(&self, admin: &Admin) -> Result<bool> {
        let id = admin.0.session.id.parse().map_err(crate::Error::internal)?;
        let now = self.clock().now();
        let Some(session) = self.store().find_session(id, now).await? else { return Ok(false) };
        let Some(user) = self.store().find_user(session.user_id).await? else { return Ok(false) };
        let signed_in = crate::SignedIn { user, session };
        Ok(signed_in.is_recently_verified(now) && self.is_admin(signed_in.user.id).await?)
    }
}
