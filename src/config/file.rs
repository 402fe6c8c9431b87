//! The settings file: the same settings as the environment's, in lower case.

use std::collections::BTreeMap;
use std::path::Path;

use super::{ConfigError, wrong};

/// The file beside the binary that may hold settings too.
pub(crate) const FILE: &str = "latchkey.toml";

/// Reads the file, if there is one.
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

/// The variable that a key of the file stands for: `rp_id` is `LATCHKEY_RP_ID`.
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
