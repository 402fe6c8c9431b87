//! Phone numbers.

use std::fmt;

use phonelib::{PhoneNumber, PhoneNumberType};

use crate::error::{Error, Result};

/// The longest input, in bytes, including everything around the number.
const MAX_TYPED: usize = 200;

/// A phone number in E.164: a plus sign, the country code and the number, with digits only.
///
/// <https://www.itu.int/rec/T-REC-E.164>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone(String);

impl Phone {
    /// Parses a number in international format, as users type and paste it: with spaces, dashes,
    /// brackets, `00` for the plus, `tel:` before it, or invisible characters around it. It doesn't
    /// guess the country of a number without one, because the text message would go to a stranger.
    ///
    /// # Errors
    /// [`Error::InvalidPhone`] if no text message can be sent to the number, or only at premium
    /// rates.
    pub fn parse(typed: &str) -> Result<Self> {
        if typed.len() > MAX_TYPED {
            return Err(Error::InvalidPhone);
        }
        let plain = plain(typed);
        let international = plain.strip_prefix('+').or_else(|| plain.strip_prefix("00"));
        let is_plain = |c: char| c.is_ascii_digit() || matches!(c, '(' | ')');
        let Some(rest) = international.filter(|rest| rest.chars().all(is_plain)) else {
            return Err(Error::InvalidPhone);
        };
        // The zero that is only dialled within the country: +49 (0) 1512…
        let rest = rest.replacen("(0)", "", 1);
        let number =
            PhoneNumber::try_parse(&format!("+{rest}")).map_err(|_| Error::InvalidPhone)?;
        match number.phone_type() {
            PhoneNumberType::PremiumRate
            | PhoneNumberType::SharedCost
            | PhoneNumberType::TollFree
            | PhoneNumberType::Pager
            | PhoneNumberType::Uan => Err(Error::InvalidPhone),
            _ => Ok(Self(number.e164().to_owned())),
        }
    }

    pub(crate) fn from_stored(number: String) -> Self {
        Self(number)
    }
}

/// Removes characters around and between the digits of a number: `tel:`, spaces, dashes, dots and
/// slashes, and the invisible characters that address books and web pages add.
fn plain(typed: &str) -> String {
    let drops = |c: &char| {
        c.is_whitespace()
            || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '.' | '/')
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}')
            || matches!(c, '\u{061C}' | '\u{00AD}' | '\u{FEFF}')
    };
    let kept: String = typed.chars().filter(|c| !drops(c)).collect();
    let kept = kept.replace('\u{FF0B}', "+");
    let scheme = kept.get(..4).filter(|scheme| scheme.eq_ignore_ascii_case("tel:"));
    scheme.and_then(|scheme| kept.strip_prefix(scheme)).unwrap_or(&kept).to_owned()
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
