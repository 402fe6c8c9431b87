//! The operator's commands about mail. Trying the settings needs no database.

use std::error::Error;

use latchkey::clock::rfc3339;
use latchkey::mail;
use latchkey::model::message::Lane;
use latchkey::store::{Queued, State};
use latchkey::{Clock, Config, Random, Store};

use crate::cli::Mail;

/// Runs a command about mail.
///
/// # Errors
/// Settings that are wrong, a database that does not answer, a mail that was not taken.
pub async fn run(command: Mail) -> Result<(), Box<dyn Error>> {
    let config = Config::load()?;
    match command {
        Mail::Test { address } => test(&config, &address).await,
        Mail::Queue { limit } => {
            let store = Store::open(&config).await?;
            let listed = list(&store, Lane::People, limit).await;
            store.close().await;
            listed
        }
    }
}

async fn test(config: &Config, address: &str) -> Result<(), Box<dyn Error>> {
    let (clock, random) = (Clock::system(), Random::system());
    let mut report = |step: String| println!("{step}");
    mail::send_trial(config, &clock, &random, address, &mut report).await?;
    println!("The mail server has taken the mail; look whether it arrives, and not as spam.");
    Ok(())
}

/// Prints how many messages of a lane are in each state, and the newest ones.
pub(crate) async fn list(store: &Store, lane: Lane, limit: u32) -> Result<(), Box<dyn Error>> {
    let now = Clock::system().now();
    let mut counts = Vec::new();
    for state in [State::Waiting, State::Sending, State::Sent, State::Failed] {
        counts.push(format!("{} {}", store.count_queue(lane, state, now).await?, word(state)));
    }
    println!("{}", counts.join(", "));
    for message in store.list_queue(lane, now, limit.into()).await? {
        println!("{}", line(&message));
    }
    Ok(())
}

/// One line a message, its parts separated by tabs.
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
        format!("written {}", rfc3339(message.created_at)),
        format!("tries {}", message.attempts),
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
