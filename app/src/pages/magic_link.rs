//! The page that waits for a sign-in email, and the page that its link opens.
//!
//! Opening a link changes nothing. Its button does, and only in the browser that requested the link. In other
//! browsers the page explains how to use the code. Everything works without scripts.

use std::time::Duration;

use latchkey::magic_link::Look;
use latchkey::model::magic_link::MagicLink as Link;
use latchkey::model::magic_link::Purpose;
use latchkey::{RelyingParty, RequestContext, SignUp};
use leptos::prelude::*;

use super::components::{ACCOUNT, Ceremony, CodeForm, DASHBOARD, Page, Problem, who_may_sign_up};
use super::notice::{Done, Form};
use super::passkey_offer;
use super::response::set_status;
use super::signed_in_link::{reauthenticate, signed_in};
use crate::ceremonies::SIGN_IN;
use crate::extras::EXTRAS;
use crate::problem::{Problem as Refused, words};
use crate::request::{self, PageRequest};
use crate::words::{t, t_view};

/// The page that waits for an email.
pub(crate) const WAITING: &str = "/magic-link";

/// The messages of the next page after a link has confirmed an address.
const DONE: [&str; 2] = ["done-identity-confirmed", "done-address-changed"];

#[component]
pub(super) fn MagicLink() -> impl IntoView {
    let content = Suspend::new(async move {
        let page = request::page()?;
        if let Some(of_extra) = EXTRAS.iter().find_map(|extra| (extra.link_page)(&page)) {
            return Some(of_extra.await);
        }
        Some(match page.query("token").map(str::to_owned) {
            Some(token) => link(&page, &token).await,
            None => waiting(&page).await,
        })
    });
    view! {
        <Page title=t!("link-title")>
            <section class="card narrow">
                <Suspense>{content}</Suspense>
            </section>
        </Page>
    }
}

async fn link(page: &PageRequest, token: &str) -> AnyView {
    match page.rp.magic_links().look_at(&page.context, token).await {
        Ok(Look::Ready(link)) => ready(page, &link, token),
        Ok(Look::SignedIn(next)) => signed_in(page, next),
        Ok(Look::VerifyFirst(link)) => {
            let next = format!("/magic-link?token={token}");
            let reauthentication = reauthenticate(page, &link, next).await;
            view! {
                <h1>{t!("link-ready-confirm")}</h1>
                {reauthentication}
            }
            .into_any()
        }
        Ok(Look::Elsewhere) => view! {
            <h1>{t!("link-elsewhere")}</h1>
            <p>{t!("link-elsewhere-how")}</p>
            <p class="note">{t!("link-elsewhere-warning")}</p>
        }
        .into_any(),
        Ok(Look::SignInFirst(email)) => view! {
            <h1>{t!("link-sign-in-first")}</h1>
            <p>{t_view!("link-sign-in-first-how"; email = view! { <strong>{email.to_string()}</strong> })}</p>
            <Ceremony of=SIGN_IN label=t!("part-sign-in-passkey") next=format!("/magic-link?token={token}")/>
        }
        .into_any(),
        Err(error) => unusable(error),
    }
}

/// A link that can't be used, and why.
pub(crate) fn unusable(error: latchkey::Error) -> AnyView {
    set_status(&error);
    let refused = Refused::from(error);
    view! {
        <h1>{t!("link-unusable")}</h1>
        <p class="problem" role="alert">{words(&refused.code)}</p>
        <p class="actions"><a class="button primary" href="/sign-in">{t!("link-get-new")}</a></p>
    }
    .into_any()
}

fn ready(page: &PageRequest, link: &Link, token: &str) -> AnyView {
    let here = page.signed_in.as_ref().map(|signed_in| signed_in.user.clone());
    let (heading, button) = match link.purpose {
        Purpose::SignIn => (t!("link-ready"), t!("link-ready")),
        Purpose::Confirm => (t!("link-ready-confirm"), t!("link-ready-confirm-button")),
        Purpose::Change => (t!("link-ready-change"), t!("link-ready-change-button")),
    };
    let leaves = here
        .filter(|user| link.purpose != Purpose::Change && user.email.as_ref() != Some(&link.email));
    let leaves = leaves.map(|user| {
        view! {
            <p class="note">
                {t_view!("link-leaves"; name = view! { <strong>{user.name()}</strong> })}
            </p>
        }
    });
    view! {
        <h1>{heading}</h1>
        <p>{t_view!("link-ready-address"; email = address(link))}</p>
        {leaves}
        <form method="post" action="/api/redeem_magic_link">
            <input type="hidden" name="token" value=token.to_owned()/>
            <input type="hidden" name="done" value=done(link.purpose)/>
            <button type="submit" class="primary">{button}</button>
        </form>
    }
    .into_any()
}

