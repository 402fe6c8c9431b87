//! The sign-in page: one click, the autofill list, or a link by email.

use latchkey::SignUp;
use latchkey::web::redirect::{by_way_of, on_this_site};
use leptos::prelude::*;

use super::components::{
    Ceremony, EmailField, Page, Problem, SignedInAlready, Wanted, WithoutScripts, after_sign_in,
    can_mail, wanted, who_may_sign_up,
};
use super::magic_link::{WAITING, sent_again};
use super::notice::Form;
use crate::ceremonies::SIGN_IN;
use crate::problem::Problem as Refused;
use crate::request;
use crate::words::{t, t_view};

/// The pages with a form that requests a link.
const FORMS: [&str; 3] = ["/sign-in", "/sign-up", WAITING];

#[component]
pub(super) fn SignIn() -> impl IntoView {
    let next = after_sign_in();
    view! {
        <Page title=t!("sign-in-title")>
            <section class="card narrow">
                <h1>{t!("sign-in-title")}</h1>
                {wanted().map(|_| view! { <p>{t!("sign-in-first")}</p> })}
                <Problem/>
                <SignedInAlready/>
                <div class="passkey-way">
                    <Ceremony of=SIGN_IN label=t!("part-sign-in-passkey") next has_link=can_mail()/>
                    <p class="aside phone">{t!("sign-in-phone")}</p>
                </div>
                <WithoutScripts/>
                {can_mail().then(|| view! {
                    <p class="or"><span>{t!("sign-in-or")}</span></p>
                    <form method="post" action="/api/send_magic_link">
                        // "webauthn" offers passkeys in the list that opens under the field.
                        <EmailField autocomplete="username webauthn"/>
                        <input type="hidden" name="from" value="/sign-in"/>
                        <Wanted/>
                        <button type="submit">{t!("part-email-link")}</button>
                    </form>
                })}
                {(who_may_sign_up() != SignUp::Nobody).then(|| view! {
                    <p class="aside">
                        {t_view!("sign-in-new"; link = view! { <a href=by_way_of("/sign-up", None, wanted().as_deref())>{t!("sign-in-new-link")}</a> })}
                    </p>
                })}
                <p class="aside"><a href="/recovery">{t!("recovery-title")}</a></p>
            </section>
        </Page>
    }
}

/// Emails a sign-in link, and redirects to the page that waits for it. That page is the same whether
/// or not the address has an account.
#[server(endpoint = "send_magic_link")]
pub(crate) async fn send_magic_link(
    email: String,
    from: Option<String>,
    next: Option<String>,
) -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    let sent = rp.magic_links().send(&context, &email, next.as_deref()).await;
    let page = FORMS.iter().find(|page| from.as_deref() == Some(page)).unwrap_or(&"/sign-in");
    let next = next.and_then(|next| on_this_site(&rp.config().origin, &next));
    let form = Form::on(page).then(WAITING).keeps(next.as_deref());
    sent_again(form.field("email", &email, &["invalid_email"]), from.as_deref()).answer(sent);
    Ok(())
}
