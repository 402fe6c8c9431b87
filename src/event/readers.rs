//! The readers of events: emails, extras, and trimming.
//!
//! A reader handles events in one transaction, which also marks them as read. For emails, that
//! means removing the address, and for the others, moving a cursor. So each reader handles each
//! event once, with any number of servers and after any crash.
//!
//! Emails and extras wake up when an event is recorded, and also poll for events of other servers.
//! Trimming runs with the sweep.

use std::collections::BTreeSet;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::sleep;

use super::{Event, Kind, Tell};
use crate::error::{Error, Result};
use crate::event::Events;
use crate::extras::EXTRAS;
use crate::model::message::Queue;
use crate::store::{EventReader, Unit};
use crate::web::rate_limit::Action;

/// How many events a reader takes at once.
const AT_ONCE: i64 = 100;

/// How often readers poll.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// How long readers wait after waking up, so that they handle the events of many sign-ins at once.
const GATHERED_FOR: Duration = Duration::from_millis(50);

impl Events<'_> {
    /// Reads events until `stop` is set.
    pub(crate) async fn run_readers(self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            if let Err(error) = self.read().await {
                error.log();
            }
            tokio::select! {
                _ = stop.changed() => break,
                () = self.post().recorded().notified() => sleep(GATHERED_FOR).await,
                () = sleep(LOOK_EVERY) => {}
            }
        }
    }

    /// Handles all events that emails and extras have not handled yet.
    pub async fn read(self) -> Result<()> {
        while self.mail_next_event().await? {}
        for reader in EXTRAS.iter().filter_map(|extra| extra.reader()) {
            while self.read_some(&reader).await? {}
        }
        Ok(())
    }

    /// Trims the accounts of all new events.
    pub(crate) async fn trim(self) -> Result<()> {
        loop {
            let unread = self.store().list_untrimmed(AT_ONCE).await?;
            if unread.events.is_empty() {
                return Ok(());
            }
            let mut unit = Unit::default();
            trim(&mut unit, &unread.events);
            unit.advance_trimming(&unread);
            if !self.store().apply(unit).await? {
                // Another server is handling the events.
                return Ok(());
            }
        }
    }

    /// Emails the oldest event that still has to be emailed. Returns whether there was one.
    async fn mail_next_event(self) -> Result<bool> {
        let Some(event) = self.store().find_untold_event().await? else { return Ok(false) };
        let mut unit = Unit::default();
        self.add_event_mail(&mut unit, &event).await?;
        // If the condition fails, another server is handling the events.
        let is_told = self.store().apply(unit).await?;
        self.mail().wake_sender();
        Ok(is_told)
    }

    /// Handles the next events for an extra's reader. Returns whether there were any.
    async fn read_some(self, reader: &EventReader) -> Result<bool> {
        let unread = self.store().list_unread(reader, AT_ONCE).await?;
        if unread.events.is_empty() {
            return Ok(false);
        }
        let mut unit = Unit::default();
        for event in &unread.events {
            (reader.read)(&self, &mut unit, event);
        }
        unit.advance(reader.name, &unread);
        // If the condition fails, another server is handling the events.
        let is_read = self.store().apply(unit).await?;
        self.post().wake(Queue::Programs);
        Ok(is_read)
    }

    async fn add_event_mail(self, unit: &mut Unit, event: &Event) -> Result<()> {
        let Tell::Address(email) = &event.tell else { return Ok(()) };
        unit.forget_address(event);
        let is_new_browser = event.details.new_browser.is_some();
        if is_new_browser && self.store().find_user(event.user_id).await?.is_none() {
            // The account was deleted since, and has no session to end.
            return Ok(());
        }
        if !event.kind.is_always_mailed() {
            // Limited for each kind: repeats of one kind don't suppress emails about another.
            let subject = format!("{} {}", event.user_id, event.kind.as_str());
            match self.rate_limits().add_count(unit, Action::News, &subject, "").await {
                Err(Error::TooManyRequests(_)) => return Ok(()),
                counted => counted?,
            }
        }
        let link = is_new_browser.then(|| self.sessions().add_not_me_link(unit, event));
        let mail = self.mail().event_mail(event, email, link).await?;
        self.mail().add_message(unit, &mail);
        Ok(())
    }
}

/// Trims the accounts of these events, and deletes the remaining events of deleted accounts.
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
