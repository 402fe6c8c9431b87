//! Who may create an account: `LATCHKEY_SIGN_UP`.

use std::fmt;
use std::str::FromStr;

/// The rule of who may create an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SignUp {
    /// Everyone, with a passkey or by email.
    #[default]
    Everyone,
    /// Owners of invited addresses, and of all addresses at these domains. Only an email proves who
    /// owns an address, so they sign up by email and add a passkey afterwards.
    Invited {
        /// The domains, in lower case and in ASCII. Their subdomains aren't included.
        domains: Vec<String>,
    },
    /// No one. Operators and back ends can still create accounts.
    Nobody,
}

impl SignUp {
    /// Returns whether the rule admits the owner of an address. `key` is the address in lower case,
    /// with its host in ASCII.
    pub(crate) fn admits(&self, key: &str, is_invited: bool) -> bool {
        match self {
            Self::Everyone => true,
            Self::Invited { domains } => {
                let host = key.rsplit_once('@').map_or("", |(_, host)| host);
                is_invited || domains.iter().any(|domain| domain == host)
            }
            Self::Nobody => false,
        }
    }
}

impl FromStr for SignUp {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim() {
            "everyone" => return Ok(Self::Everyone),
            "nobody" => return Ok(Self::Nobody),
            "" => return Err("is empty".to_owned()),
            _ => {}
        }
        let mut domains = Vec::new();
        for word in text.split(',').map(str::trim) {
            if word == "invited" {
                continue;
            }
            let Some(domain) = domain(word) else {
                let known = "everyone, invited, nobody or a domain like example.org";
                return Err(format!("{word:?} is not {known}"));
            };
            if !domains.contains(&domain) {
                domains.push(domain);
            }
        }
        Ok(Self::Invited { domains })
    }
}

impl fmt::Display for SignUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Everyone => f.write_str("everyone"),
            Self::Invited { domains } if domains.is_empty() => f.write_str("invited"),
            Self::Invited { domains } => f.write_str(&domains.join(", ")),
            Self::Nobody => f.write_str("nobody"),
        }
    }
}

/// Returns a domain in the form of an address's host.
fn domain(word: &str) -> Option<String> {
    let domain = idna::domain_to_ascii(word).ok()?;
    let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let is_label = |label: &str| !label.is_empty() && label.chars().all(is_letter);
    (domain.contains('.') && domain.split('.').all(is_label)).then_some(domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_one_word_or_a_list_of_domains() {
        for (text, written) in [
            ("everyone", "everyone"),
            (" nobody ", "nobody"),
            ("invited", "invited"),
            ("Example.com, bücher.example,example.com", "example.com, xn--bcher-kva.example"),
            ("invited, example.org", "example.org"),
        ] {
            let rule: SignUp = text.parse().unwrap();
            assert_eq!(rule.to_string(), written);
            assert_eq!(rule.to_string().parse(), Ok(rule));
        }
        for text in
            ["", "all", "localhost", "@example.org", "everyone, example.org", "a..org", "x y.org"]
        {
            assert!(text.parse::<SignUp>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_domain_admits_its_own_addresses_only() {
        let rule: SignUp = "example.org, bücher.example".parse().unwrap();
        for key in ["ada@example.org", "ada@xn--bcher-kva.example", "\"a@b\"@example.org"] {
            assert!(rule.admits(key, false), "{key}");
        }
        for key in [
            "a@mail.example.org",
            "a@notexample.org",
            "\"a@example.org\"@evil.example",
            "example.org",
        ] {
            assert!(!rule.admits(key, false), "{key}");
            assert!(rule.admits(key, true), "{key}");
        }
        assert!(!SignUp::Nobody.admits("ada@example.org", true));
    }
}
