//! Origins: which pages and apps may use this site's passkeys, and which domain the passkeys belong to.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use url::{Host, Url};

use super::{ConfigError, wrong};

/// The start of an Android app's origin. The hash of its signing certificate follows.
///
/// <https://developer.android.com/identity/credential-manager/prerequisites>
const ANDROID: &str = "android:apk-key-hash:";

pub(crate) fn parse_origin(setting: &str, text: &str) -> Result<Url, ConfigError> {
    let Ok(url) = Url::parse(text) else {
        return wrong(setting, format!("{text:?} is not an origin like https://example.org"));
    };
    if !matches!(url.scheme(), "http" | "https") {
        return wrong(setting, "starts with neither http:// nor https://");
    }
    // A browser compares origins exactly, so only the exact form that it sends is accepted.
    if url.origin().ascii_serialization() != text.trim_end_matches('/') {
        return wrong(setting, format!("write it as {}", url.origin().ascii_serialization()));
    }
    Ok(url)
}

/// Parses the origins of other sites and of Android apps.
pub(crate) fn parse_allowed(
    setting: &str,
    text: &str,
) -> Result<(Vec<Url>, Vec<Url>), ConfigError> {
    let (mut sites, mut apps) = (Vec::new(), Vec::new());
    for origin in text.split(',').map(str::trim).filter(|origin| !origin.is_empty()) {
        if let Some(hash) = origin.strip_prefix(ANDROID) {
            let Some(app) = URL_SAFE_NO_PAD.decode(hash).ok().and_then(|hash| android(&hash))
            else {
                let problem =
                    format!("{origin:?} is not {ANDROID} and 32 bytes in base64url, unpadded");
                return wrong(setting, problem);
            };
            apps.push(app);
        } else {
            sites.push(parse_origin(setting, origin)?);
        }
    }
    Ok((sites, apps))
}

/// Returns the origin of the app that is signed with a certificate of this SHA-256.
pub(crate) fn android(hash: &[u8]) -> Option<Url> {
    let hash = <[u8; 32]>::try_from(hash).ok()?;
    Url::parse(&format!("{ANDROID}{}", URL_SAFE_NO_PAD.encode(hash))).ok()
}

/// Checks that the RP ID is the origin's host or a domain above it. Otherwise every ceremony would
/// fail.
///
/// <https://www.w3.org/TR/webauthn-3/#rp-id>
pub(crate) fn check_rp_id(rp_id: &str, origin: &Url) -> Result<(), ConfigError> {
    let Some(Host::Domain(host)) = origin.host() else {
        return wrong("LATCHKEY_ORIGIN", "passkeys need a name, not an IP address");
    };
    if host == rp_id || host.ends_with(&format!(".{rp_id}")) {
        return Ok(());
    }
    wrong("LATCHKEY_RP_ID", format!("{rp_id:?} is neither {host} nor a domain above it"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn android_origins_are_told_from_those_of_sites() {
        let app = "android:apk-key-hash:UqAUIQLNMP2LKaPtgCsKvq-rNyl5OYQat545Ba9k1Ro";
        let both = format!("https://shop.example.org, {app},");
        let (sites, apps) = parse_allowed("X", &both).unwrap();
        assert_eq!(sites[0].as_str(), "https://shop.example.org/");
        assert_eq!(apps[0].as_str(), app);
        assert_eq!((sites.len(), apps.len()), (1, 1));
    }

    #[test]
    fn an_android_origin_that_no_app_would_send_is_refused() {
        for hash in [
            "",
            "UqAUIQLNMP2LKaPtgCsKvq-rNyl5OYQat545Ba9k1Ro=",
            "UqAUIQLNMP2LKaPtgCsKvq+rNyl5OYQat545Ba9k1Ro",
            "UqAUIQLNMP2LKaPtgCsKvq-rNyl5OYQat545Ba9k",
            "52:A0:14:21",
        ] {
            let error = parse_allowed("X", &format!("{ANDROID}{hash}")).unwrap_err().to_string();
            assert!(error.starts_with("X: ") && error.contains("base64url"), "{error}");
        }
    }
}
