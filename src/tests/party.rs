//! A relying party for tests, with its own database.

use std::ops::Deref;
use std::sync::OnceLock;
use std::time::Duration;

use testing::authenticator::Answer;
use testing::database::Database;

use crate::model::event::Kind;
use crate::model::message::Message;
use crate::session::tokens::NewKey;
use crate::store::Unit;
use crate::{Clock, Config, Credential, Error, Random, RelyingParty, Result, Store, User};

pub(crate) use super::browser::TestBrowser;
pub(crate) use testing::{Mail, ORIGIN};

pub(crate) const MINUTE: Duration = Duration::from_mins(1);
pub(crate) const SECOND: Duration = Duration::from_secs(1);

/// Returns the last second before a time is over.
pub(crate) fn just_under(time: Duration) -> Duration {
    time.checked_sub(SECOND).unwrap()
}

/// A relying party with a clock that only moves when the test moves it.
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

    /// Returns the same relying party, restarted with other settings. The clock goes on.
    pub(crate) fn restarted_with(self, settings: &[(&str, &str)]) -> Self {
        let config = config(&self.database, settings);
        let (store, clock) = (self.store().clone(), self.clock().clone());
        Self { rp: RelyingParty::new(config, store, clock, Random::system()).unwrap(), ..self }
    }

    /// Adds a signing key. All tests share one, because creating it is slow.
    pub(crate) async fn with_key(self) -> Self {
        static KEY: OnceLock<NewKey> = OnceLock::new();
        let key = KEY.get_or_init(|| NewKey::make(Random::system()).unwrap()).clone();
        self.tokens().publish_key(key, 0, Duration::ZERO).await.unwrap();
        self
    }

    pub(crate) fn clone_rp(&self) -> RelyingParty {
        self.rp.clone()
    }

    pub(crate) fn browser(&self) -> TestBrowser {
        TestBrowser::of(self.rp.clone())
    }

    /// Records an event of an account.
    pub(crate) async fn happens(&self, user: &User, kind: Kind) {
        self.record(self.event(&self.browser().context(), user.id, kind)).await.unwrap();
    }

    /// Applies a change that no method makes.
    pub(crate) async fn apply(&self, add: impl FnOnce(&mut Unit)) {
        let mut unit = Unit::default();
        add(&mut unit);
        assert!(self.store().apply(unit).await.unwrap());
    }

    pub(crate) fn pass(&self, time: Duration) {
        self.clock().advance(time);
    }

    pub(crate) async fn count(&self, table: &'static str) -> i64 {
        self.events().read().await.unwrap();
        self.store().count_rows(table).await.unwrap()
    }

    /// Returns the newest email with a link and a code.
    pub(crate) async fn newest_mail(&self) -> Mail {
        let mails = self.mail().development_mailbox().await.unwrap();
        mail(mails.iter().find(|mail| mail.code.is_some()).unwrap())
    }

    /// Returns the newest email with a link and a code to an address.
    pub(crate) async fn mail_to(&self, email: &str) -> Mail {
        let mails = self.mail().development_mailbox().await.unwrap();
        mail(mails.iter().find(|mail| mail.to == email && mail.code.is_some()).unwrap())
    }

    /// Returns the subjects of messages to an address or number, newest first.
    pub(crate) async fn subjects(&self, to: &str) -> Vec<String> {
        let messages = self.mail().development_mailbox().await.unwrap().into_iter();
        messages.filter(|message| message.to == to).map(|message| message.subject).collect()
    }

    /// Returns the account's history, newest first.
    pub(crate) async fn history(&self, user: &User) -> Vec<Kind> {
        let events = self.events().list(user.id, None).await.unwrap();
        events.into_iter().map(|event| event.kind).collect()
    }

    /// Returns a user as stored.
    pub(crate) async fn user(&self, user: &User) -> Option<User> {
        self.store().find_user(user.id).await.unwrap()
    }

    /// Returns a user's passkeys as stored.
    pub(crate) async fn passkeys_of(&self, user: &User) -> Vec<Credential> {
        self.store().list_credentials(user.id).await.unwrap()
    }
}

fn config(database: &Database, more: &[(&str, &str)]) -> Config {
    Config::from_settings(&testing::settings(database, more)).unwrap()
}

/// Reads the link and the code of an email.
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

/// Leaves a response unchanged.
pub(crate) fn honest(_: &mut Answer) {}

/// Returns the outcome of a request: `ok` or an error code.
pub(crate) fn code<T>(result: &Result<T>) -> &'static str {
    result.as_ref().map_or_else(Error::code, |_| "ok")
}

/// Returns the outcomes of concurrent requests in alphabetical order, because the database decides
/// which one is first.
pub(crate) fn codes<T, const N: usize>(results: [Result<T>; N]) -> [&'static str; N] {
    let mut codes = results.map(|result| code(&result));
    codes.sort_unstable();
    codes
}
