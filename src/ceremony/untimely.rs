//! Untimely answers: what the owner of an account reads of those that come twice or too late.
//!
//! Whoever sends one is told what everybody is told whose ceremony is over. To the owner it makes a
//! difference: what was taken once and comes again, two may hold; what comes late, somebody was slow
//! with, or held back.
//!
//! Nobody can write into a stranger's history by this. The answer has to come from the browser that
//! began the ceremony; and if the ceremony was for nobody in particular, its passkey has to have
//! signed. Nor can anybody fill one: repeats are one line.

use std::time::Duration;

use super::Purpose;
use super::challenge::Challenge;
use crate::RelyingParty;
use crate::clock::seconds;
use crate::error::{Error, Result};
use crate::event::{Event, Kind};
use crate::store::Spent;
use crate::visitor::Visitor;

/// How long after a challenge has expired its answer is known as a late one.
const KNOWN: Duration = Duration::from_hours(1);

impl RelyingParty {
    /// Refuses an answer to a challenge that was answered before, by somebody's passkey.
    pub(super) async fn refuse_repeated<T>(&self, visitor: &Visitor, spent: Spent) -> Result<T> {
        if let Some(owner) = spent.by {
            self.record_of(self.event(visitor, owner, Kind::AnswerRepeated)).await?;
        }
        Err(Error::CeremonyExpired("answered already"))
    }

    /// Notes that an answer came too late. It is refused alike whatever comes of this, so a failure
    /// goes to the log only.
    pub(super) async fn note_late(&self, visitor: &Visitor, challenge: &Challenge, response: &str) {
        if challenge.expires_at + seconds(KNOWN) <= self.clock().now() {
            return;
        }
        if let Err(error) = self.try_to_note_late(visitor, challenge, response).await {
            error.log();
        }
    }

    /// The state is as good for telling whose answer it is as it was in time. Nothing else comes of
    /// it: no session, no newer count of the passkey, and no word of one that did not sign.
    async fn try_to_note_late(
        &self,
        visitor: &Visitor,
        challenge: &Challenge,
        response: &str,
    ) -> Result<()> {
        if challenge.purpose == Purpose::SignUp {
            // There is no account, and now there will not be one.
            return Ok(());
        }
        if let Some(user_id) = challenge.user_id {
            return self.record_of(self.event(visitor, user_id, Kind::AnswerLate)).await;
        }
        let (found, verified) = self.check_assertion(visitor, challenge, response).await?;
        verified.map_err(|error| Error::VerificationFailed(error.to_string()))?;
        let event = self.event(visitor, found.user.id, Kind::AnswerLate);
        self.record_of(event.with_passkey(&found.credential)).await
    }

    /// Records an event that comes with nothing else, if its account is still there.
    pub(super) async fn record_of(&self, event: Event) -> Result<()> {
        if self.store().has_user(event.user_id).await? { self.record(event).await } else { Ok(()) }
    }
}
