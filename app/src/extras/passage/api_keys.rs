//! The operator's commands about API keys.

use std::error::Error;
use std::time::Duration;

use clap::Subcommand;
use latchkey::RelyingParty;
use latchkey::clock::rfc3339;
use latchkey::extras::passage::api_key::{NewKey, Scope};

use crate::operator::{self, by_server};

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
        /// The number of days for which it works. Default: until it is revoked.
        #[arg(long)]
        days: Option<u32>,
    },
    /// Lists keys as tab-separated columns: prefix, name, scope, created, last used, expires.
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
        Command::Create { name, read_only, days } => {
            let scope = if read_only { Scope::Read } else { Scope::Write };
            let lifetime = days.map(|days| Duration::from_hours(24 * u64::from(days)));
            let new = NewKey { name, scope, lifetime };
            println!("{}", rp.api_keys().create_for(&by_server(rp), &new).await?.expose());
        }
        Command::List => {
            for key in rp.api_keys().list().await? {
                let used = key.last_used_at.map_or_else(|| "never".to_owned(), rfc3339);
                let (made, scope) = (rfc3339(key.created_at), key.scope.as_str());
                let expires = key.expires_at.map_or_else(|| "never".to_owned(), rfc3339);
                println!("{}\t{}\t{scope}\t{made}\t{used}\t{expires}", key.prefix, key.name);
            }
        }
        Command::Revoke { prefix } => {
            rp.api_keys().revoke(&by_server(rp), &prefix).await.map_err(|error| match error {
                latchkey::Error::NotFound => {
                    Box::from("unknown prefix; list the keys with: server api-key list")
                }
                other => Box::<dyn Error>::from(other),
            })?;
        }
    }
    Ok(())
}
