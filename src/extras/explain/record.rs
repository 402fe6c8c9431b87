//! Records of ceremonies, in memory.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;

use crate::check::Check;
use crate::clock::{UnixSeconds, seconds};
use crate::crypto::secret::hash;
use crate::error::Error;
use crate::extras::explain::Explanations;
use crate::extras::explain::demo_session::DemoSession;
use crate::model::session::Session;
use crate::model::user::UserId;
use crate::passkey::steps::{Section, refused_at};
use crate::passkey::{Answered, Purpose, Started};
use crate::session::KEY;
use crate::web::request_context::RequestContext;

/// How long a record is kept.
const KEPT: Duration = Duration::from_mins(10);

/// How many records are kept, of all browsers together. The oldest makes room for the next.
const MOST_RECORDS: usize = 64;

/// How many options are kept. Every sign-in page starts a ceremony for autofill.
const MOST_STARTED: usize = 256;

/// The longest response that is kept, in bytes.
const MOST_BYTES: usize = 32 * 1024;

/// A ceremony, as its browser and this server saw it.
#[derive(Debug)]
pub struct Record {
    /// Identifies the record to its browser.
    pub id: String,
    /// When the response came.
    pub at: UnixSeconds,
    /// The section of the specification about it.
    pub section: Section,
    /// The purpose, if the challenge could be opened.
    pub purpose: Option<Purpose>,
    /// The options as they were sent, if the ceremony started in this process a short time ago.
    pub options: Option<Value>,
    /// The response as it arrived.
    pub response: String,
    /// Why it was refused, if it was.
    pub refusal: Option<Refusal>,
    /// The hash of the browser's cookie, which is also sealed in the challenge.
    pub browser_hash: String,
    /// The session that the browser had afterwards.
    pub session: Option<SessionShown>,
    /// The user of that session. No one else sees the record.
    user_id: Option<UserId>,
}

/// The reason why a response was refused.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The check. Errors about other things have none.
    pub check: Option<Check>,
    /// The code that the client got.
    pub code: &'static str,
    /// The words in the log.
    pub why: String,
}

/// A session, without anything that grants access.
#[derive(Clone, Debug)]
pub struct SessionShown {
    /// The hash of the session's id.
    pub hash: String,
    /// How it was opened.
    pub method: &'static str,
    /// When a passkey was last used in it.
    pub verified_at: Option<UnixSeconds>,
    /// When it expires.
    pub expires_at: UnixSeconds,
}

impl From<&Error> for Refusal {
    fn from(error: &Error) -> Self {
        Self { check: refused_at(error), code: error.code(), why: error.to_string() }
    }
}

/// What the process remembers.
#[derive(Clone, Default)]
pub(super) struct Memory(Arc<Mutex<Kept>>);

#[derive(Default)]
pub(super) struct Kept {
    /// The hash of each sealed challenge, when it was made, and the options.
    started: VecDeque<(String, UnixSeconds, Value)>,
    records: VecDeque<Arc<Record>>,
    /// The sessions of demo accounts.
    pub(super) demos: VecDeque<DemoSession>,
}

impl Kept {
    fn forget_old(&mut self, now: UnixSeconds) {
        let oldest = now - seconds(KEPT);
        self.started.retain(|(_, at, _)| *at > oldest);
        self.records.retain(|record| record.at > oldest);
        self.demos.retain(|demo| demo.at > oldest);
    }
}

impl Explanations<'_> {
    pub(super) fn with_memory<T>(self, act: impl FnOnce(&mut Kept) -> T) -> T {
        let memory = self.state::<Memory>();
        let mut kept = memory.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.forget_old(self.clock().now());
        act(&mut kept)
    }

    pub(super) fn keep_options(self, started: &Started) {
        let (ceremony, now) = (hash(started.ceremony.as_bytes()), self.clock().now());
        self.with_memory(|kept| {
            kept.started.truncate(MOST_STARTED - 1);
            kept.started.push_front((ceremony, now, started.options.clone()));
        });
    }

    /// Keeps a record for the browser, and returns its id.
    pub(super) async fn keep_record(
        self,
        context: &RequestContext,
        answered: Answered<'_>,
    ) -> Option<String> {
        let Answered { ceremony, response, outcome } = answered;
        let browser_hash = context.browser.hash()?;
        if response.len() > MOST_BYTES {
            return None;
        }
        let session = context.session.get::<Session>(KEY).await.ok().flatten();
        let purpose =
            self.passkeys().open_challenge(ceremony).await.ok().flatten().map(|one| one.purpose);
        let section = match purpose {
            Some(purpose) => Section::of(purpose),
            None if response.contains("\"attestationObject\"") => Section::Registration,
            None => Section::Authentication,
        };
        let (id, ceremony) = (self.random().uuid().to_string(), hash(ceremony.as_bytes()));
        let record = |options| Record {
            id: id.clone(),
            at: self.clock().now(),
            section,
            purpose,
            options,
            response: response.to_owned(),
            refusal: outcome.err().map(Refusal::from),
            browser_hash,
            user_id: session.as_ref().map(|session| session.user_id),
            session: session.as_ref().map(shown),
        };
        self.with_memory(|kept| {
            let started = kept.started.iter().find(|(known, ..)| *known == ceremony);
            let options = started.map(|(.., options)| options.clone());
            kept.records.truncate(MOST_RECORDS - 1);
            kept.records.push_front(Arc::new(record(options)));
        });
        Some(id)
    }

    /// Returns the browser's own records as this user, newest first.
    pub fn list(self, context: &RequestContext, user: Option<UserId>) -> Vec<Arc<Record>> {
        let Some(browser_hash) = context.browser.hash() else { return Vec::new() };
        let is_own =
            |record: &Record| record.browser_hash == browser_hash && record.user_id == user;
        self.with_memory(|kept| {
            kept.records.iter().filter(|record| is_own(record)).cloned().collect()
        })
    }
}

fn shown(session: &Session) -> SessionShown {
    SessionShown {
        hash: hash(session.id.to_string().as_bytes()),
        method: session.method.as_str(),
        verified_at: session.verified_at,
        expires_at: session.expires_at,
    }
}
