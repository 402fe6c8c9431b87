//! Recovery on the dashboard: how many codes are left, and the notice of a reset.

use latchkey::clock::UnixSeconds;
use latchkey::recovery::RecoveryCodes;
use latchkey::recovery::Reset;
use latchkey::{RelyingParty, UserId};
use leptos::prelude::*;

use super::codes::Left;
use crate::pages::components::{At, DASHBOARD};
use crate::pages::notice::{Done, Form};
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

/// Returns the parts that the dashboard shows.
pub(crate) async fn on_dashboard(
    rp: &RelyingParty,
    user_id: UserId,
) -> latchkey::Result<OnDashboard> {
    let codes = rp.recovery().codes(user_id).await?;
    let reset = rp.recovery().find_reset(user_id).await?;
    let now = rp.clock().now();
    let notice = reset.map(|reset| view! { <ResetNotice reset now/> });
    Ok(OnDashboard { notice: notice.into_any(), card: view! { <Codes codes/> }.into_any() })
}

#[component]
fn Codes(codes: Option<RecoveryCodes>) -> impl IntoView {
    let few = codes.as_ref().is_some_and(|codes| codes.unused <= FEW);
    let label = if codes.is_some() { t!("codes-replace") } else { t!("codes-make") };
    view! {
        <section class="card" aria-labelledby="codes">
            <div class="card-head">
                <h2 id="codes">{t!("codes-title")}</h2>
                <a class="button" href="/recovery-codes">{label}</a>
            </div>
            <Left codes/>
            {few.then(|| view! { <p class="note">{t!("codes-few")}</p> })}
        </section>
    }
}

#[component]
fn ResetNotice(reset: Reset, now: UnixSeconds) -> impl IntoView {
    match reset.cancelled_at {
        Some(at) if now - at >= TOLD => ().into_any(),
        Some(at) => view! {
            <section class="card" aria-labelledby="reset">
                <h2 id="reset">{t!("reset-cancelled")}</h2>
                <Done card="reset"/>
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
                <p>{t!("reset-verify")}</p>
                <div class="choices">
                    <form method="post" action="/api/cancel_reset">
                        <button type="submit" class="primary">{t!("reset-cancel")}</button>
                    </form>
                    <a class="button" href="/recovery">{t!("reset-you")}</a>
                </div>
            </section>
        }
        .into_any(),
    }
}

/// Cancels the account's reset.
#[server(endpoint = "cancel_reset")]
pub(crate) async fn cancel_reset() -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    let cancelled = rp.recovery().cancel_reset(&context).await;
    Form::on(DASHBOARD).says("done-reset-cancelled").answer(cancelled);
    Ok(())
}
