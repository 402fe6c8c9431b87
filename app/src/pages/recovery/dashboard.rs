//! Recovery on the dashboard: how many codes are left, and the notice of a reset.

use latchkey::clock::UnixSeconds;
use latchkey::recovery::RecoveryCodes;
use latchkey::recovery::Reset;
use latchkey::{RelyingParty, UserId};
use leptos::prelude::*;

use super::codes::Left;
use crate::pages::components::{At, DASHBOARD};
use crate::pages::response;
use crate::problem::Problem as Refused;
use crate::request;
use crate::words::{t, t_view};

/// How long a cancelled reset is shown, in seconds. An owner who uses a passkey cancels it and has to learn
/// that it was requested.
const TOLD: UnixSeconds = 7 * 24 * 3600;

/// The number of codes at which the page suggests new ones.
const FEW: i64 = 2;

/// The parts of the dashboard.
pub(crate) struct OnDashboard {
    /// The notice of a reset, above everything else.
    pub(crate) notice: AnyView,
    pub(crate) card: AnyView,
}

/// Returns the parts that the dashboard shows. `recent`: the user has recently confirmed that it's them.
pub(crate) async fn on_dashboard(
    rp: &RelyingParty,
    user_id: UserId,
    recent: bool,
) -> latchkey::Result<OnDashboard> {
    let codes = rp.recovery_codes(user_id).await?;
    let reset = rp.find_reset(user_id).await?;
    let now = rp.clock().now();
    let notice = reset.map(|reset| view! { <ResetNotice reset recent now/> });
    Ok(OnDashboard { notice: notice.into_any(), card: view! { <Codes codes/> }.into_any() })
}

#[component]
fn Codes(codes: Option<RecoveryCodes>) -> impl IntoView {
    let few = codes.as_ref().is_some_and(|codes| codes.unused <= FEW);
    let label = if codes.is_some() { t!("codes-replace") } else { t!("codes-make") };
    view! {
        <section class="card" aria-labelledby="codes">
            <h2 id="codes">{t!("codes-title")}</h2>
            <Left codes/>
            {few.then(|| view! { <p class="note">{t!("codes-few")}</p> })}
            <p class="actions"><a class="button" href="/recovery-codes">{label}</a></p>
        </section>
    }
}

#[component]
fn ResetNotice(
    reset: Reset,
    /// Whether a passkey or a code was used in this session recently.
    recent: bool,
    now: UnixSeconds,
) -> impl IntoView {
    match reset.cancelled_at {
        Some(at) if now - at >= TOLD => ().into_any(),
        Some(at) => view! {
            <section class="card" aria-labelledby="reset">
                <h2 id="reset">{t!("reset-cancelled")}</h2>
                <p>
                    {t_view!(
                        "reset-cancelled-what";
                        asked = view! { <At when=reset.requested_at/> },
                        cancelled = view! { <At when=at/> },
                    )}
                </p>
                <p>{t!("reset-not-you")}</p>
            </section>
        }
        .into_any(),
        None => view! {
            <section class="card alarm" aria-labelledby="reset">
                <h2 id="reset">{t!("reset-under-way")}</h2>
                <p>
                    {t_view!(
                        "reset-under-way-what";
                        asked = view! { <At when=reset.requested_at/> },
                        ripe = view! { <strong><At when=reset.ripe_at/></strong> },
                    )}
                </p>
                {if recent {
                    view! {
                        <form method="post" action="/api/cancel_reset">
                            <button type="submit" class="primary">{t!("reset-cancel")}</button>
                        </form>
                    }
                    .into_any()
                } else {
                    view! {
                        <p>{t!("reset-verify")}</p>
                        <p><a href="/recovery">{t!("reset-you")}</a></p>
                    }
                    .into_any()
                }}
            </section>
        }
        .into_any(),
    }
}

/// Cancels the account's reset.
#[server(endpoint = "cancel_reset")]
pub(crate) async fn cancel_reset() -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    response::redirect(rp.cancel_reset(&context).await, DASHBOARD, DASHBOARD);
    Ok(())
}
