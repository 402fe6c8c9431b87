//! Sends users their data as a file. A form posts here, because the download is recorded in the history and
//! browsers prefetch links.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use latchkey::web::redirect::by_way_of;
use latchkey::{Error, RelyingParty, RequestContext};

use crate::pages::account_area::ACCOUNT;
use crate::pages::verify;

pub(crate) async fn download(State(rp): State<RelyingParty>, context: RequestContext) -> Response {
    let data = rp.accounts().download(&context).await;
    match data.and_then(|data| Ok(serde_json::to_string_pretty(&data)?)) {
        Ok(data) => {
            let headers = [
                (CONTENT_TYPE, "application/json"),
                (CONTENT_DISPOSITION, "attachment; filename=\"my-data.json\""),
                (CACHE_CONTROL, "no-store"),
            ];
            (headers, data).into_response()
        }
        Err(error) => {
            error.log();
            let (page, next) = match error {
                Error::SignedOut => ("/sign-in", None),
                Error::VerificationRequired => (verify::PATH, Some(ACCOUNT)),
                _ => (ACCOUNT, None),
            };
            Redirect::to(&by_way_of(page, Some(error.code()), next)).into_response()
        }
    }
}
