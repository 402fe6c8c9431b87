//! Components that several pages show.

use std::collections::BTreeMap;

use latchkey::clock::{UnixSeconds, rfc3339};
use latchkey::mail::browser_name;
use latchkey::web::redirect::on_this_site;
use leptos::prelude::*;
use leptos_meta::Title;
use serde_json::json;

use super::language::LanguageMenu;
use crate::ceremonies;
use crate::extras::EXTRAS;
use crate::island::passkey_button::{ID, PasskeyButton};
use crate::problem::{ceremony_words, words, words_without_link};
use crate::request;
use crate::words::{ago, locale, t};

/// Where a sign-in leads by default.
pub(crate) const DASHBOARD: &str = "/dashboard";

/// The page of the account, to which its forms lead back.
pub(crate) const ACCOUNT: &str = "/dashboard/account";

/// The frame of every page: name and ways on top, the page itself, the foot.
#[component]
pub(crate) fn Page(title: String, children: Children) -> impl IntoView {
    let page = request::page();
    let name = page.as_ref().map(|page| page.rp.config().name.clone()).unwrap_or_default();
    let is_signed_in = page.as_ref().is_some_and(|page| page.signed_in.is_some());
    let has_mailbox = page.as_ref().is_some_and(|page| page.rp.config().has_development_mailbox());
    // Leptos writes it into the document as it is.
    let title = title.replace('&', "&amp;").replace('<', "&lt;");
    view! {
        <Title text=title/>
        <a class="skip" href="#main">{t!("frame-skip")}</a>
        <header class="site">
            <a class="brand" href="/"><Key/>{name}</a>
            <nav aria-label=t!("frame-site")>
                {if is_signed_in {
                    view! { <a href="/dashboard">{t!("frame-dashboard")}</a> }.into_any()
                } else {
                    view! { <a href="/sign-up">{t!("frame-sign-up")}</a> <a href="/sign-in">{t!("frame-sign-in")}</a> }.into_any()
                }}
            </nav>
        </header>
        <main id="main" tabindex="-1">{children()}</main>
        <footer class="site">
            <p>{t!("frame-motto")}</p>
            {EXTRAS.iter().filter_map(|extra| extra.link).map(|link| {
                let (path, words) = link();
                view! { <p><a href=path>{words}</a></p> }
            }).collect_view()}
            {has_mailbox.then(|| view! {
                <p><a href="/dev/mailbox">{t!("frame-mailbox")}</a></p>
            })}
            <LanguageMenu/>
        </footer>
    }
}

/// The logo: a key with a fingerprint in its bow.
#[component]
pub(crate) fn Key() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
            <circle cx="8" cy="12" r="5.2" fill="none" stroke="currentColor" stroke-width="2"/>
            <circle cx="8" cy="12" r="1.6" fill="currentColor"/>
            <path d="M13.2 12H22M18 12v3.4M21.2 12v2.4" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>
        </svg>
    }
}

/// What went wrong on the way here, if the address says so.
#[component]
pub(crate) fn Problem() -> impl IntoView {
    let code = request::page().and_then(|page| page.query("problem").map(str::to_owned));
    code.map(|code| {
        let words = if can_mail() { words(&code) } else { words_without_link(&code) };
        view! { <p class="problem" role="alert">{words}</p> }
    })
}

/// Whether this site sends emails: else no page may offer a sign-in link.
pub(crate) fn can_mail() -> bool {
    request::page().is_none_or(|page| page.rp.can_send_mail())
}

/// Returns the path of this site to go to after signing in, if the address names one.
pub(crate) fn wanted() -> Option<String> {
    let page = request::page()?;
    on_this_site(&page.rp.config().origin, page.query("next")?)
}

/// Hands that path on in a form.
#[component]
pub(crate) fn Wanted() -> impl IntoView {
    wanted().map(|next| view! { <input type="hidden" name="next" value=next/> })
}

