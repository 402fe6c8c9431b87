//! Test mode: an element without an `app-id`, on a developer's own machine.
//!
//! It calls the routes of the app [`APP_ID`], which exists as long as the development mailbox does.
//! Users that sign up there are deleted after a day.

use std::time::Duration;

use crate::clock::seconds;
use crate::error::{Error, Result};
use crate::extras::passage::Passage;
use crate::model::user::UserId;

/// The app of elements without an `app-id`.
pub(crate) const APP_ID: &str = "latchkey-test-mode";

/// How long its users exist.
const LIFETIME: Duration = Duration::from_hours(24);

/// The time within which a user's first sign-in counts as their sign-up.
const SIGN_UP: Duration = Duration::from_mins(1);

/// An extension of responses: the user that a response signs in.
#[derive(Clone, Copy)]
pub(crate) struct LetInUser(pub(crate) UserId);

impl Passage<'_> {
    /// Returns whether this is the id of the app for test mode, and the server is in it.
    pub(crate) fn is_test_app(self, app_id: &str) -> bool {
        app_id == APP_ID && self.config().has_development_mailbox()
    }

    /// Marks a user that the test app has just signed in, if that was their sign-up.
    pub(crate) async fn mark_ephemeral(self, user_id: UserId) -> Result<()> {
        let now = self.clock().now();
        let Some(account) = self.store().find_account(user_id).await? else { return Ok(()) };
        let age = now - account.user.created_at;
        if account.login_count == 1 && age <= seconds(SIGN_UP) {
            self.store().insert_ephemeral_user(user_id, now + seconds(LIFETIME)).await?;
        }
        Ok(())
    }

    /// Deletes the users of test mode after their day.
    pub(crate) async fn delete_ephemeral_users(self) -> Result<()> {
        for id in self.store().list_expired_users(self.clock().now()).await? {
            match self.delete_account_of(&id).await {
                // Another server was faster.
                Ok(()) | Err(Error::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
