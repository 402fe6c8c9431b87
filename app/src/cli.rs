//! The command line: `server` serves; its subcommands are the operator's.

use clap::{Parser, Subcommand};
use latchkey::capability::Totals;
use latchkey::config::SETTINGS;
use latchkey::{Clock, Config, Random, RelyingParty, Store};

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
    /// Prints what visitors' browsers can do with passkeys, as counted on the page /ready.
    Capabilities {
        /// How many days to add up, today among them.
        #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=3650))]
        days: u32,
    },
}

/// Prints the totals of what browsers have said of themselves, one capability to a line. The share
/// is that of the browsers which have said either yes or no.
///
/// # Errors
/// A setting that is wrong; a database that does not answer.
pub async fn print_capabilities(days: u32) -> Result<(), Box<dyn std::error::Error>> {
    let config = Config::load()?;
    let store = Store::open(&config).await?;
    let rp = RelyingParty::new(config, store, Clock::system(), Random::system())?;
    let totals = rp.capability_totals(days).await?;
    rp.store().close().await;
    println!("{:<34}{:>9}{:>9}{:>9}{:>8}", "capability", "yes", "no", "unknown", "share");
    for (name, Totals { yes, no, unknown }) in totals {
        let share = match yes + no {
            0 => "-".to_owned(),
            said => format!("{} %", (100 * yes + said / 2) / said),
        };
        println!("{name:<34}{yes:>9}{no:>9}{unknown:>9}{share:>8}");
    }
    Ok(())
}

fn settings_help() -> String {
    let rows = SETTINGS.iter().map(|(name, default, meaning)| {
        let default =
            if default.is_empty() { String::new() } else { format!(" [default: {default}]") };
        format!("  {name:<32}{meaning}{default}\n")
    });
    format!("Settings, from the environment or latchkey.toml:\n{}", rows.collect::<String>())
}
