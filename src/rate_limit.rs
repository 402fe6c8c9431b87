//! Rate limits: how much one address may have under way.

use std::net::IpAddr;

use crate::RelyingParty;
use crate::error::{Error, Result};

/// Ceremonies that may be out for one IP address. Autofill starts one with every load of the
/// sign-in page and each lives ten minutes, so this leaves room for an office behind one
/// address; it keeps a bot from filling the table.
const MAX_CEREMONIES: i64 = 600;

/// What of an IP address stands for one customer: all of an IPv4 address, the first half of an
/// IPv6 address, of whose other half every customer has as many as they like.
pub(crate) fn network(ip: &str) -> String {
    match ip.parse() {
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        _ => ip.to_owned(),
    }
}

impl RelyingParty {
    /// Refuses to start a ceremony for an address that has too many out.
    pub(crate) async fn limit_ceremonies(&self, ip: &str) -> Result<()> {
        if !self.config().rate_limits {
            return Ok(());
        }
        let out = self.store().count_ceremonies(&network(ip), self.clock().now()).await?;
        if out >= MAX_CEREMONIES { Err(Error::TooManyRequests) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_in_one_ipv6_network_count_as_one() {
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2::9"));
        assert_ne!(network("2001:db8:1:2::9"), network("2001:db8:1:3::9"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
    }
}
