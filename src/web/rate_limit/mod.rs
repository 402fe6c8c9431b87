//! Rate limits: how often an action is allowed, and how it is counted.
//!
//! An [`Action`] is counted by its subject (an address, an account) together with the network it
//! comes from, or by one of these alone. `action.rs` lists the limits. A network alone is counted
//! at three widths (`networks.rs`), so a client that owns a thousand networks uses up the allowance
//! of the one that contains them. The tightest limit is the one for subject and network together,
//! so that a stranger's requests don't use up what users may do with their own address. A rejected
//! request isn't counted and changes nothing: links that were sent before stay valid.
//!
//! The counts are rows in the database. So several processes share them, a restart doesn't reset
//! them, and the store's sweep deletes old ones.

mod action;
mod networks;

use std::time::Duration;

use crate::clock::UnixSeconds;
use crate::crypto::secret::hash;
use crate::error::{Error, Result};
use crate::store::Unit;
use crate::store::limits::Limit;
use crate::web::request_context::RequestContext;

pub use action::Action;
use action::By;
pub use networks::network;
#[cfg(feature = "sms")]
use networks::site;
use networks::{neighbourhood, networks};

/// How often to try counting if concurrent requests conflict.
const TRIES: u32 = 5;

/// What [`RateLimits::count`] has counted.
#[must_use = "what was counted may have to be taken back"]
#[derive(Debug)]
pub struct Counted {
    limits: Vec<Limit>,
    at: UnixSeconds,
}

facade! {
    /// Rate limits: counting actions, and rejecting too many.
    rate_limits: RateLimits
}

impl RateLimits<'_> {
    /// Counts an action, or rejects it and counts nothing. `subject` may be empty, and `ip` is the
    /// address of the request.
    ///
    /// # Errors
    /// [`Error::TooManyRequests`].
    pub async fn count(self, action: Action, subject: &str, ip: &str) -> Result<Counted> {
        let (limits, at) = (self.limits(action, subject, ip), self.clock().now());
        for _ in 0..TRIES {
            let mut unit = Unit::default();
            unit.count(&limits, || self.random().uuid(), at);
            if limits.is_empty() || self.store().apply(unit).await? {
                return Ok(Counted { limits, at });
            }
            self.look(action, &limits).await?;
        }
        Err(Error::TooManyRequests(Duration::from_secs(1)))
    }

    /// Adds the count of an action to a unit, or rejects the action. If concurrent requests
    /// together exceed the limit, the unit of the last one fails a condition.
    ///
    /// # Errors
    /// [`Error::TooManyRequests`].
    pub(crate) async fn add_count(
        self,
        unit: &mut Unit,
        action: Action,
        subject: &str,
        ip: &str,
    ) -> Result<()> {
        let limits = self.limits(action, subject, ip);
        self.look(action, &limits).await?;
        unit.count(&limits, || self.random().uuid(), self.clock().now());
        Ok(())
    }

    /// Rejects an action that would exceed a limit, and counts nothing.
    async fn look(self, action: Action, limits: &[Limit]) -> Result<()> {
        match self.store().find_wait(limits, self.clock().now()).await? {
            0 => Ok(()),
            wait => {
                tracing::debug!(limit = action.as_str(), "limit reached");
                Err(Error::TooManyRequests(Duration::from_secs(wait.unsigned_abs())))
            }
        }
    }

    /// Counts an attempt that was checked and failed. The caller then returns its own error, unless
    /// there were too many failures before.
    ///
    /// Check first, count later: a valid link, code or passkey is accepted whatever neighbours and
    /// strangers have tried, so no one can lock a user out by guessing. Every secret has enough
    /// bits, or a small number of tries (`store/codes.rs`).
    ///
    /// # Errors
    /// [`Error::TooManyRequests`].
    pub(crate) async fn count_failure(self, action: Action, subject: &str, ip: &str) -> Result<()> {
        self.count(action, subject, ip).await.map(drop)
    }

    /// Counts a wrong link or code and returns its error or, after too many,
    /// [`Error::TooManyRequests`].
    pub(crate) async fn count_guess<T>(
        self,
        context: &RequestContext,
        redeemed: Result<T>,
    ) -> Result<T> {
        if let Err(Error::LinkExpired(_) | Error::NotFound | Error::WrongCode) = &redeemed {
            self.count_failure(Action::Guess, "", &context.ip).await?;
        }
        redeemed
    }

    /// Undoes a count.
    pub async fn release(self, counted: Counted) -> Result<()> {
        self.store().uncount(&counted.limits, counted.at).await
    }

    /// Returns the limits of an action by its subject alone.
    pub(crate) fn limits_of_subject(self, action: Action, subject: &str) -> Vec<Limit> {
        self.limits_by(action, subject, "", |by| by == By::Subject)
    }

    /// Returns how long the caller must wait before the action is allowed, or zero.
    pub async fn wait(self, action: Action, subject: &str, ip: &str) -> Result<Duration> {
        let limits = self.limits(action, subject, ip);
        let wait = self.store().find_wait(&limits, self.clock().now()).await?;
        Ok(Duration::from_secs(wait.unsigned_abs()))
    }

    fn limits(self, action: Action, subject: &str, ip: &str) -> Vec<Limit> {
        self.limits_by(action, subject, ip, |_| true)
    }

    fn limits_by(
        self,
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
                #[cfg(feature = "sms")]
                By::Narrow => vec![(network(ip), 1)],
                #[cfg(feature = "sms")]
                By::Wide => vec![(site(ip), 1)],
                #[cfg(feature = "sms")]
                By::Everyone => vec![(String::new(), 1)],
            };
            counted_by.into_iter().map(move |(counted_by, factor)| Limit {
                id: hash(format!("{action:?} {by:?} {counted_by}").as_bytes()),
                rates: rates.times(factor),
            })
        });
        let mut limits: Vec<_> = limits.collect();
        // Lock rows in a fixed order to avoid deadlocks.
        limits.sort_by(|one, other| one.id.cmp(&other.id));
        limits
    }

    /// Rejects a sign-up that would exceed the limit at its start, so that no one creates a passkey
    /// in vain. The sign-up is counted when it finishes.
    pub(crate) async fn look_at_sign_ups(self, ip: &str) -> Result<()> {
        self.look(Action::SignUp, &self.limits(Action::SignUp, "", ip)).await
    }
}
