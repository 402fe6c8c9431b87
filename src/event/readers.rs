//! Readers: what follows the events.
//!
//! A reader takes events and does what follows from them in one transaction, which also notes that
//! they were read: emails forget the address, the others move a cursor on. So each event is read once
//! by each reader, however many servers there are and whenever one dies.
//!
//! The readers of emails and webhooks are woken when something was recorded, and look by themselves
//! for what others have recorded. Trimming comes with the sweep.

use std::collections::BTreeSet;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::sleep;

use super::{Event, Kind, Tell};
use crate::RelyingParty;
use crate::error::{Error, Result};
use crate::rate_limit::Action;
use crate::store::{Lane, Reader, Unit};

/// Events that a reader takes at once.
const AT_ONCE: i64 = 100;

/// How often the events are looked at unasked.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// How long readers wait once they were woken. What is recorded meanwhile is read at once, so a rush of
/// sign-ins costs hardly more than one.
const GATHERED_FOR: Duration = Duration::from_millis(50);

impl RelyingParty {
    /// To be called once a transaction has recorded an event: it is read at once, not at the next
    /// look.
    pub(crate) fn wake_readers(&self) {
        self.post().recorded().notify_one();
    }

    /// Reads events until told to stop.
    pub(crate) async fn run_readers(&self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            if let Err(error) = self.read_events().await {
                error.log();
            }
            tokio::select! {
                _ = stop.changed() => break,
                () = self.post().recorded().notified() => sleep(GATHERED_FOR).await,
                () = sleep(LOOK_EVERY) => {}
            }
        }
    }

    /// Has emails and webhooks read what there is to read.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn read_events(&self) -> Result<()> {
        while self.mail_next_event().await? {}
        while self.read_some(Reader::Webhooks).await? {}
        Ok(())
    }

    /// Has trimming read what there is to read.
    pub(crate) async fn trim_events(&self) -> Result<()> {
        while self.read_some(Reader::Trimming).await? {}
        Ok(())
    }

    /// Mails the oldest event of which an address was not told. Returns whether there was one.
    async fn mail_next_event(&self) -> Result<bool> {
        let Some(event) = self.store().find_untold_event().await? else { return Ok(false) };
        let mut unit = Unit::default();
        self.add_event_mail(&mut unit, &event).await?;
        // If the condition fails, another server has told it, and goes on.
        let is_told = self.store().apply(unit).await?;
        self.wake_sender();
        Ok(is_told)
    }

    /// Has a reader read the next events. Returns whether there were any.
    async fn read_some(&self, reader: Reader) -> Result<bool> {
        let unread = self.store().list_unread_events(reader, AT_ONCE).await?;
        if unread.events.is_empty() {
            return Ok(false);
        }
        let mut unit = Unit::default();
        match reader {
            Reader::Webhooks => {
                for event in &unread.events {
                    self.add_deliveries(&mut unit, event);
                }
            }
            Reader::Trimming => trim(&mut unit, &unread.events),
        }
        unit.advance(reader, &unread);
        // If the condition fails, another server has read them, and goes on.
        let is_read = self.store().apply(unit).await?;
        if reader == Reader::Webhooks {
            self.post().wake(Lane::Webhooks);
        }
        Ok(is_read)
    }

    async fn add_event_mail(&self, unit: &mut Unit, event: &Event) -> Result<()> {
        let Tell::Address(email) = &event.tell else { return Ok(()) };
        unit.forget_address(event);
        if !event.kind.is_always_mailed() {
            // Counted by kind: nothing that can be repeated keeps the owner from hearing of the rest.
            let subject = format!("{} {}", event.user_id, event.kind.as_str());
            match self.add_count(unit, Action::News, &subject, "").await {
                Err(Error::TooManyRequests(_)) => return Ok(()),
                counted => counted?,
            }
        }
        let mail = self.event_mail(event, email).await?;
        self.add_message(unit, &mail);
        Ok(())
    }
}

/// Deletes what is too much of the accounts to which something happened, and what is left of those
/// that are gone.
fn trim(unit: &mut Unit, events: &[Event]) {
    let is_gone = |event: &&Event| matches!(event.kind, Kind::Deleted | Kind::DeletedBySite);
    let gone: BTreeSet<_> = events.iter().filter(is_gone).map(|event| event.user_id.0).collect();
    for id in &gone {
        unit.forget_events(crate::UserId(*id));
    }
    let others: BTreeSet<_> = events.iter().map(|event| event.user_id.0).collect();
    for id in others.difference(&gone) {
        unit.trim_events(crate::UserId(*id));
    }
}
