//! The phone number: adding, confirming and removing it.

use latchkey::{Locale, Phone, RelyingParty, SignedIn};
use leptos::prelude::*;

use super::Extra;
use crate::pages::components::ACCOUNT;
use crate::pages::notice::{Done, Form, returned};
use crate::problem::Problem as Refused;
use crate::request;
use crate::server_function::{Access, ServerFunction};
use crate::words::{t, t_view};

/// The extra.
#[rustfmt::skip]
pub(super) const EXTRA: Extra = Extra {
    server_functions: &[
        ServerFunction::new::<SendPhoneCode>("/api/send_phone_code", Access::RecentlyVerified),
        ServerFunction::new::<RedeemPhoneCode>("/api/redeem_phone_code", Access::SignedIn),
        ServerFunction::new::<RemovePhone>("/api/remove_phone", Access::RecentlyVerified),
    ],
    account_card: |rp, signed_in| Box::pin(card(rp, signed_in)),
    sentences: |locale| match locale {
        Locale::En => include_str!("../../../locales/sms/en.ftl"),
        Locale::De => include_str!("../../../locales/sms/de.ftl"),
        Locale::Es => include_str!("../../../locales/sms/es.ftl"),
        Locale::It => include_str!("../../../locales/sms/it.ftl"),
        Locale::Pl => include_str!("../../../locales/sms/pl.ftl"),
        Locale::Pt => include_str!("../../../locales/sms/pt.ftl"),
        Locale::Zh => include_str!("../../../locales/sms/zh.ftl"),
    },
    ..Extra::NONE
};

/// Returns the card for the account settings.
async fn card(rp: RelyingParty, signed_in: SignedIn) -> latchkey::Result<AnyView> {
    let awaited = rp.sms().awaited_phone(&signed_in).await?;
    let can_text = rp.sms().can_send();
    Ok(view! { <PhoneNumber phone=signed_in.user.phone awaited can_text/> }.into_any())
}

#[component]
fn PhoneNumber(
    phone: Option<Phone>,
    /// The number that isn't confirmed yet.
    awaited: Option<Phone>,
    can_text: bool,
) -> impl IntoView {
    let has_phone = phone.is_some();
    let stands = match phone {
        Some(phone) => view! { <strong>{phone.to_string()}</strong> }.into_any(),
        None => view! { {t!("manage-phone-none")} }.into_any(),
    };
    let add = if can_text {
        view! { <Add/> }.into_any()
    } else {
        view! { <p>{t!("manage-phone-off")}</p> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="phone">
            <h2 id="phone">{t!("manage-phone")}</h2>
            <Done card="phone"/>
            <p class="stands">{stands}</p>
            {awaited.map(|phone| view! { <Awaited phone/> })}
            {add}
            {has_phone.then(|| view! {
                <form method="post" action="/api/remove_phone" class="aside">
                    <button type="submit" class="danger">{t!("manage-phone-remove")}</button>
                </form>
            })}
        </section>
    }
}

#[component]
fn Awaited(phone: Phone) -> impl IntoView {
    let field = returned("phone-code");
    view! {
        <div class="note">
            <p>{t_view!("manage-phone-sent"; phone = view! { <strong>{phone.to_string()}</strong> })}</p>
            <form method="post" action="/api/redeem_phone_code">
                <label for="phone-code">{t!("manage-phone-code")}</label>
                <input
                    id="phone-code" name="code" class="code" required maxlength="12" autocomplete="one-time-code"
                    autocapitalize="characters" spellcheck="false" placeholder="ABCDEFGH"
                    aria-invalid=field.invalid() aria-describedby=field.described_by("") autofocus=field.is_here
                />
                {field.message()}
                <button type="submit">{t!("manage-phone-confirm")}</button>
            </form>
        </div>
    }
}

#[component]
fn Add() -> impl IntoView {
    let field = returned("new-phone");
    view! {
        <form method="post" action="/api/send_phone_code">
            <label for="new-phone">{t!("manage-phone-new")}</label>
            <input
                id="new-phone" name="phone" type="tel" required maxlength="30" autocomplete="tel"
                placeholder="+49 1512 3456789" value=field.value("") aria-invalid=field.invalid()
                aria-describedby=field.described_by("new-phone-hint") autofocus=field.is_here
            />
            {field.message()}
            <p id="new-phone-hint" class="meta">{t!("manage-phone-hint")}</p>
            <button type="submit">{t!("manage-phone-send")}</button>
        </form>
    }
}

/// Texts a code to a number. The next page is the same whether or not another account has the number.
#[server(endpoint = "send_phone_code")]
pub(crate) async fn send_phone_code(phone: String) -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    let sent = rp.sms().send_phone_code(&context, &phone).await;
    let form = Form::on(ACCOUNT).says("done-phone-sent");
    form.field("new-phone", &phone, &["invalid_phone", "not_mobile", "text_country"]).answer(sent);
    Ok(())
}

/// Confirms a number with the code from its text message.
#[server(endpoint = "redeem_phone_code")]
pub(crate) async fn redeem_phone_code(code: String) -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    let confirmed = rp.sms().redeem_phone_code(&context, &code).await;
    let form = Form::on(ACCOUNT).says("done-phone-confirmed");
    form.field("phone-code", "", &["wrong_text_code"]).answer(confirmed);
    Ok(())
}

/// Removes the number.
#[server(endpoint = "remove_phone")]
pub(crate) async fn remove_phone() -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    Form::on(ACCOUNT).says("done-phone-removed").answer(rp.sms().remove_phone(&context).await);
    Ok(())
}
