//! `LATCHKEY_LOG`: which lines the log contains and how they are written.

use std::path::Path;

use super::environment::from_environment;
use super::file::{FILE, from_file};
use super::{ConfigError, default_of, wrong};

const NAME: &str = "LATCHKEY_LOG";

/// The levels, from the fewest lines to the most.
const LEVELS: [&str; 5] = ["error", "warn", "info", "debug", "trace"];

/// `LATCHKEY_LOG`: a level, and whether lines are JSON.
///
/// It takes no filter by module. With one, an operator could turn on the lines of libraries that
/// contain secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Log {
    /// Lines of this level and above are written.
    pub level: &'static str,
    /// Whether each line is one JSON object.
    pub is_json: bool,
}

impl Default for Log {
    fn default() -> Self {
        Self { level: "info", is_json: false }
    }
}

impl Log {
    /// Reads only this setting, so that the log works before the others are checked.
    ///
    /// # Errors
    /// A settings file that can't be read, or an invalid value.
    #[expect(clippy::disallowed_methods, reason = "every setting is read in this module")]
    pub fn load() -> Result<Self, ConfigError> {
        let mut settings = from_file(Path::new(FILE))?;
        settings.extend(from_environment(std::env::vars_os())?);
        let given = settings.get(NAME).map(|value| value.trim()).filter(|value| !value.is_empty());
        Self::parse(given.unwrap_or_else(|| default_of(NAME)))
    }

    /// Parses words such as `debug, json`.
    pub(super) fn parse(text: &str) -> Result<Self, ConfigError> {
        let (mut level, mut is_json) = (None, false);
        for word in text.split(',').map(str::trim) {
            match LEVELS.iter().find(|level| **level == word) {
                Some(found) if level.is_none() => level = Some(*found),
                None if word == "json" && !is_json => is_json = true,
                _ => {
                    let levels = LEVELS.join(", ");
                    let problem = format!("{text:?} isn't one of {levels}, or that and json");
                    return wrong(NAME, problem);
                }
            }
        }
        Ok(Self { level: level.unwrap_or(Self::default().level), is_json })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_and_a_format_are_read_in_any_order() {
        for (text, level, is_json) in [
            ("info", "info", false),
            ("json", "info", true),
            ("warn,json", "warn", true),
            ("json, trace", "trace", true),
        ] {
            assert_eq!(Log::parse(text), Ok(Log { level, is_json }), "{text}");
        }
    }

    /// `sqlx=trace` would write the values of every statement.
    #[test]
    fn filters_by_module_and_unknown_words_are_refused() {
        for text in
            ["sqlx=trace", "debug,sqlx=trace", "5", "DEBUG", "debug,trace", "json,json", ","]
        {
            let error = Log::parse(text).unwrap_err().to_string();
            assert!(error.starts_with("LATCHKEY_LOG: "), "{error}");
        }
    }
}
