//! The settings of the site that can be changed while it runs, and the invitations.

use latchkey::extras::console::Admin;
use latchkey::settings::{SettingEntry, Source};
use latchkey::{Error, RelyingParty, RequestContext, Setting, SignUp};
use leptos::prelude::*;

use super::admin;
use super::fields::UserFields;
use super::invitations::Invitations;
use super::values::{Languages, Look, SigningIn};
use crate::pages::notice::{Done, Form, returned};
use crate::problem::Problem as Refused;
use crate::request::PageRequest;
use crate::words::{t, t_view};

pub(super) const PATH: &str = "/console/settings";

#[component]
pub(super) fn Settings() -> impl IntoView {
    super::page(t!("console-settings"), load)
}

async fn load(page: PageRequest, _: Admin) -> latchkey::Result<AnyView> {
    let settings = page.rp.settings().list().await?;
    let invitations = page.rp.accounts().list_invitations().await?;
    let [
        name,
        sign_up,
        accent,
        languages,
        redirect,
        session_days,
        link_minutes,
        invitation_days,
        logo,
        user_fields,
    ] = settings;
    Ok(view! {
        <Name entry=name/>
        <Look accent logo/>
        <Languages entry=languages/>
        <SigningIn entries=[redirect, session_days, link_minutes]/>
        <WhoMaySignUp entry=sign_up can_mail=page.rp.mail().can_send()/>
        <Invitations invitations days=invitation_days/>
        <UserFields entry=user_fields/>
    }
    .into_any())
}

/// Says that the environment has the setting, so that it can't be changed here.
#[component]
pub(super) fn Locked(entry: SettingEntry) -> impl IntoView {
    let variable = view! { <code>{entry.setting.variable()}</code> };
    view! {
        <p><strong>{entry.value}</strong></p>
        <p class="note">{t_view!("console-setting-locked"; variable = variable)}</p>
    }
}

#[component]
fn Name(entry: SettingEntry) -> impl IntoView {
    let field = returned("site-name");
    let content = match entry.source {
        Source::Environment => view! { <Locked entry/> }.into_any(),
        Source::Default | Source::Database => view! {
            <form method="post" action="/api/set_site_name">
                <label for="site-name">{t!("console-site-name")}</label>
                <input
                    id="site-name" name="name" required maxlength="60" autocomplete="off"
                    value=field.value(&entry.value) aria-invalid=field.invalid()
                    aria-describedby=field.described_by("site-name-hint") autofocus=field.is_here
                />
                {field.message()}
                <p id="site-name-hint" class="meta">{t!("console-site-name-hint")}</p>
                <button type="submit">{t!("console-setting-save")}</button>
            </form>
        }
        .into_any(),
    };
    view! {
        <section class="card" aria-labelledby="site">
            <h2 id="site">{t!("console-site")}</h2>
            <Done card="site"/>
            {content}
        </section>
    }
}

#[component]
fn WhoMaySignUp(entry: SettingEntry, can_mail: bool) -> impl IntoView {
    let content = match entry.source {
        Source::Environment => view! { <Locked entry/> }.into_any(),
        Source::Default | Source::Database => view! { <Rule entry/> }.into_any(),
    };
    view! {
        <section class="card" aria-labelledby="sign-up">
            <h2 id="sign-up">{t!("console-who")}</h2>
            <Done card="sign-up"/>
            {(!can_mail).then(|| view! { <p class="note">{t!("console-who-without-mail")}</p> })}
            {content}
        </section>
    }
}

#[component]
fn Rule(entry: SettingEntry) -> impl IntoView {
    let rule: SignUp = entry.value.parse().unwrap_or_default();
    let field = returned("domains");
    let (chosen, domains) = match &rule {
        SignUp::Everyone => ("everyone", String::new()),
        SignUp::Invited { domains } => ("invited", domains.join(", ")),
        SignUp::Nobody => ("nobody", String::new()),
    };
    // A refused list of domains leads back to its field.
    let chosen = if field.is_here { "invited" } else { chosen };
    let choices = [
        ("everyone", t!("console-who-everyone"), t!("console-who-everyone-how")),
        ("invited", t!("console-who-invited"), t!("console-who-invited-how")),
        ("nobody", t!("console-who-nobody"), t!("console-who-nobody-how")),
    ];
    let choices = choices.map(|(value, label, how)| {
        let (id, hint) = (format!("who-{value}"), format!("who-{value}-how"));
        let checked = value == chosen;
        view! {
            <div class="choice">
                <input type="radio" id=id.clone() name="rule" value=value checked=checked aria-describedby=hint.clone()/>
                <div>
                    <label for=id>{label}</label>
                    <p id=hint class="meta">{how}</p>
                </div>
            </div>
        }
    });
    view! {
        <form method="post" action="/api/set_sign_up">
            <fieldset class="plain">
                <legend class="unseen">{t!("console-who")}</legend>
                {choices.collect_view()}
            </fieldset>
            <label for="domains">{t!("console-domains")}</label>
            <input
                id="domains" name="domains" maxlength="2000" autocomplete="off" autocapitalize="none" spellcheck="false"
                placeholder="example.com, example.org" value=field.value(&domains) aria-invalid=field.invalid()
                aria-describedby=field.described_by("domains-hint") autofocus=field.is_here
            />
            {field.message()}
            <p id="domains-hint" class="meta">{t!("console-domains-hint")}</p>
            <button type="submit">{t!("console-setting-save")}</button>
        </form>
    }
}

/// Changes the site's name.
#[server(endpoint = "set_site_name")]
pub(crate) async fn set_site_name(name: String) -> Result<(), Refused> {
    let changed = change(Setting::Name, &name).await?;
    let changed = changed.map_err(|error| match error {
        Error::InvalidSetting(_) => Error::InvalidName,
        other => other,
    });
    let form = Form::on(PATH).says("done-site-name-saved");
    form.field("site-name", &name, &["invalid_name"]).answer(changed);
    Ok(())
}

/// Changes who may create an account.
#[server(endpoint = "set_sign_up")]
pub(crate) async fn set_sign_up(rule: String, domains: Option<String>) -> Result<(), Refused> {
    let domains = domains.unwrap_or_default();
    let value = match (rule.as_str(), domains.trim()) {
        ("invited", "") => "invited",
        ("invited", domains) => domains,
        (rule, _) => rule,
    };
    let changed = change(Setting::SignUp, value).await?;
    let form = Form::on(PATH).says("done-sign-up-saved");
    form.field("domains", &domains, &["invalid_setting"]).answer(changed);
    Ok(())
}

pub(super) async fn change(setting: Setting, value: &str) -> Result<latchkey::Result<()>, Refused> {
    let (rp, operator) = operator().await?;
    Ok(async { rp.settings().change(&operator?, setting, Some(value)).await }.await)
}

/// Returns the relying party and the context of the administrator.
pub(super) async fn operator() -> Result<(RelyingParty, latchkey::Result<RequestContext>), Refused>
{
    let (rp, admin) = admin().await?;
    let operator = admin.map(|admin| admin.context(&rp));
    Ok((rp, operator))
}
