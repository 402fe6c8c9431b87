//! Why a message was rejected, and which part of the reason may be logged.

use std::net::IpAddr;

use crate::model::message::Message;

/// The reason why a message was rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// A retry may succeed.
    Temporary(String),
    /// A retry would fail too.
    Permanent(String),
}

impl Refusal {
    /// Returns the reason in a form that may be logged and stored. Spam filters quote the very link
    /// they object to.
    pub(crate) fn tellable(self, message: &Message) -> Self {
        match self {
            Self::Temporary(reason) => Self::Temporary(tellable(&reason, message)),
            Self::Permanent(reason) => Self::Permanent(tellable(&reason, message)),
        }
    }
}

/// Removes secrets, email addresses and IP addresses from the reason, because it is logged.
fn tellable(reason: &str, message: &Message) -> String {
    /// The maximum length, in characters.
    const ENOUGH: usize = 300;
    /// The maximum length of a word, in characters. Tokens are longer.
    const LONGEST_WORD: usize = 40;
    let code = message.code.as_deref().filter(|code| !code.is_empty());
    let is_secret = |word: &str| {
        let plain: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
        word.contains("://")
            || word.contains("token=")
            || word.contains('@')
            || is_ip(word)
            || word.chars().count() > LONGEST_WORD
            || code.is_some_and(|code| plain.to_uppercase().contains(code))
    };
    let words = reason.split(|c: char| c.is_whitespace() || c.is_control());
    let words = words.filter(|word| !word.is_empty());
    let told: Vec<_> = words.map(|word| if is_secret(word) { "[…]" } else { word }).collect();
    told.join(" ").chars().take(ENOUGH).collect()
}

/// Returns whether a word is an IP address, as in `[192.0.2.1]` or `client=192.0.2.1;`.
fn is_ip(word: &str) -> bool {
    let mut parts = word.split(|c: char| !c.is_ascii_hexdigit() && !matches!(c, '.' | ':'));
    parts.any(|part| part.trim_end_matches(['.', ':']).parse::<IpAddr>().is_ok())
}
