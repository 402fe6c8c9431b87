//! The page of a link that makes a user an administrator. Opening it changes nothing; its button does.

use latchkey::extras::console::admin::INVITATION_PATH;
use latchkey::{Error, SignedIn};
use leptos::prelude::*;

use crate::pages::components::{Page, Problem};
use crate::pages::reauthentication::Reauthentication;
use crate::pages::response;
use crate::pages::signals::signals;
use crate::problem::Problem as Refused;
use crate::request::{self, PageRequest};
use crate::words::{t, t_view};

#[component]
pub(super) fn Invitation() -> impl IntoView {
    view! {
        <Page title=t!("admin-invitation-title")>
            <section class="card narrow">
                <h1>{t!("admin-invitation-title")}</h1>
                <Problem/>
                {response::for_user(load)}
            </section>
        </Page>
    }
}

async fn load(page: PageRequest, signed_in: SignedIn) -> latchkey::Result<AnyView> {
    let (rp, user) = (&page.rp, signed_in.user.clone());
    let token = page.query("token").unwrap_or_default().to_owned();
    match rp.console().look_at_admin_invitation(&token).await {
        Ok(()) => {}
        Err(error @ Error::LinkExpired(_)) => {
            response::set_status(&error);
            return Ok(view! { <p>{t!("admin-invitation-over")}</p> }.into_any());
        }
        Err(error) => return Err(error),
    }
    if signed_in.is_recently_verified(rp.clock().now()) {
        return Ok(view! {
            <p>{t_view!("admin-invitation-who"; name = view! { <strong>{user.name()}</strong> })}</p>
            <p class="note">{t!("admin-invitation-what")}</p>
            <form method="post" action="/api/redeem_admin_invitation">
                <input type="hidden" name="token" value=token/>
                <button type="submit" class="primary">{t!("admin-invitation-button")}</button>
            </form>
        }
        .into_any());
    }
    let passkeys = rp.store().list_credentials(user.id).await?;
    if passkeys.is_empty() {
        return Ok(view! { <p class="note">{t!("console-needs-passkey")}</p> }.into_any());
    }
    let signals = signals(rp.config(), &user, &passkeys);
    let next = format!("{INVITATION_PATH}?token={token}");
    Ok(view! { <Reauthentication user has_passkeys=true why=t!("admin-invitation-confirm") next signals/> }
    .into_any())
}

/// Redeems an invitation: the current user becomes an administrator.
#[server(endpoint = "redeem_admin_invitation")]
pub(crate) async fn redeem_admin_invitation(token: String) -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    let redeemed = rp.console().redeem_admin_invitation(&context, &token).await;
    match redeemed {
        Ok(()) | Err(Error::SignedOut) => response::redirect(redeemed, "/console", "/"),
        Err(error) => {
            let token: String = url::form_urlencoded::byte_serialize(token.as_bytes()).collect();
            let code = Refused::from(error).code;
            leptos_axum::redirect(&format!("{INVITATION_PATH}?token={token}&problem={code}"));
        }
    }
    Ok(())
}
