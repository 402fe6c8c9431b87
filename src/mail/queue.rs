//! The queue: has stored messages delivered to the mail server, and through extras to phones and
//! other programs.
//!
//! 1. A worker in every server process looks for messages that are due and **claims** each with an
//!    update that only one worker can win.
//! 2. It delivers the message and renews its claim while it does (`delivery.rs`).
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
use crate::mail::delivery::given_up;
use crate::model::message::Queue;
use crate::store::Claimed;

/// How long a claim holds. The clocks of two servers may differ by a large part of it.
pub(super) const LEASE: Duration = Duration::from_mins(1);

/// How many messages one process delivers at once in each queue. Mail servers limit connections.
const AT_ONCE: usize = 4;

/// How often to poll for messages from other processes and for those that are due again.
const LOOK_EVERY: Duration = Duration::from_secs(2);

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
}
