//! The operator's commands about API keys.

use std::error::Error;

use clap::Subcommand;
use latchkey::RelyingParty;
use latchkey::clock::rfc3339;
use latchkey::extras::passage::api_key::Scope;

use crate::operator;

/// Manages API keys.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Creates a key and prints it. It can't be shown again.
    Create {
        /// The key's name in the list.
        name: String,
        /// Allow only reading.
        #[arg(long)]
        read_only: bool,
    },
    /// Lists keys as tab-separated columns: prefix, name, scope, created, last used.
    List,
    /// Revokes a key immediately.
    Revoke {
        /// The key's prefix, as shown in the list.
        prefix: String,
    },
}

/// Runs a command about API keys.
///
/// # Errors
/// Wrong settings, an unknown key, or a database that doesn't answer.
pub(crate) async fn run(command: Command) -> Result<(), Box<dyn Error>> {
    operator::open(async |rp| carry_out(rp, command).await).await
}

async fn carry_out(rp: &RelyingParty, command: Command) -> Result<(), Box<dyn Error>> {
    match command {
        Command::Create { name, read_only } => {
            let scope = if read_only { Scope::Read } else { Scope::Write };
            println!("{}", rp.create_api_key(&name, scope).await?.expose());
        }
        Command::List => {
            for key in rp.list_api_keys().await? {
                let used = key.last_used_at.map_or_else(|| "never".to_owned(), rfc3339);
                let (made, scope) = (rfc3339(key.created_at), key.scope.as_str());
                println!("{}\t{}\t{scope}\t{made}\t{used}", key.prefix, key.name);
            }
        }
        Command::Revoke { prefix } => {
            rp.revoke_api_key(&prefix).await.map_err(|error| match error {
                latchkey::Error::NotFound => {
                    Box::from("unknown prefix; list the keys with: server api-key list")
                }
                other => Box::<dyn Error>::from(other),
            })?;
        }
    }
    Ok(())
}
