//! Untimely answers: what the owner of an account reads of those that come twice or too late.
//!
//! Whoever sends one is told what everybody is told whose ceremony is not there. To the owner it
//! makes a difference: what was taken once and comes again, two may hold; what comes late, somebody
//! was slow with, or held back.
//!
//! Nobody can write into a stranger's history by this. The answer has to come from the browser that
//! began the ceremony; and if the ceremony was for nobody in particular, its passkey has to have
//! signed. Nor can anybody fill one: a ceremony is noted once, and then forgotten.

use std::time::Duration;

use super::Purpose;
use crate::RelyingParty;
use crate::clock::seconds;
use crate::error::{Error, Result};
use crate::event::Kind;
use crate::store::Ceremony;
use crate::user::UserId;
use crate::visitor::Visitor;

/// For how long an answer that was taken is known again: as long as its browser is.
const KNOWN: Duration = Duration::from_hours(1);

impl RelyingParty {
    /// Remembers that a ceremony was answered with success, and by whose passkey.
    pub(super) async fn note_answered(&self, ceremony: &Ceremony, user_id: UserId) -> Result<()> {
        let now = self.clock().now();
        self.store().insert_answered_ceremony(ceremony, user_id, now, now + seconds(KNOWN)).await
    }

    /// Notes that an answer came again. Returns whether it is one that was taken.
    pub(super) async fn note_repeated(&self, visitor: &Visitor, ceremony: &str) -> Result<bool> {
        let Some(browser) = visitor.browser.hash() else { return Ok(false) };
        let now = self.clock().now();
        let owner = self.store().take_answered_ceremony(ceremony, &browser, now).await?;
        let Some(owner) = owner else { return Ok(false) };
        self.record(visitor, owner, Kind::AnswerRepeated, None).await?;
        Ok(true)
    }

    /// Notes that an answer came too late. It is refused alike whatever comes of this, so a failure
    /// goes to the log only.
    pub(super) async fn note_late(&self, visitor: &Visitor, ceremony: &Ceremony, response: &str) {
        if let Err(error) = self.try_to_note_late(visitor, ceremony, response).await {
            error.log();
        }
    }

    /// The state is as good for telling whose answer it is as it was in time. Nothing else comes of
    /// it: no session, no newer count of the passkey, and no word of one that did not sign.
    async fn try_to_note_late(
        &self,
        visitor: &Visitor,
        ceremony: &Ceremony,
        response: &str,
    ) -> Result<()> {
        if ceremony.purpose == Purpose::SignUp.as_str() {
            // There is no account, and now there will not be one.
            return Ok(());
        }
        let kind = Kind::AnswerLate;
        if let Some(user_id) = ceremony.user_id {
            return self.record(visitor, user_id, kind, None).await;
        }
        let (passkey, verified) = self.check_assertion(visitor, ceremony, response).await?;
        verified.map_err(|error| Error::VerificationFailed(error.to_string()))?;
        self.record(visitor, passkey.user_id, kind, Some(&passkey.name)).await
    }
}
