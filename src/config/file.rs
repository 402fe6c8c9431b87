//! Reads settings from `latchkey.toml`, with the names of the environment variables in lower case.

use std::collections::BTreeMap;
use std::path::Path;

use super::{ConfigError, wrong};

/// The settings file in the working directory.
pub(crate) const FILE: &str = "latchkey.toml";

/// Reads the file, if it exists.
pub(crate) fn from_file(path: &Path) -> Result<BTreeMap<String, String>, ConfigError> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(error) => return wrong(FILE, error),
    };
    let table: toml::Table = match text.parse() {
        Ok(table) => table,
        Err(error) => return wrong(FILE, format!("{error}").replace('\n', " ")),
    };
    table.into_iter().map(|(key, value)| Ok((variable(&key), plain(&key, &value)?))).collect()
}

/// Returns the variable that a key of the file stands for: `LATCHKEY_RP_ID` for `rp_id`.
fn variable(key: &str) -> String {
    match key {
        "database_url" => "DATABASE_URL".to_owned(),
        "smtp_url" => "SMTP_URL".to_owned(),
        _ => format!("LATCHKEY_{}", key.to_uppercase()),
    }
}

fn plain(key: &str, value: &toml::Value) -> Result<String, ConfigError> {
    match value {
        toml::Value::String(text) => Ok(text.clone()),
        toml::Value::Boolean(on) => Ok(if *on { "on" } else { "off" }.to_owned()),
        _ => wrong(&variable(key), format!("write it as text in {FILE}")),
    }
}
