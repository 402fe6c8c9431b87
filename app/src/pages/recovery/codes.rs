//! Recovery codes: the page that creates them and shows them once.
//!
//! Only the response to the form contains the codes, because a redirect would have to store them for the next
//! request. Sending the form again creates no new codes (`already_shown`).

use latchkey::crypto::secret::Secret;
use latchkey::recovery::RecoveryCodes as Codes;
use latchkey::recovery::codes::SET_SIZE;
use leptos::prelude::*;

use crate::pages::components::{At, Page, Problem};
use crate::pages::response;
use crate::request::{self, PageRequest};
use crate::words::{t, t_view};

/// The codes that the request for this page created.
#[derive(Clone)]
pub(super) struct Made(pub(super) Vec<Secret>);

#[component]
pub(crate) fn RecoveryCodes() -> impl IntoView {
    let made = request::extension::<Made>();
    let content = Suspend::new(async move {
        let page = request::page()?;
        if let Some(Made(codes)) = made {
            return Some(written(&page, &codes).into_any());
        }
        response::content(load(&page).await)
    });
    view! {
        <Page title=t!("codes-title")>
            <section class="card narrow sheet">
                <Suspense>{content}</Suspense>
            </section>
        </Page>
    }
}

fn written(page: &PageRequest, codes: &[Secret]) -> impl IntoView + use<> {
    let name = page.rp.settings().site().name.clone();
    let account = page.signed_in.as_ref().map(|here| here.user.name());
    let now = page.rp.clock().now();
    let written: Vec<_> = codes.iter().map(Secret::grouped).collect();
    let all = written.join(" ");
    view! {
        <h1>{t!("codes-shown")}</h1>
        <p class="note">{t!("codes-shown-once")}</p>
        <p class="printed">
            <strong>{name} ", " {t!("codes-title")}</strong> <br/> {account} <br/> <At when=now/>
        </p>
        <ul class="codes" aria-label=t!("codes-title")>
            {written.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view()}
        </ul>
        <p>{t!("codes-each")}</p>
        <div class="actions unprinted">
            <form method="post" action="/recovery-codes/file">
                <input type="hidden" name="codes" value=all.clone()/>
                <button type="submit">{t!("codes-save")}</button>
            </form>
            // These two need scripts, and public/page.js shows them.
            <button type="button" hidden data-copies=all data-done=t!("codes-copied")>
                {t!("codes-copy")}
            </button>
            <button type="button" hidden data-prints="">{t!("codes-print")}</button>
            <a class="button primary" href="/dashboard">{t!("codes-kept")}</a>
        </div>
    }
}

async fn load(page: &PageRequest) -> latchkey::Result<Option<AnyView>> {
    let Some(signed_in) = page.signed_in.clone() else { return Ok(None) };
    let rp = &page.rp;
    let codes = rp.recovery().codes(signed_in.user.id).await?;
    let has_passkey = !rp.store().list_credentials(signed_in.user.id).await?.is_empty();
    // A recovery code counts as a passkey.
    let act = if has_passkey || signed_in.is_recently_verified(rp.clock().now()) {
        view! { <Make codes=codes.clone()/> }.into_any()
    } else {
        view! { <p>{t!("codes-passkey-first")}</p> }.into_any()
    };
    Ok(Some(
        view! {
            <h1>{t!("codes-title")}</h1>
            <Problem/>
            <p>{t!("codes-why")}</p>
            <Left codes/>
            {act}
            <p class="aside"><a href="/dashboard">{t!("codes-back")}</a></p>
        }
        .into_any(),
    ))
}

#[component]
fn Make(codes: Option<Codes>) -> impl IntoView {
    let label = if codes.is_some() { t!("codes-replace") } else { t!("codes-make") };
    let unused = codes.as_ref().map_or(0, |codes| codes.unused);
    let replaced = codes.map(|codes| codes.set_id).unwrap_or_default();
    view! {
        {(unused > 0).then(|| view! { <p class="note">{t!("codes-replace-warning", count = unused)}</p> })}
        <form method="post" action="/recovery-codes">
            <input type="hidden" name="replaced" value=replaced/>
            <button type="submit" class="primary">{label}</button>
        </form>
    }
}

/// Shows how many codes are left.
#[component]
pub(super) fn Left(codes: Option<Codes>) -> impl IntoView {
    match codes {
        None => view! { <p>{t!("codes-none")}</p> }.into_any(),
        Some(codes) => view! {
            <p>
                {t_view!(
                    "codes-left", unused = codes.unused, all = SET_SIZE;
                    when = view! { <At when=codes.created_at/> }
                )}
            </p>
        }
        .into_any(),
    }
}
