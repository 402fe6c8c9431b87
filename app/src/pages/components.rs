//! Components that several pages use.

use std::collections::BTreeMap;

use latchkey::SignUp;
use latchkey::clock::{UnixSeconds, rfc3339};
use latchkey::mail::browser_name;
use latchkey::web::redirect::on_this_site;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use serde_json::json;

use super::icons::Icon;
use super::notice::returned;
use crate::ceremonies;
use crate::island::passkey_button::{ID, PasskeyButton};
use crate::problem::ceremony_words;
use crate::request;
use crate::words::{ago, locale, t, t_view};

pub(crate) use super::account_area::{ACCOUNT, DASHBOARD};
pub(crate) use super::frame::{Key, Page};
pub(crate) use super::notice::Problem;

/// Returns whether this site can send email. If not, no page may offer a sign-in link.
pub(crate) fn can_mail() -> bool {
    request::page().is_none_or(|page| page.rp.mail().can_send())
}

/// Returns the rule of who may create an account.
pub(crate) fn who_may_sign_up() -> SignUp {
    request::page().map(|page| page.rp.settings().who_may_sign_up()).unwrap_or_default()
}

/// Returns what visitors should know about that rule. `None`: everyone may.
pub(crate) fn sign_up_rule() -> Option<String> {
    match who_may_sign_up() {
        SignUp::Everyone => None,
        SignUp::Invited { domains } if domains.is_empty() => Some(t!("sign-up-only-invited")),
        SignUp::Invited { domains } => {
            Some(t!("sign-up-only-domains", domains = domains.join(", ")))
        }
        SignUp::Nobody => Some(t!("sign-up-closed")),
    }
}

/// Returns the path on this site to go to after signing in, if the query has one.
pub(crate) fn wanted() -> Option<String> {
    let page = request::page()?;
    on_this_site(&page.rp.config().origin, page.query("next")?)
}

/// Returns the path to go to after signing in.
pub(crate) fn after_sign_in() -> String {
    let usual = || request::page().map(|page| page.rp.settings().site().redirect.clone());
    wanted().or_else(usual).unwrap_or_else(|| DASHBOARD.to_owned())
}

/// Tells a signed-in user on a page for signing in or up that they are already there.
#[component]
pub(crate) fn SignedInAlready() -> impl IntoView {
    request::page().and_then(|page| page.signed_in).map(|here| {
        let name = view! { <strong>{here.user.name()}</strong> };
        view! {
            <p class="note">
                {t_view!("home-signed-in"; name = name)} " " <a href=DASHBOARD>{t!("home-dashboard")}</a>
            </p>
        }
    })
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
    let field = returned("email");
    view! {
        <label for="email">{t!("part-email")}</label>
        <input
            id="email" name="email" type="email" required maxlength="254" value=field.value("")
            pattern=r"[^@\s]+@[^@\s]+\.[^@\s]+" title=t!("part-email-hint")
            autocomplete=autocomplete autocapitalize="none" spellcheck="false"
            placeholder="name@example.org"
            aria-invalid=field.invalid() aria-describedby=field.described_by("") autofocus=field.is_here
        />
        {field.message()}
    }
}

/// The form for the code from an email. `back` is its page, for a wrong code.
#[component]
pub(crate) fn CodeForm(
    back: &'static str,
    /// The message after the code was used.
    done: Option<&'static str>,
) -> impl IntoView {
    let field = returned("code");
    view! {
        <form method="post" action="/api/redeem_code">
            <label for="code">{t!("link-code")}</label>
            <input
                id="code" name="code" class="code" required maxlength="12" autocomplete="one-time-code"
                autocapitalize="characters" spellcheck="false" placeholder="ABCD-EFGH"
                aria-invalid=field.invalid() aria-describedby=field.described_by("") autofocus=field.is_here
            />
            {field.message()}
            <input type="hidden" name="back" value=back/>
            <input type="hidden" name="done" value=done/>
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

/// A date, for users and in machine format.
#[component]
pub(crate) fn On(when: UnixSeconds) -> impl IntoView {
    view! { <time datetime=rfc3339(when) data-shows="date">{locale().date(when)}</time> }
}

/// How long ago something was. After a week, the time itself.
#[component]
pub(crate) fn Ago(when: UnixSeconds) -> impl IntoView {
    let date = locale().date_time(when);
    let passed = request::page().and_then(|page| ago(when, page.rp.clock().now()));
    match passed {
        Some(passed) => {
            view! { <time datetime=rfc3339(when) data-shows="ago" title=date>{passed}</time> }
                .into_any()
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

/// Keeps a press on the button until the island is hydrated, which then runs the ceremony. If that doesn't
/// happen within 20 seconds, says that the server can't be reached.
const EARLY_PRESS: &str = r#"{let c=document.currentScript.parentElement,d=c.dataset;c.addEventListener("click",e=>{if(e.target.closest("[type=button]")&&!d.pressed){d.pressed="yes";setTimeout(()=>{if(d.pressed){d.pressed="";let p=document.createElement("p");p.className="problem";p.role='alert';p.textContent=JSON.parse(d.words).offline;c.after(p)}},2e4)}})}"#;

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
            id=ID class="ceremony" data-ceremony=name data-start=start data-finish=finish data-next=next
            data-words=words.to_string() data-signals=signals
        >
            <PasskeyButton><Icon name="passkey"/> {label}</PasskeyButton>
            <script nonce=use_nonce() inner_html=EARLY_PRESS></script>
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
