//! The operator's commands about events.

use std::time::Duration;

use clap::Subcommand;
use latchkey::RelyingParty;
use latchkey::clock::rfc3339;
use latchkey::extras::console::events::{EventEntry, EventQuery};
use serde_json::{Value, json};

use crate::operator::{self, Format, Outcome};

/// How often new events are looked for.
const EVERY: Duration = Duration::from_secs(1);

/// How many new events are read at once.
const AT_ONCE: i64 = 500;

/// Shows what happens to accounts.
#[derive(Debug, Subcommand)]
pub enum Events {
    /// Prints the newest events, oldest first, as tab-separated columns: time, kind, user id, address.
    Tail {
        /// The number of events to print.
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(i64).range(0..=10_000))]
        limit: i64,
        /// Go on with new events until interrupted.
        #[arg(long)]
        follow: bool,
        #[command(flatten)]
        format: Format,
    },
}

/// Runs a command about events.
///
/// # Errors
/// Wrong settings, or a database that doesn't answer.
pub(crate) async fn run(Events::Tail { limit, follow, format }: Events) -> Outcome {
    operator::open(async |rp| tail(rp, limit, follow, format).await).await
}

async fn tail(rp: &RelyingParty, limit: i64, follow: bool, format: Format) -> Outcome {
    // One event tells where to go on, even if none is printed.
    let mut events = rp.console().find_events(&EventQuery::default(), limit.max(1)).await?;
    let mut last = events.first().map_or(0, |newest| newest.event.sequence);
    events.truncate(usize::try_from(limit)?);
    loop {
        events.iter().rev().for_each(|entry| print(entry, format));
        if !follow {
            return Ok(());
        }
        tokio::time::sleep(EVERY).await;
        events = since(rp, last).await?;
        last = events.first().map_or(last, |newest| newest.event.sequence);
    }
}

/// Returns all events after a number, newest first.
async fn since(rp: &RelyingParty, after: i64) -> latchkey::Result<Vec<EventEntry>> {
    let mut query = EventQuery { after: Some(after), ..EventQuery::default() };
    let mut events = Vec::new();
    loop {
        let page = rp.console().find_events(&query, AT_ONCE).await?;
        query.before = page.last().map(|last| last.event.sequence);
        events.extend(page);
        if query.before.is_none() {
            return Ok(events);
        }
    }
}

fn print(entry: &EventEntry, format: Format) {
    if format.json {
        println!("{}", value(entry));
        return;
    }
    let (event, email) = (&entry.event, entry.email.as_deref().unwrap_or("-"));
    let at = rfc3339(event.created_at);
    println!("{at}\t{}\t{}\t{email}", event.kind.as_str(), event.user_id);
}

/// Returns an event as JSON, for exports and commands.
pub(super) fn value(EventEntry { event, email }: &EventEntry) -> Value {
    json!({
        "sequence": event.sequence,
        "id": event.id.to_string(),
        "user_id": event.user_id.to_string(),
        "email": email,
        "kind": event.kind.as_str(),
        "details": event.details,
        "user_agent": event.user_agent,
        "ip": event.ip,
        "created_at": rfc3339(event.created_at),
        "times": event.times,
        "last_at": rfc3339(event.last_at),
    })
}
