//! The current user's address and number.
//!
//! A new address gets an email. Its link or code confirms the address only in the page that
//! requested it, and only if the user has recently used a passkey there. The reader of the email
//! may not be the user who requested it. A new number gets a text message with a code, under the
//! same rules and the limits of the extra `sms`.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

use crate::RelyingParty;
use crate::error::Error;
use crate::extras::passage::browser::asking::Asked;
use crate::extras::passage::browser::links::{Sent, speaking};
use crate::extras::passage::browser::page::{Current, Page, Proof};
use crate::extras::passage::http::body::Body;
use crate::extras::passage::http::refusal::Refusal;
use crate::http::no_store;
use crate::model::locale::Locale;
use crate::model::user::User;
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
    Ok(no_store(Json(Sent::of(rp.passage().send_to_page(&context, asked).await?.expose()))))
}

/// The requested number.
#[derive(Deserialize)]
pub(crate) struct NewPhone {
    /// A mobile phone number in international format. Blank removes the account's number.
    #[serde(rename = "new_phone")]
    phone: String,
    /// The language of the text message, if the user hasn't chosen one on this site.
    language: Option<String>,
    #[serde(flatten)]
    proof: Proof,
}

/// Texts a code, which `otp/activate` redeems with the returned id. As for an address, only the
/// requesting page gets the secret that is the id.
pub(crate) async fn change_phone(
    State(rp): State<RelyingParty>,
    current: Current,
    ApiClient(context): ApiClient,
    Body(wanted): Body<NewPhone>,
) -> Result<Response, Refusal> {
    let owner = current.owner_with_recent_passkey(&rp, &context, wanted.proof).await?;
    if wanted.phone.trim().is_empty() {
        return match rp.sms().remove_phone_of(&context, owner.user.id).await {
            Err(Error::NotFound) | Ok(()) => Ok(no_store(Json(Sent::of("")))),
            Err(error) => Err(error.into()),
        };
    }
    let locale = owner.user.locale.or(wanted.language.as_deref().and_then(Locale::parse));
    let user = User { locale, ..owner.user };
    let id = context.browser.identify(rp.random());
    rp.sms().send_phone_code_to(&context, &user, owner.session.parse()?, id, &wanted.phone).await?;
    let secret =
        context.browser.secret().ok_or_else(|| Error::internal("not bound to a client"))?;
    Ok(no_store(Json(Sent::of(secret.expose()))))
}
