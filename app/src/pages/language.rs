//! The language menu at the foot of every page. It works without scripts, and only its buttons change anything.

use latchkey::Locale;
use latchkey::web::redirect::on_this_site;
use leptos::prelude::*;

use super::response::set_cookie;
use crate::problem::Problem as Refused;
use crate::request;
use crate::words::{locale, t};

#[component]
pub(super) fn LanguageMenu() -> impl IntoView {
    let current = locale();
    let back = request::page().map(|page| page.address).unwrap_or_default();
    let offered = offered();
    let choices = offered.iter().copied().map(|locale| {
        let is_current = locale == current;
        view! {
            <button
                type="submit" name="locale" value=locale.as_str() lang=locale.as_str()
                aria-current=is_current.then_some("true")
            >
                {locale.name()}
            </button>
        }
    });
    let menu = view! {
        <details class="language">
            <summary>{t!("frame-language")} ": " <span>{current.name()}</span></summary>
            <form method="post" action="/api/choose_locale">
                <input type="hidden" name="back" value=back/>
                {choices.collect_view()}
            </form>
        </details>
    };
    // A site in one language needs no menu.
    (offered.len() > 1).then_some(menu)
}

/// Returns the languages that the site offers, in our order.
fn offered() -> Vec<Locale> {
    let site = request::page().map(|page| page.rp.settings().site());
    let is_offered = |locale: &Locale| {
        site.as_ref().is_none_or(|site| site.languages.offered(*locale).is_some())
    };
    Locale::ALL.into_iter().filter(is_offered).collect()
}

/// Changes the language and redirects back to the page.
#[server(endpoint = "choose_locale")]
pub(crate) async fn choose_locale(locale: String, back: Option<String>) -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    set_cookie(rp.web().choose_locale(&context, &locale).await?);
    let back = back.and_then(|back| on_this_site(&rp.config().origin, &back));
    leptos_axum::redirect(back.as_deref().unwrap_or("/"));
    Ok(())
}
