//! Sign-in links of pages.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use serde::{Deserialize, Serialize};

use crate::RelyingParty;
use crate::error::Error;
use crate::extras::passage::browser::asking::Asked;
use crate::extras::passage::browser::page::Page;
use crate::extras::passage::browser::users::require_sign_up;
use crate::extras::passage::http::auth::let_in;
use crate::extras::passage::http::body::Body;
use crate::extras::passage::http::refusal::Refusal;
use crate::http::no_store;
use crate::model::locale::Locale;
use crate::web::request_context::{ApiClient, RequestContext};

type Answer = Result<Response, Refusal>;

/// A request for a link.
#[derive(Deserialize)]
pub(crate) struct WantedLink {
    /// An email address.
    pub(crate) identifier: String,
    /// The language of an email to an address that has no account: de, en, es, it, pl, pt or zh.
    pub(crate) language: Option<String>,
    /// The path of a page on the requesting site, which redeems the link.
    pub(crate) magic_link_path: Option<String>,
}

/// The response to a sent link.
#[derive(Serialize)]
pub(crate) struct Sent {
    magic_link: SentLink,
}

/// The link, for the waiting page.
#[derive(Serialize)]
struct SentLink {
    /// Keep it in the requesting page: it proves that a link or code is redeemed there.
    id: String,
}

impl Sent {
    pub(crate) fn of(id: &str) -> Self {
        Self { magic_link: SentLink { id: id.to_owned() } }
    }
}

/// Returns the same context with the language that the page names.
pub(crate) fn speaking(context: RequestContext, language: Option<&str>) -> RequestContext {
    let locale = language.and_then(Locale::parse).unwrap_or(context.locale);
    RequestContext { locale, ..context }
}

pub(crate) async fn send_sign_in_link(
    State(rp): State<RelyingParty>,
    ApiClient(context): ApiClient,
    page: Page,
    Body(wanted): Body<WantedLink>,
) -> Answer {
    Ok(no_store(Json(send(&rp, context, &page, &wanted).await?)))
}

pub(crate) async fn send_sign_up_link(
    State(rp): State<RelyingParty>,
    ApiClient(context): ApiClient,
    page: Page,
    Body(wanted): Body<WantedLink>,
) -> Answer {
    require_sign_up(&rp).await?;
    let sent = send(&rp, context, &page, &wanted).await?;
    Ok((StatusCode::CREATED, no_store(Json(sent))).into_response())
}

async fn send(
    rp: &RelyingParty,
    context: RequestContext,
    page: &Page,
    wanted: &WantedLink,
) -> Result<Sent, Refusal> {
    let context = speaking(context, wanted.language.as_deref());
    let asked = Asked {
        email: &wanted.identifier,
        origin: &page.origin,
        path: wanted.magic_link_path.as_deref(),
        is_code: false,
        owner: None,
    };
    Ok(Sent::of(rp.passage().send_to_page(&context, asked).await?.expose()))
}

/// Returns whether a page requested the link with this token.
pub(crate) async fn waits(rp: &RelyingParty, token: &str) -> Result<bool, Refusal> {
    Ok(rp.passage().find_link_of_page(token).await?.is_some())
}

/// Redeems a link that a page requested.
pub(crate) async fn activate(
    rp: &RelyingParty,
    context: &RequestContext,
    page: &Page,
    (token, id): (&str, Option<&str>),
) -> Answer {
    let link = rp.passage().find_link_of_page(token).await?.ok_or_else(Refusal::no_such_link)?;
    let (signed_in, tokens) = rp.passage().redeem_link_of_page(context, &link, id).await?;
    Ok(let_in(page, &signed_in, tokens, None))
}

/// The waiting page.
#[derive(Deserialize)]
pub(crate) struct Waiting {
    /// The link's id from the response.
    id: String,
}

pub(crate) async fn link_status(
    State(rp): State<RelyingParty>,
    ApiClient(context): ApiClient,
    page: Page,
    Body(Waiting { id }): Body<Waiting>,
) -> Answer {
    match rp.passage().enter_waiting_page(&context, &id).await {
        Err(Error::NotFound) => Err(Refusal::no_such_link()),
        entered => {
            let (signed_in, tokens) = entered?;
            Ok(let_in(&page, &signed_in, tokens, None))
        }
    }
}