/// The field that every form with an address has.
#[component]
pub(crate) fn EmailField(
    /// The values that the browser may fill in.
    autocomplete: &'static str,
) -> impl IntoView {
    view! {
        <label for="email">{t!("part-email")}</label>
        <input
            id="email" name="email" type="email" required maxlength="254"
            pattern=r"[^@\s]+@[^@\s]+\.[^@\s]+" title=t!("part-email-hint")
            autocomplete=autocomplete autocapitalize="none" spellcheck="false"
            placeholder="name@example.org"
        />
    }
}

/// Where the code from a mail is typed.
#[component]
pub(crate) fn CodeForm() -> impl IntoView {
    view! {
        <form method="post" action="/api/redeem_code">
            <label for="code">{t!("link-code")}</label>
            <input
                id="code" name="code" class="code" required maxlength="12" autocomplete="one-time-code"
                autocapitalize="characters" spellcheck="false" placeholder="ABCD-EFGH"
            />
            <button type="submit" class="primary">{t!("link-use-code")}</button>
        </form>
        <p class="aside">{t!("link-or-open")}</p>
    }
}

/// The style sheet shows it where scripts are off.
#[component]
pub(crate) fn WithoutScripts() -> impl IntoView {
    view! {
        <p class="without-scripts">
            {if can_mail() { t!("part-without-scripts") } else { t!("proof-without-scripts") }}
        </p>
    }
}

/// An instant, as people write it, and as programs do.
#[component]
pub(crate) fn At(when: UnixSeconds) -> impl IntoView {
    view! { <time datetime=rfc3339(when)>{locale().date_time(when)}</time> }
}

/// How long ago an instant was. After a week, the instant itself.
#[component]
pub(crate) fn Ago(when: UnixSeconds) -> impl IntoView {
    let date = locale().date_time(when);
    let passed = request::page().and_then(|page| ago(when, page.rp.clock().now()));
    match passed {
        Some(passed) => {
            view! { <time datetime=rfc3339(when) title=date>{passed}</time> }.into_any()
        }
        None => view! { <time datetime=rfc3339(when)>{date}</time> }.into_any(),
    }
}

/// A browser and its system in a few words, as far as its `User-Agent` tells.
pub(crate) fn browser(user_agent: &str) -> String {
    match browser_name(user_agent) {
        (Some(browser), Some(system)) => {
            t!("browser-on-system", browser = browser, system = system)
        }
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => t!("browser-unknown"),
    }
}

/// A button that runs a ceremony. `SIGN_UP` takes the address from the form around it, and `SIGN_IN` is
/// also in the autofill list. One to a page.
#[component]
pub(crate) fn Ceremony(
    of: ceremonies::Ceremony,
    #[prop(into)] label: String,
    /// Where to go when it has gone well.
    #[prop(default = DASHBOARD.into(), into)]
    next: String,
    /// What to tell the password manager when the page is open: by method, its argument, as JSON.
    #[prop(optional)]
    signals: Option<String>,
    /// Whether the page also offers a sign-in link, which then is advised where a passkey fails.
    #[prop(optional)]
    has_link: bool,
) -> impl IntoView {
    let ceremonies::Ceremony { name, start, finish } = of;
    let words = ceremony_words(name, has_link).chain([("waiting", t!("part-waiting"))]);
    let words = json!(words.collect::<BTreeMap<_, _>>());
    view! {
        <div
            id=ID data-ceremony=name data-start=start data-finish=finish data-next=next
            data-words=words.to_string() data-signals=signals
        >
            <PasskeyButton>{label}</PasskeyButton>
        </div>
    }
}

/// Sends signals to the password manager, on a page without a ceremony. It is the same island, with
/// its button hidden.
#[component]
pub(crate) fn Signals(
    /// By method, its argument, as JSON.
    signals: String,
) -> impl IntoView {
    view! {
        <div id=ID hidden data-signals=signals>
            <PasskeyButton>""</PasskeyButton>
        </div>
    }
}
