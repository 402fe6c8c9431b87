//! Settings that operators may also change while the site runs. Those are stored in the database.

use super::{ConfigError, SignUp, wrong};

/// The longest name of a site, in characters.
const MAX_NAME: usize = 60;

/// A setting that operators may change while the site runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// The site's name.
    Name,
    /// Who may create an account.
    SignUp,
}

impl Setting {
    /// Every such setting.
    pub const ALL: [Self; 2] = [Self::Name, Self::SignUp];

    /// Returns its name in the database and in commands.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::SignUp => "sign_up",
        }
    }

    /// Parses a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.as_str() == name)
    }

    /// Returns its environment variable.
    pub fn variable(self) -> &'static str {
        match self {
            Self::Name => "LATCHKEY_NAME",
            Self::SignUp => "LATCHKEY_SIGN_UP",
        }
    }
}

/// The values of these settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// The site's name, on its pages, in emails and in password managers.
    pub name: String,
    /// Who may create an account.
    pub sign_up: SignUp,
    /// The settings that the environment or the file has, which can't be changed otherwise.
    locked: Vec<Setting>,
}

impl Site {
    /// Reads the settings. `given` returns those of the environment and the file.
    pub(super) fn from_settings<'a>(
        given: impl Fn(&str) -> Option<&'a str>,
        default: impl Fn(&str) -> &'static str,
    ) -> Result<Self, ConfigError> {
        let mut site = Self::default();
        for setting in Setting::ALL {
            let variable = setting.variable();
            let value = given(variable);
            site.locked.extend(value.map(|_| setting));
            if let Err(problem) = site.set(setting, value.unwrap_or_else(|| default(variable))) {
                return wrong(variable, problem);
            }
        }
        Ok(site)
    }

    /// Changes a value.
    ///
    /// # Errors
    /// The problem with the value.
    pub(crate) fn set(&mut self, setting: Setting, value: &str) -> Result<(), String> {
        match setting {
            Setting::Name => self.name = name(value)?,
            Setting::SignUp => self.sign_up = value.parse()?,
        }
        Ok(())
    }

    /// Returns a value in the form that [`Site::set`] reads.
    pub fn get(&self, setting: Setting) -> String {
        match setting {
            Setting::Name => self.name.clone(),
            Setting::SignUp => self.sign_up.to_string(),
        }
    }

    /// Returns whether the environment or the file has this setting.
    pub fn is_locked(&self, setting: Setting) -> bool {
        self.locked.contains(&setting)
    }
}

fn name(text: &str) -> Result<String, String> {
    let name = text.trim();
    if name.chars().any(char::is_control) {
        return Err("has a line break or another control character".to_owned());
    }
    if name.is_empty() || name.chars().count() > MAX_NAME {
        return Err(format!("is empty or longer than {MAX_NAME} characters"));
    }
    Ok(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_reads_what_it_writes_and_refuses_nonsense() {
        let mut site = Site { name: "Latchkey".to_owned(), ..Site::default() };
        let long = "x".repeat(61);
        for (setting, good, bad) in [
            (Setting::Name, " Ada’s library ", ["", "a\nb", long.as_str()]),
            (Setting::SignUp, "example.org", ["", "example", "a@example.org"]),
        ] {
            assert_eq!(Setting::parse(setting.as_str()), Some(setting));
            site.set(setting, good).unwrap();
            let written = site.get(setting);
            assert_eq!(written, good.trim());
            for bad in bad {
                assert!(site.set(setting, bad).is_err(), "{bad:?}");
            }
            assert_eq!(site.get(setting), written);
        }
    }
}
