//! Rate limits: how often something may be done, and by what that is counted.
//!
//! An [`Action`] is counted by its subject (an address, an account) together with the network it
//! comes from, or by either of them alone; [`Limits::of`] says how often each may be. A network
//! alone is counted at three widths (`networks.rs`): a client that has a thousand networks of its
//! own uses up the allowance of the one that contains them.
//! The tight limit is the one that counts both together, so that a stranger's requests use up
//! nothing of what somebody may do with their own address. A refused request is counted nowhere
//! and changes nothing: links that were sent before stay good.
//!
//! The counts are rows of the database. So several processes count together, a restart forgets
//! nothing, and the store's sweep keeps their number down.

mod networks;

use std::time::Duration;

use crate::RelyingParty;
use crate::clock::UnixSeconds;
use crate::config::{Limits, Rates};
use crate::crypto::secret::hash;
use crate::error::{Error, Result};
use crate::store::Unit;
use crate::store::limits::Limit;

pub(crate) use networks::network;
use networks::{neighbourhood, networks, site};

/// How often counting is tried if concurrent requests get in its way.
const TRIES: u32 = 5;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Sending a link or a code. Its subject: where to.
    Send,
    /// The same by a browser that has redeemed an email to that address. Its subject: both.
    SendKnown,
    /// Sending a text message. Its subject: where to.
    Text,
    /// Sending any text message. This is the operator's budget.
    TextBudget,
    /// Presenting a wrong link or code. Its subject: the account, where one is known. Only wrong
    /// ones are counted and refused ([`RelyingParty::count_failure`]).
    Guess,
    /// Answering a ceremony with something that proves nothing.
    Answer,
    /// Asking whether an address has an account.
    Lookup,
    /// Presenting an API key that is none.
    Key,
    /// Signing up with a passkey.
    SignUp,
    /// Mailing an owner what has happened to the account. Its subject: the account.
    News,
}

/// By what an action is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    SubjectAndNetwork,
    Subject,
    Network,
    /// An address of IPv4 or a /64 of IPv6, and nothing wider.
    Narrow,
    /// A /24 of IPv4 or a /48 of IPv6.
    Wide,
    Everyone,
}

/// What [`RelyingParty::limit`] has counted.
#[must_use = "what was counted may have to be taken back"]
#[derive(Debug)]
pub struct Counted {
    limits: Vec<Limit>,
    at: UnixSeconds,
}

impl Limits {
    fn of(&self, action: Action) -> Vec<(By, &Rates)> {
        match action {
            Action::Send => vec![
                (By::SubjectAndNetwork, &self.sends),
                (By::Subject, &self.sends_address),
                (By::Network, &self.sends_network),
            ],
            Action::SendKnown => vec![(By::Subject, &self.sends)],
            Action::Text => vec![
                (By::SubjectAndNetwork, &self.sends),
                (By::Subject, &self.sends_address),
                (By::Narrow, &self.texts),
                (By::Wide, &self.texts_wider),
            ],
            Action::TextBudget => vec![(By::Everyone, &self.texts_all)],
            Action::Guess => {
                vec![(By::Network, &self.guesses), (By::Subject, &self.guesses_account)]
            }
            Action::Answer => vec![(By::Network, &self.answers)],
            Action::Lookup => vec![(By::Network, &self.lookups)],
            Action::Key => vec![(By::Network, &self.keys)],
            Action::SignUp => vec![(By::Network, &self.sign_ups)],
            Action::News => vec![(By::Subject, &self.news)],
        }
    }
}

impl RelyingParty {
    /// Counts an action, or refuses it and counts nothing. `subject` is what it is about, empty
    /// if that is nothing in particular; `ip` is where the request comes from.
    ///
    /// # Errors
    /// [`Error::TooManyRequests`].
    pub async fn limit(&self, action: Action, subject: &str, ip: &str) -> Result<Counted> {
        let (limits, at) = (self.limits(action, subject, ip), self.clock().now());
        for _ in 0..TRIES {
            let mut unit = Unit::default();
            unit.count(&limits, || self.random().uuid(), at);
            if limits.is_empty() || self.store().apply(unit).await? {
                return Ok(Counted { limits, at });
            }
            self.look(&limits).await?;
        }
        Err(Error::TooManyRequests(Duration::from_secs(1)))
    }

