//! The open connections, and which one is closed when there are too many.
//!
//! A client that sends nothing still costs the server a file descriptor. So a new connection is always accepted
//! and replaces the one that has kept the server waiting longest: one that is idle, sends its request slowly, or
//! doesn't read its response. A connection with a request that the server is working on is never closed to make
//! room. Honest clients keep the server waiting for milliseconds, so slow attackers are closed first.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};

use ipnet::{IpNet, Ipv6Net};

use super::activity::{Activity, lock};

/// The open connections.
pub(super) struct Connections {
    max: usize,
    max_per_client: usize,
    /// A proxy has connections of many clients, so it has no limit per client.
    trusted_proxies: Vec<IpNet>,
    table: Mutex<Table>,
}

#[derive(Default)]
struct Table {
    next: u64,
    open: HashMap<u64, Open>,
}

struct Open {
    client: IpAddr,
    activity: Arc<Activity>,
}

/// A place in the table. It becomes free when this is dropped.
pub(super) struct Place {
    id: u64,
    connections: Arc<Connections>,
    pub(super) activity: Arc<Activity>,
}

impl Drop for Place {
    fn drop(&mut self) {
        lock(&self.connections.table).open.remove(&self.id);
    }
}

impl Connections {
    pub(super) fn new(max: usize, max_per_client: usize, trusted_proxies: Vec<IpNet>) -> Self {
        Self { max, max_per_client, trusted_proxies, table: Mutex::default() }
    }

    /// Accepts a connection, or returns `None` if the server is working on every other one.
    pub(super) fn admit(self: &Arc<Self>, peer: SocketAddr) -> Option<Place> {
        let address = peer.ip().to_canonical();
        let client = client(address);
        let mut table = lock(&self.table);
        if !self.trusted_proxies.iter().any(|proxy| proxy.contains(&address)) {
            let own = table.open.values().filter(|open| open.client == client).count();
            if own >= self.max_per_client && !table.close_longest(|open| open.client == client) {
                return None;
            }
        }
        if table.open.len() >= self.max && !table.close_longest(|_| true) {
            return None;
        }
        let (id, activity) = (table.next, Arc::new(Activity::new()));
        table.next += 1;
        table.open.insert(id, Open { client, activity: activity.clone() });
        Some(Place { id, connections: self.clone(), activity })
    }

    /// Closes the connection that has kept the server waiting longest, when there are no descriptors left.
    pub(super) fn close_longest(&self) {
        lock(&self.table).close_longest(|_| true);
    }
}

impl Table {
    fn close_longest(&mut self, is_meant: impl Fn(&Open) -> bool) -> bool {
        let waiting = self.open.iter().filter(|(_, open)| is_meant(open));
        let waiting = waiting.filter_map(|(id, open)| Some((open.activity.waiting_since()?, *id)));
        let Some((_, id)) = waiting.min() else { return false };
        if let Some(open) = self.open.remove(&id) {
            open.activity.close();
        }
        true
    }
}

/// Returns the network that counts as one client: an IPv4 address, or the smallest network of an IPv6 customer.
fn client(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            Ipv6Net::new(address, 64).map_or(IpAddr::V6(address), |net| net.network().into())
        }
    }
}

#[cfg(test)]
mod tests {
    use http::Version;

    use super::*;

    fn connections(max: usize, max_per_client: usize, trusted: &str) -> Arc<Connections> {
        let trusted = trusted.split_whitespace().map(|one| one.parse().unwrap()).collect();
        Arc::new(Connections::new(max, max_per_client, trusted))
    }

    fn admit(connections: &Arc<Connections>, address: &str) -> Option<Place> {
        connections.admit(SocketAddr::new(address.parse().unwrap(), 4711))
    }

    fn is_in(connections: &Connections, place: &Place) -> bool {
        lock(&connections.table).open.contains_key(&place.id)
    }

    #[test]
    fn a_new_connection_takes_the_place_of_the_one_that_waited_longest() {
        let connections = connections(2, 9, "");
        let one = admit(&connections, "192.0.2.1").unwrap();
        let two = admit(&connections, "192.0.2.2").unwrap();
        let request = one.activity.begin(Version::HTTP_11);
        drop(request);
        let three = admit(&connections, "192.0.2.3").unwrap();
        assert_eq!(
            [&one, &two, &three].map(|place| is_in(&connections, place)),
            [true, false, true]
        );
    }

    #[test]
    fn a_request_that_the_server_works_on_is_never_cut_off() {
        let connections = connections(2, 9, "");
        let places = ["192.0.2.1", "192.0.2.2"].map(|one| admit(&connections, one).unwrap());
        let working = places.each_ref().map(|place| place.activity.begin(Version::HTTP_11));
        working[0].arrival().complete();
        assert!(admit(&connections, "192.0.2.3").is_some(), "the other is still on its way");
        let third = admit(&connections, "192.0.2.3").unwrap();
        third.activity.begin(Version::HTTP_11).arrival().complete();
        assert!(is_in(&connections, &places[0]));
        let last = admit(&connections, "192.0.2.4").unwrap();
        let turn = last.activity.begin(Version::HTTP_11);
        turn.arrival().complete();
        assert!(admit(&connections, "192.0.2.5").is_none());
        drop(turn);
        assert!(admit(&connections, "192.0.2.5").is_some());
    }

    #[test]
    fn one_client_only_displaces_itself_unless_it_is_a_proxy() {
        let connections = connections(9, 2, "10.0.0.0/8");
        let other = admit(&connections, "192.0.2.9").unwrap();
        let proxied: Vec<_> =
            (0..4).map(|_| admit(&connections, "::ffff:10.0.0.1").unwrap()).collect();
        let mut own = Vec::new();
        for address in ["2001:db8::1", "2001:db8::2", "2001:db8:0:0:ffff::3"] {
            own.push(admit(&connections, address).unwrap());
        }
        assert_eq!(own.iter().filter(|place| is_in(&connections, place)).count(), 2);
        assert!(proxied.iter().chain([&other]).all(|place| is_in(&connections, place)));
    }
}
