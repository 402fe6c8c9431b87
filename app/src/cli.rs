//! The command line: `server` serves; its subcommands are the operator's.

use clap::{Parser, Subcommand};
use latchkey::config::SETTINGS;

/// Signs people in with passkeys. Without a command: serves.
#[derive(Debug, Parser)]
#[command(name = "server", version, disable_help_subcommand = false, after_help = settings_help())]
pub struct Cli {
    /// What to do instead of serving.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The operator's commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serves the site; the same as no command.
    Serve,
}

fn settings_help() -> String {
    let rows = SETTINGS.iter().map(|(name, default, meaning)| {
        let default =
            if default.is_empty() { String::new() } else { format!(" [default: {default}]") };
        format!("  {name:<26}{meaning}{default}\n")
    });
    format!("Settings, from the environment or latchkey.toml:\n{}", rows.collect::<String>())
}
