//! The format of an email in transit: its headers, both bodies, and the recipient's address.

use std::fmt::Display;
use std::time::{Duration, UNIX_EPOCH};

use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, Message as Envelope};

use crate::mail::refusal::Refusal;
use crate::mail::smtp::Mailer;
use crate::model::message::Message;

/// Stops automatic replies: <https://www.rfc-editor.org/rfc/rfc3834#section-5>.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

impl Mailer {
    /// Formats the email. The result is the same each time, including its id and date, so that
    /// recipients can detect duplicates.
    pub(super) fn write(
        &self,
        id: &str,
        message: &Message,
        site: &str,
        to: Address,
    ) -> Result<Vec<u8>, Refusal> {
        let unwritable = |error: &dyn Display| Refusal::Permanent(format!("writing it: {error}"));
        let written_at = Duration::from_secs(message.created_at.try_into().unwrap_or_default());
        let mut from = self.from.clone();
        from.name.get_or_insert_with(|| site.to_owned());
        // Set explicitly, because lettre would parse it from the headers and fail on quotes.
        let envelope =
            lettre::address::Envelope::new(Some(self.from.email.clone()), vec![to.clone()]);
        Envelope::builder()
            .envelope(envelope.map_err(|error| unwritable(&error))?)
            .from(from)
            .to(Mailbox::new(None, to))
            .subject(super::letter::one_line(&message.subject))
            .date(UNIX_EPOCH + written_at)
            .message_id(Some(format!("<{id}@{}>", self.host)))
            .header(AutoSubmitted)
            .multipart(MultiPart::alternative_plain_html(
                message.text.clone(),
                message.html.clone(),
            ))
            .map(|mail| mail.formatted())
            .map_err(|error| unwritable(&error))
    }
}

/// Returns the address with its host in ASCII, which every mail server understands. A local part
/// with dots at its ends or next to each other is quoted, as SMTP requires.
///
/// <https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2>
pub(super) fn recipient(typed: &str) -> Result<Address, Refusal> {
    let (local, host) = typed.rsplit_once('@').unwrap_or((typed, ""));
    idna::domain_to_ascii(host)
        .ok()
        .and_then(|host| {
            if let Ok(address) = Address::new(local, &host) {
                return Some(address);
            }
            // The address must be valid except for its dots.
            Address::new(local.replace('.', "_"), &host).ok()?;
            Some(Address::new_dangerous(format!("\"{local}\""), host))
        })
        .ok_or_else(|| Refusal::Permanent("not an address that email can be sent to".to_owned()))
}
