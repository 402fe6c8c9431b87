//! Rate limits: how often something may be done, and by what that is counted.
//!
//! An [`Action`] is counted by its subject (an address, an account) together with the network it
//! comes from, by either of them alone, and in all; [`Limits::of`] says how often each may be.
//! The tight limit is the one that counts both together, so that a stranger's requests use up
//! nothing of what somebody may do with their own address. A refused request is counted nowhere
//! and changes nothing: links that were sent before stay good.
//!
//! The counts are rows of the database. So several processes count together, a restart forgets
//! nothing, and the store's sweep keeps their number down.

use std::net::IpAddr;
use std::str::FromStr;
use std::time::Duration;

use ipnet::IpNet;

use crate::RelyingParty;
use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::secret::hash;

/// Ceremonies that may be out for one IP address. Autofill starts one with every load of the
/// sign-in page and each lives ten minutes, so this leaves room for an office behind one
/// address; it keeps a bot from filling the table.
const MAX_CEREMONIES: i64 = 600;

/// After how long a ceremony that was refused for that is worth another try.
const CEREMONIES_WAIT: Duration = Duration::from_mins(1);

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Sending a link or a code. Its subject: where to.
    Send,
    /// Presenting a link or a code, which may be wrong. Its subject: the account, where one is
    /// known beforehand. Whoever was right has it taken back ([`RelyingParty::forgive`]).
    Guess,
    /// Presenting an API key that is none.
    Key,
    /// Beginning to make an account with a passkey. It costs nobody a mail, and would be for ever.
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
    Everybody,
}

/// At most so many times within any such time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rate {
    count: usize,
    period: UnixSeconds,
}

/// Rates that hold at once, written `1/60s, 3/15m, 10/1h`; none, written `off`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates(Vec<Rate>);

/// How often what may be done.
#[derive(Clone, Debug)]
pub struct Limits {
    /// `LATCHKEY_LIMIT_SENDS`
    pub sends: Rates,
    /// `LATCHKEY_LIMIT_SENDS_ADDRESS`
    pub sends_address: Rates,
    /// `LATCHKEY_LIMIT_SENDS_NETWORK`
    pub sends_network: Rates,
    /// `LATCHKEY_LIMIT_SENDS_ALL`
    pub sends_all: Rates,
    /// `LATCHKEY_LIMIT_GUESSES`
    pub guesses: Rates,
    /// `LATCHKEY_LIMIT_GUESSES_ACCOUNT`
    pub guesses_account: Rates,
    /// `LATCHKEY_LIMIT_KEYS`
    pub keys: Rates,
    /// `LATCHKEY_LIMIT_SIGN_UPS`
    pub sign_ups: Rates,
    /// `LATCHKEY_LIMIT_NEWS`
    pub news: Rates,
}

/// One count that an action raises, and how fast it may rise.
#[derive(Clone, Debug)]
pub(crate) struct Limit {
    /// Names the count: a hash, since there may be an address in it that has no account.
    pub(crate) id: String,
    pub(crate) rates: Rates,
}

/// What [`RelyingParty::limit`] has counted.
#[must_use = "whoever was right has their guess taken back"]
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
                (By::Everybody, &self.sends_all),
            ],
            Action::Guess => {
                vec![(By::Network, &self.guesses), (By::Subject, &self.guesses_account)]
            }
            Action::Key => vec![(By::Network, &self.keys)],
            Action::SignUp => vec![(By::Network, &self.sign_ups)],
            Action::News => vec![(By::Subject, &self.news)],
        }
    }
}

impl Rates {
    /// How many seconds after `now` the next time may be; 0 for now. `instants` are the times
    /// before, in order.
    pub(crate) fn wait(&self, instants: &[UnixSeconds], now: UnixSeconds) -> UnixSeconds {
        let waits = self.0.iter().filter_map(|rate| {
            let full_since = instants.len().checked_sub(rate.count)?;
            Some(instants[full_since] + rate.period - now)
        });
        waits.max().unwrap_or(0).max(0)
    }

    /// After how many seconds an instant no longer counts.
    pub(crate) fn longest(&self) -> UnixSeconds {
        self.0.iter().map(|rate| rate.period).max().unwrap_or(0)
    }
}

impl FromStr for Rates {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "off" {
            return Ok(Self::default());
        }
        let rates = text.split(',').map(|rate| parse_rate(rate.trim()));
        let rates: Option<_> = rates.collect();
        Ok(Self(rates.ok_or("not off, nor rates like 3/15m, 10/1h (s, m, h or d)")?))
    }
}

fn parse_rate(text: &str) -> Option<Rate> {
    let (count, period) = text.split_once('/')?;
    let (number, unit) = period.split_at_checked(period.len().checked_sub(1)?)?;
    let unit = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86400,
        _ => return None,
    };
    let period = number.parse::<u32>().ok()?;
    let count = count.parse::<u16>().ok()?;
    (count > 0 && period > 0)
        .then(|| Rate { count: usize::from(count), period: UnixSeconds::from(period) * unit })
}

