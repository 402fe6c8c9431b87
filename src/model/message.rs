//! A message: an email, a text, or what a program is told.

use crate::clock::UnixSeconds;
use crate::model::user::UserId;

/// How a message travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// By mail, to an address.
    Mail,
    /// As a text, to a telephone number.
    Text,
    /// To a program, by an extra.
    Program,
}

/// Which messages go together, and do not wait for the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Mails and texts.
    People,
    /// Messages to programs.
    Programs,
}

impl Lane {
    /// Both.
    pub const ALL: [Self; 2] = [Self::People, Self::Programs];
}

impl Channel {
    /// The word in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Text => "text",
            Self::Program => "program",
        }
    }

    pub(crate) fn parse(word: &str) -> Self {
        match word {
            "text" => Self::Text,
            "program" => Self::Program,
            _ => Self::Mail,
        }
    }
}

/// A mail or a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// How it travels.
    pub channel: Channel,
    /// The template it was written from.
    pub kind: String,
    /// The address as it was typed, the number, or the endpoint's id.
    pub to: String,
    /// One line; texts have none.
    pub subject: String,
    /// The plain part.
    pub text: String,
    /// The HTML part; texts have none.
    pub html: String,
    /// The link that the mail carries, if it carries one.
    pub link: Option<String>,
    /// The code that the mail carries, if it carries one.
    pub code: Option<String>,
    /// Whose account it is about.
    pub user_id: Option<UserId>,
    /// When it was written.
    pub created_at: UnixSeconds,
    /// When it is of no more use.
    pub expires_at: UnixSeconds,
}

/// What a new message is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// To be sent.
    Queued,
    /// To be read in the development mailbox.
    Shown,
}
