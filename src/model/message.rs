//! Messages: emails, text messages, and requests to other programs.

use crate::clock::UnixSeconds;
use crate::model::user::UserId;

/// How a message is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// By email.
    Mail,
    /// As a text message.
    Text,
    /// To a program, by an extra.
    Program,
}

/// A queue of messages that doesn't wait for the other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queue {
    /// Emails and text messages.
    People,
    /// Messages to programs.
    Programs,
}

impl Queue {
    /// Both queues.
    pub const ALL: [Self; 2] = [Self::People, Self::Programs];
}

impl Channel {
    /// Returns the name in the store.
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

/// An email or text message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// How it is sent.
    pub channel: Channel,
    /// The template it was rendered from.
    pub kind: String,
    /// The address as the user entered it, the phone number, or the endpoint's id.
    pub to: String,
    /// The subject line. Empty in text messages.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The HTML part. Empty in text messages.
    pub html: String,
    /// The link in the email, if any.
    pub link: Option<String>,
    /// The code in the email, if any.
    pub code: Option<String>,
    /// The account it is about.
    pub user_id: Option<UserId>,
    /// When it was created.
    pub created_at: UnixSeconds,
    /// When it is no longer useful.
    pub expires_at: UnixSeconds,
}

/// What happens to a new message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is sent.
    Queued,
    /// It is shown in the development mailbox.
    Shown,
}
