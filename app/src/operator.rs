//! The operator's commands. Only their results go to stdout, so that scripts can read them.

use clap::Args;
use latchkey::model::event::SERVER;
use latchkey::{Clock, Config, Random, RelyingParty, RequestContext, Store};
use serde_json::Value;

use crate::cli::{Command, Keys};

/// The outcome of a command. The error is printed.
pub(crate) type Outcome = Result<(), Box<dyn std::error::Error>>;

/// The format of a command's output.
#[derive(Clone, Copy, Debug, Args)]
pub struct Format {
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

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

/// Returns the context of a command, which events name.
pub(crate) fn by_server(rp: &RelyingParty) -> RequestContext {
    RequestContext::operator(rp, SERVER)
}

/// Prints a result: as JSON, or its lines if there are any.
pub(crate) fn print(format: Format, value: &Value, lines: &str) {
    if format.json {
        println!("{value}");
    } else if !lines.is_empty() {
        println!("{lines}");
    }
}

async fn carry_out(rp: &RelyingParty, command: Command) -> Result<(), Box<dyn std::error::Error>> {
    match command {
        // They are in other files: `main.rs`, `health.rs`, `operator_backup.rs` and so on.
        Command::Serve
        | Command::Health { .. }
        | Command::Backup { .. }
        | Command::Restore { .. }
        | Command::Copy { .. }
        | Command::Mail(_)
        | Command::Setting(_)
        | Command::Extra(_) => {}
        Command::Keys { command: Keys::Rotate { at_once } } => {
            let kid = if at_once {
                rp.tokens().replace_keys().await?
            } else {
                rp.tokens().check_keys().await?;
                rp.tokens().rotate_keys().await?
            };
            println!("{kid}");
        }
    }
    Ok(())
}
