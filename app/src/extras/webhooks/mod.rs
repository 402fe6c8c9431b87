//! The operator's webhook commands.

#[cfg(feature = "console")]
pub(super) mod console;

use std::error::Error;

use clap::Subcommand;
use latchkey::RelyingParty;
use latchkey::clock::rfc3339;
use latchkey::model::message::Queue;

use crate::operator::{self, by_server};
use crate::operator_mail;

/// The operator's webhook commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Adds an endpoint and prints the secret that signs its deliveries. It can't be shown again.
    Add {
        /// The URL to post to: https://…
        url: String,
        /// The event types to send, separated by commas. Default: all.
        #[arg(long, value_delimiter = ',')]
        events: Vec<String>,
    },
    /// Lists endpoints as tab-separated columns: id, URL, events, created.
    List,
    /// Removes an endpoint and discards its pending deliveries.
    Remove {
        /// The endpoint's id, as shown in the list.
        id: String,
    },
    /// Sends a test event to an endpoint, prints each step, and exits with 0 if it was accepted.
    Test {
        /// The endpoint's id, as shown in the list.
        id: String,
    },
    /// Sends a delivery again that was sent or has failed.
    Resend {
        /// The delivery's id, as shown in the list of deliveries.
        id: String,
    },
    /// Lists the newest deliveries: waiting, sending, sent or failed, and why.
    Deliveries {
        /// The number of deliveries to list.
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
}

/// Runs a webhook command.
///
/// # Errors
/// An invalid URL, an unknown id, an unavailable database, or a rejected test delivery.
pub(super) async fn run(command: Command) -> Result<(), Box<dyn Error>> {
    operator::open(async |rp| carry_out(rp, command).await).await
}

async fn carry_out(rp: &RelyingParty, command: Command) -> Result<(), Box<dyn Error>> {
    match command {
        Command::Add { url, events } => {
            let (id, secret) = rp.webhooks().add_endpoint(&by_server(rp), &url, &events).await?;
            eprintln!("Added endpoint {id}. Test it with: server webhook test {id}");
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
            rp.webhooks().remove_endpoint(&by_server(rp), &id).await.map_err(
                |error| match error {
                    latchkey::Error::NotFound => Box::from(
                        "unknown endpoint id; list the endpoints with: server webhook list",
                    ),
                    other => Box::<dyn Error>::from(other),
                },
            )?;
        }
        Command::Test { id } => {
            rp.webhooks().try_endpoint(&id, &mut |step| println!("{step}")).await?;
            println!("The endpoint accepted the test event.");
        }
        Command::Resend { id } => {
            rp.webhooks().resend_delivery(&by_server(rp), &id).await.map_err(
                |error| match error {
                    latchkey::Error::NotFound => Box::from(
                        "unknown or waiting delivery, or its event is no longer in the history",
                    ),
                    other => Box::<dyn Error>::from(other),
                },
            )?;
        }
        Command::Deliveries { limit } => {
            operator_mail::list(rp.store(), Queue::Programs, limit).await?;
        }
    }
    Ok(())
}
