//! The operator's commands about settings that can be changed while the site runs.

use std::error::Error;

use clap::{Args, Subcommand};
use latchkey::model::event::SERVER;
use latchkey::settings::{SettingEntry, Source};
use latchkey::{RelyingParty, RequestContext, Setting};
use serde_json::{Value, json};

use crate::operator;

/// Shows and changes the settings that can be changed while the site runs.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists them as tab-separated columns: name, value, and where the value comes from: default, database, or a
    /// variable, which locks it.
    List(Format),
    /// Changes a setting. Every server of the site follows within seconds.
    Set {
        /// The setting, as the list names it.
        #[arg(value_parser = parse)]
        name: Setting,
        /// The new value.
        value: String,
        #[command(flatten)]
        format: Format,
    },
    /// Goes back to the default.
    Unset {
        /// The setting, as the list names it.
        #[arg(value_parser = parse)]
        name: Setting,
        #[command(flatten)]
        format: Format,
    },
}

/// The format of the output.
#[derive(Clone, Copy, Debug, Args)]
pub struct Format {
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

fn parse(name: &str) -> Result<Setting, String> {
    Setting::parse(name).ok_or_else(|| {
        let known = Setting::ALL.map(Setting::as_str);
        format!(
            "no setting that can be changed while the site runs; those are {}",
            known.join(", ")
        )
    })
}

/// Runs a command about settings.
///
/// # Errors
/// Wrong settings, an invalid value, a locked setting, or a database that doesn't answer.
pub async fn run(command: Command) -> Result<(), Box<dyn Error>> {
    operator::open(async |rp| match command {
        Command::List(format) => {
            print(format, &rp.settings().list().await?);
            Ok(())
        }
        Command::Set { name, value, format } => change(rp, name, Some(&value), format).await,
        Command::Unset { name, format } => change(rp, name, None, format).await,
    })
    .await
}

async fn change(
    rp: &RelyingParty,
    setting: Setting,
    value: Option<&str>,
    format: Format,
) -> Result<(), Box<dyn Error>> {
    let operator = RequestContext::operator(rp, SERVER);
    rp.settings().change(&operator, setting, value).await?;
    let changed: Vec<_> = rp.settings().list().await?;
    let changed: Vec<_> = changed.into_iter().filter(|entry| entry.setting == setting).collect();
    print(format, &changed);
    Ok(())
}

fn print(format: Format, entries: &[SettingEntry]) {
    if format.json {
        println!("{}", entries.iter().map(value).collect::<Value>());
        return;
    }
    for entry in entries {
        println!("{}\t{}\t{}", entry.setting.as_str(), entry.value, source(entry));
    }
}

fn value(entry: &SettingEntry) -> Value {
    json!({ "name": entry.setting.as_str(), "value": entry.value, "source": source(entry) })
}

fn source(entry: &SettingEntry) -> &'static str {
    match entry.source {
        Source::Default => "default",
        Source::Database => "database",
        Source::Environment => entry.setting.variable(),
    }
}
