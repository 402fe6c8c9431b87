//! Explain: shows users what happened in their last ceremonies.
//!
//! The server keeps the last ceremonies of each browser for ten minutes, in memory: the options, the
//! response and which check refused it. The page `/explain` shows them beside the steps of the
//! specification ([`passkey::steps`](crate::passkey::steps)). On the page `/explain/break-it`, a
//! demo credential sends responses that must be refused.
//!
//! This exists on a developer's own machine (where the development mailbox is), and elsewhere only
//! if the operator sets `LATCHKEY_EXPLAIN`. The demo credential never leaves a developer's machine.
//! A browser sees only ceremonies that it took part in itself, and only as the same user.

mod demo_credential;
mod demo_session;
mod parts;
mod record;
mod sources;
#[cfg(test)]
mod tests;

use async_trait::async_trait;

use crate::RelyingParty;
use crate::extras::Extra;
use crate::passkey::{Answered, Started};
use crate::web::request_context::RequestContext;

pub use demo_credential::{Row, Sent, rows};
pub use parts::{Bit, Part, Parts};
pub use record::{Record, Refusal, SessionShown};
pub use sources::{Place, place_of, source};

/// The extra.
pub(crate) struct ExplainExtra;

#[async_trait]
impl Extra for ExplainExtra {
    fn see_started(&self, rp: &RelyingParty, started: &Started) {
        if rp.explanations().are_on() {
            rp.explanations().keep_options(started);
        }
    }

    async fn see_answered(
        &self,
        rp: &RelyingParty,
        context: &RequestContext,
        answered: Answered<'_>,
    ) {
        if rp.explanations().are_on() {
            rp.explanations().keep_record(context, answered).await;
        }
    }
}

facade! {
    /// Explanations: the last ceremonies of each browser, and the demo credential.
    explanations: Explanations
}

impl Explanations<'_> {
    /// Returns whether ceremonies are kept and explained: on a developer's own machine, or where the
    /// operator wants it.
    pub fn are_on(self) -> bool {
        self.config().explain || self.has_demo()
    }

    /// Returns whether there is a demo credential: only on a developer's own machine, because a page
    /// has its key.
    pub fn has_demo(self) -> bool {
        self.config().has_development_mailbox()
    }
}
