//! The site: where browsers find it, and whether that is a developer's own machine.

use url::Host;

use super::Config;

impl Config {
    /// Returns the origin as browsers write it: without a path or a default port.
    pub fn origin_text(&self) -> String {
        self.origin.origin().ascii_serialization()
    }

    /// Returns whether cookies are `Secure` and HSTS is sent.
    pub fn is_https(&self) -> bool {
        self.origin.scheme() == "https"
    }

    /// Returns whether the origin is `http://localhost[:port]`, which only browsers on this machine
    /// can open.
    pub fn is_local(&self) -> bool {
        self.origin.scheme() == "http" && self.origin.host() == Some(Host::Domain("localhost"))
    }

    /// Returns whether browsers allow passkeys at the origin, which requires https or the user's
    /// own machine.
    ///
    /// <https://www.w3.org/TR/secure-contexts/#is-origin-trustworthy>
    pub fn is_secure_context(&self) -> bool {
        let host = self.origin.host_str().unwrap_or_default();
        self.is_https() || host == "localhost" || host.ends_with(".localhost")
    }

    /// Returns whether emails and text messages appear at `/dev/mailbox` instead of being sent.
    /// Every setting must indicate a developer's own machine, because anyone who can read the
    /// mailbox can sign in as any user.
    pub fn has_development_mailbox(&self) -> bool {
        let sends = self.smtp.is_some();
        #[cfg(feature = "sms")]
        let sends = sends || self.sms.is_some();
        let is_near = self.addrs.iter().all(|address| address.ip().is_loopback());
        self.is_local() && is_near && !sends
    }
}
