//! One-time codes of pages: the email is the same as for a link, and the user enters its code in
//! the page.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use serde::{Deserialize, Serialize};

use crate::RelyingParty;
use crate::error::Error;
use crate::extras::passage::browser::asking::Asked;
use crate::extras::passage::browser::links::speaking;
use crate::extras::passage::browser::page::Page;
use crate::extras::passage::browser::users::require_sign_up;
use crate::extras::passage::http::auth::let_in;
use crate::extras::passage::http::body::Body;
use crate::extras::passage::http::refusal::Refusal;
use crate::http::no_store;
use crate::web::request_context::ApiClient;

type Answer = Result<Response, Refusal>;

/// A request for a code.
#[derive(Deserialize)]
pub(crate) struct WantedCode {
    /// An email address.
    identifier: String,
    /// The language of an email to an address that has no account: de, en, es, it, pl, pt or zh.
    language: Option<String>,
}

/// The response to a sent code.
#[derive(Serialize)]
struct SentCode {
    /// For `otp/activate`.
    otp_id: String,
}

pub(crate) async fn send_code(
    State(rp): State<RelyingParty>,
    ApiClient(context): ApiClient,
    page: Page,
    Body(wanted): Body<WantedCode>,
) -> Answer {
    let context = speaking(context, wanted.language.as_deref());
    let asked = Asked {
        email: &wanted.identifier,
        origin: &page.origin,
        path: None,
        is_code: true,
        owner: None,
    };
    let otp_id = rp.passage().send_to_page(&context, asked).await?.expose().to_owned();
    Ok((StatusCode::CREATED, no_store(Json(SentCode { otp_id }))).into_response())
}

pub(crate) async fn send_sign_up_code(
    State(rp): State<RelyingParty>,
    context: ApiClient,
    page: Page,
    wanted: Body<WantedCode>,
) -> Answer {
    require_sign_up(&rp).await?;
    send_code(State(rp), context, page, wanted).await
}

/// A code and the page that requested it.
#[derive(Deserialize)]
pub(crate) struct TypedCode {
    /// As the user types it: in upper or lower case, with or without a dash.
    otp: String,
    /// `otp_id`, or the id of the link that was sent with the code.
    otp_id: String,
}

pub(crate) async fn activate_code(
    State(rp): State<RelyingParty>,
    ApiClient(context): ApiClient,
    page: Page,
    Body(TypedCode { otp, otp_id }): Body<TypedCode>,
) -> Answer {
    match rp.passage().redeem_code_of_page(&context, &otp_id, &otp).await {
        Err(Error::NotFound | Error::WrongCode | Error::WrongTextCode) => {
            let text = "The code is wrong, used or expired";
            Err(Refusal::new(StatusCode::UNAUTHORIZED, "invalid_magic_link", text))
        }
        Err(Error::LinkExpired(_)) => {
            let text = "Too many wrong codes. Request a new one";
            Err(Refusal::new(StatusCode::UNAUTHORIZED, "exceeded_attempts", text))
        }
        entered => {
            let (signed_in, tokens) = entered?;
            Ok(let_in(&page, &signed_in, tokens, None))
        }
    }
}
