//! The command line: `server` serves the site, and its subcommands are for the operator.

use clap::{Parser, Subcommand};
use latchkey::config::SETTINGS;

use crate::{extras, operator_settings};

/// Passkey sign-in server. Serves the site if no command is given.
#[derive(Debug, Parser)]
#[command(name = "server", version, disable_help_subcommand = false, after_help = settings_help())]
pub struct Cli {
    /// The command to run instead of serving.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The operator's commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serves the site. The same as no command.
    Serve,
    /// Checks whether the running server can serve requests. Exits with 0 if it can.
    Health {
        /// Only check that the process answers, not its database.
        #[arg(long)]
        live: bool,
    },
    /// Copies the SQLite database to a new file while the server runs.
    Backup {
        /// The file to create. It must not exist yet.
        file: String,
    },
    /// Checks a backup and restores it as the database. Stop the server first.
    Restore {
        /// The backup.
        file: String,
        /// Replace an existing database, which is kept under another name.
        #[arg(long)]
        replace: bool,
    },
    /// Copies everything to an empty database, such as from SQLite to PostgreSQL. Stop the server first.
    Copy {
        /// The database to copy to: postgres://… or sqlite:FILE.
        #[arg(long, value_name = "URL")]
        to: String,
    },
    /// Manages the keys that sign access tokens.
    Keys {
        /// The command to run.
        #[command(subcommand)]
        command: Keys,
    },
    /// Tests the email settings and lists queued emails and text messages.
    #[command(subcommand)]
    Mail(Mail),
    /// Shows and changes the settings that can be changed while the site runs.
    #[command(subcommand)]
    Setting(operator_settings::Command),
    /// The commands of extras.
    #[command(flatten)]
    Extra(extras::Command),
}

/// Tests the email settings and lists queued emails and text messages.
#[derive(Debug, Subcommand)]
pub enum Mail {
    /// Sends a test email, prints each step, and exits with 0 if the mail server accepted it.
    Test {
        /// The address to send it to.
        address: String,
    },
    /// Lists the newest emails and text messages: waiting, sending, sent or failed, and why. Doesn't show
    /// their content.
    Queue {
        /// The number of messages to list.
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
}

/// Manages the keys that sign access tokens.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Creates the next key and prints its id. It starts to sign in ten minutes, and no valid token fails.
    Rotate {
        /// Sign with the new key immediately. Invalidates every existing access token as soon as back ends
        /// fetch the new keys. Use it if the keys were stolen, or if the encryption key is lost and they can't be
        /// decrypted.
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
