//! Settings that are one value each: the accent colour, the languages, the page after a sign-in, and lifetimes.

use axum::extract::{RawForm, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use http::header::SET_COOKIE;
use latchkey::config::{INVITATION_DAYS, LINK_MINUTES, Languages as Offered, SESSION_DAYS};
use latchkey::settings::{SettingEntry, Source};
use latchkey::{Error, Locale, RelyingParty, RequestContext, Setting};
use leptos::nonce::use_nonce;
use leptos::prelude::*;

use super::logo::LogoForm;
use super::refused;
use super::settings::{Locked, PATH, change, operator};
use crate::assets;
use crate::pages::notice::{Done, Form, returned};
use crate::problem::Problem as Refused;
use crate::words::t;

/// The accent colour. The page shows a colour before it is saved, if scripts run.
#[component]
pub(super) fn Look(accent: SettingEntry, logo: SettingEntry) -> impl IntoView {
    let root = assets::root();
    let previews = Some(format!("{root}/accent/"));
    let attributes = Attributes { kind: "color", previews, ..Attributes::default() };
    view! {
        <section class="card" aria-labelledby="look">
            <h2 id="look">{t!("console-look")}</h2>
            <Done card="look"/>
            <Value entry=accent attributes label=t!("console-accent") hint=t!("console-accent-hint")/>
            <LogoForm entry=logo/>
        </section>
        <script type="module" src=format!("{root}/console.js") nonce=use_nonce()></script>
    }
}

/// The page after a sign-in, and lifetimes.
#[component]
pub(super) fn SigningIn(entries: [SettingEntry; 3]) -> impl IntoView {
    let [redirect, session_days, link_minutes] = entries;
    let number = |(min, max): (u32, u32)| {
        let range = Some((min.to_string(), max.to_string()));
        Attributes { kind: "number", range, ..Attributes::default() }
    };
    let [days, minutes] = [SESSION_DAYS, LINK_MINUTES].map(|range| (*range.start(), *range.end()));
    let of_days = t!("console-session-days-hint", min = days.0, max = days.1);
    let of_minutes = t!("console-link-minutes-hint", min = minutes.0, max = minutes.1);
    view! {
        <section class="card" aria-labelledby="signing-in">
            <h2 id="signing-in">{t!("console-signing-in")}</h2>
            <Done card="signing-in"/>
            <Value
                entry=redirect attributes=Attributes::default()
                label=t!("console-redirect") hint=t!("console-redirect-hint")
            />
            <Value entry=session_days attributes=number(days) label=t!("console-session-days") hint=of_days/>
            <Value entry=link_minutes attributes=number(minutes) label=t!("console-link-minutes") hint=of_minutes/>
        </section>
    }
}

/// How long an invitation is valid.
#[component]
pub(super) fn Days(entry: SettingEntry) -> impl IntoView {
    let (min, max) = (*INVITATION_DAYS.start(), *INVITATION_DAYS.end());
    let range = Some((min.to_string(), max.to_string()));
    let attributes = Attributes { kind: "number", range, ..Attributes::default() };
    let hint = t!("console-invitation-days-hint", min = min, max = max);
    view! { <Value entry attributes label=t!("console-invitation-days") hint/> }
}

/// The attributes of an input.
struct Attributes {
    kind: &'static str,
    range: Option<(String, String)>,
    /// The path of style sheets that show the value before it is saved.
    previews: Option<String>,
}

impl Default for Attributes {
    fn default() -> Self {
        Self { kind: "text", range: None, previews: None }
    }
}

/// A form with one field.
#[component]
fn Value(
    entry: SettingEntry,
    attributes: Attributes,
    label: String,
    hint: String,
) -> impl IntoView {
    if entry.source == Source::Environment {
        return view! { <h3>{label}</h3> <Locked entry/> }.into_any();
    }
    let name = entry.setting.as_str();
    let (id, hint_id) = (field_id(entry.setting), format!("{name}-hint"));
    let field = returned(&id);
    let (min, max) = attributes.range.unzip();
    view! {
        <form method="post" action="/api/set_setting">
            <input type="hidden" name="name" value=name/>
            <label for=id.clone()>{label}</label>
            <input
                id=id name="value" type=attributes.kind required min=min max=max maxlength="2000" autocomplete="off"
                autocapitalize="none" spellcheck="false" value=field.value(&entry.value)
                data-previews=attributes.previews aria-invalid=field.invalid()
                aria-describedby=field.described_by(&hint_id) autofocus=field.is_here
            />
            {field.message()}
            <p id=hint_id class="meta">{hint}</p>
            <button type="submit">{t!("console-setting-save")}</button>
        </form>
    }
    .into_any()
}

fn field_id(setting: Setting) -> String {
    format!("setting-{}", setting.as_str())
}

/// The languages of pages and emails.
#[component]
pub(super) fn Languages(entry: SettingEntry) -> impl IntoView {
    let content = match entry.source {
        Source::Environment => view! { <Locked entry/> }.into_any(),
        Source::Default | Source::Database => view! { <Choices entry/> }.into_any(),
    };
    view! {
        <section class="card" aria-labelledby="languages">
            <h2 id="languages">{t!("console-languages")}</h2>
            <Done card="languages"/>
            {content}
        </section>
    }
}

#[component]
fn Choices(entry: SettingEntry) -> impl IntoView {
    let offered: Offered = entry.value.parse().unwrap_or_default();
    let first = offered.fallback();
    let boxes = Locale::ALL.map(|locale| {
        let (code, checked) = (locale.as_str(), offered.offered(locale).is_some());
        let id = format!("language-{code}");
        view! {
            <div class="tick">
                <input type="checkbox" id=id.clone() name="offered" value=code checked=checked/>
                <label for=id lang=code>{locale.name()}</label>
            </div>
        }
    });
    let options = Locale::ALL.map(|locale| {
        let (code, selected) = (locale.as_str(), locale == first);
        view! { <option value=code lang=code selected=selected>{locale.name()}</option> }
    });
    view! {
        <form method="post" action="/api/set_languages">
            <fieldset>
                <legend>{t!("console-languages-offered")}</legend>
                <div class="ticks">{boxes.into_iter().collect_view()}</div>
            </fieldset>
            <label for="first-language">{t!("console-languages-first")}</label>
            <select id="first-language" name="first">{options.into_iter().collect_view()}</select>
            <button type="submit">{t!("console-setting-save")}</button>
        </form>
    }
}

/// Changes a setting that is one value.
#[server(endpoint = "set_setting")]
pub(crate) async fn set_setting(name: String, value: String) -> Result<(), Refused> {
    let setting = Setting::parse(&name);
    let changed = match setting {
        Some(setting) => change(setting, &value).await?,
        None => operator().await?.1.and(Err(Error::InvalidRequest("unknown setting"))),
    };
    let done = match setting {
        Some(Setting::Accent) => "done-look-saved",
        Some(Setting::InvitationDays) => "done-invitations-saved",
        _ => "done-signing-in-saved",
    };
    let id = setting.map(field_id).unwrap_or_default();
    Form::on(PATH).says(done).field(&id, &value, &["invalid_setting"]).answer(changed);
    Ok(())
}

/// Changes the languages. The first is always offered. A `#[server]` function can't take a field that a form sends
/// several times.
pub(super) async fn set_languages(
    State(rp): State<RelyingParty>,
    context: RequestContext,
    RawForm(form): RawForm,
) -> Response {
    let (mut first, mut chosen) = (Vec::new(), Vec::new());
    for (name, value) in url::form_urlencoded::parse(&form) {
        match &*name {
            "first" => first.push(value.into_owned()),
            "offered" => chosen.push(value.into_owned()),
            _ => {}
        }
    }
    let value = [first, chosen].concat().join(", ");
    let changed = async {
        let operator = rp.console().admin(&context).await?.context(&rp);
        rp.settings().change(&operator, Setting::Languages, Some(&value)).await
    };
    match changed.await {
        Ok(()) => {
            let notice = rp.web().leave_notice("done-languages-saved");
            ([(SET_COOKIE, notice)], Redirect::to(PATH)).into_response()
        }
        Err(error) => refused(error, PATH),
    }
}
