//! A relying party on a database of its own.

use std::ops::Deref;
use std::sync::OnceLock;
use std::time::Duration;

use testing::authenticator::Answer;
use testing::database::Database;

use crate::extras::tokens::NewKey;
use crate::model::event::Kind;
use crate::model::message::Message;
use crate::store::Unit;
use crate::{Clock, Config, Credential, Error, Random, RelyingParty, Result, Store, User};

pub(crate) use super::browser::TestBrowser;
pub(crate) use testing::{Mail, ORIGIN};

pub(crate) const MINUTE: Duration = Duration::from_mins(1);
pub(crate) const SECOND: Duration = Duration::from_secs(1);

/// The last second before something is over.
pub(crate) fn just_under(time: Duration) -> Duration {
    time.checked_sub(SECOND).unwrap()
}

/// A relying party whose clock stands still until the test moves it.
pub(crate) struct TestParty {
    rp: RelyingParty,
    pub(crate) database: Database,
}

impl TestParty {
    pub(crate) async fn start(database: Database) -> Self {
        let config = config(&database, &[]);
        let store = Store::open(&config).await.unwrap();
        let rp = RelyingParty::new(config, store, Clock::manual(testing::START), Random::system())
            .unwrap();
        Self { rp, database }
    }

    /// The same relying party, started again with other settings. The clock goes on.
    pub(crate) fn restarted_with(self, settings: &[(&str, &str)]) -> Self {
        let config = config(&self.database, settings);
        let (store, clock) = (self.store().clone(), self.clock().clone());
        Self { rp: RelyingParty::new(config, store, clock, Random::system()).unwrap(), ..self }
    }

    /// Gives it a key to sign with. One is made for all tests: it takes a while.
    pub(crate) async fn with_key(self) -> Self {
        static KEY: OnceLock<NewKey> = OnceLock::new();
        let key = KEY.get_or_init(|| NewKey::make(Random::system()).unwrap()).clone();
        self.publish_key(key, 0, Duration::ZERO).await.unwrap();
        self
    }

    pub(crate) fn clone_rp(&self) -> RelyingParty {
        self.rp.clone()
    }

    pub(crate) fn browser(&self) -> TestBrowser {
        TestBrowser::of(self.rp.clone())
    }

    /// Records that something has happened to an account.
    pub(crate) async fn happens(&self, user: &User, kind: Kind) {
        self.record(self.event(&self.browser().visitor(), user.id, kind)).await.unwrap();
    }

    /// Applies what no verb does.
    pub(crate) async fn apply(&self, add: impl FnOnce(&mut Unit)) {
        let mut unit = Unit::default();
        add(&mut unit);
        assert!(self.store().apply(unit).await.unwrap());
    }

    pub(crate) fn pass(&self, time: Duration) {
        self.clock().advance(time);
    }

    pub(crate) async fn count(&self, table: &'static str) -> i64 {
        self.read_events().await.unwrap();
        self.store().count_rows(table).await.unwrap()
    }

    /// The newest mail.
    pub(crate) async fn mail(&self) -> Mail {
        mail(&self.development_mailbox().await.unwrap()[0])
    }

    /// The newest mail with a link to an address.
    pub(crate) async fn mail_to(&self, email: &str) -> Mail {
        let mails = self.development_mailbox().await.unwrap();
        mail(mails.iter().find(|mail| mail.to == email && mail.link.is_some()).unwrap())
    }

    /// The subjects of what an address or number was sent, newest first.
    pub(crate) async fn subjects(&self, to: &str) -> Vec<String> {
        let messages = self.development_mailbox().await.unwrap().into_iter();
        messages.filter(|message| message.to == to).map(|message| message.subject).collect()
    }

    /// The newest text to a number, and the code in it.
    pub(crate) async fn text(&self, phone: &str) -> (String, Option<String>) {
        let messages = self.development_mailbox().await.unwrap();
        let newest = messages.into_iter().find(|message| message.to == phone).unwrap();
        (newest.text, newest.code)
    }

    /// What the account's owner reads about it, newest first.
    pub(crate) async fn history(&self, user: &User) -> Vec<Kind> {
        let events = self.list_events(user.id, None).await.unwrap();
        events.into_iter().map(|event| event.kind).collect()
    }

    /// A user as the store has it.
    pub(crate) async fn user(&self, user: &User) -> Option<User> {
        self.store().find_user(user.id).await.unwrap()
    }

    /// A user's passkeys as the store has them.
    pub(crate) async fn passkeys(&self, user: &User) -> Vec<Credential> {
        self.store().list_credentials(user.id).await.unwrap()
    }
}

fn config(database: &Database, more: &[(&str, &str)]) -> Config {
    Config::from_settings(&testing::settings(database, more)).unwrap()
}

/// Reads a mail that has a link and a code.
pub(crate) fn mail(mail: &Message) -> Mail {
    let (link, code) = (mail.link.as_deref().unwrap(), mail.code.as_deref().unwrap());
    Mail::new(&mail.to, &mail.text, link, code)
}

impl Deref for TestParty {
    type Target = RelyingParty;

    fn deref(&self) -> &RelyingParty {
        &self.rp
    }
}

/// No bend at all.
pub(crate) fn honest(_: &mut Answer) {}

/// How a request went: `ok`, or the code of its failure.
pub(crate) fn code<T>(result: &Result<T>) -> &'static str {
    result.as_ref().map_or_else(Error::code, |_| "ok")
}

/// How requests went that were sent at once, in alphabetical order: which of them was first is
/// for the database to say.
pub(crate) fn codes<T, const N: usize>(results: [Result<T>; N]) -> [&'static str; N] {
    let mut codes = results.map(|result| code(&result));
    codes.sort_unstable();
    codes
}
