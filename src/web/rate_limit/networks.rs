//! Networks: which IP addresses rate limits count together.
//!
//! One customer has many addresses: every address of an IPv6 /64, and often a /56 or a /48. So a
//! limit by network counts three networks at once. Each contains the one before and has a larger
//! allowance.

use std::net::IpAddr;

use ipnet::IpNet;

/// The prefix lengths for IPv4 and IPv6, narrowest first, and how much the allowance grows. So one
/// machine can't block an office behind a few addresses, or a town behind one provider.
const WIDTHS: [(u8, u8, usize); 3] = [(32, 64, 1), (24, 56, 4), (16, 48, 16)];

/// Returns the part of an IP address that identifies one customer: an entire IPv4 address, or the
/// high 64 bits of an IPv6 address. The client chooses the low 64 bits.
pub fn network(ip: &str) -> String {
    first_bits(ip, 32, 64)
}

/// Returns the network within which the limit for one address and one network counts requests
/// together. For IPv4, it has as many addresses as one customer often has.
pub(crate) fn neighbourhood(ip: &str) -> String {
    first_bits(ip, 24, 64)
}

#[cfg(feature = "sms")]
/// Returns the network of one site, for limits on text messages, which cost money.
pub(crate) fn site(ip: &str) -> String {
    first_bits(ip, 24, 48)
}

/// Returns the networks that contain an IP address, narrowest first, each with the factor of its
/// allowance.
pub(crate) fn networks(ip: &str) -> impl Iterator<Item = (String, usize)> {
    WIDTHS.into_iter().map(move |(v4, v6, factor)| (first_bits(ip, v4, v6), factor))
}

fn first_bits(ip: &str, of_v4: u8, of_v6: u8) -> String {
    let Ok(address) = ip.parse::<IpAddr>() else { return ip.to_owned() };
    let bits = if address.is_ipv4() { of_v4 } else { of_v6 };
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
    fn each_network_contains_the_one_before_and_may_do_more() {
        let of = |ip| networks(ip).collect::<Vec<_>>();
        let named = |names: [&str; 3]| {
            names.map(str::to_owned).into_iter().zip([1, 4, 16]).collect::<Vec<_>>()
        };
        assert_eq!(of("192.0.2.1"), named(["192.0.2.1/32", "192.0.2.0/24", "192.0.0.0/16"]));
        let expected = ["2001:db8:1:234::/64", "2001:db8:1:200::/56", "2001:db8:1::/48"];
        assert_eq!(of("2001:db8:1:234:5::6"), named(expected));
    }
}
