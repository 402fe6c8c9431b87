//! Email addresses, and the keys that compare them.

use std::fmt;

use email_address::{EmailAddress, Options};

use crate::error::{Error, Result};

/// An email address: kept as entered for sending, and compared by its [`key`](Email::key).
#[derive(Clone, Debug)]
pub struct Email {
    typed: String,
    key: String,
}

/// The longest address that SMTP allows, in bytes.
///
/// <https://www.rfc-editor.org/errata/eid1690>
const MAX_LENGTH: usize = 254;

impl Email {
    /// Parses an address. Surrounding spaces are removed. Dots and `+tags` are kept, because only
    /// the receiving host knows what they mean. Dots may be anywhere in the local part: some hosts
    /// have assigned such addresses, and the email field of browsers accepts them.
    ///
    /// <https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address>
    ///
    /// # Errors
    /// [`Error::InvalidEmail`] if no email can be sent to it.
    pub fn parse(typed: &str) -> Result<Self> {
        let typed = typed.trim();
        if typed.len() > MAX_LENGTH || typed.chars().any(char::is_control) {
            return Err(Error::InvalidEmail);
        }
        let options =
            Options::default().with_required_tld().without_display_text().without_domain_literal();
        let (local_part, host) = typed.rsplit_once('@').ok_or(Error::InvalidEmail)?;
        // In the grammar of email, a dot separates two atoms. Browsers treat it like any other
        // letter.
        let readable = match local_part.strip_prefix('"') {
            Some(_) => typed.to_owned(),
            None => format!("{}@{host}", local_part.replace('.', "_")),
        };
        let address = EmailAddress::parse_with_options(&readable, options)
            .map_err(|_| Error::InvalidEmail)?;
        let domain = idna::domain_to_ascii(address.domain()).map_err(|_| Error::InvalidEmail)?;
        Ok(Self { key: format!("{}@{domain}", lower_case(local_part)), typed: typed.to_owned() })
    }

    /// Returns the form that all spellings of one address share: lower case, with the host in
    /// ASCII.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Returns whether two spellings reach the same mailbox on every mail server. Some treat `Ada@`
    /// and `ada@` as different.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc5321#section-2.4>
    pub(crate) fn is_same_mailbox(&self, other: &Self) -> bool {
        let local_part =
            |email: &Self| email.typed.rsplit_once('@').map(|(local, _)| local.to_owned());
        self.key == other.key && local_part(self) == local_part(other)
    }
}

/// Converts to lower case, except for characters that would become an ASCII letter without being
/// one, such as the Kelvin sign. To a mail server they are another mailbox, whose owner must not
/// get this one's emails.
fn lower_case(local_part: &str) -> String {
    let mut lower_case = String::with_capacity(local_part.len());
    for letter in local_part.chars() {
        if !letter.is_ascii() && letter.to_lowercase().any(|letter| letter.is_ascii()) {
            lower_case.push(letter);
        } else {
            lower_case.extend(letter.to_lowercase());
        }
    }
    lower_case
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.typed)
    }
}

impl PartialEq for Email {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Email {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_in_two_spellings_is_one_address() {
        let one = Email::parse(" Ada@Exämple.org ").unwrap();
        let other = Email::parse("ada@xn--exmple-cua.org").unwrap();
        assert_eq!(one, other);
        assert_eq!(one.to_string(), "Ada@Exämple.org");
    }

    #[test]
    fn an_address_may_have_its_dots_anywhere() {
        for typed in ["try..this..0511@docomo.ne.jp", ".a@docomo.ne.jp", "a.@ezweb.ne.jp"] {
            let email = Email::parse(typed).unwrap();
            assert_eq!((email.to_string().as_str(), email.key()), (typed, typed));
        }
        for typed in ["a..b c@docomo.ne.jp", "a..b@c..d.org", "a..b@localhost", "a..<b@d.org"] {
            assert!(Email::parse(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn a_letter_that_only_looks_alike_is_another_address() {
        for (typed, alike) in [("\u{212A}im", "kim"), ("\u{130}rem", "irem"), ("\u{17F}am", "sam")]
        {
            let [typed, alike] = [typed, alike].map(|name| format!("{name}@example.org"));
            assert_ne!(Email::parse(&typed).unwrap(), Email::parse(&alike).unwrap(), "{typed}");
        }
        let [one, other] = ["Änne@example.org", "änne@example.org"].map(Email::parse);
        assert_eq!(one.unwrap(), other.unwrap());
    }

    #[test]
    fn what_mail_cannot_be_sent_to_is_refused() {
        let long = format!("{}@example.org", "a".repeat(250));
        for typed in [
            "",
            "ada",
            "ada@",
            "@example.org",
            "Ada <ada@example.org>",
            "a@b\r\nBcc: c@d.org",
            "ada@[127.0.0.1]",
            "ada@localhost",
            &long,
        ] {
            assert!(Email::parse(typed).is_err(), "{typed:?}");
        }
    }
}
