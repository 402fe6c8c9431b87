//! The operator's commands about webhooks.

use std::error::Error;

use latchkey::clock::rfc3339;
use latchkey::store::Lane;
use latchkey::{Clock, Config, Random, RelyingParty, Store};

use crate::cli::Webhook;
use crate::{operator, operator_mail};

/// Runs a command about webhooks.
///
/// # Errors
/// An invalid URL, an unknown id, an unreachable database, a test delivery that was refused.
pub async fn run(command: Webhook) -> Result<(), Box<dyn Error>> {
    let config = Config::load()?;
    let store = Store::open(&config).await?;
    let rp = RelyingParty::new(config, store, Clock::system(), Random::system())?;
    let outcome = carry_out(&rp, command).await;
    rp.store().close().await;
    outcome
}

async fn carry_out(rp: &RelyingParty, command: Webhook) -> Result<(), Box<dyn Error>> {
    match command {
        Webhook::Add { url, events } => {
            let (id, secret) = rp.add_endpoint(&url, &events).await?;
            eprintln!("The endpoint is {id}; try it with: server webhook test {id}");
            println!("{}", secret.expose());
        }
        Webhook::List => {
            for endpoint in rp.store().list_endpoints().await? {
                let events = endpoint.events.map_or_else(|| "all".to_owned(), |all| all.join(","));
                let made = rfc3339(endpoint.created_at);
                println!("{}\t{}\t{events}\t{made}", endpoint.id, endpoint.url);
            }
        }
        Webhook::Remove { id } => {
            let missing = "there is no such endpoint; server webhook list has them";
            operator::or_say(missing, rp.remove_endpoint(&id).await)?;
        }
        Webhook::Test { id } => {
            rp.try_endpoint(&id, &mut |step| println!("{step}")).await?;
            println!("The endpoint has taken it.");
        }
        Webhook::Deliveries { limit } => {
            operator_mail::list(rp.store(), Lane::Webhooks, limit).await?;
        }
    }
    Ok(())
}