impl RelyingParty {
    /// Counts an action, or refuses it and counts nothing. `subject` is what it is about, empty
    /// if that is nothing in particular; `ip` is where the request comes from.
    ///
    /// # Errors
    /// [`Error::TooManyRequests`].
    pub async fn limit(&self, action: Action, subject: &str, ip: &str) -> Result<Counted> {
        let (limits, at) = (self.limits(action, subject, ip), self.clock().now());
        match self.store().count(&limits, at).await? {
            0 => Ok(Counted { limits, at }),
            wait => Err(Error::TooManyRequests(Duration::from_secs(wait.unsigned_abs()))),
        }
    }

    /// Takes back what was counted.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn forgive(&self, counted: Counted) -> Result<()> {
        self.store().uncount(&counted.limits, counted.at).await
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
        if !self.config().rate_limits {
            return Vec::new();
        }
        let network = neighbourhood(ip);
        let limits = self.config().limits.of(action).into_iter().filter_map(|(by, rates)| {
            let counted_by = match by {
                By::SubjectAndNetwork | By::Subject if subject.is_empty() => return None,
                By::SubjectAndNetwork => format!("{subject} {network}"),
                By::Subject => subject.to_owned(),
                By::Network => network.clone(),
                By::Everybody => String::new(),
            };
            let id = hash(format!("{action:?} {by:?} {counted_by}").as_bytes());
            (!rates.0.is_empty()).then(|| Limit { id, rates: rates.clone() })
        });
        let mut limits: Vec<_> = limits.collect();
        // Rows are locked in this order, whoever comes: nobody waits for each other.
        limits.sort_by(|one, other| one.id.cmp(&other.id));
        limits
    }

    /// Counts the start of a ceremony that makes an account, or refuses it. Not its end: a passkey
    /// that was made for nothing is hard to explain.
    pub(crate) async fn limit_sign_ups(&self, ip: &str) -> Result<()> {
        self.limit_ceremonies(ip).await?;
        self.limit(Action::SignUp, "", ip).await.map(drop)
    }

    /// Refuses to start a ceremony for an address that has too many out.
    pub(crate) async fn limit_ceremonies(&self, ip: &str) -> Result<()> {
        if !self.config().rate_limits {
            return Ok(());
        }
        let out = self.store().count_ceremonies(&network(ip), self.clock().now()).await?;
        if out >= MAX_CEREMONIES { Err(Error::TooManyRequests(CEREMONIES_WAIT)) } else { Ok(()) }
    }
}

/// What of an IP address stands for one customer: all of an IPv4 address, the first half of an
/// IPv6 address, of whose other half every customer has as many as they like.
pub(crate) fn network(ip: &str) -> String {
    first_bits(ip, 32)
}

/// The network that somebody may move about in: of IPv4 as many addresses as one often has.
fn neighbourhood(ip: &str) -> String {
    first_bits(ip, 24)
}

fn first_bits(ip: &str, of_v4: u8) -> String {
    let Ok(address) = ip.parse::<IpAddr>() else { return ip.to_owned() };
    let bits = if address.is_ipv4() { of_v4 } else { 64 };
    IpNet::new(address, bits).map_or_else(|_| ip.to_owned(), |net| net.trunc().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_in_one_ipv6_network_count_as_one() {
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2::9"));
        assert_ne!(network("2001:db8:1:2::9"), network("2001:db8:1:3::9"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
        assert_eq!(neighbourhood("192.0.2.1"), neighbourhood("192.0.2.254"));
        assert_ne!(neighbourhood("192.0.2.1"), neighbourhood("192.0.3.1"));
        assert_eq!(neighbourhood("2001:db8:1:2::9"), neighbourhood("2001:db8:1:2:9::"));
    }

    #[test]
    fn rates_hold_over_any_such_time_and_not_only_on_the_average() {
        let rates: Rates = "1/60s, 3/15m,10/1h".parse().unwrap();
        assert_eq!((rates.0.len(), rates.longest()), (3, 3600));
        assert_eq!(rates.wait(&[], 0), 0);
        assert_eq!([rates.wait(&[0], 0), rates.wait(&[0], 59), rates.wait(&[0], 60)], [60, 1, 0]);
        assert_eq!([rates.wait(&[0, 60, 120], 180), rates.wait(&[0, 60, 120], 900)], [720, 0]);
        // A quarter of an hour after the first, and still three in the last quarter.
        assert_eq!(rates.wait(&[0, 600, 700, 900], 960), 600 + 900 - 960);
        let hourly: Vec<_> = (0..10).map(|nth| nth * 300).collect();
        assert_eq!(rates.wait(&hourly, 3000), 600);
    }

    #[test]
    fn rates_that_make_no_sense_are_refused() {
        for text in ["", "3", "3/", "/1h", "0/1h", "3/0m", "-1/1h", "3/1w", "3/1ö", "3/1h,", "on"]
        {
            assert!(text.parse::<Rates>().is_err(), "{text:?}");
        }
        assert_eq!("off".parse(), Ok(Rates::default()));
    }
}
