//! Capability: what visitors' browsers can do with passkeys, counted without saying whose.
//!
//! The page `/ready` has the browser say what it can do and sends that on. Kept are daily totals
//! of each answer and nothing else: no browser, address or account, and no rows of single visits
//! from which one could be pieced together. A browser counts once a day, by a cookie that holds
//! the date; who throws it away counts again, up to a limit for each network that is kept in
//! memory alone. So the totals are good for a trend, and for no decision about anybody.

mod store;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::{HeaderMap, HeaderValue};

use crate::RelyingParty;
use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::extras::Extra;
use crate::store::MigrationFile;
use crate::web::cookie::{cookie, cookie_name, read_cookie};
use crate::web::rate_limit::network;
use crate::web::request_context::Visitor;

/// What is counted, by the names that browsers use. The last one is Chrome's alone so far.
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

/// Browsers that are counted for one network on one day: enough for an office, too few to matter.
const MAX_PER_NETWORK: u32 = 100;

/// Networks that are told apart on one day. Beyond that nothing more is counted.
const MAX_NETWORKS: usize = 100_000;

/// How often each answer was given about a capability.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// The browser can.
    pub yes: i64,
    /// It says that it cannot.
    pub no: i64,
    /// It does not say.
    pub unknown: i64,
}

/// How many browsers of each network have been counted today.
#[derive(Debug, Default)]
pub(crate) struct Counted(Mutex<(UnixSeconds, HashMap<String, u32>)>);

impl Counted {
    /// Notes one more. Returns whether that is still within the limits.
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
pub(crate) struct Readiness;

impl Extra for Readiness {
    fn migrations(&self) -> &'static [MigrationFile] {
        &[(601, "readiness", include_str!("../../../migrations/0601_readiness.sql"))]
    }

    fn impersonal(&self) -> &'static [(&'static str, &'static str)] {
        &[("capabilities", "counts of what browsers can do, without anybody in them")]
    }
}

/// The cookie that says on which day the browser's capabilities were counted.
const COUNTED: &str = "counted";
const COUNTED_FOR: Duration = Duration::from_hours(24);

impl RelyingParty {
    /// Whether the browser that sends these headers has been counted today.
    pub fn is_counted(&self, headers: &HeaderMap) -> bool {
        let day = read_cookie(headers, &cookie_name(self.config(), COUNTED));
        day.and_then(|day_at| day_at.parse().ok()) == Some(self.today())
    }

    /// Counts what a browser says of itself: a JSON object of capabilities and whether it has
    /// them, those left out that it does not speak of. Returns the `Set-Cookie` header by which it
    /// counts but once today, or nothing if it has been counted.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] for anything but known names and truth values;
    /// [`Error::TooManyRequests`].
    pub async fn count_capabilities(
        &self,
        visitor: &Visitor,
        headers: &HeaderMap,
        said: &str,
    ) -> Result<Option<HeaderValue>> {
        let said: BTreeMap<String, bool> = serde_json::from_str(said)
            .map_err(|_| Error::InvalidRequest("not capabilities and truth values"))?;
        if said.keys().any(|name| !CAPABILITIES.contains(&name.as_str())) {
            return Err(Error::InvalidRequest("no such capability"));
        }
        let today = self.today();
        if self.is_counted(headers) {
            return Ok(None);
        }
        if self.config().rate_limits
            && !self.state::<Arc<Counted>>().one_more(today, network(&visitor.ip))
        {
            return Err(Error::TooManyRequests(Duration::from_secs(DAY.unsigned_abs())));
        }
        let answers = CAPABILITIES.map(|name| (name, answer(said.get(name).copied())));
        self.store().count_capabilities(today, &answers).await?;
        let name = cookie_name(self.config(), COUNTED);
        Ok(Some(cookie(self.config(), name, &today.to_string(), COUNTED_FOR)))
    }

    /// Adds up what was counted in the last days, today among them. In the order of
    /// [`CAPABILITIES`].
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn capability_totals(&self, days: u32) -> Result<Vec<(&'static str, Totals)>> {
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

    /// The first second of the day.
    fn today(&self) -> UnixSeconds {
        let now = self.clock().now();
        now - now.rem_euclid(DAY)
    }
}

/// The word in the store.
fn answer(said: Option<bool>) -> &'static str {
    match said {
        Some(true) => "yes",
        Some(false) => "no",
        None => "unknown",
    }
}
