//! Readiness: counts what users' browsers can do with passkeys, without identifying anyone.
//!
//! The page `/ready` asks the browser for its capabilities and sends them to the server. The server
//! stores only daily totals of each answer: no browser, address or account, and no rows of single
//! visits that could be combined. A browser counts once a day, based on a cookie that holds the
//! date. If the user deletes it, the browser counts again, up to a limit for each network that is
//! kept only in memory. So the totals show a trend, and nothing about any user.

mod store;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::{HeaderMap, HeaderValue};

use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::extras::Extra;
use crate::store::MigrationFile;
use crate::web::cookie::{cookie, cookie_name, read_cookie};
use crate::web::rate_limit::network;
use crate::web::request_context::RequestContext;

/// The capabilities that are counted, by the names that browsers use. So far, only Chrome has the
/// last one.
///
/// <https://www.w3.org/TR/webauthn-3/#enum-clientCapability>
pub const CAPABILITIES: [&str; 10] = [
    "conditionalCreate",
    "conditionalGet",
    "hybridTransport",
    "passkeyPlatformAuthenticator",
    "relatedOrigins",
    "signalAllAcceptedCredentials",
    "signalCurrentUserDetails",
    "signalUnknownCredential",
    "userVerifyingPlatformAuthenticator",
    "immediateGet",
];

/// One day, in seconds.
const DAY: UnixSeconds = 24 * 60 * 60;

/// How many browsers are counted for one network per day: enough for an office, but too few to
/// distort the totals.
const MAX_PER_NETWORK: u32 = 100;

/// How many networks are counted per day. Beyond that, nothing more is counted.
const MAX_NETWORKS: usize = 100_000;

/// How often each answer was given about a capability.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// The browser supports it.
    pub yes: i64,
    /// The browser doesn't support it.
    pub no: i64,
    /// The browser doesn't say.
    pub unknown: i64,
}

/// How many browsers of each network have been counted today.
#[derive(Debug, Default)]
pub(crate) struct Counted(Mutex<(UnixSeconds, HashMap<String, u32>)>);

impl Counted {
    /// Counts one browser. Returns whether that is within the limits.
    fn one_more(&self, day_at: UnixSeconds, network: String) -> bool {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.0 != day_at {
            *counted = (day_at, HashMap::new());
        }
        if counted.1.len() >= MAX_NETWORKS && !counted.1.contains_key(&network) {
            return false;
        }
        let browsers = counted.1.entry(network).or_default();
        *browsers += 1;
        *browsers <= MAX_PER_NETWORK
    }
}

/// The extra.
pub(crate) struct ReadinessExtra;

impl Extra for ReadinessExtra {
    fn migrations(&self) -> &'static [MigrationFile] {
        &[(601, "readiness", include_str!("../../../migrations/0601_readiness.sql"))]
    }

    fn impersonal(&self) -> &'static [(&'static str, &'static str)] {
        &[("capabilities", "totals of browser capabilities, without personal data")]
    }
}

/// The cookie with the day when the browser was last counted.
const COUNTED: &str = "counted";
const COUNTED_FOR: Duration = Duration::from_hours(24);

facade! {
    /// Readiness: counting what browsers can do with passkeys.
    readiness: Readiness
}

impl Readiness<'_> {
    /// Returns whether the browser that sends these headers has been counted today.
    pub fn is_counted(self, headers: &HeaderMap) -> bool {
        let day = read_cookie(headers, &cookie_name(self.config(), COUNTED));
        day.and_then(|day_at| day_at.parse().ok()) == Some(self.today())
    }

    /// Counts a browser's capabilities: a JSON object with a boolean for each one that the browser
    /// reports. Returns the `Set-Cookie` header that keeps it from being counted again today, or
    /// nothing if it was already counted.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] for unknown names, or values that aren't booleans;
    /// [`Error::TooManyRequests`].
    pub async fn count_capabilities(
        self,
        context: &RequestContext,
        headers: &HeaderMap,
        said: &str,
    ) -> Result<Option<HeaderValue>> {
        let said: BTreeMap<String, bool> = serde_json::from_str(said)
            .map_err(|_| Error::InvalidRequest("not an object of booleans"))?;
        if said.keys().any(|name| !CAPABILITIES.contains(&name.as_str())) {
            return Err(Error::InvalidRequest("unknown capability"));
        }
        let today = self.today();
        if self.is_counted(headers) {
            return Ok(None);
        }
        if self.config().rate_limits
            && !self.state::<Arc<Counted>>().one_more(today, network(&context.ip))
        {
            return Err(Error::TooManyRequests(Duration::from_secs(DAY.unsigned_abs())));
        }
        let answers = CAPABILITIES.map(|name| (name, answer(said.get(name).copied())));
        self.store().count_capabilities(today, &answers).await?;
        let name = cookie_name(self.config(), COUNTED);
        Ok(Some(cookie(self.config(), name, &today.to_string(), COUNTED_FOR)))
    }

    /// Returns the totals of the last days, including today, in the order of [`CAPABILITIES`].
    pub async fn capability_totals(self, days: u32) -> Result<Vec<(&'static str, Totals)>> {
        let since = self.today() - DAY * (i64::from(days) - 1);
        let rows = self.store().sum_capabilities(since).await?;
        let sum = |name: &str, said: &str| {
            let row = rows.iter().find(|(known, answer, _)| known == name && answer == said);
            row.map_or(0, |(_, _, browsers)| *browsers)
        };
        let totals = |name| Totals {
            yes: sum(name, answer(Some(true))),
            no: sum(name, answer(Some(false))),
            unknown: sum(name, answer(None)),
        };
        Ok(CAPABILITIES.iter().map(|name| (*name, totals(name))).collect())
    }

    /// Returns the first second of today.
    fn today(self) -> UnixSeconds {
        let now = self.clock().now();
        now - now.rem_euclid(DAY)
    }
}

/// Returns the answer's name in the store.
fn answer(said: Option<bool>) -> &'static str {
    match said {
        Some(true) => "yes",
        Some(false) => "no",
        None => "unknown",
    }
}
