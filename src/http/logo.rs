//! The logo, at a path that changes with it.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};

use crate::RelyingParty;
use crate::error::{Error, Result};

/// Returns the logo. The name of an earlier one gives the current one, because emails have it.
pub(super) async fn logo(
    State(rp): State<RelyingParty>,
    Path(name): Path<String>,
) -> Result<Response> {
    let site = match rp.settings().refresh().await {
        Ok(site) => site,
        Err(error) => {
            // The last known logo is good enough.
            error.log();
            rp.settings().site()
        }
    };
    let logo = site.logo.as_ref().ok_or(Error::NotFound)?;
    let keep = if logo.name() == name { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = [
        (CONTENT_TYPE, logo.content_type()),
        (CACHE_CONTROL, keep),
        // A picture, even if a browser opens it as a page.
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ];
    Ok((headers, logo.bytes().to_vec()).into_response())
}
