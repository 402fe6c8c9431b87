//! Sets the status, the cookies and the redirects of pages and server functions.

use http::HeaderValue;
use http::header::{RETRY_AFTER, SET_COOKIE};
use latchkey::SignedIn;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use super::notice::Form;
use crate::request::{self, PageRequest};

/// Returns the content of a page. If loading failed, sets the status of the error and returns nothing.
pub(crate) fn content(loaded: latchkey::Result<Option<AnyView>>) -> Option<AnyView> {
    loaded.unwrap_or_else(|error| {
        set_status(&error);
        error.log();
        None
    })
}

/// Returns the content of a page for signed-in users. If loading fails, sets the status of the error and returns
/// nothing.
pub(crate) fn for_user<Loaded>(
    load: impl FnOnce(PageRequest, SignedIn) -> Loaded + Send + 'static,
) -> impl IntoView
where
    Loaded: Future<Output = latchkey::Result<AnyView>> + Send + 'static,
{
    let content = Suspend::new(async move {
        let page = request::page()?;
        let signed_in = page.signed_in.clone()?;
        content(load(page, signed_in).await.map(Some))
    });
    view! { <Suspense>{content}</Suspense> }
}

/// Redirects after a form that says nothing about a success ([`Form`]): to `next`, or on an error `back` to its
/// page, with the error's code.
pub(crate) fn redirect(outcome: latchkey::Result<()>, next: &str, back: &str) {
    Form::on(back).then(next).answer(outcome);
}

pub(crate) fn set_cookie(cookie: HeaderValue) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.append_header(SET_COOKIE, cookie);
    }
}

/// Sets the status of an error. If the server can't answer at all, an error page replaces this one
/// (`server/refusals.rs`).
pub(crate) fn set_status(error: &latchkey::Error) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(error.status());
        if let Some(seconds) = error.retry_after() {
            response.insert_header(RETRY_AFTER, HeaderValue::from(seconds));
        }
    }
}
