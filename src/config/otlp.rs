//! Where to send traces: `LATCHKEY_OTLP_ENDPOINT`.

use url::Url;

use super::delivery::{authorities, is_loopback};
use super::{ConfigError, wrong};

pub(crate) const OTLP_ENDPOINT: &str = "LATCHKEY_OTLP_ENDPOINT";

/// The path for traces, by the specification.
const PATH: &str = "/v1/traces";

/// The collector of traces.
#[derive(Clone, Debug)]
pub struct Otlp {
    /// Where to post traces.
    pub url: Url,
    /// Certificates (PEM) of additional authorities to trust.
    pub ca: Option<Vec<u8>>,
}

impl Otlp {
    pub(crate) fn parse(text: &str) -> Result<Self, ConfigError> {
        let Ok(mut url) = Url::parse(text) else {
            return wrong(OTLP_ENDPOINT, "not a URL like http://127.0.0.1:4318/v1/traces");
        };
        match url.scheme() {
            "https" => {}
            "http" if is_loopback(url.host_str().unwrap_or_default()) => {}
            _ => {
                return wrong(
                    OTLP_ENDPOINT,
                    "must start with https://, or http:// for a collector on this machine",
                );
            }
        }
        if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
            let problem = "has a login or a fragment; put a token into OTEL_EXPORTER_OTLP_HEADERS";
            return wrong(OTLP_ENDPOINT, problem);
        }
        let mut ca = None;
        for (key, value) in url.query_pairs() {
            match (key.as_ref(), value.as_ref()) {
                ("ca", file) => ca = Some(authorities(OTLP_ENDPOINT, file)?),
                _ => return wrong(OTLP_ENDPOINT, "the only allowed parameter is ca=FILE"),
            }
        }
        url.set_query(None);
        if url.path() == "/" {
            url.set_path(PATH);
        }
        Ok(Self { url, ca })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_collector_may_be_named_without_the_path() {
        for (text, url) in [
            ("http://127.0.0.1:4318/v1/traces", "http://127.0.0.1:4318/v1/traces"),
            ("http://localhost:4318", "http://localhost:4318/v1/traces"),
            ("https://otel.example.org/", "https://otel.example.org/v1/traces"),
            ("https://otel.example.org/otlp/v1/traces", "https://otel.example.org/otlp/v1/traces"),
        ] {
            assert_eq!(Otlp::parse(text).unwrap().url.as_str(), url);
        }
    }

    #[test]
    fn a_collector_elsewhere_without_https_or_with_a_login_is_refused() {
        for text in [
            "127.0.0.1:4318",
            "http://otel.example.org:4318",
            "grpc://127.0.0.1:4317",
            "https://user:s3cret@otel.example.org",
            "https://otel.example.org/#x",
            "https://otel.example.org/?x=y",
            "https://otel.example.org/?ca=no-such-file.pem",
        ] {
            let error = Otlp::parse(text).unwrap_err().to_string();
            assert!(error.starts_with(OTLP_ENDPOINT) && !error.contains("s3cret"), "{error}");
        }
    }
}
