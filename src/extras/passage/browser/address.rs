//! The current user's address and number.
//!
//! A new address gets an email. Its link or code confirms the address only in the page that
//! requested it, and only if the user has recently used a passkey there. The reader of the email
//! may not be the user who requested it.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use serde::Deserialize;

use crate::RelyingParty;
use crate::extras::passage::browser::asking::Asked;
use crate::extras::passage::browser::links::{Sent, speaking};
use crate::extras::passage::browser::page::{Current, Page, Proof};
use crate::extras::passage::http::body::Body;
use crate::extras::passage::http::refusal::Refusal;
use crate::http::no_store;
use crate::web::request_context::ApiClient;

/// The requested address.
#[derive(Deserialize)]
pub(crate) struct NewEmail {
    /// An email address. If it is the one that the account claims, it is confirmed.
    #[serde(rename = "new_email")]
    email: String,
    /// de, en, es, it, pl, pt or zh.
    language: Option<String>,
    /// The path of a page on the requesting site, which redeems the link.
    magic_link_path: Option<String>,
    #[serde(flatten)]
    proof: Proof,
}

pub(crate) async fn change_email(
    State(rp): State<RelyingParty>,
    current: Current,
    page: Page,
    ApiClient(context): ApiClient,
    Body(wanted): Body<NewEmail>,
) -> Result<Response, Refusal> {
    if wanted.email.trim().is_empty() {
        return Err(Refusal::invalid_request("new_email: an address can't be removed here"));
    }
    let owner = current.owner_with_recent_passkey(&rp, &context, wanted.proof).await?;
    let asked = Asked {
        email: &wanted.email,
        origin: &page.origin,
        path: wanted.magic_link_path.as_deref(),
        is_code: wanted.magic_link_path.is_none(),
        owner: Some(&owner),
    };
    let context = speaking(context, wanted.language.as_deref());
    Ok(no_store(Json(Sent::of(rp.send_to_page(&context, asked).await?.expose()))))
}

/// The requested number.
#[derive(Deserialize)]
pub(crate) struct NewPhone {
    #[serde(rename = "new_phone")]
    _new_phone: String,
}

pub(crate) async fn change_phone(_: Current, _: Body<NewPhone>) -> Refusal {
    let text = "Phone numbers are changed on the account page of the sign-in site";
    Refusal::new(StatusCode::FORBIDDEN, "operation_not_allowed", text)
}
