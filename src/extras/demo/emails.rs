//! Emails about the made-up accounts, in the states that a queue has.

use super::people::{DAY, Person};
use super::seed::Seed;
use crate::extras::demo::Demo;
use crate::model::event::Kind;
use crate::model::message::{Channel, Message};
use crate::store::Unit;

impl Demo<'_> {
    /// Adds emails of the last day, and some of the last week that the mail server refused. The
    /// server deletes older ones.
    pub(super) fn add_emails(self, unit: &mut Unit, people: &[Person]) {
        let (now, mut seed) = (self.clock().now(), Seed(u64::MAX));
        let events =
            people.iter().flat_map(|person| person.events.iter().map(move |event| (person, event)));
        for (person, event) in events {
            let Some(email) = &person.user.email else { continue };
            let (kind, subject) = match event.kind {
                Kind::SignedInByMail => ("sign_in", "Sign in"),
                Kind::AddressConfirmed => ("confirm", "Confirm your email address"),
                Kind::PasskeyAdded => ("passkey_added", "A passkey was added to your account"),
                _ => continue,
            };
            let age = now - event.created_at;
            let refused = (age < 6 * DAY && seed.happens(4)).then_some("550 5.1.1 User unknown");
            if refused.is_none() && age > DAY - 3600 {
                continue;
            }
            let message = Message {
                channel: Channel::Mail,
                kind: kind.to_owned(),
                to: email.to_string(),
                subject: subject.to_owned(),
                text: String::new(),
                html: String::new(),
                link: None,
                code: None,
                user_id: Some(person.user.id),
                created_at: event.created_at,
                expires_at: event.created_at + DAY,
            };
            unit.insert_made_up_email(seed.uuid(), &message, refused);
        }
    }
}