async fn waiting(page: &PageRequest) -> AnyView {
    let Ok(Some(link)) = page.rp.magic_links().awaited(&page.context).await else {
        return view! {
            <h1>{t!("link-none")}</h1>
            <Problem/>
            <p>{t!("link-none-why")}</p>
            <p class="actions"><a class="button primary" href="/sign-in">{t!("link-get")}</a></p>
        }
        .into_any();
    };
    let has_to_verify = matches!(
        page.rp.magic_links().look_here(&page.context, link.clone()).await,
        Ok(Look::VerifyFirst(_))
    );
    let reauthentication = if has_to_verify {
        reauthenticate(page, &link, "/magic-link".to_owned()).await
    } else {
        None
    };
    let wait =
        page.rp.magic_links().wait_to_send_again(&page.context, &link).await.unwrap_or_default();
    let mailbox = page.rp.config().has_development_mailbox().then(|| {
        view! {
            <p class="note">
                {t_view!("link-mailbox"; mailbox = view! {
                    <a href="/dev/mailbox">{t!("link-mailbox-name")}</a>
                })}
            </p>
        }
    });
    let minutes = link.lifetime().as_secs() / 60;
    // If not everyone may have an account, the email to some addresses has no link. This page is the same for all.
    let is_open = link.purpose != Purpose::SignIn || who_may_sign_up() == SignUp::Everyone;
    let sent = if is_open {
        t_view!("link-sent-to", count = minutes; email = address(&link))
    } else {
        t_view!("link-sent-if"; email = address(&link))
    };
    view! {
        <h1>{t!("link-sent")}</h1>
        <p>{sent}</p>
        <Problem/>
        <Done card="link"/>
        {mailbox}
        {reauthentication}
        <CodeForm back="/magic-link" done=done(link.purpose)/>
        <SendAgain link wait/>
    }
    .into_any()
}

/// Returns what the next page says after a link was used.
fn done(purpose: Purpose) -> Option<&'static str> {
    match purpose {
        Purpose::SignIn => None,
        Purpose::Confirm => Some("done-identity-confirmed"),
        Purpose::Change => Some("done-address-changed"),
    }
}

/// The address that a link is for.
fn address(link: &Link) -> impl IntoView + use<> {
    view! { <strong>{link.email.to_string()}</strong> }
}

#[component]
fn SendAgain(
    link: Link,
    /// How long the user has to wait before sending again.
    wait: Duration,
) -> impl IntoView {
    let action = match link.purpose {
        Purpose::SignIn => "/api/send_magic_link",
        Purpose::Confirm => "/api/send_confirmation",
        Purpose::Change => "/api/change_address",
    };
    view! {
        <form method="post" action=action class="aside">
            <input type="hidden" name="email" value=link.email.to_string()/>
            <input type="hidden" name="from" value=WAITING/>
            {link.next.map(|next| view! { <input type="hidden" name="next" value=next/> })}
            {(!wait.is_zero()).then(|| in_words(wait))} " "
            {t_view!("link-send-again"; button = view! {
                <button type="submit" class="link">{t!("link-send-again-button")}</button>
            })}
        </form>
    }
}

/// Returns how long to wait, in words.
fn in_words(wait: Duration) -> String {
    match wait.as_secs() {
        seconds @ ..=90 => t!("link-wait-seconds", count = seconds),
        seconds => t!("link-wait-minutes", count = seconds.div_ceil(60)),
    }
}

/// Redeems a link with its button.
#[server(endpoint = "redeem_magic_link")]
pub(crate) async fn redeem_magic_link(token: String, done: Option<String>) -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    let redeemed = rp.magic_links().redeem(&context, &token).await;
    arrive(&rp, &context, redeemed, done.as_deref(), WAITING).await;
    Ok(())
}

/// Redeems the awaited link with the code from its email.
#[server(endpoint = "redeem_code")]
pub(crate) async fn redeem_code(
    code: String,
    back: Option<String>,
    done: Option<String>,
) -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    let redeemed = rp.magic_links().redeem_code(&context, &code).await;
    let back = [DASHBOARD, ACCOUNT].into_iter().find(|page| back.as_deref() == Some(page));
    arrive(&rp, &context, redeemed, done.as_deref(), back.unwrap_or(WAITING)).await;
    Ok(())
}

/// Says on the waiting page that an email was sent again, if that page asked for it.
pub(crate) fn sent_again<'a>(form: Form<'a>, from: Option<&str>) -> Form<'a> {
    if from == Some(WAITING) { form.says("done-link-sent-again") } else { form }
}

/// Emails another link that confirms the account's address.
#[server(endpoint = "send_confirmation")]
pub(crate) async fn send_confirmation(from: Option<String>) -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    let sent = rp.magic_links().send_confirmation(&context).await;
    sent_again(Form::on(WAITING), from.as_deref()).answer(sent);
    Ok(())
}

/// Redirects after redeeming a link. When it is due, the passkey offer comes first. `done` is the
/// message of the next page, and `back` is the page for an error.
pub(crate) async fn arrive(
    rp: &RelyingParty,
    context: &RequestContext,
    redeemed: latchkey::Result<Option<String>>,
    done: Option<&str>,
    back: &str,
) {
    let next = match redeemed {
        Ok(next) => next,
        Err(error) => {
            let form = Form::on(back).field("code", "", &["wrong_code"]);
            return if back == WAITING { form.refuse_here(error) } else { form.refuse(error) };
        }
    };
    // The form has it from the page, and a page shows no other text than these.
    if let Some(done) = DONE.into_iter().find(|known| done == Some(known)) {
        request::leave_notice(done);
    }
    let is_offered = rp.passkeys().offer(context).await.unwrap_or_else(|error| {
        // The user is signed in. If the offer fails, they must still see that.
        error.log();
        false
    });
    if is_offered {
        leptos_axum::redirect(&passkey_offer::path(next.as_deref()));
    } else {
        leptos_axum::redirect(&next.unwrap_or_else(|| rp.settings().site().redirect.clone()));
    }
}
