//! Cancelling a reset: the page behind the link in the email. Opening it changes nothing. Its button cancels the
//! reset, in any browser, because cancelling can do no harm.

use leptos::prelude::*;

use crate::pages::components::Page;
use crate::pages::response::set_status;
use crate::problem::Problem as Refused;
use crate::request::{self, PageRequest};
use crate::words::t;

#[component]
pub(crate) fn CancelReset() -> impl IntoView {
    let content = Suspend::new(async move {
        let page = request::page()?;
        Some(match (page.query("token").map(str::to_owned), page.query("outcome")) {
            (Some(token), _) => link(&page, &token).await,
            (None, Some("cancelled")) => cancelled().into_any(),
            (None, _) => nothing().into_any(),
        })
    });
    view! {
        <Page title=t!("cancel-title")>
            <section class="card narrow">
                <Suspense>{content}</Suspense>
            </section>
        </Page>
    }
}

async fn link(page: &PageRequest, token: &str) -> AnyView {
    match page.rp.recovery().look_at_reset(token).await {
        Ok(()) => view! {
            <h1>{t!("cancel-heading")}</h1>
            <p>{t!("cancel-why")}</p>
            <form method="post" action="/api/cancel_reset_by_link">
                <input type="hidden" name="token" value=token.to_owned()/>
                <button type="submit" class="primary">{t!("reset-cancel")}</button>
            </form>
        }
        .into_any(),
        Err(error) => {
            set_status(&error);
            error.log();
            nothing().into_any()
        }
    }
}

fn cancelled() -> impl IntoView {
    view! {
        <h1>{t!("cancel-done")}</h1>
        <p role="status">{t!("cancel-done-what")}</p>
        <p class="note">{t!("reset-not-you")}</p>
        <p class="actions"><a class="button primary" href="/dashboard">{t!("recovery-dashboard")}</a></p>
    }
}

fn nothing() -> impl IntoView {
    view! {
        <h1>{t!("cancel-nothing")}</h1>
        <p>{t!("cancel-nothing-why")}</p>
        <p class="actions"><a class="button primary" href="/dashboard">{t!("recovery-dashboard")}</a></p>
    }
}

/// Cancels a reset with the token of the email's link.
#[server(endpoint = "cancel_reset_by_link")]
pub(crate) async fn cancel_reset_by_link(token: String) -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    let page = match rp.recovery().cancel_reset_by_link(&context, &token).await {
        Ok(()) => "/cancel-reset?outcome=cancelled".to_owned(),
        Err(error) => format!("/cancel-reset?problem={}", Refused::from(error).code),
    };
    leptos_axum::redirect(&page);
    Ok(())
}
