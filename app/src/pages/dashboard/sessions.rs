//! Sessions: where the account is signed in, with buttons to sign out.

use latchkey::model::session::Method;
use latchkey::model::session::Session;
use latchkey::{Credential, SessionId};
use leptos::prelude::*;

use crate::pages::components::{Ago, DASHBOARD, browser};
use crate::pages::icons::Icon;
use crate::pages::notice::{Done, Form};
use crate::problem::Problem as Refused;
use crate::request;
use crate::words::{t, t_view};

#[component]
pub(super) fn Sessions(
    mut sessions: Vec<Session>,
    /// The current session.
    this: SessionId,
    passkeys: Vec<Credential>,
) -> impl IntoView {
    let others = sessions.len() > 1;
    sessions.sort_by_key(|session| session.id != this);
    let items = sessions.into_iter().map(|session| {
        let opened_by = opened_by(&session, &passkeys);
        let is_this = session.id == this;
        view! { <SessionItem session opened_by is_this/> }
    });
    view! {
        <section class="card" aria-labelledby="sessions">
            <div class="card-head">
                <h2 id="sessions">{t!("sessions-heading")}</h2>
                {others.then(|| view! {
                    <form method="post" action="/api/end_other_sessions">
                        <button type="submit">{t!("sessions-end-others")}</button>
                    </form>
                })}
            </div>
            <Done card="sessions"/>
            <ul class="items">{items.collect_view()}</ul>
            {(!others).then(|| view! { <p class="meta">{t!("sessions-only")}</p> })}
        </section>
    }
}

fn opened_by(session: &Session, passkeys: &[Credential]) -> String {
    let passkey = passkeys.iter().find(|one| Some(one.id) == session.credential_id);
    match (session.method, passkey) {
        (Method::Mail, _) => t!("session-by-mail"),
        (Method::Link, _) => t!("session-by-link"),
        (Method::Passkey, Some(passkey)) => {
            t!("session-by-passkey", passkey = passkey.name.as_str())
        }
        (Method::Passkey, None) => t!("session-by-removed-passkey"),
    }
}

/// Phones and tablets say so in their `User-Agent`, except iPads.
fn icon(user_agent: &str) -> &'static str {
    let is_mobile = ["Mobile", "Android", "iPhone"].iter().any(|word| user_agent.contains(word));
    if is_mobile { "phone" } else { "computer" }
}

#[component]
fn SessionItem(session: Session, opened_by: String, is_this: bool) -> impl IntoView {
    let named = format!("session-{}", session.id);
    let place = t!("session-place", browser = browser(&session.user_agent), ip = session.ip);
    let sign_out = if is_this {
        view! {
            <form method="post" action="/api/sign_out">
                <button type="submit">{t!("account-sign-out")}</button>
            </form>
        }
        .into_any()
    } else {
        let button = format!("sign-out-{}", session.id);
        view! {
            <form method="post" action="/api/end_session">
                <input type="hidden" name="id" value=session.id.to_string()/>
                <button type="submit" id=button.clone() aria-labelledby=format!("{button} {named}")>
                    {t!("session-end")}
                </button>
            </form>
        }
        .into_any()
    };
    view! {
        <li>
            <span class="kind"><Icon name=icon(&session.user_agent)/></span>
            <div class="about">
                <h3 id=named.clone()>{place}</h3>
                <p class="meta">
                    {t_view!(
                        "session-opened", how = opened_by;
                        created = view! { <Ago when=session.created_at/> },
                        seen = view! { <Ago when=session.last_seen_at/> },
                    )}
                </p>
                {is_this.then(|| view! { <p class="tags"><span class="tag good">{t!("session-this")}</span></p> })}
            </div>
            {sign_out}
        </li>
    }
}

/// Signs out of one of the account's sessions.
#[server(endpoint = "end_session")]
pub(crate) async fn end_session(id: String) -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    let ended = rp.sessions().end(&context, &id).await;
    Form::on(DASHBOARD).says("done-sessions-ended").answer(ended);
    Ok(())
}

/// Signs out of all other sessions of the account.
#[server(endpoint = "end_other_sessions")]
pub(crate) async fn end_other_sessions() -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    let ended = rp.sessions().end_others(&context).await;
    Form::on(DASHBOARD).says("done-sessions-others-ended").answer(ended);
    Ok(())
}
