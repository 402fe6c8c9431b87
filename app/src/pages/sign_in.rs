//! Sign in: one click, or the autofill list, or a link by e-mail.

use leptos::prelude::*;

use super::parts::{Ceremony, EmailField, Page, Problem, WithoutScripts};
use crate::problem::Problem as Refused;
use crate::server::asking;

#[component]
pub(super) fn SignIn() -> impl IntoView {
    view! {
        <Page title="Sign in">
            <section class="card narrow">
                <h1>"Sign in"</h1>
                <Problem/>
                <div class="passkey-way">
                    <Ceremony name="sign_in" label="Sign in with a passkey"/>
                </div>
                <WithoutScripts/>
                <p class="or"><span>"or by e-mail"</span></p>
                <form method="post" action="/api/send_magic_link">
                    // "webauthn" offers passkeys in the list that opens under the field.
                    <EmailField autocomplete="username webauthn"/>
                    <input type="hidden" name="from" value="/sign-in"/>
                    <button type="submit">"Email me a sign-in link"</button>
                </form>
                <p class="aside">"New here? " <a href="/sign-up">"Create an account"</a></p>
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
