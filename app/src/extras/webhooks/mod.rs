//! The operator's commands about webhooks.

use std::error::Error;

use clap::Subcommand;
use latchkey::RelyingParty;
use latchkey::clock::rfc3339;
use latchkey::model::message::Lane;

use crate::{operator, operator_mail};

/// The operator's commands about webhooks.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Sets up an endpoint and prints the secret that its deliveries are signed with. It
    /// can't be printed again.
    Add {
        /// Where to post: https://…
        url: String,
        /// What to tell it, by comma; everything if this is not given.
        #[arg(long, value_delimiter = ',')]
        events: Vec<String>,
    },
    /// Lists the endpoints: id, URL, events, when set up, parted by tabs.
    List,
    /// Removes an endpoint, and the deliveries that wait for it.
    Remove {
        /// Its id, as the list has it.
        id: String,
    },
    /// Posts a test event to an endpoint, tells each step, and exits with 0 if it was taken.
    Test {
        /// Its id, as the list has it.
        id: String,
    },
    /// Lists the newest deliveries: waiting, sending, sent, failed, and why.
    Deliveries {
        /// How many to list.
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
}

/// Runs a command about webhooks.
///
/// # Errors
/// An invalid URL, an unknown id, an unreachable database, a test delivery that was refused.
pub(super) async fn run(command: Command) -> Result<(), Box<dyn Error>> {
    operator::open(async |rp| carry_out(rp, command).await).await
}

async fn carry_out(rp: &RelyingParty, command: Command) -> Result<(), Box<dyn Error>> {
    match command {
        Command::Add { url, events } => {
            let (id, secret) = rp.add_endpoint(&url, &events).await?;
            eprintln!("The endpoint is {id}; try it with: server webhook test {id}");
            println!("{}", secret.expose());
        }
        Command::List => {
            for endpoint in rp.store().list_endpoints().await? {
                let events = endpoint.events.map_or_else(|| "all".to_owned(), |all| all.join(","));
                let made = rfc3339(endpoint.created_at);
                println!("{}\t{}\t{events}\t{made}", endpoint.id, endpoint.url);
            }
        }
        Command::Remove { id } => {
            let missing = "there is no such endpoint; server webhook list has them";
            operator::or_say(missing, rp.remove_endpoint(&id).await)?;
        }
        Command::Test { id } => {
            rp.try_endpoint(&id, &mut |step| println!("{step}")).await?;
            println!("The endpoint has taken it.");
        }
        Command::Deliveries { limit } => {
            operator_mail::list(rp.store(), Lane::Programs, limit).await?;
        }
    }
    Ok(())
}
