//! Reads this program's settings from environment variables.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::net::IpAddr;

use super::{ConfigError, SETTINGS, wrong};

/// Returns the settings in the environment. Variables of other programs may contain any bytes.
pub(crate) fn from_environment(
    variables: impl IntoIterator<Item = (OsString, OsString)>,
) -> Result<BTreeMap<String, String>, ConfigError> {
    let mut settings = BTreeMap::new();
    for (name, value) in variables {
        let name = name.to_string_lossy();
        if !is_ours(&name) {
            continue;
        }
        let Ok(value) = value.into_string() else {
            return wrong(&name, "isn't UTF-8 text");
        };
        if !is_of_kubernetes(&name, &value) {
            settings.insert(name.into_owned(), value);
        }
    }
    Ok(settings)
}

/// Returns whether an environment variable is a setting of this program.
fn is_ours(name: &str) -> bool {
    name.starts_with("LATCHKEY_") || is_setting(name)
}

fn is_setting(name: &str) -> bool {
    SETTINGS.iter().any(|setting| setting.0 == name)
}

/// Returns whether Kubernetes sets a variable in every container, because a service in its
/// namespace is called latchkey, or latchkey-something.
///
/// <https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables>
fn is_of_kubernetes(name: &str, value: &str) -> bool {
    let Some(rest) = name.strip_prefix("LATCHKEY_").filter(|_| !is_setting(name)) else {
        return false;
    };
    let ends = |end: &str| rest == end || rest.ends_with(&format!("_{end}"));
    let is_protocol = |word: &str| matches!(word, "tcp" | "udp" | "sctp");
    let is_url = value.split_once("://").is_some_and(|(protocol, _)| is_protocol(protocol));
    let is_port = value.parse::<u16>().is_ok();
    let is_address = value.parse::<IpAddr>().is_ok();
    if ends("SERVICE_HOST") {
        return is_address;
    }
    if ends("SERVICE_PORT") {
        return is_port;
    }
    if ends("PORT") && is_url {
        return true;
    }
    let Some((service, port)) = rest.rsplit_once("PORT_") else { return false };
    if service == "SERVICE_" || service.ends_with("_SERVICE_") {
        return is_port;
    }
    let mut parts = port.split('_');
    let is_number = parts.next().is_some_and(|number| number.parse::<u16>().is_ok());
    let is_named = parts.next().is_some_and(|protocol| is_protocol(&protocol.to_lowercase()));
    let is_value = match parts.next() {
        None => is_url,
        Some("PROTO") => is_protocol(value),
        Some("PORT") => is_port,
        Some("ADDR") => is_address,
        Some(_) => false,
    };
    is_number && is_named && is_value && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, value: &str) -> Result<BTreeMap<String, String>, ConfigError> {
        from_environment([(name.into(), value.into())])
    }

    #[test]
    fn ignores_what_kubernetes_sets_for_services_named_latchkey() {
        for (name, value) in [
            ("LATCHKEY_PORT", "tcp://10.96.12.4:3000"),
            ("LATCHKEY_PORT", "udp://[fd00::4]:3000"),
            ("LATCHKEY_SERVICE_HOST", "10.96.12.4"),
            ("LATCHKEY_SERVICE_PORT", "3000"),
            ("LATCHKEY_SERVICE_PORT_HTTP", "3000"),
            ("LATCHKEY_SERVICE_PORT_HTTP_METRICS", "9000"),
            ("LATCHKEY_PORT_3000_TCP", "tcp://10.96.12.4:3000"),
            ("LATCHKEY_PORT_3000_TCP_PROTO", "tcp"),
            ("LATCHKEY_PORT_3000_TCP_PORT", "3000"),
            ("LATCHKEY_PORT_3000_TCP_ADDR", "10.96.12.4"),
            ("LATCHKEY_POSTGRES_SERVICE_HOST", "10.96.12.5"),
            ("LATCHKEY_POSTGRES_PORT", "tcp://10.96.12.5:5432"),
            ("LATCHKEY_POSTGRES_PORT_5432_TCP_ADDR", "10.96.12.5"),
        ] {
            assert!(read(name, value).unwrap().is_empty(), "{name}");
        }
    }

    #[test]
    fn a_setting_that_only_looks_like_that_is_kept_and_found_to_be_unknown() {
        for (name, value) in [
            ("LATCHKEY_PORT", "3000"),
            ("LATCHKEY_PORT", "https://example.org"),
            ("LATCHKEY_SERVICE_HOST", "example.org"),
            ("LATCHKEY_SERVICE_PORT", "http"),
            ("LATCHKEY_PORT_3000_TCP_COLOUR", "blue"),
            ("LATCHKEY_PORT_HTTP_TCP", "tcp://10.96.12.4:3000"),
            ("LATCHKEY_COLOUR", "tcp://10.96.12.4:3000"),
        ] {
            let settings = read(name, value).unwrap();
            let error = super::super::Config::from_settings(&settings).unwrap_err().to_string();
            assert!(error.starts_with(&format!("{name}: no such setting")), "{error}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_no_text_matter_only_in_a_setting() {
        use std::os::unix::ffi::OsStringExt as _;
        let odd = || OsString::from_vec(b"caf\xe9".to_vec());
        let other =
            [("FOO".into(), odd()), (odd(), "x".into()), ("LATCHKEY_NAME".into(), "x".into())];
        assert_eq!(from_environment(other).unwrap().len(), 1);
        for name in ["LATCHKEY_NAME", "DATABASE_URL"] {
            let error = from_environment([(name.into(), odd())]).unwrap_err().to_string();
            assert_eq!(error, format!("{name}: isn't UTF-8 text"));
        }
    }
}
