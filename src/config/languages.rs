//! The languages that the site offers.

use std::fmt;
use std::str::FromStr;

use crate::model::locale::Locale;

/// A choice of our languages, in the operator's order. The first is for users who read none of
/// them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Languages(Vec<Locale>);

impl Languages {
    /// Returns the language if the site offers it.
    pub fn offered(&self, locale: Locale) -> Option<Locale> {
        self.0.contains(&locale).then_some(locale)
    }

    /// Returns the language for users who read none of those that the site offers.
    pub fn fallback(&self) -> Locale {
        self.0.first().copied().unwrap_or_default()
    }

    /// Returns the languages, the one for other users first.
    pub fn list(&self) -> &[Locale] {
        &self.0
    }
}

impl Default for Languages {
    fn default() -> Self {
        Self(Locale::ALL.into())
    }
}

impl FromStr for Languages {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut chosen = Vec::new();
        for code in text.split(',').map(str::trim) {
            let Some(locale) = Locale::parse(code) else {
                let known = Locale::ALL.map(Locale::as_str).join(", ");
                return Err(format!("{code:?} is not one of {known}"));
            };
            if !chosen.contains(&locale) {
                chosen.push(locale);
            }
        }
        Ok(Self(chosen))
    }
}

impl fmt::Display for Languages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let codes: Vec<_> = self.0.iter().map(|locale| locale.as_str()).collect();
        f.write_str(&codes.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_the_languages_stays() {
        let languages: Languages = "pl, de,pl".parse().unwrap();
        assert_eq!(languages.to_string(), "pl, de");
        assert_eq!(languages.fallback(), Locale::Pl);
        assert_eq!(languages.offered(Locale::De), Some(Locale::De));
        assert_eq!(languages.offered(Locale::En), None);
        for text in ["", "en, fr", "EN", "en,"] {
            assert!(text.parse::<Languages>().is_err(), "{text:?}");
        }
    }
}
