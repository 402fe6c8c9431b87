//! The operator's email commands. Testing the settings needs no database.

use std::error::Error;

use latchkey::clock::rfc3339;
use latchkey::mail;
use latchkey::model::message::Queue;
use latchkey::store::{Queued, State};
use latchkey::{Clock, Config, Random, Store};

use crate::cli::Mail;

/// Runs an email command.
///
/// # Errors
/// Wrong settings, an unavailable database, or a rejected test email.
pub async fn run(command: Mail) -> Result<(), Box<dyn Error>> {
    let config = Config::load()?;
    match command {
        Mail::Test { address } => test(&config, &address).await,
        Mail::Queue { limit } => {
            let store = Store::open(&config).await?;
            let listed = list(&store, Queue::People, limit).await;
            store.close().await;
            listed
        }
    }
}

async fn test(config: &Config, address: &str) -> Result<(), Box<dyn Error>> {
    let (clock, random) = (Clock::system(), Random::system());
    let mut report = |step: String| println!("{step}");
    mail::send_test_email(config, &clock, &random, address, &mut report).await?;
    println!("The mail server accepted the email. Check that it arrives and isn't marked as spam.");
    Ok(())
}

/// Prints the number of messages in each state, and the newest messages.
pub(crate) async fn list(store: &Store, queue: Queue, limit: u32) -> Result<(), Box<dyn Error>> {
    let now = Clock::system().now();
    let mut counts = Vec::new();
    for state in [State::Waiting, State::Sending, State::Sent, State::Failed] {
        counts.push(format!("{} {}", store.count_queue(queue, state, now).await?, word(state)));
    }
    println!("{}", counts.join(", "));
    for message in store.list_queue(queue, now, limit.into()).await? {
        println!("{}", line(&message));
    }
    Ok(())
}

/// Returns one line per message, with tab-separated columns.
fn line(message: &Queued) -> String {
    let next = match (message.state, message.next_attempt_at) {
        (State::Waiting, Some(at)) => format!("next {}", rfc3339(at)),
        _ => String::new(),
    };
    [
        word(message.state).to_owned(),
        message.id.clone(),
        format!("{} {}", message.channel.as_str(), message.kind),
        message.to.clone(),
        format!("created {}", rfc3339(message.created_at)),
        format!("attempts {}", message.attempts),
        next,
        message.last_error.clone().unwrap_or_default(),
    ]
    .join("\t")
    .trim_end()
    .to_owned()
}

fn word(state: State) -> &'static str {
    match state {
        State::Waiting => "waiting",
        State::Sending => "sending",
        State::Sent => "sent",
        State::Failed => "failed",
    }
}
