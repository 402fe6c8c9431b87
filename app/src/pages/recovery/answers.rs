//! The two responses that contain recovery codes: the page that shows them, and the file.

use axum::body::Body;
use axum::extract::{FromRequest as _, Request};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use axum::{Form, Router};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use latchkey::crypto::secret::Secret;
use latchkey::web::redirect::by_way_of;
use latchkey::{Error, RelyingParty, RequestContext};
use leptos::config::LeptosOptions;
use serde::Deserialize;

use super::codes::Made;
use crate::pages::verify;
use crate::problem::Problem;

/// The path of the page. GET creates nothing; POST creates codes and shows them.
pub(crate) const PATH: &str = "/recovery-codes";

#[derive(Deserialize)]
struct Make {
    /// The set of codes that the page showed. Empty if there was none.
    replaced: String,
}

#[derive(Deserialize)]
struct Save {
    codes: String,
}

/// The routes. `render` renders the page of a request.
pub(crate) fn router<Rendered>(
    rp: &RelyingParty,
    render: impl Fn(Request) -> Rendered + Clone + Send + Sync + 'static,
) -> Router<LeptosOptions>
where
    Rendered: Future<Output = Response> + Send,
{
    let (maker, saver) = (rp.clone(), rp.clone());
    let make = async move |context: RequestContext, request: Request| match make(
        &maker, &context, request,
    )
    .await
    {
        Ok(request) => render(request).await,
        Err(refusal) => refusal,
    };
    let save = async move |context: RequestContext, request: Request| {
        save(&saver, &context, request).await.unwrap_or_else(|refusal| refusal)
    };
    Router::new().route(PATH, post(make)).route("/recovery-codes/file", post(save))
}

/// Creates codes and returns the request for the page that shows them.
async fn make(
    rp: &RelyingParty,
    context: &RequestContext,
    request: Request,
) -> Result<Request, Response> {
    let (mut parts, body) = request.into_parts();
    let form = Request::from_parts(parts.clone(), body);
    let Form(Make { replaced }) =
        Form::from_request(form, &()).await.map_err(IntoResponse::into_response)?;
    let replaced = Some(replaced.as_str()).filter(|set| !set.is_empty());
    let codes = rp.recovery().create_codes(context, replaced).await.map_err(refused)?;
    parts.extensions.insert(Made(codes));
    Ok(Request::from_parts(parts, Body::empty()))
}

/// Returns codes as a file. The browser sends the codes, because the server only has their hashes.
async fn save(
    rp: &RelyingParty,
    context: &RequestContext,
    request: Request,
) -> Result<Response, Response> {
    let Form(Save { codes }) =
        Form::from_request(request, &()).await.map_err(IntoResponse::into_response)?;
    let codes = rp.recovery().own_codes(context, &codes).await.map_err(refused)?;
    let codes: Vec<_> = codes.iter().map(Secret::grouped).collect();
    let (site, origin) = (rp.settings().site(), rp.config().origin_text());
    let name = &site.name;
    let account =
        rp.sessions().signed_in(context).await.map_err(refused)?.map(|here| here.user.name());
    let account = account.unwrap_or_default();
    let date = context.locale.date(rp.clock().now());
    let codes = codes.join("\r\n");
    let file = format!("{name}\r\n{origin}\r\n{account}\r\n{date}\r\n\r\n{codes}\r\n");
    let disposition = format!("attachment; filename=\"{}recovery-codes.txt\"", file_prefix(name));
    let headers = [
        (CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, disposition),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, file).into_response())
}

/// Returns the site's name in a file's name: its ASCII letters and digits, with dashes.
fn file_prefix(name: &str) -> String {
    let words =
        name.split(|one: char| !one.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| word.to_ascii_lowercase() + "-").collect()
}

fn refused(error: Error) -> Response {
    let (page, next) = match error {
        Error::SignedOut => ("/sign-in", None),
        Error::VerificationRequired => (verify::PATH, Some(PATH)),
        _ => (PATH, None),
    };
    let code = Problem::from(error).code;
    Redirect::to(&by_way_of(page, Some(&code), next)).into_response()
}
