//! The operator's commands about settings that can be changed while the site runs.

use clap::Subcommand;
use latchkey::config::Logo;
use latchkey::settings::{SettingEntry, Source};
use latchkey::{RelyingParty, Setting};
use serde_json::{Value, json};

use crate::operator::{self, Format, Outcome, by_server, print};

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
        /// The new value. For the logo, a file: PNG, JPEG or WebP.
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
pub async fn run(command: Command) -> Outcome {
    operator::open(async |rp| match command {
        Command::List(format) => {
            show(format, &rp.settings().list().await?);
            Ok(())
        }
        Command::Set { name, value, format } => {
            let value = match name {
                Setting::Logo => Logo::from_file(value.as_ref())?.to_string(),
                _ => value,
            };
            change(rp, name, Some(&value), format).await
        }
        Command::Unset { name, format } => change(rp, name, None, format).await,
    })
    .await
}

async fn change(
    rp: &RelyingParty,
    setting: Setting,
    value: Option<&str>,
    format: Format,
) -> Outcome {
    rp.settings().change(&by_server(rp), setting, value).await?;
    let all = rp.settings().list().await?;
    let changed = all.into_iter().filter(|entry| entry.setting == setting);
    show(format, &changed.collect::<Vec<_>>());
    Ok(())
}

fn show(format: Format, entries: &[SettingEntry]) {
    let line = |entry: &SettingEntry| {
        format!("{}	{}	{}", entry.setting.as_str(), entry.value, source(entry))
    };
    let lines: Vec<_> = entries.iter().map(line).collect();
    print(
        format,
        &entries.iter().map(value).collect(),
        &lines.join(
            "
",
        ),
    );
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
