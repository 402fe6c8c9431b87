//! Files that tell phones which native apps may use this site's passkeys.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::RelyingParty;
use crate::error::{Error, Result};

/// A permission that this site grants to an Android app.
#[derive(Serialize)]
pub(crate) struct AssetLink {
    relation: Vec<&'static str>,
    target: Target,
}

#[derive(Serialize)]
struct Target {
    namespace: &'static str,
    package_name: String,
    /// SHA-256 fingerprints of the certificates that may have signed the app.
    sha256_cert_fingerprints: Vec<String>,
}

pub(crate) async fn asset_links(State(rp): State<RelyingParty>) -> Result<Json<Vec<AssetLink>>> {
    let apps = &rp.config().android_apps;
    if apps.is_empty() {
        return Err(Error::NotFound);
    }
    let links = apps.iter().map(|app| AssetLink {
        relation: vec![
            "delegate_permission/common.handle_all_urls",
            "delegate_permission/common.get_login_creds",
        ],
        target: Target {
            namespace: "android_app",
            package_name: app.package.clone(),
            sha256_cert_fingerprints: app.certificates.iter().map(|one| fingerprint(one)).collect(),
        },
    });
    Ok(Json(links.collect()))
}

fn fingerprint(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(":")
}

/// The Apple apps that share this site's passkeys.
#[derive(Serialize)]
pub(crate) struct AppSiteAssociation {
    webcredentials: WebCredentials,
}

#[derive(Serialize)]
struct WebCredentials {
    apps: Vec<String>,
}

pub(crate) async fn app_site_association(
    State(rp): State<RelyingParty>,
) -> Result<Json<AppSiteAssociation>> {
    let apps = rp.config().apple_apps.clone();
    if apps.is_empty() {
        return Err(Error::NotFound);
    }
    Ok(Json(AppSiteAssociation { webcredentials: WebCredentials { apps } }))
}
