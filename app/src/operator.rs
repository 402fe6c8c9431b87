//! The operator's commands. Only their results go to stdout, so that scripts can read them.

use latchkey::clock::rfc3339;
use latchkey::extras::passage::api_key::Scope;
use latchkey::{Clock, Config, Error, Random, RelyingParty, Store};

use crate::cli::{ApiKeys, Command, Keys};

/// Runs a command on the configured database. A server may be running on it.
///
/// # Errors
/// Wrong settings, or an unavailable database.
pub async fn run(command: Command) -> Result<(), Box<dyn std::error::Error>> {
    open(async |rp| carry_out(rp, command).await).await
}

/// Runs a command with a relying party from the settings, and closes the database afterwards.
///
/// # Errors
/// Wrong settings, an unavailable database, and the errors of the command.
pub(crate) async fn open<T>(
    command: impl AsyncFnOnce(&RelyingParty) -> Result<T, Box<dyn std::error::Error>>,
) -> Result<T, Box<dyn std::error::Error>> {
    let config = Config::load()?;
    let store = Store::open(&config).await?;
    let rp = RelyingParty::new(config, store, Clock::system(), Random::system())?;
    let outcome = command(&rp).await;
    rp.store().close().await;
    outcome
}

async fn carry_out(rp: &RelyingParty, command: Command) -> Result<(), Box<dyn std::error::Error>> {
    match command {
        // They are in other files: `main.rs`, `health.rs`, `operator_backup.rs` and so on.
        Command::Serve
        | Command::Health { .. }
        | Command::Backup { .. }
        | Command::Restore { .. }
        | Command::Mail(_)
        | Command::Extra(_) => {}
        Command::ApiKey { command: ApiKeys::Create { name, read_only } } => {
            let scope = if read_only { Scope::Read } else { Scope::Write };
            println!("{}", rp.create_api_key(&name, scope).await?.expose());
        }
        Command::ApiKey { command: ApiKeys::List } => {
            for key in rp.list_api_keys().await? {
                let used = key.last_used_at.map_or_else(|| "never".to_owned(), rfc3339);
                let (made, scope) = (rfc3339(key.created_at), key.scope.as_str());
                println!("{}\t{}\t{scope}\t{made}\t{used}", key.prefix, key.name);
            }
        }
        Command::ApiKey { command: ApiKeys::Revoke { prefix } } => {
            let missing = "unknown prefix; list the keys with: server api-key list";
            or_say(missing, rp.revoke_api_key(&prefix).await)?;
        }
        Command::Keys { command: Keys::Rotate { at_once } } => {
            let kid = if at_once {
                rp.replace_keys().await?
            } else {
                rp.check_keys().await?;
                rp.rotate_keys().await?
            };
            println!("{kid}");
        }
    }
    Ok(())
}

/// Replaces a "not found" error with this message for the operator.
pub(crate) fn or_say(
    missing: &str,
    outcome: Result<(), Error>,
) -> Result<(), Box<dyn std::error::Error>> {
    outcome.map_err(|error| match error {
        Error::NotFound => missing.into(),
        other => other.into(),
    })
}
