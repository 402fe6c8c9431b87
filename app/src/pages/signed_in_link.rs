//! The page of a sign-in link for a signed-in user. It says that the link isn't needed any more, or it
//! asks for a passkey first.

use latchkey::model::magic_link::MagicLink;
use latchkey::web::redirect::on_this_site;
use leptos::prelude::*;

use super::components::after_sign_in;
use super::reauthentication::Reauthentication;
use super::signals::signals;
use crate::request::PageRequest;
use crate::words::{t, t_view};

/// Shows where to continue when the link isn't needed any more.
pub(crate) fn signed_in(page: &PageRequest, next: Option<String>) -> AnyView {
    let user = page.signed_in.as_ref().map(|signed_in| signed_in.user.clone());
    let next = next.and_then(|next| on_this_site(&page.rp.config().origin, &next));
    view! {
        <h1>{t!("link-signed-in")}</h1>
        {user.map(|user| view! {
            <p>{t_view!("link-signed-in-as"; name = view! { <strong>{user.name()}</strong> })}</p>
        })}
        <p class="actions">
            <a class="button primary" href=next.unwrap_or_else(after_sign_in)>{t!("link-signed-in-go")}</a>
        </p>
    }
    .into_any()
}

/// Asks the current user for a passkey before the link confirms their address. Also offers to sign out, in case
/// the session is another person's.
pub(super) async fn reauthenticate(
    page: &PageRequest,
    link: &MagicLink,
    next: String,
) -> Option<AnyView> {
    let user = page.signed_in.clone()?.user;
    let passkeys = page.rp.store().list_credentials(user.id).await.unwrap_or_default();
    let signals = signals(page.rp.config(), &user, &passkeys);
    let why = t!("link-reauth-why", email = link.email.to_string());
    Some(
        view! {
            <Reauthentication user has_passkeys=true why next signals/>
            <form method="post" action="/api/sign_out" class="aside">
                {t_view!("link-reauth-leave"; button = view! {
                    <button type="submit" class="link">{t!("account-sign-out")}</button>
                })}
            </form>
        }
        .into_any(),
    )
}
