//! Sign in: one click, or the autofill list, or a link by e-mail.

use leptos::prelude::*;

use super::parts::{Ceremony, EmailField, Page, Problem, WithoutScripts};
use crate::problem::Problem as Refused;
use crate::server::asking;
use crate::words::{t, t_view};

#[component]
pub(super) fn SignIn() -> impl IntoView {
    view! {
        <Page title=t!("sign-in-title")>
            <section class="card narrow">
                <h1>{t!("sign-in-title")}</h1>
                <Problem/>
                <div class="passkey-way">
                    <Ceremony name="sign_in" label=t!("part-sign-in-passkey")/>
                </div>
                <p class="aside phone">{t!("sign-in-phone")}</p>
                <WithoutScripts/>
                <p class="or"><span>{t!("sign-in-or")}</span></p>
                <form method="post" action="/api/send_magic_link">
                    // "webauthn" offers passkeys in the list that opens under the field.
                    <EmailField autocomplete="username webauthn"/>
                    <input type="hidden" name="from" value="/sign-in"/>
                    <button type="submit">{t!("part-email-link")}</button>
                </form>
                <p class="aside">
                    {t_view!("sign-in-new"; link = view! { <a href="/sign-up">{t!("sign-in-new-link")}</a> })}
                </p>
            </section>
        </Page>
    }
}

/// Mails a sign-in link, and goes on to the page that waits for it. What the page says is the
/// same whether or not the address has an account.
#[server(endpoint = "send_magic_link")]
pub(crate) async fn send_magic_link(email: String, from: Option<String>) -> Result<(), Refused> {
    let (rp, visitor) = asking().await?;
    match rp.send_magic_link(&visitor, &email, None).await {
        Ok(()) => leptos_axum::redirect("/magic-link"),
        Err(error) => {
            let refused = Refused::from(error);
            let page = if from.as_deref() == Some("/sign-up") { "/sign-up" } else { "/sign-in" };
            leptos_axum::redirect(&format!("{page}?problem={}", refused.code));
        }
    }
    Ok(())
}
