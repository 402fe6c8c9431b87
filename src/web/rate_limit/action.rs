//! The actions that are counted, how each is counted, and its limits.

use crate::config::{Limits, Rates};

/// An action that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Sending a link or a code. Subject: the recipient.
    Send,
    /// The same by a browser that has redeemed an email to that address. Subject: both.
    SendKnown,
    #[cfg(feature = "sms")]
    /// Sending a text message. Subject: the recipient.
    Text,
    #[cfg(feature = "sms")]
    /// Sending any text message, which limits the operator's costs.
    TextBudget,
    /// Entering a wrong link or code. Subject: the account, if it is known. Only wrong ones are
    /// counted and rejected ([`RateLimits::count_failure`]).
    Guess,
    /// Answering a ceremony with an invalid response.
    Answer,
    // extra: passage
    /// Looking up whether an address has an account.
    Lookup,
    /// Using an invalid API key.
    Key,
    /// Signing up with a passkey.
    SignUp,
    /// Emailing owners about changes to their account. Subject: the account.
    News,
}

impl Action {
    /// Returns the name in the log.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Send => "sends",
            Self::SendKnown => "sends_known",
            #[cfg(feature = "sms")]
            Self::Text => "texts",
            #[cfg(feature = "sms")]
            Self::TextBudget => "texts_all",
            Self::Guess => "guesses",
            Self::Answer => "answers",
            Self::Key => "keys",
            Self::SignUp => "sign_ups",
            Self::News => "news",
            // extra: passage
            Self::Lookup => "lookups",
        }
    }
}

/// How an action is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    SubjectAndNetwork,
    Subject,
    Network,
    #[cfg(feature = "sms")]
    /// By an IPv4 address or an IPv6 /64, and no wider network.
    Narrow,
    #[cfg(feature = "sms")]
    /// By an IPv4 /24 or an IPv6 /48.
    Wide,
    #[cfg(feature = "sms")]
    Everyone,
}

impl Limits {
    pub(super) fn of(&self, action: Action) -> Vec<(By, &Rates)> {
        match action {
            Action::Send => vec![
                (By::SubjectAndNetwork, &self.sends),
                (By::Subject, &self.sends_address),
                (By::Network, &self.sends_network),
            ],
            Action::SendKnown => vec![(By::Subject, &self.sends)],
            #[cfg(feature = "sms")]
            Action::Text => vec![
                (By::SubjectAndNetwork, &self.sends),
                (By::Subject, &self.sends_address),
                (By::Narrow, &self.texts),
                (By::Wide, &self.texts_wider),
            ],
            #[cfg(feature = "sms")]
            Action::TextBudget => vec![(By::Everyone, &self.texts_all)],
            Action::Guess => {
                vec![(By::Network, &self.guesses), (By::Subject, &self.guesses_account)]
            }
            Action::Answer => vec![(By::Network, &self.answers)],
            // extra: passage
            Action::Lookup => vec![(By::Network, &self.lookups)],
            Action::Key => vec![(By::Network, &self.keys)],
            Action::SignUp => vec![(By::Network, &self.sign_ups)],
            Action::News => vec![(By::Subject, &self.news)],
        }
    }
}
