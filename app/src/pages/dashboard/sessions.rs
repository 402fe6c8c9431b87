//! Sessions: where the account is signed in, with buttons to sign out.

use latchkey::Credential;
use latchkey::model::session::Method;
use latchkey::model::session::Session;
use leptos::prelude::*;

use crate::pages::components::{Ago, At, DASHBOARD, browser};
use crate::pages::response;
use crate::problem::Problem as Refused;
use crate::request;
use crate::words::{t, t_view};

#[component]
pub(super) fn Sessions(
    sessions: Vec<Session>,
    /// The current session.
    this: String,
    passkeys: Vec<Credential>,
) -> impl IntoView {
    let others = sessions.len() > 1;
    let items = sessions.into_iter().map(|session| {
        let opened_by = opened_by(&session, &passkeys);
        let is_this = session.id == this;
        view! { <SessionItem session opened_by is_this/> }
    });
    view! {
        <section class="card" aria-labelledby="sessions">
            <h2 id="sessions">{t!("sessions-heading")}</h2>
            <ul class="items">{items.collect_view()}</ul>
            {others.then(|| view! {
                <form method="post" action="/api/end_other_sessions">
                    <button type="submit">{t!("sessions-end-others")}</button>
                </form>
            })}
        </section>
    }
}

fn opened_by(session: &Session, passkeys: &[Credential]) -> String {
    let passkey = passkeys.iter().find(|one| Some(one.id.to_string()) == session.credential_id);
    match (session.method, passkey) {
        (Method::Mail, _) => t!("session-by-mail"),
        (Method::Link, _) => t!("session-by-link"),
        (Method::Passkey, Some(passkey)) => {
            t!("session-by-passkey", passkey = passkey.name.as_str())
        }
        (Method::Passkey, None) => t!("session-by-removed-passkey"),
    }
}

#[component]
fn SessionItem(session: Session, opened_by: String, is_this: bool) -> impl IntoView {
    let named = format!("session-{}", session.id);
    let button = format!("sign-out-{}", session.id);
    let place = t!("session-place", browser = browser(&session.user_agent), ip = session.ip);
    view! {
        <li>
            <div>
                <h3 id=named.clone()>{place}</h3>
                <p class="meta">
                    {t_view!(
                        "session-opened", how = opened_by;
                        created = view! { <At when=session.created_at/> },
                        seen = view! { <Ago when=session.last_seen_at/> },
                    )}
                </p>
                {is_this.then(|| view! { <p class="tags"><span class="tag good">{t!("session-this")}</span></p> })}
            </div>
            {(!is_this).then(|| view! {
                <form method="post" action="/api/end_session">
                    <input type="hidden" name="id" value=session.id/>
                    <button type="submit" id=button.clone() aria-labelledby=format!("{button} {named}")>
                        {t!("session-end")}
                    </button>
                </form>
            })}
        </li>
    }
}

/// Signs out of one of the account's sessions.
#[server(endpoint = "end_session")]
pub(crate) async fn end_session(id: String) -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    response::redirect(rp.end_session(&context, &id).await, DASHBOARD, DASHBOARD);
    Ok(())
}

/// Signs out of all other sessions of the account.
#[server(endpoint = "end_other_sessions")]
pub(crate) async fn end_other_sessions() -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    response::redirect(rp.end_other_sessions(&context).await, DASHBOARD, DASHBOARD);
    Ok(())
}