    /// Adds an action to a unit, or refuses it. If concurrent requests exceed the limit together, the
    /// unit of the last one fails a condition.
    ///
    /// # Errors
    /// [`Error::TooManyRequests`].
    pub(crate) async fn add_count(
        &self,
        unit: &mut Unit,
        action: Action,
        subject: &str,
        ip: &str,
    ) -> Result<()> {
        let limits = self.limits(action, subject, ip);
        self.look(&limits).await?;
        unit.count(&limits, || self.random().uuid(), self.clock().now());
        Ok(())
    }

    /// Refuses an action that would exceed a limit, and counts nothing.
    async fn look(&self, limits: &[Limit]) -> Result<()> {
        match self.store().find_wait(limits, self.clock().now()).await? {
            0 => Ok(()),
            wait => Err(Error::TooManyRequests(Duration::from_secs(wait.unsigned_abs()))),
        }
    }

    /// Counts what was looked at and was wrong. The caller goes on to refuse it with its own
    /// error, unless too many were wrong before.
    ///
    /// Look first, count later: a right link, code or passkey passes whatever the neighbours and
    /// strangers have tried, so no one can lock a user out by guessing. What is guessed has enough
    /// bits, or has a few tries of its own (`store/codes.rs`).
    ///
    /// # Errors
    /// [`Error::TooManyRequests`].
    pub(crate) async fn count_failure(
        &self,
        action: Action,
        subject: &str,
        ip: &str,
    ) -> Result<()> {
        self.limit(action, subject, ip).await.map(drop)
    }

    /// Takes back what was counted.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn forgive(&self, counted: Counted) -> Result<()> {
        self.store().uncount(&counted.limits, counted.at).await
    }

    /// The counts of an action by its subject alone.
    pub(crate) fn limits_of_subject(&self, action: Action, subject: &str) -> Vec<Limit> {
        self.limits_by(action, subject, "", |by| by == By::Subject)
    }

    /// How long it is until the action may be done, and zero if it may be now.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn wait(&self, action: Action, subject: &str, ip: &str) -> Result<Duration> {
        let limits = self.limits(action, subject, ip);
        let wait = self.store().find_wait(&limits, self.clock().now()).await?;
        Ok(Duration::from_secs(wait.unsigned_abs()))
    }

    fn limits(&self, action: Action, subject: &str, ip: &str) -> Vec<Limit> {
        self.limits_by(action, subject, ip, |_| true)
    }

    fn limits_by(
        &self,
        action: Action,
        subject: &str,
        ip: &str,
        counts: impl Fn(By) -> bool,
    ) -> Vec<Limit> {
        if !self.config().rate_limits {
            return Vec::new();
        }
        let limits = self.config().limits.of(action).into_iter().flat_map(|(by, rates)| {
            let counted_by = match by {
                _ if rates.is_off() || !counts(by) => Vec::new(),
                By::SubjectAndNetwork | By::Subject if subject.is_empty() => Vec::new(),
                By::SubjectAndNetwork => vec![(format!("{subject} {}", neighbourhood(ip)), 1)],
                By::Subject => vec![(subject.to_owned(), 1)],
                By::Network => networks(ip).collect(),
                By::Narrow => vec![(network(ip), 1)],
                By::Wide => vec![(site(ip), 1)],
                By::Everyone => vec![(String::new(), 1)],
            };
            counted_by.into_iter().map(move |(counted_by, factor)| Limit {
                id: hash(format!("{action:?} {by:?} {counted_by}").as_bytes()),
                rates: rates.times(factor),
            })
        });
        let mut limits: Vec<_> = limits.collect();
        // Rows are locked in this order, whoever comes: nobody waits for each other.
        limits.sort_by(|one, other| one.id.cmp(&other.id));
        limits
    }

    /// Refuses to start a sign-up that would exceed the limit, so that no one creates a passkey in vain.
    /// It is counted when it finishes.
    pub(crate) async fn look_at_sign_ups(&self, ip: &str) -> Result<()> {
        self.look(&self.limits(Action::SignUp, "", ip)).await
    }
}
