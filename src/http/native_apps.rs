//! Native apps: the files in which phones look up the apps that may use this site's passkeys.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::RelyingParty;
use crate::error::{Error, Result};
use crate::extras::openapi::refusals;

refusals!(Refused, "not_found");

/// A permission that this site gives to an app.
#[derive(Serialize, ToSchema)]
pub(crate) struct AssetLink {
    relation: Vec<&'static str>,
    target: Target,
}

#[derive(Serialize, ToSchema)]
struct Target {
    #[schema(value_type = String)]
    namespace: &'static str,
    package_name: String,
    /// SHA-256 of the certificates that may have signed it.
    sha256_cert_fingerprints: Vec<String>,
}

/// Lists the Android apps that share the passkeys
///
/// As `LATCHKEY_ANDROID_APPS` has them. An app also says itself which links it opens: that it may is
/// what Credential Manager asks for, and no more.
///
/// <https://developer.android.com/identity/credential-manager/prerequisites>
#[utoipa::path(
    get,
    path = "/.well-known/assetlinks.json",
    tag = "Well-known",
    responses(
        (
            status = OK,
            description = "A statement list",
            body = Vec<AssetLink>,
            example = json!([{
                "relation": [
                    "delegate_permission/common.handle_all_urls",
                    "delegate_permission/common.get_login_creds",
                ],
                "target": {
                    "namespace": "android_app",
                    "package_name": "org.example.app",
                    "sha256_cert_fingerprints": ["52:A0:14:21:02:CD:30:FD:8B:29:A3:ED:80:2B:0A:BE:AF:AB:37:29:79:39:84:1A:B7:9E:39:05:AF:64:D5:1A"],
                },
            }]),
        ),
        Refused,
    ),
)]
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

/// What apps share with this site.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "webcredentials": { "apps": ["A1B2C3D4E5.org.example.app"] } }))]
pub(crate) struct AppSiteAssociation {
    webcredentials: WebCredentials,
}

#[derive(Serialize, ToSchema)]
struct WebCredentials {
    apps: Vec<String>,
}

/// Lists the iOS and macOS apps that share the passkeys
///
/// As `LATCHKEY_APPLE_APPS` has them.
///
/// <https://developer.apple.com/documentation/xcode/supporting-associated-domains>
#[utoipa::path(
    get,
    path = "/.well-known/apple-app-site-association",
    tag = "Well-known",
    responses((status = OK, description = "The association", body = AppSiteAssociation), Refused),
)]
pub(crate) async fn app_site_association(
    State(rp): State<RelyingParty>,
) -> Result<Json<AppSiteAssociation>> {
    let apps = rp.config().apple_apps.clone();
    if apps.is_empty() {
        return Err(Error::NotFound);
    }
    Ok(Json(AppSiteAssociation { webcredentials: WebCredentials { apps } }))
}
