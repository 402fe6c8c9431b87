//! The settings of the site that can be changed while it runs, and the invitations.

use latchkey::extras::console::Admin;
use latchkey::model::invitation::Invitation;
use latchkey::settings::{SettingEntry, Source};
use latchkey::{Error, RelyingParty, RequestContext, Setting, SignUp};
use leptos::prelude::*;

use super::admin;
use super::user::path;
use crate::pages::components::At;
use crate::pages::notice::{Done, Form, returned};
use crate::problem::Problem as Refused;
use crate::request::PageRequest;
use crate::words::{t, t_view};

const PATH: &str = "/console/settings";

#[component]
pub(super) fn Settings() -> impl IntoView {
    super::page(t!("console-settings"), load)
}

async fn load(page: PageRequest, _: Admin) -> latchkey::Result<AnyView> {
    let settings = page.rp.settings().list().await?;
    let invitations = page.rp.accounts().list_invitations().await?;
    let cards = settings.into_iter().map(|entry| match entry.setting {
        Setting::Name => view! { <Name entry/> }.into_any(),
        Setting::SignUp => {
            view! { <WhoMaySignUp entry can_mail=page.rp.mail().can_send()/> }.into_any()
        }
    });
    Ok(view! {
        {cards.collect_view()}
        <Invitations invitations/>
    }
    .into_any())
}

/// Says that the environment has the setting, so that it can't be changed here.
#[component]
fn Locked(entry: SettingEntry) -> impl IntoView {
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

#[component]
fn Invitations(invitations: Vec<Invitation>) -> impl IntoView {
    let field = returned("invited");
    let is_empty = invitations.is_empty();
    let items = invitations.into_iter().map(|invitation| view! { <Item invitation/> });
    view! {
        <section class="card" aria-labelledby="invitations">
            <h2 id="invitations">{t!("console-invitations")}</h2>
            <Done card="invitations"/>
            <form method="post" action="/api/invite_address">
                <label for="invited">{t!("part-email")}</label>
                <input
                    id="invited" name="email" type="email" required maxlength="254" value=field.value("")
                    autocomplete="off" autocapitalize="none" spellcheck="false" placeholder="name@example.org"
                    aria-invalid=field.invalid() aria-describedby=field.described_by("invited-hint")
                    autofocus=field.is_here
                />
                {field.message()}
                <p id="invited-hint" class="meta">{t!("console-invite-hint")}</p>
                <button type="submit">{t!("console-invite")}</button>
            </form>
            {is_empty.then(|| view! { <p class="meta">{t!("console-invitations-none")}</p> })}
            <ul class="items">{items.collect_view()}</ul>
        </section>
    }
}

#[component]
fn Item(invitation: Invitation) -> impl IntoView {
    let Invitation { email, by, created_at } = invitation;
    let (email, since) = (email.to_string(), view! { <At when=created_at/> });
    let named = format!("invited-{email}");
    let history = match by {
        Some(by) => {
            let name = by.to_string()[..8].to_owned();
            let by = view! { <a href=path(by)>{name}</a> };
            t_view!("console-invited-by"; since = since, by = by)
        }
        None => t_view!("console-invited"; since = since),
    };
    view! {
        <li>
            <div class="about">
                <h3 id=named.clone()>{email.clone()}</h3>
                <p class="meta">{history}</p>
            </div>
            <form method="post" action="/api/withdraw_invitation">
                <input type="hidden" name="email" value=email/>
                <button type="submit" class="danger" aria-describedby=named>{t!("console-withdraw")}</button>
            </form>
        </li>
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

/// Invites the owner of an address.
#[server(endpoint = "invite_address")]
pub(crate) async fn invite_address(email: String) -> Result<(), Refused> {
    let (rp, operator) = operator().await?;
    let invited = async { rp.accounts().invite(&operator?, &email).await }.await;
    let form = Form::on(PATH).says("done-invitations-sent");
    form.field("invited", &email, &["invalid_email", "address_taken"]).answer(invited);
    Ok(())
}

/// Withdraws an invitation.
#[server(endpoint = "withdraw_invitation")]
pub(crate) async fn withdraw_invitation(email: String) -> Result<(), Refused> {
    let (rp, operator) = operator().await?;
    let withdrawn = async { rp.accounts().withdraw_invitation(&operator?, &email).await }.await;
    Form::on(PATH).says("done-invitations-withdrawn").answer(withdrawn);
    Ok(())
}

async fn change(setting: Setting, value: &str) -> Result<latchkey::Result<()>, Refused> {
    let (rp, operator) = operator().await?;
    Ok(async { rp.settings().change(&operator?, setting, Some(value)).await }.await)
}

/// Returns the relying party and the context of the administrator.
async fn operator() -> Result<(RelyingParty, latchkey::Result<RequestContext>), Refused> {
    let (rp, admin) = admin().await?;
    let operator = admin.map(|admin| admin.context(&rp));
    Ok((rp, operator))
}
