// extra: passage
//! The settings for the API that pages of other sites use.

use super::{ConfigError, wrong};

/// Options that relax the safe defaults for pages of other sites, and the fields that users may
/// change there.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of the setting")]
pub struct Pages {
    /// Opening a sign-in link in any browser signs in the window that requested it.
    pub any_click: bool,
    /// An access token is enough to add and remove passkeys and to change the address.
    pub token_alone: bool,
    /// Codes have six digits.
    pub short_codes: bool,
    /// The API doesn't reveal whether an address has an account.
    pub hide_accounts: bool,
    /// The metadata that users may change themselves.
    pub fields: Vec<(String, FieldType)>,
}

/// The type of a metadata field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is what it says")]
pub enum FieldType {
    String,
    Boolean,
    Integer,
    Date,
    Phone,
    Email,
}

impl FieldType {
    const ALL: [Self; 6] =
        [Self::String, Self::Boolean, Self::Integer, Self::Date, Self::Phone, Self::Email];

    /// Returns its name in the setting.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Date => "date",
            Self::Phone => "phone",
            Self::Email => "email",
        }
    }
}

impl Pages {
    pub(crate) fn parse(words: &str, fields: &str) -> Result<Self, ConfigError> {
        let mut pages = Self::default();
        for word in list(words) {
            match word {
                "any-click" => pages.any_click = true,
                "token-alone" => pages.token_alone = true,
                "short-codes" => pages.short_codes = true,
                "hide-accounts" => pages.hide_accounts = true,
                _ => {
                    let known = "any-click, token-alone, short-codes or hide-accounts";
                    return wrong("LATCHKEY_PAGES", format!("{word:?} is not {known}"));
                }
            }
        }
        for field in list(fields) {
            let parsed = field.split_once(':').and_then(|(name, kind)| {
                let kind =
                    FieldType::ALL.into_iter().find(|known| known.as_str() == kind.trim())?;
                let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
                let name = name.trim();
                (!name.is_empty() && name.chars().all(is_name)).then(|| (name.to_owned(), kind))
            });
            let Some(field) = parsed else {
                let problem = format!("{field:?} is not a field like nickname:string");
                return wrong("LATCHKEY_USER_FIELDS", problem);
            };
            pages.fields.push(field);
        }
        Ok(pages)
    }
}

fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_pages_get_is_listed_by_comma() {
        let pages =
            Pages::parse("any-click, short-codes", "nickname:string,adult : boolean").unwrap();
        assert!(pages.any_click && pages.short_codes && !pages.token_alone && !pages.hide_accounts);
        let fields = [("nickname", FieldType::String), ("adult", FieldType::Boolean)];
        assert_eq!(pages.fields, fields.map(|(name, kind)| (name.to_owned(), kind)));
    }

    #[test]
    fn a_word_that_means_nothing_stops_the_start() {
        for (words, fields) in [
            ("anyclick", ""),
            ("", "nickname"),
            ("", "nickname:text"),
            ("", ":string"),
            ("", "a b:string"),
        ] {
            assert!(Pages::parse(words, fields).is_err(), "{words:?} {fields:?}");
        }
    }
}
