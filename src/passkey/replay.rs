//! Replayed and late responses, which are rejected and recorded in the account's history.
//!
//! The sender gets the same error as for any expired ceremony. The owner should know, because a
//! replayed response may have been copied, and a late one may have been held back.
//!
//! A stranger can't fill the owner's history this way. The response must come from the browser that
//! started the ceremony, and for a sign-in it must be signed by the passkey. Replays are merged
//! into one event.

use std::time::Duration;

use crate::clock::seconds;
use crate::error::{Error, Result};
use crate::model::event::Event;
use crate::model::event::Kind;
use crate::passkey::Passkeys;
use crate::passkey::Purpose;
use crate::passkey::challenge::Challenge;
use crate::passkey::steps::{Section, refused_by_library};
use crate::store::Spent;
use crate::web::request_context::RequestContext;

/// How long after a challenge expires its response is recorded as late.
const KNOWN: Duration = Duration::from_hours(1);

/// The reason for the log when a challenge was spent before.
pub(crate) const ANSWERED: &str = "answered already";

impl Passkeys<'_> {
    /// Rejects a response to a spent challenge.
    pub(crate) async fn refuse_repeated<T>(
        self,
        context: &RequestContext,
        spent: Spent,
    ) -> Result<T> {
        if let Some(owner) = spent.by {
            self.record_of(self.event(context, owner, Kind::AnswerRepeated)).await?;
        }
        Err(Error::CeremonyExpired(ANSWERED))
    }

    /// Records that a response came too late. The response is rejected either way, so a failure
    /// here is only logged.
    pub(crate) async fn record_late(
        self,
        context: &RequestContext,
        challenge: &Challenge,
        response: &str,
    ) {
        if challenge.expires_at + seconds(KNOWN) <= self.clock().now() {
            return;
        }
        if let Err(error) = self.try_to_note_late(context, challenge, response).await {
            error.log();
        }
    }

    /// Verifies the response as if it were in time, to find out which account it belongs to. It has
    /// no other effect: it opens no session and doesn't update the signature counter.
    async fn try_to_note_late(
        self,
        context: &RequestContext,
        challenge: &Challenge,
        response: &str,
    ) -> Result<()> {
        if challenge.purpose == Purpose::SignUp {
            // The account was never created, so there is no history.
            return Ok(());
        }
        if let Some(user_id) = challenge.user_id {
            return self.record_of(self.event(context, user_id, Kind::AnswerLate)).await;
        }
        let (found, verified) = self.check_assertion(context, challenge, response).await?;
        verified.map_err(|error| refused_by_library(Section::Authentication, &error))?;
        let event = self.event(context, found.user.id, Kind::AnswerLate);
        self.record_of(event.with_passkey(&found.credential)).await
    }

    /// Records an event, if its account still exists.
    pub(crate) async fn record_of(self, event: Event) -> Result<()> {
        if self.store().has_user(event.user_id).await? { self.record(event).await } else { Ok(()) }
    }
}
