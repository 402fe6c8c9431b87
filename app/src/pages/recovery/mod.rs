//! Recovery: getting back into an account after losing its passkeys. With a code immediately, or with a reset,
//! which takes three days so that the owner can object. Both begin with a sign-in by email, so the page tells
//! everyone else how to get one.

pub(crate) mod answers;
pub(crate) mod cancel;
mod codes;
pub(crate) mod dashboard;

use latchkey::SignedIn;
use latchkey::model::session::Method;
use latchkey::recovery::RecoveryCodes;
use latchkey::recovery::Reset;
use latchkey::web::redirect::by_way_of;
use leptos::prelude::*;

use crate::ceremonies::ADDING_PASSKEY;
use crate::pages::components::{At, Ceremony, DASHBOARD, Page, Problem, can_mail};
use crate::pages::notice::{Done, Form, returned};
use crate::pages::response;
use crate::problem::Problem as Refused;
use crate::request::{self, PageRequest};
use crate::words::{t, t_view};

pub(super) use self::cancel::CancelReset;
pub(super) use self::codes::RecoveryCodes as Codes;
pub(super) use self::dashboard::on_dashboard;

/// The page's path. Its forms redirect here.
const PATH: &str = "/recovery";

#[component]
pub(crate) fn Recovery() -> impl IntoView {
    view! {
        <Page title=t!("recovery-title")>
            <section class="card narrow">
                <h1>{t!("recovery-title")}</h1>
                <Problem/>
                <Done card="recovery"/>
                {if is_signed_in() {
                    view! {
                        {response::for_user(load)}
                        <p class="aside"><a href="/dashboard">{t!("codes-back")}</a></p>
                    }
                    .into_any()
                } else {
                    view! { <SignedOut/> }.into_any()
                }}
            </section>
        </Page>
    }
}

fn is_signed_in() -> bool {
    request::page().is_some_and(|page| page.signed_in.is_some())
}

/// The ways to sign in without the passkeys of before.
#[component]
fn SignedOut() -> impl IntoView {
    let by_mail = if can_mail() {
        let sign_in = by_way_of("/sign-in", None, Some(PATH));
        view! {
            <p>{t!("recovery-by-mail")}</p>
            <p class="actions"><a class="button primary" href=sign_in>{t!("link-get")}</a></p>
        }
        .into_any()
    } else {
        view! { <p class="note">{t!("recovery-reset-no-mail")}</p> }.into_any()
    };
    view! {
        <p>{t!("recovery-look")}</p>
        <p class="actions"><a class="button" href="/sign-in">{t!("part-sign-in-passkey")}</a></p>
        <h2>{t!("recovery-none-left")}</h2>
        {by_mail}
    }
}

async fn load(page: PageRequest, signed_in: SignedIn) -> latchkey::Result<AnyView> {
    let (rp, user_id) = (&page.rp, signed_in.user.id);
    let now = rp.clock().now();
    let has_passkey = !rp.store().list_credentials(user_id).await?.is_empty();
    if signed_in.is_recently_verified(now) || !has_passkey {
        return Ok(view! {
            <p>{t!("recovery-can")}</p>
            <p class="actions"><a class="button primary" href="/dashboard">{t!("recovery-dashboard")}</a></p>
        }
        .into_any());
    }
    let codes = rp.recovery().codes(user_id).await?;
    let reset =
        rp.recovery().find_reset(user_id).await?.filter(|reset| reset.cancelled_at.is_none());
    let by_mail = signed_in.session.method == Method::Mail;
    let can_mail = rp.mail().can_send();
    let opens = reset.as_ref().is_some_and(|reset| reset.opens_to(&signed_in.session, now));
    Ok(view! {
        <p>{t!("recovery-look")}</p>
        <UseCode codes/>
        <h2>{t!("recovery-reset-heading")}</h2>
        {match reset {
            Some(reset) if opens => view! { <Ripe reset/> }.into_any(),
            Some(reset) => view! { <Waiting reset/> }.into_any(),
            None => view! { <Ask by_mail can_mail/> }.into_any(),
        }}
    }
    .into_any())
}

#[component]
fn UseCode(codes: Option<RecoveryCodes>) -> impl IntoView {
    if codes.is_none_or(|codes| codes.unused == 0) {
        return view! { <p>{t!("recovery-no-codes")}</p> }.into_any();
    }
    let field = returned("recovery-code");
    view! {
        <h2>{t!("recovery-code-heading")}</h2>
        <form method="post" action="/api/use_recovery_code">
            <label for="recovery-code">{t!("recovery-code")}</label>
            <input
                id="recovery-code" name="code" class="code long" required maxlength="40" autocomplete="off"
                autocapitalize="characters" spellcheck="false" aria-invalid=field.invalid()
                aria-describedby=field.described_by("recovery-code-help") autofocus=field.is_here
            />
            {field.message()}
            <p id="recovery-code-help" class="meta">{t!("recovery-code-hint")}</p>
            <button type="submit" class="primary">{t!("recovery-code-use")}</button>
        </form>
    }
    .into_any()
}

#[component]
fn Ask(by_mail: bool, can_mail: bool) -> impl IntoView {
    let act = if by_mail && can_mail {
        view! {
            <form method="post" action="/api/ask_for_reset">
                <button type="submit">{t!("recovery-reset-ask")}</button>
            </form>
        }
        .into_any()
    } else if can_mail {
        view! {
            <p class="note">{t!("recovery-reset-by-mail")}</p>
        }
        .into_any()
    } else {
        view! { <p class="note">{t!("recovery-reset-no-mail")}</p> }.into_any()
    };
    view! {
        <p>{t!("recovery-reset-how")}</p>
        {act}
    }
}

#[component]
fn Waiting(reset: Reset) -> impl IntoView {
    view! {
        <p class="note">
            {t_view!(
                "recovery-waiting";
                asked = view! { <At when=reset.requested_at/> },
                ripe = view! { <strong><At when=reset.ripe_at/></strong> },
                over = view! { <At when=reset.expires_at/> },
            )}
        </p>
        <p>{t!("recovery-waiting-ends")}</p>
    }
}

#[component]
fn Ripe(reset: Reset) -> impl IntoView {
    view! {
        <p>{t_view!("recovery-ripe"; over = view! { <At when=reset.expires_at/> })}</p>
        <Ceremony of=ADDING_PASSKEY label=t!("part-create-passkey")/>
    }
}

/// Uses a recovery code, which verifies this session.
#[server(endpoint = "use_recovery_code")]
pub(crate) async fn use_recovery_code(code: String) -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    let used = rp.recovery().use_code(&context, &code).await;
    let form = Form::on(PATH).then(DASHBOARD).says("done-passkeys-code-used");
    form.field("recovery-code", "", &["wrong_recovery_code"]).answer(used);
    Ok(())
}

/// Requests a reset.
#[server(endpoint = "ask_for_reset")]
pub(crate) async fn ask_for_reset() -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    Form::on(PATH)
        .says("done-recovery-requested")
        .answer(rp.recovery().request_reset(&context).await);
    Ok(())
}
