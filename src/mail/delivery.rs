//! Delivering one claimed message, and settling it: sent, given up, or due again later.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::sleep;

use crate::clock::seconds;
use crate::error::Result;
use crate::extras::EXTRAS;
use crate::mail::Emails;
use crate::mail::queue::LEASE;
use crate::mail::refusal::Refusal;
use crate::model::message::{Channel, Message};
use crate::store::Claimed;

/// How long to wait after the first attempt, the second, and so on. The last value then repeats
/// until the message expires.
const WAITS: [Duration; 5] = [
    Duration::from_secs(10),
    Duration::from_mins(1),
    Duration::from_mins(5),
    Duration::from_mins(30),
    Duration::from_hours(2),
];

/// How often a claim is renewed.
const RENEW_EVERY: Duration = Duration::from_secs(20);

/// How long a stopping server goes on with deliveries in progress.
const GRACE: Duration = Duration::from_secs(8);

/// How long to wait between attempts to settle a delivered message while the database is
/// unavailable.
const SETTLE_WAITS: [Duration; 5] = [
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
    Duration::from_secs(16),
];

impl Emails<'_> {
    /// Sends a claimed message, renewing its claim, and settles it.
    pub(super) async fn process(self, claimed: &Claimed, stop: watch::Receiver<bool>) {
        let outcome = tokio::select! {
            outcome = self.attempt(claimed, stop) => outcome,
            never = self.hold(claimed) => never,
        };
        if let Err(error) = outcome {
            error.log();
        }
    }

    async fn hold(self, claimed: &Claimed) -> Result<()> {
        loop {
            sleep(RENEW_EVERY).await;
            let until = self.clock().now() + seconds(LEASE);
            if let Err(error) = self.store().renew_claim(claimed, until).await {
                error.log();
            }
        }
    }

    #[tracing::instrument(name = "send_message", level = "debug", skip_all, fields(kind = %claimed.message.kind))]
    async fn attempt(self, claimed: &Claimed, stop: watch::Receiver<bool>) -> Result<()> {
        let outcome = tokio::select! {
            outcome = self.hand_over(&claimed.id, &claimed.message) => outcome,
            () = overdue(stop) => {
                let now = self.clock().now();
                return self.store().return_message(claimed, now, "the server was stopped").await;
            }
        };
        match outcome {
            Ok(()) => self.settle_sent(claimed).await,
            Err(Refusal::Permanent(reason)) => self.give_up(claimed, &reason).await,
            Err(Refusal::Temporary(reason)) => self.reschedule(claimed, &reason).await,
        }
    }

    async fn hand_over(self, id: &str, message: &Message) -> Result<(), Refusal> {
        let sent = match (message.channel, &self.post().mailer) {
            (Channel::Mail, Some(mailer)) => {
                mailer.send(id, message, &self.settings().site().name, &mut |_| {}).await
            }
            (Channel::Mail, None) => {
                Err(Refusal::Temporary("sending it isn't configured".to_owned()))
            }
            (Channel::Text | Channel::Program, _) => self.hand_to_extra(id, message).await,
        };
        sent.map_err(|refusal| refusal.tellable(message))
    }

    async fn hand_to_extra(self, id: &str, message: &Message) -> Result<(), Refusal> {
        for extra in EXTRAS {
            if let Some(outcome) = extra.deliver(&self, id, message).await {
                return outcome;
            }
        }
        Err(Refusal::Permanent("this server can't send it".to_owned()))
    }

    async fn settle_sent(self, claimed: &Claimed) -> Result<()> {
        let (id, kind) = (&claimed.id, &claimed.message.kind);
        for wait in SETTLE_WAITS {
            match self.store().settle_sent(id, self.clock().now()).await {
                Ok(()) => {
                    tracing::info!(%id, %kind, tries = claimed.attempts, "message sent");
                    return Ok(());
                }
                Err(error) => error.log(),
            }
            sleep(wait).await;
        }
        self.store().settle_sent(id, self.clock().now()).await
    }

    async fn give_up(self, claimed: &Claimed, reason: &str) -> Result<()> {
        self.store().settle_failed(claimed, self.clock().now(), reason).await?;
        given_up(&claimed.id, &claimed.message.kind, claimed.attempts, reason);
        Ok(())
    }

    /// Schedules the next attempt, unless the message expires before.
    async fn reschedule(self, claimed: &Claimed, reason: &str) -> Result<()> {
        let next = self.clock().now() + seconds(wait_after(claimed.attempts));
        if next >= claimed.message.expires_at {
            return self.give_up(claimed, reason).await;
        }
        let (id, kind, tries) = (&claimed.id, &claimed.message.kind, claimed.attempts);
        tracing::warn!(%id, %kind, tries, reason, "message not sent yet");
        self.store().return_message(claimed, next, reason).await
    }
}

pub(super) fn given_up(id: &str, kind: &str, tries: i64, reason: &str) {
    tracing::error!(id, kind, tries, reason, "message given up");
}

fn wait_after(attempts: i64) -> Duration {
    let index = usize::try_from(attempts - 1).unwrap_or_default().min(WAITS.len() - 1);
    WAITS[index]
}

/// Waits until a stopping server has no time left.
async fn overdue(mut stop: watch::Receiver<bool>) {
    // A dropped sender counts as a stop signal.
    let _ = stop.wait_for(|stop| *stop).await;
    sleep(GRACE).await;
}
