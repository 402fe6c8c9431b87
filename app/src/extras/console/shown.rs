//! Results that a page shows once, such as a secret. Only the response to the form contains them.

use axum::Form;
use axum::extract::{FromRequest as _, Request};
use axum::response::Response;
use latchkey::extras::console::Admin;
use latchkey::{Error, RelyingParty, RequestContext};
use leptos::prelude::*;
use serde::de::DeserializeOwned;

use super::refused;
use crate::request;
use crate::server::page::respond;
use crate::words::t;

/// A secret that the form before this page created.
#[derive(Clone)]
pub(in super::super) struct Shown(pub(in super::super) String);

/// Carries out a form, and responds with the page at `page`, which shows the result.
pub(in super::super) async fn answer<Values, Answered, Result>(
    rp: &RelyingParty,
    context: &RequestContext,
    request: Request,
    page: impl FnOnce(&Values) -> String,
    act: impl FnOnce(Admin, Values) -> Answered,
) -> Response
where
    Values: DeserializeOwned,
    Answered: Future<Output = latchkey::Result<Result>>,
    Result: Clone + Send + Sync + 'static,
{
    let (parts, body) = request.into_parts();
    // Others learn nothing, whatever they send.
    let admin = rp.console().admin(context).await;
    let form = Form::<Values>::from_request(Request::from_parts(parts.clone(), body), &()).await;
    let (values, path) = match form {
        Ok(Form(values)) => {
            let path = page(&values);
            (Ok(values), path)
        }
        Err(_) => (Err(Error::InvalidRequest("not the values of the form")), "/console".to_owned()),
    };
    let answered = async { act(admin?, values?).await };
    match answered.await {
        Ok(result) => respond(rp, parts, &path, result).await,
        Err(error) => refused(error, &path),
    }
}

/// The secret that the form before this page created, if there is one.
pub(in super::super) fn shown(what: impl FnOnce() -> String) -> Option<AnyView> {
    let Shown(secret) = request::extension()?;
    Some(
        view! {
            <div class="note shown" role="status" tabindex="-1" autofocus=true>
                <p>{what()}</p>
                <p><code>{secret.clone()}</code></p>
                // This one needs a script, and public/page.js shows it.
                <button type="button" hidden data-copies=secret data-done=t!("console-copied")>{t!("console-copy")}</button>
            </div>
        }
        .into_any(),
    )
}
