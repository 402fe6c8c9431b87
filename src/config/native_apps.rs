//! Native apps that share this site's passkeys.
//!
//! An app may use them if the site names it in a file that the phone looks up, and the app names
//! the site. Apps that are listed here don't need to be in `LATCHKEY_ALLOWED_ORIGINS`.

use super::{ConfigError, wrong};

const ANDROID_APPS: &str = "LATCHKEY_ANDROID_APPS";
const APPLE_APPS: &str = "LATCHKEY_APPLE_APPS";

/// An Android app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AndroidApp {
    /// Its package name, such as `org.example.app`.
    pub package: String,
    /// SHA-256 of each certificate that may have signed the app.
    pub certificates: Vec<[u8; 32]>,
}

/// Parses `package=fingerprint` pairs, separated by commas. A package that is listed twice has two
/// certificates.
pub(crate) fn android(text: &str) -> Result<Vec<AndroidApp>, ConfigError> {
    let mut apps: Vec<AndroidApp> = Vec::new();
    for entry in text.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
        let parts = entry.split_once('=').map(|(package, print)| (package.trim(), print.trim()));
        let parts = parts.filter(|(package, _)| is_package(package));
        let Some((package, certificate)) =
            parts.and_then(|(package, print)| Some((package, fingerprint(print)?)))
        else {
            let problem =
                "is not PACKAGE=SHA-256, like org.example.app=52:A0:14:…, 32 bytes in all";
            return wrong(ANDROID_APPS, format!("{entry:?} {problem}"));
        };
        if let Some(app) = apps.iter_mut().find(|app| app.package == package) {
            app.certificates.push(certificate);
        } else {
            let package = package.to_owned();
            apps.push(AndroidApp { package, certificates: vec![certificate] });
        }
    }
    Ok(apps)
}

/// Parses `TEAMID.bundle` names, separated by commas.
pub(crate) fn apple(text: &str) -> Result<Vec<String>, ConfigError> {
    let apps = text.split(',').map(str::trim).filter(|app| !app.is_empty());
    apps.map(|app| {
        let is_app = app.split_once('.').is_some_and(|(team, bundle)| {
            let is_team = team.len() == 10
                && team.chars().all(|one| one.is_ascii_uppercase() || one.is_ascii_digit());
            let is_part = |part: &str| {
                !part.is_empty()
                    && part.chars().all(|one| one.is_ascii_alphanumeric() || one == '-')
            };
            is_team && bundle.split('.').all(is_part)
        });
        if is_app {
            Ok(app.to_owned())
        } else {
            wrong(
                APPLE_APPS,
                format!("{app:?} is not TEAMID.BUNDLE, like A1B2C3D4E5.org.example.app"),
            )
        }
    })
    .collect()
}

/// <https://developer.android.com/build/configure-app-module#set-application-id>
fn is_package(text: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_alphabetic())
            && part.chars().all(|one| one.is_ascii_alphanumeric() || one == '_')
    };
    text.contains('.') && text.split('.').all(is_part)
}

/// Parses a fingerprint in the form that keytool and the Play Console show.
fn fingerprint(text: &str) -> Option<[u8; 32]> {
    let bytes: Option<Vec<u8>> = text
        .split(':')
        .map(|byte| u8::from_str_radix(byte, 16).ok().filter(|_| byte.len() == 2))
        .collect();
    bytes?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINT: &str = "52:A0:14:21:02:CD:30:FD:8B:29:A3:ED:80:2B:0A:BE:\
                         AF:AB:37:29:79:39:84:1A:B7:9E:39:05:AF:64:D5:1A";

    #[test]
    fn an_app_may_have_several_certificates() {
        let other = PRINT.to_lowercase().replace("52:", "53:");
        let text =
            format!("org.example.app={PRINT}, org.example.app={other}, org.example.b={PRINT}");
        let apps = android(&text).unwrap();
        assert_eq!(apps.iter().map(|app| app.certificates.len()).collect::<Vec<_>>(), [2, 1]);
        let first: Vec<_> = apps[0].certificates.iter().map(|one| one[0]).collect();
        assert_eq!(first, [0x52, 0x53]);
        assert_eq!(
            apple("A1B2C3D4E5.org.example.my-app,").unwrap(),
            ["A1B2C3D4E5.org.example.my-app"]
        );
    }

    #[test]
    fn what_names_no_app_is_refused() {
        for entry in [
            "org.example.app",
            "org.example.app=52:A0",
            &format!("example={PRINT}"),
            &format!("org.1example={PRINT}"),
            &format!("org.example.app={}", PRINT.replace(':', "")),
        ] {
            let error = android(entry).unwrap_err().to_string();
            assert!(error.starts_with("LATCHKEY_ANDROID_APPS: "), "{error}");
        }
        for entry in
            ["org.example.app", "a1b2c3d4e5.org.example", "A1B2C3D4E5", "A1B2C3D4E5.org..x"]
        {
            let error = apple(entry).unwrap_err().to_string();
            assert!(error.starts_with("LATCHKEY_APPLE_APPS: "), "{error}");
        }
    }
}
