//! Limits how many text messages are sent, and to which numbers.
//!
//! Every text message costs the operator money, and some attackers earn a share of that money ("SMS
//! pumping"). So there are strict limits: a few messages per network, and a budget for the whole
//! site. The log has an error when the budget is used up. Messages only go to mobile numbers in the
//! countries that the operator has listed.
//!
//! A back end with an API key sends for all its users from one IP address, so limits by network
//! would affect them all together. Its links are only limited by number, country and budget.

use phonelib::{PhoneNumber, PhoneNumberType};

use crate::error::{Error, Result};
use crate::extras::sms::TextMessages;
use crate::model::phone::Phone;
use crate::web::rate_limit::Action;

/// The country that phonelib returns for satellite and international networks (+870, +881, +882…).
const NO_COUNTRY: &str = "001";

impl TextMessages<'_> {
    /// Counts a text message to a number, or rejects it. `ip` is the client's address, or `None`
    /// for a back end.
    ///
    /// # Errors
    /// [`Error::TextOff`], [`Error::NotMobile`], [`Error::TextCountry`],
    /// [`Error::TooManyRequests`], [`Error::TextBudget`].
    pub(crate) async fn allow(self, phone: &Phone, ip: Option<&str>) -> Result<()> {
        if !self.can_send() {
            return Err(Error::TextOff);
        }
        let countries = self.config().sms.as_ref().and_then(|sms| sms.countries.as_deref());
        check_number(phone, countries)?;
        let counted = match ip {
            Some(ip) => Some(self.rate_limits().count(Action::Text, &phone.to_string(), ip).await?),
            None => None,
        };
        match self.rate_limits().count(Action::TextBudget, "", "").await {
            Ok(_) => Ok(()),
            Err(Error::TooManyRequests(wait)) => {
                tracing::error!(
                    wait = wait.as_secs(),
                    "the budget of text messages is used up (LATCHKEY_LIMIT_TEXTS_ALL): not sent"
                );
                if let Some(counted) = counted {
                    self.rate_limits().release(counted).await?;
                }
                Err(Error::TextBudget(wait))
            }
            Err(error) => Err(error),
        }
    }
}

/// Rejects numbers that aren't mobile numbers, or belong to other countries.
fn check_number(phone: &Phone, countries: Option<&[String]>) -> Result<()> {
    let number = PhoneNumber::parse(&phone.to_string()).ok_or(Error::InvalidPhone)?;
    let country = number.country().code;
    let is_mobile =
        matches!(number.phone_type(), PhoneNumberType::Mobile | PhoneNumberType::FixedLineOrMobile);
    if !is_mobile || country == NO_COUNTRY {
        return Err(Error::NotMobile);
    }
    match countries {
        Some(countries) if !countries.iter().any(|allowed| allowed == country) => {
            Err(Error::TextCountry)
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(number: &str, countries: Option<&[&str]>) -> &'static str {
        let countries =
            countries.map(|all| all.iter().map(|&one| one.to_owned()).collect::<Vec<_>>());
        let phone = Phone::parse(number).unwrap();
        check_number(&phone, countries.as_deref()).map_or_else(|error| error.code(), |()| "ok")
    }

    #[test]
    fn texts_go_to_mobile_numbers_of_the_named_countries() {
        assert_eq!(check("+49 1512 3456789", Some(&["DE", "AT"])), "ok");
        assert_eq!(check("+1 202 555 0173", Some(&["US"])), "ok");
        assert_eq!(check("+1 202 555 0173", Some(&["CA"])), "text_country");
        assert_eq!(check("+44 7400 123456", Some(&["DE"])), "text_country");
        assert_eq!(check("+44 7400 123456", None), "ok");
    }

    #[test]
    fn landlines_satellites_and_international_networks_get_no_text() {
        for number in ["+49 30 901820", "+881 612 345 678", "+882 16 123456", "+883 5100 12345678"]
        {
            if Phone::parse(number).is_ok() {
                assert_eq!(check(number, None), "not_mobile", "{number}");
            }
        }
        assert_eq!(check("+49 30 901820", None), "not_mobile");
        assert_eq!(check("+881 612 345 678", None), "not_mobile");
    }
}
