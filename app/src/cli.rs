//! The command line: `server` serves; its subcommands are the operator's.

use clap::{Parser, Subcommand};
use latchkey::config::SETTINGS;

use crate::extras;

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
    /// Asks the running server whether it can serve requests, and exits with 0 if it can.
    Health {
        /// Only ask whether the process answers, not whether its database does.
        #[arg(long)]
        live: bool,
    },
    /// Copies the SQLite database into a new file, while the server goes on.
    Backup {
        /// Where to write the copy; it must not exist yet.
        file: String,
    },
    /// Checks a backup and puts it in the place of the database. Stop the server first.
    Restore {
        /// The backup.
        file: String,
        /// Take the place of the database that is there, which is kept under another name.
        #[arg(long)]
        replace: bool,
    },
    /// Looks after the keys of back ends that use the management API.
    ApiKey {
        /// What to do with them.
        #[command(subcommand)]
        command: ApiKeys,
    },
    /// Looks after the keys that sign access tokens.
    Keys {
        /// What to do with them.
        #[command(subcommand)]
        command: Keys,
    },
    /// Tries the mail settings, and lists what became of mails and texts.
    #[command(subcommand)]
    Mail(Mail),
    /// About an extra.
    #[command(flatten)]
    Extra(extras::Command),
}

/// The operator's commands about mail.
#[derive(Debug, Subcommand)]
pub enum Mail {
    /// Sends a test mail by the settings, tells each step, and exits with 0 if it was taken.
    Test {
        /// Where to send it.
        address: String,
    },
    /// Lists the newest mails and texts of the queue: waiting, sending, sent, failed, and why.
    /// Doesn't show their text.
    Queue {
        /// How many to list.
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
}

/// Manages API keys.
#[derive(Debug, Subcommand)]
pub enum ApiKeys {
    /// Creates a key and prints it. It can't be printed again.
    Create {
        /// What to call it in the list.
        name: String,
        /// It may read, and change nothing.
        #[arg(long)]
        read_only: bool,
    },
    /// Lists the keys: beginning, name, scope, when made and last used, parted by tabs.
    List,
    /// Ends a key at once.
    Revoke {
        /// Its beginning, as the list has it.
        prefix: String,
    },
}

/// Manages the keys that sign access tokens.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Makes the next key and prints its id. It signs in ten minutes; no valid token fails.
    Rotate {
        /// For keys that were stolen, or that no setting opens any more: the new key signs at
        /// once and every access token there is fails.
        #[arg(long)]
        at_once: bool,
    },
}

fn settings_help() -> String {
    let rows = SETTINGS.iter().map(|(name, default, meaning)| {
        let default =
            if default.is_empty() { String::new() } else { format!(" [default: {default}]") };
        format!("  {name:<32}{meaning}{default}\n")
    });
    format!("Settings, from the environment or latchkey.toml:\n{}", rows.collect::<String>())
}
