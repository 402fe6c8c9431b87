//! The values of the settings that operators may also change while the site runs.

use std::ops::RangeInclusive;
use std::time::Duration;

use url::Url;

use super::{Colour, ConfigError, Languages, Logo, Setting, SignUp, on_this_site, wrong};
use crate::model::field::Fields;

/// The longest name of a site, in characters.
const MAX_NAME: usize = 60;

/// How many days a session may last. Browsers keep no cookie for longer than 400 days.
pub const SESSION_DAYS: RangeInclusive<u32> = 1..=365;

/// How many minutes a link may be valid. An email can take some minutes to arrive.
pub const LINK_MINUTES: RangeInclusive<u32> = 5..=60;

/// How many days an invitation may be valid.
pub const INVITATION_DAYS: RangeInclusive<u32> = 1..=90;

/// The values of these settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// The site's name, on its pages, in emails and in password managers.
    pub name: String,
    /// Who may create an account.
    pub sign_up: SignUp,
    /// The accent colour of pages, emails and the element.
    pub accent: Colour,
    /// The languages of pages and emails.
    pub languages: Languages,
    /// The path of the page after a sign-in, unless the user wanted another.
    pub redirect: String,
    /// How many days a session lasts.
    session_days: u32,
    /// How many minutes a link is valid.
    link_minutes: u32,
    /// How many days an invitation is valid.
    invitation_days: u32,
    /// The logo, on pages, in emails and in the API.
    pub logo: Option<Logo>,
    /// The fields that users fill in about themselves.
    pub user_fields: Fields,
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
            let set = match (setting, value) {
                // The variable names a file.
                (Setting::Logo, Some(path)) => {
                    Logo::from_file(path.as_ref()).map(|logo| site.logo = Some(logo))
                }
                _ => site.set(setting, value.unwrap_or_else(|| default(variable))),
            };
            if let Err(problem) = set {
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
            Setting::Accent => self.accent = value.parse()?,
            Setting::Languages => self.languages = value.parse()?,
            Setting::Redirect => self.redirect = path(value)?,
            Setting::SessionDays => self.session_days = number(value, &SESSION_DAYS)?,
            Setting::LinkMinutes => self.link_minutes = number(value, &LINK_MINUTES)?,
            Setting::InvitationDays => self.invitation_days = number(value, &INVITATION_DAYS)?,
            Setting::Logo if value.is_empty() => self.logo = None,
            Setting::Logo => self.logo = Some(value.parse()?),
            Setting::UserFields => self.user_fields = value.parse()?,
        }
        Ok(())
    }

    /// Returns a value in the form that [`Site::set`] reads.
    pub fn get(&self, setting: Setting) -> String {
        match setting {
            Setting::Name => self.name.clone(),
            Setting::SignUp => self.sign_up.to_string(),
            Setting::Accent => self.accent.to_string(),
            Setting::Languages => self.languages.to_string(),
            Setting::Redirect => self.redirect.clone(),
            Setting::SessionDays => self.session_days.to_string(),
            Setting::LinkMinutes => self.link_minutes.to_string(),
            Setting::InvitationDays => self.invitation_days.to_string(),
            Setting::Logo => self.logo.as_ref().map(ToString::to_string).unwrap_or_default(),
            Setting::UserFields => self.user_fields.to_string(),
        }
    }

    /// Returns a value for people: that of [`Site::get`], but a description of the logo.
    pub fn describe(&self, setting: Setting) -> String {
        match (setting, &self.logo) {
            (Setting::Logo, Some(logo)) => logo.description(),
            _ => self.get(setting),
        }
    }

    /// Returns how long a session lasts.
    pub fn session_lifetime(&self) -> Duration {
        Duration::from_hours(24 * u64::from(self.session_days))
    }

    /// Returns how long an invitation is valid.
    pub fn invitation_lifetime(&self) -> Duration {
        Duration::from_hours(24 * u64::from(self.invitation_days))
    }

    /// Returns how long a link by email is valid.
    pub fn link_lifetime(&self) -> Duration {
        Duration::from_mins(self.link_minutes.into())
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

fn path(text: &str) -> Result<String, String> {
    let path = text.trim();
    // Only the path counts, so it may be checked with any origin.
    let anywhere = Url::parse("https://site.invalid").map_err(|error| error.to_string())?;
    on_this_site(&anywhere, path).ok_or_else(|| format!("{path:?} is not a path like /dashboard"))
}

fn number(text: &str, range: &RangeInclusive<u32>) -> Result<u32, String> {
    let number = text.trim().parse().ok().filter(|number| range.contains(number));
    number.ok_or_else(|| {
        format!("{text:?} is not a number from {} to {}", range.start(), range.end())
    })
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
            (Setting::Accent, "#8a1538", ["", "red", "#8a1538;--line:red"]),
            (Setting::Languages, "de, en", ["", "fr", "deutsch"]),
            (
                Setting::Redirect,
                "/shop?from=sign-in",
                ["", "https://evil.example", "//evil.example"],
            ),
            (Setting::SessionDays, "7", ["0", "366", "-1"]),
            (Setting::LinkMinutes, "60", ["4", "61", "1h"]),
            (Setting::InvitationDays, "30", ["0", "91", ""]),
            (Setting::UserFields, "born:date:Date of birth", ["born", "born:day", "a:date,a:date"]),
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
