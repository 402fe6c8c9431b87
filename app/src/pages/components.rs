//! Components that several pages use.

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

/// The default destination after signing in.
pub(crate) const DASHBOARD: &str = "/dashboard";

/// The path of the account settings. Their forms redirect here.
pub(crate) const ACCOUNT: &str = "/dashboard/account";

/// The frame of every page: the header, the page itself, and the footer.
#[component]
pub(crate) fn Page(title: String, children: Children) -> impl IntoView {
    let page = request::page();
    let name = page.as_ref().map(|page| page.rp.config().name.clone()).unwrap_or_default();
    let is_signed_in = page.as_ref().is_some_and(|page| page.signed_in.is_some());
    let has_mailbox = page.as_ref().is_some_and(|page| page.rp.config().has_development_mailbox());
    // Leptos writes the title into the document unescaped.
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
            {EXTRAS.iter().filter_map(|extra| (extra.link)()).map(|(path, words)| {
                view! { <p><a href=path>{words}</a></p> }
            }).collect_view()}
            {has_mailbox.then(|| view! {
                <p><a href="/dev/mailbox">{t!("frame-mailbox")}</a></p>
            })}
            <LanguageMenu/>
        </footer>
    }
}

/// The logo: a key with a fingerprint.
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

/// The error in the page's query, if there is one.
#[component]
pub(crate) fn Problem() -> impl IntoView {
    let code = request::page().and_then(|page| page.query("problem").map(str::to_owned));
    code.map(|code| {
        let words = if can_mail() { words(&code) } else { words_without_link(&code) };
        view! { <p class="problem" role="alert">{words}</p> }
    })
}

/// Returns whether this site can send email. If not, no page may offer a sign-in link.
pub(crate) fn can_mail() -> bool {
    request::page().is_none_or(|page| page.rp.can_send_mail())
}

/// Returns the path on this site to go to after signing in, if the query has one.
pub(crate) fn wanted() -> Option<String> {
    let page = request::page()?;
    on_this_site(&page.rp.config().origin, page.query("next")?)
}

/// Passes on this path in a form.
#[component]
pub(crate) fn Wanted() -> impl IntoView {
    wanted().map(|next| view! { <input type="hidden" name="next" value=next/> })
}

/// The email field.
#[component]
pub(crate) fn EmailField(
    /// The `autocomplete` attribute.
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

/// The form for the code from an email.
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

/// A note that the style sheet shows when scripts are off.
#[component]
pub(crate) fn WithoutScripts() -> impl IntoView {
    view! {
        <p class="without-scripts">
            {if can_mail() { t!("part-without-scripts") } else { t!("reauth-without-scripts") }}
        </p>
    }
}

/// A time, for users and in machine format.
#[component]
pub(crate) fn At(when: UnixSeconds) -> impl IntoView {
    view! { <time datetime=rfc3339(when)>{locale().date_time(when)}</time> }
}

/// How long ago something was. After a week, the time itself.
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

/// Returns the name of a browser and its system, from its `User-Agent`.
pub(crate) fn browser(user_agent: &str) -> String {
    match browser_name(user_agent) {
        (Some(browser), Some(system)) => {
            t!("browser-on-system", browser = browser, system = system)
        }
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => t!("browser-unknown"),
    }
}

/// A button that runs a ceremony. `SIGN_UP` takes the address from the surrounding form, and `SIGN_IN` also uses
/// the autofill list. A page can have one.
#[component]
pub(crate) fn Ceremony(
    of: ceremonies::Ceremony,
    #[prop(into)] label: String,
    /// The path to go to after success.
    #[prop(default = DASHBOARD.into(), into)]
    next: String,
    /// The signals for the password manager when the page opens: arguments by method, as JSON.
    #[prop(optional)]
    signals: Option<String>,
    /// Whether the page offers a sign-in link, so that errors can suggest one.
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

/// Sends signals to the password manager on a page without a ceremony. It is the same island with a hidden
/// button.
#[component]
pub(crate) fn Signals(
    /// Arguments by method, as JSON.
    signals: String,
) -> impl IntoView {
    view! {
        <div id=ID hidden data-signals=signals>
            <PasskeyButton>""</PasskeyButton>
        </div>
    }
}
