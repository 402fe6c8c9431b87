//! The queue: delivers stored messages to the mail server, and through extras to phones and other
//! programs.
//!
//! 1. A worker in every server process looks for messages that are due and **claims** each with an
//!    update that only one worker can win.
//! 2. It delivers the message and renews its claim while it does.
//! 3. It **settles** the row immediately: sent, permanently rejected, or due again later, until the
//!    message expires. Settling it as sent or rejected erases its text.
//!
//! If a worker dies in between, its claim ends and another worker sends the message. That worker
//! can't know whether the mail server had already accepted it. So delivery is at least once: after
//! a crash between acceptance and step 3, an email is sent again. Both copies have the same
//! `Message-ID`, which lets email clients detect duplicates.
//!
//! Emails and text messages share one queue. Messages to programs have another, so that no email
//! waits for a slow endpoint.

use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::clock::seconds;
use crate::error::Result;
use crate::extras::EXTRAS;
use crate::mail::Emails;
use crate::mail::refusal::Refusal;
use crate::model::message::Channel;
use crate::model::message::Message;
use crate::model::message::Queue;
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

/// How long a claim holds. The clocks of two servers may differ by a large part of it.
const LEASE: Duration = Duration::from_mins(1);

/// How often a claim is renewed.
const RENEW_EVERY: Duration = Duration::from_secs(20);

/// How many messages one process delivers at once in each queue. Mail servers limit connections.
const AT_ONCE: usize = 4;

/// How often to poll for messages from other processes and for those that are due again.
const LOOK_EVERY: Duration = Duration::from_secs(2);

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
    /// Reads events and sends queued messages until `stop` is set. Then finishes deliveries in
    /// progress, within seconds.
    pub async fn run_queue(self, stop: watch::Receiver<bool>) {
        let [people, programs] = Queue::ALL;
        tokio::join!(
            self.events().run_readers(stop.clone()),
            self.run_lane(people, stop.clone()),
            self.run_lane(programs, stop)
        );
    }

    async fn run_lane(self, queue: Queue, mut stop: watch::Receiver<bool>) {
        let mut under_way = JoinSet::new();
        while !*stop.borrow() {
            if let Err(error) = self.start_sending(queue, &mut under_way, &stop).await {
                error.log();
            }
            tokio::select! {
                _ = stop.changed() => break,
                () = self.post().written(queue).notified() => {}
                Some(_) = under_way.join_next() => {}
                () = sleep(LOOK_EVERY) => {}
            }
        }
        while under_way.join_next().await.is_some() {}
    }

    /// Sends everything that is due, and returns once it is settled.
    #[cfg(test)]
    pub(crate) async fn send_due(self) {
        self.events().read().await.unwrap();
        let (_run, stop) = watch::channel(false);
        for queue in Queue::ALL {
            let mut under_way = JoinSet::new();
            loop {
                self.start_sending(queue, &mut under_way, &stop).await.unwrap();
                if under_way.join_next().await.is_none() {
                    break;
                }
            }
        }
    }

    /// Starts to send messages that are due, up to the limit of parallel deliveries.
    async fn start_sending(
        self,
        queue: Queue,
        under_way: &mut JoinSet<()>,
        stop: &watch::Receiver<bool>,
    ) -> Result<()> {
        for lost in self.store().expire_messages(self.clock().now()).await? {
            let reason = lost.reason.as_deref().unwrap_or("never tried");
            given_up(&lost.id, &lost.kind, lost.attempts, reason);
        }
        let mut lost_a_race = true;
        while lost_a_race && under_way.len() < AT_ONCE {
            lost_a_race = false;
            for id in self.list_due(queue, AT_ONCE - under_way.len()).await? {
                match self.claim(&id).await? {
                    Some(claimed) => {
                        let (rp, stop) = ((*self).clone(), stop.clone());
                        under_way.spawn(async move { rp.mail().process(&claimed, stop).await });
                    }
                    None => lost_a_race = true,
                }
            }
        }
        Ok(())
    }

    async fn list_due(self, queue: Queue, room: usize) -> Result<Vec<String>> {
        let (room, now) = (i64::try_from(room).unwrap_or_default(), self.clock().now());
        match queue {
            Queue::People => {
                let may_mail = self.emails_within_pace(now).await?;
                let can_text = EXTRAS.iter().any(|extra| extra.can_text(self.config()));
                let ways = (self.post().mailer.is_some() && may_mail > 0, can_text);
                let room = if ways.0 { room.min(may_mail) } else { room };
                self.store().list_due_messages(ways, now, room).await
            }
            Queue::Programs => {
                let mut due = Vec::new();
                for extra in EXTRAS {
                    due.extend(extra.list_due(self.store(), now, room).await?);
                }
                Ok(due)
            }
        }
    }

    async fn claim(self, id: &str) -> Result<Option<Claimed>> {
        let (claim, now) = (self.random().uuid().to_string(), self.clock().now());
        self.store().claim_message(id, claim, now, now + seconds(LEASE)).await
    }

    /// Sends a claimed message, renewing its claim, and settles it.
    async fn process(self, claimed: &Claimed, stop: watch::Receiver<bool>) {
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

fn given_up(id: &str, kind: &str, tries: i64, reason: &str) {
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
