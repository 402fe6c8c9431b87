// extra: passage
//! The setting for the API that pages of other sites use.

use super::{ConfigError, wrong};

/// Options that relax the safe defaults for pages of other sites.
#[derive(Clone, Copy, Debug, Default)]
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
}

impl Pages {
    pub(crate) fn parse(words: &str) -> Result<Self, ConfigError> {
        let mut pages = Self::default();
        for word in words.split(',').map(str::trim).filter(|word| !word.is_empty()) {
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
        Ok(pages)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_pages_get_is_listed_by_comma() {
        let pages = Pages::parse("any-click, short-codes").unwrap();
        assert!(pages.any_click && pages.short_codes && !pages.token_alone && !pages.hide_accounts);
    }

    #[test]
    fn a_word_that_means_nothing_stops_the_start() {
        assert!(Pages::parse("anyclick").is_err());
    }
}
