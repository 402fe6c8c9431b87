//! Finds out a request's IP address behind proxies.
//!
//! The peer address of a connection is certain. If it belongs to a proxy that the operator trusts,
//! the server believes that proxy about the hop before it, and so on. So `X-Forwarded-For`, to
//! which each proxy appends its client's address, is read from the right as long as the proxies are
//! trusted. Anyone could have sent the rest.
//!
//! `Forwarded` isn't read: a proxy that sets one of the two headers passes on the client's version
//! of the other.

use std::net::{IpAddr, SocketAddr};
use std::sync::Once;

use http::HeaderMap;
use ipnet::IpNet;

const X_FORWARDED_FOR: &str = "x-forwarded-for";

/// Returns the address of the client, as the first trusted proxy saw it.
pub(crate) fn of_client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let mut client = peer.to_canonical();
    let lines: Vec<_> = headers.get_all(X_FORWARDED_FOR).iter().collect();
    let hops = lines.iter().rev().flat_map(|line| {
        let hops: Vec<_> = line.to_str().unwrap_or_default().rsplit(',').collect();
        hops
    });
    for hop in hops {
        if !is_trusted(client, trusted) {
            break;
        }
        let Some(address) = parse_hop(hop.trim()) else { break };
        client = address;
    }
    client
}

/// Returns whether a proxy that isn't trusted names its client.
fn is_ignored(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> bool {
    headers.contains_key(X_FORWARDED_FOR) && !is_trusted(peer, trusted)
}

/// Returns whether a connection comes from a proxy that the operator trusts.
pub(crate) fn is_trusted(peer: IpAddr, trusted: &[IpNet]) -> bool {
    let peer = peer.to_canonical();
    trusted.iter().any(|network| network.contains(&peer))
}

/// Warns the operator, once per process, about an `X-Forwarded-For` header that is ignored. Anyone
/// can send one. But if the site's own proxy did, rate limits count all users as one.
pub(crate) fn warn_if_ignored(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) {
    static WARNED: Once = Once::new();
    if is_ignored(peer, headers, trusted) {
        WARNED.call_once(|| {
            // Don't log the address: without a proxy, it is a user's.
            tracing::warn!(
                "X-Forwarded-For ignored: its sender isn't in LATCHKEY_TRUSTED_PROXIES. If the site \
                 has a proxy, set it to the proxy's address"
            );
        });
    }
}

/// Reads `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1` or `[2001:db8::1]:4711`.
fn parse_hop(hop: &str) -> Option<IpAddr> {
    let with_port = || hop.parse::<SocketAddr>().map(|address| address.ip());
    let bare = hop.strip_prefix('[').and_then(|hop| hop.strip_suffix(']')).unwrap_or(hop);
    bare.parse().or_else(|_| with_port()).ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::parse_networks;

    fn client(peer: &str, trusted: &str, lines: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(X_FORWARDED_FOR, line.parse().unwrap());
        }
        headers.append("forwarded", "for=203.0.113.99".parse().unwrap());
        let trusted = parse_networks(trusted).unwrap();
        of_client(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn nobodys_word_counts_unless_they_are_trusted() {
        assert_eq!(client("198.51.100.1", "", &["203.0.113.7"]), "198.51.100.1");
        assert_eq!(client("198.51.100.1", "10.0.0.0/8", &["203.0.113.7"]), "198.51.100.1");
        assert_eq!(client("10.0.0.1", "10.0.0.0/8", &[]), "10.0.0.1");
    }

    #[test]
    fn only_a_header_from_an_untrusted_peer_is_ignored() {
        let trusted = parse_networks("10.0.0.0/8").unwrap();
        let (mut with, without) = (HeaderMap::new(), HeaderMap::new());
        with.append(X_FORWARDED_FOR, "203.0.113.7".parse().unwrap());
        let is_ignored = |peer: &str, headers| is_ignored(peer.parse().unwrap(), headers, &trusted);
        assert!(is_ignored("198.51.100.1", &with) && is_ignored("::1", &with));
        assert!(!is_ignored("10.0.0.1", &with) && !is_ignored("::ffff:10.0.0.1", &with));
        assert!(!is_ignored("198.51.100.1", &without));
    }

    #[test]
    fn the_chain_is_read_from_the_right_as_far_as_it_is_trusted() {
        let trusted = "10.0.0.0/8, 192.0.2.1, 2001:db8:1::/48";
        for (lines, expected) in [
            (&["203.0.113.7"][..], "203.0.113.7"),
            (&["1.1.1.1, 203.0.113.7"], "203.0.113.7"),
            (&["1.1.1.1, 203.0.113.7, 192.0.2.1"], "203.0.113.7"),
            (&["1.1.1.1", "203.0.113.7, 10.9.9.9", "192.0.2.1"], "203.0.113.7"),
            (&["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
            (&["203.0.113.7:4711"], "203.0.113.7"),
            (&["[2001:db8:2::7]:4711"], "2001:db8:2::7"),
            (&["2001:db8:2::7, [2001:db8:1::1]"], "2001:db8:2::7"),
            (&["::ffff:203.0.113.7"], "203.0.113.7"),
            (&["203.0.113.7, unknown"], "10.0.0.1"),
            (&["203.0.113.7, nonsense, 192.0.2.1"], "192.0.2.1"),
            (&[""], "10.0.0.1"),
        ] {
            assert_eq!(client("10.0.0.1", trusted, lines), expected, "{lines:?}");
        }
        assert_eq!(client("::ffff:10.0.0.1", trusted, &["203.0.113.7"]), "203.0.113.7");
    }
}
