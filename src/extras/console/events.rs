//! Events of all accounts: listing, following and counting them.

use std::net::IpAddr;

use ipnet::IpNet;

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::extras::console::{Admin, Console};
use crate::model::event::{Event, Kind};
use crate::model::user::UserId;

/// How many events a page has.
pub const PAGE: i64 = 50;

/// An event, with the address of its account, if the account has one.
#[derive(Clone, Debug)]
pub struct EventEntry {
    /// The event.
    pub event: Event,
    /// The address, which may only be claimed.
    pub email: Option<String>,
}

impl EventEntry {
    /// Returns the name of the account.
    pub fn name(&self) -> String {
        let id = || self.event.user_id.to_string()[..8].to_owned();
        self.email.clone().unwrap_or_else(id)
    }
}

/// An address, an IPv4 network of 24 bits, or an IPv6 network of 48.
///
/// The index has the start of an address as it is written: its first three groups. So the addresses
/// of a network have one start, or two, because an IPv6 address may leave out its zeros.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    /// The starts of its addresses.
    pub(crate) starts: Vec<String>,
    /// Only this address.
    pub(crate) address: Option<String>,
}

impl Network {
    /// Parses `203.0.113.7`, `203.0.113.0/24`, `2001:db8:1::7` or `2001:db8:1::/48`. If the
    /// second and third group are zero, the network isn't supported: its addresses start in many ways.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(address) = text.parse::<IpAddr>() {
            let address = address.to_canonical().to_string();
            return Some(Self { starts: vec![start(&address)], address: Some(address) });
        }
        let starts = match text.parse::<IpNet>().ok()? {
            IpNet::V4(network) if network.prefix_len() == 24 => {
                vec![start(&network.network().to_string())]
            }
            IpNet::V6(network) if network.prefix_len() == 48 => {
                match network.network().segments() {
                    [_, 0, 0, ..] => return None,
                    [one, two, 0, ..] => {
                        vec![format!("{one:x}:{two:x}:"), format!("{one:x}:{two:x}:0")]
                    }
                    [one, two, three, ..] => vec![format!("{one:x}:{two:x}:{three:x}")],
                }
            }
            _ => return None,
        };
        Some(Self { starts, address: None })
    }
}

/// Returns the first three groups of an address as it is written, like the expression of the index.
fn start(address: &str) -> String {
    let skip = |rest: &'_ str| rest.trim_start_matches(|one: char| one.is_ascii_hexdigit()).len();
    let mut rest = address.len();
    for group in 0..3 {
        if group > 0 {
            rest = rest.saturating_sub(1);
        }
        rest = skip(&address[address.len() - rest..]);
    }
    address[..address.len() - rest].to_owned()
}

/// The events to list. All conditions must hold.
#[derive(Clone, Debug, Default)]
pub struct EventQuery {
    /// Only events of this account.
    pub user_id: Option<UserId>,
    /// Only events of this kind.
    pub kind: Option<Kind>,
    /// Only events from this network.
    pub network: Option<Network>,
    /// Only events since this time.
    pub since: Option<UnixSeconds>,
    /// Only events until this time.
    pub until: Option<UnixSeconds>,
    /// Only events before this number: the next page.
    pub before: Option<i64>,
    /// Only events after this number: those that are new.
    pub after: Option<i64>,
}

impl Console<'_> {
    /// Lists events of all accounts, newest first.
    pub async fn find_events(self, query: &EventQuery, limit: i64) -> Result<Vec<EventEntry>> {
        self.store().find_events(query, limit).await
    }

    /// Returns whether an administrator is still one, in the same session, with a passkey that was
    /// recently used. Reads everything from the database, for a response that takes long.
    pub async fn is_still_admin(self, admin: &Admin) -> Result<bool> {
        let (id, now) = (admin.0.session.id, self.clock().now());
        let Some(session) = self.store().find_session(id, now).await? else { return Ok(false) };
        let Some(user) = self.store().find_user(session.user_id).await? else { return Ok(false) };
        let signed_in = crate::SignedIn { user, session };
        Ok(signed_in.is_recently_verified(now) && self.is_admin(signed_in.user.id).await?)
    }
}
