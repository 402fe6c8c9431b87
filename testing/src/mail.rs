//! An email that a test reads.

use crate::ORIGIN;

/// An email with a link and a code.
#[derive(Default)]
pub struct Mail {
    pub to: String,
    pub text: String,
    pub link: String,
    /// The link's secret.
    pub token: String,
    pub code: String,
}

impl Mail {
    pub fn new(to: &str, text: &str, link: &str, code: &str) -> Self {
        let (_, token) = link.split_once("token=").expect("the link has a token");
        Self {
            to: to.to_owned(),
            text: text.to_owned(),
            link: link.to_owned(),
            token: token.to_owned(),
            code: code.to_owned(),
        }
    }

    /// A link that was handed out without an email.
    pub fn with_token(token: &str) -> Self {
        Self { token: token.to_owned(), ..Self::default() }
    }

    /// The link as a path of our own origin.
    pub fn path(&self) -> &str {
        self.link.strip_prefix(ORIGIN).expect("a link to our own origin")
    }
}
