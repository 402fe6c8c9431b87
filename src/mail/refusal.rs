//! A refusal: why a message was not taken, and what of that may be told.

use std::net::IpAddr;

use crate::model::message::Message;

/// Why a message was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It may be next time.
    Temporary(String),
    /// It will not be.
    Permanent(String),
}

impl Refusal {
    /// The refusal as it may be logged and stored: filters quote the very link they object to.
    pub(crate) fn tellable(self, message: &Message) -> Self {
        match self {
            Self::Temporary(reason) => Self::Temporary(tellable(&reason, message)),
            Self::Permanent(reason) => Self::Permanent(tellable(&reason, message)),
        }
    }
}

/// Leaves out words that open something, email addresses and IP addresses: the reason is logged.
fn tellable(reason: &str, message: &Message) -> String {
    /// Characters. What is longer says no more.
    const ENOUGH: usize = 300;
    /// Characters of a word. Tokens are longer.
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

/// Whether a word is an IP address, as in `[192.0.2.1]` or `client=192.0.2.1;`.
fn is_ip(word: &str) -> bool {
    let mut parts = word.split(|c: char| !c.is_ascii_hexdigit() && !matches!(c, '.' | ':'));
    parts.any(|part| part.trim_end_matches(['.', ':']).parse::<IpAddr>().is_ok())
}
