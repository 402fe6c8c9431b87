//! Where to send emails: `SMTP_URL` and the sender.
//!
//! Error messages never repeat these settings, because they contain passwords.

#[cfg(test)]
mod tests;

use std::net::IpAddr;

use lettre::Address;
use lettre::message::Mailbox;
use percent_encoding::percent_decode_str;
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use url::Url;

use super::{ConfigError, wrong};
use crate::crypto::secret::Secret;

const SMTP: &str = "SMTP_URL";
const MAIL_FROM: &str = "LATCHKEY_MAIL_FROM";

/// How the connection to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    /// TLS from the first byte.
    Implicit,
    /// TLS from the STARTTLS command, which is required before anything else.
    StartTls,
    /// No TLS.
    None,
}

/// A user name and its password.
#[derive(Clone, Debug)]
pub struct Login {
    /// The user or account.
    pub user: String,
    /// The password or token.
    pub password: Secret,
}

/// The mail server.
#[derive(Clone, Debug)]
pub struct Smtp {
    /// Its host name, which its certificate must contain.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub tls: Tls,
    /// The login of this server.
    pub login: Option<Login>,
    /// Certificates (PEM) of additional authorities to trust.
    pub ca: Option<Vec<u8>>,
}

impl Smtp {
    /// Parses `smtps://user:password@host:port`, or `smtp://…`, which requires STARTTLS unless the
    /// server is on this machine or the URL has `?tls=none`. `?ca=FILE` adds certificate
    /// authorities.
    pub(crate) fn parse(text: &str) -> Result<Self, ConfigError> {
        let url = parse_url(SMTP, text)?;
        let host = url.host_str().unwrap_or_default();
        let is_near = is_loopback(host);
        let (mut tls, port) = match url.scheme() {
            "smtps" => (Tls::Implicit, 465),
            "smtp" if is_near => (Tls::None, 587),
            "smtp" => (Tls::StartTls, 587),
            _ => return wrong(SMTP, "starts with neither smtps:// nor smtp://"),
        };
        let mut ca = None;
        for (key, value) in url.query_pairs() {
            match (key.as_ref(), value.as_ref()) {
                ("tls", "none") if url.scheme() == "smtp" => tls = Tls::None,
                ("tls", "starttls") if url.scheme() == "smtp" => tls = Tls::StartTls,
                ("ca", file) => ca = Some(authorities(SMTP, file)?),
                _ => {
                    return wrong(
                        SMTP,
                        "allowed parameters are tls=none, tls=starttls and ca=FILE",
                    );
                }
            }
        }
        let login = login(SMTP, &url)?;
        if tls == Tls::None && login.is_some() && !is_near {
            return wrong(SMTP, "tls=none would send the password unencrypted; remove it");
        }
        let host = bare(host).to_owned();
        Ok(Self { host, port: url.port().unwrap_or(port), tls, login, ca })
    }
}

/// Returns the sender of emails: the configured one, or `no-reply` at the origin's host.
pub(crate) fn mail_from(given: Option<&str>, origin: &Url) -> Result<Mailbox, ConfigError> {
    let sender = match given {
        Some(text) => text.parse::<Mailbox>().ok(),
        None => Address::new("no-reply", origin.host_str().unwrap_or_default())
            .ok()
            .map(|address| Mailbox::new(None, address)),
    };
    let names_one_line =
        |sender: &Mailbox| !sender.name.iter().flat_map(|name| name.chars()).any(char::is_control);
    let Some(sender) = sender.filter(names_one_line) else {
        return wrong(MAIL_FROM, "neither an address nor Name <address>");
    };
    Ok(sender)
}

pub(super) fn parse_url(setting: &str, text: &str) -> Result<Url, ConfigError> {
    let Ok(url) = Url::parse(text) else {
        return wrong(setting, "not a URL; percent-encode special characters in the password");
    };
    if url.host_str().is_none_or(str::is_empty) {
        return wrong(setting, "has no host");
    }
    if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
        return wrong(
            setting,
            "has a path or fragment; in a password, write / as %2F and # as %23",
        );
    }
    Ok(url)
}

pub(super) fn login(setting: &str, url: &Url) -> Result<Option<Login>, ConfigError> {
    let decoded = |text| match percent_decode_str(text).decode_utf8() {
        Ok(text) if !text.chars().any(char::is_control) => Ok(text.into_owned()),
        _ => wrong(setting, "user and password must be UTF-8 text"),
    };
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        ("", Some(_)) | (_, None | Some("")) => {
            wrong(setting, "has a user without a password, or a password without a user")
        }
        (user, Some(password)) => {
            let password = Secret::presented(&decoded(password)?);
            Ok(Some(Login { user: decoded(user)?, password }))
        }
    }
}

pub(super) fn authorities(setting: &str, file: &str) -> Result<Vec<u8>, ConfigError> {
    let pem = match std::fs::read(file) {
        Ok(pem) => pem,
        Err(error) => return wrong(setting, format!("ca: {file}: {error}")),
    };
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(&pem) {
        if certificate.is_err() || certificate.is_ok_and(|found| roots.add(found).is_err()) {
            return wrong(setting, format!("ca: {file}: not the certificate of an authority"));
        }
    }
    if roots.is_empty() {
        return wrong(setting, format!("ca: {file}: contains no certificate (PEM)"));
    }
    Ok(pem)
}

/// Removes the brackets of an IPv6 address.
fn bare(host: &str) -> &str {
    host.trim_start_matches('[').trim_end_matches(']')
}

/// Returns whether a URL's host is this machine.
pub fn is_loopback(host: &str) -> bool {
    host == "localhost" || bare(host).parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}
