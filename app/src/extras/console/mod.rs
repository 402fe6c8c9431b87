//! The console: pages with which administrators run the site.
//!
//! Every page and function starts with [`Console::admin`](latchkey::extras::console::Console::admin). Other users
//! learn nothing from them: they get the page for an unknown path.

mod admins;
pub mod commands;
mod event;
pub mod event_commands;
mod events;
mod fields;
mod invitation;
mod invitations;
mod logo;
mod overview;
mod settings;
#[cfg(any(feature = "passage", feature = "webhooks"))]
pub(super) mod shown;
pub(super) mod streams;
pub(super) mod user;
mod users;
mod values;

use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::post;
use latchkey::extras::console::Admin;
use latchkey::extras::console::admin::INVITATION_PATH;
use latchkey::web::redirect::by_way_of;
use latchkey::{Error, Locale, RelyingParty, SignedIn, User};
use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute as _};
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use super::Extra;
use crate::pages::account_area::Section;
use crate::pages::components::{Page, Problem};
use crate::pages::reauthentication::Reauthentication;
use crate::pages::refused::NotFound;
use crate::pages::response::set_status;
use crate::pages::signals::signals;
use crate::pages::verify;
use crate::problem::Problem as Refused;
use crate::request::{self, PageRequest};
use crate::server_function::Access::{Admin as ByAdmin, RecentlyVerified};
use crate::server_function::ServerFunction;
use crate::words::t;

/// The extra.
#[rustfmt::skip]
pub(super) const EXTRA: Extra = Extra {
    pages,
    private: &["/console", INVITATION_PATH],
    server_functions: &[
        ServerFunction::new::<invitation::RedeemAdminInvitation>("/api/redeem_admin_invitation", RecentlyVerified),
        ServerFunction::new::<settings::SetSiteName>("/api/set_site_name", ByAdmin),
        ServerFunction::new::<settings::SetSignUp>("/api/set_sign_up", ByAdmin),
        ServerFunction::new::<values::SetSetting>("/api/set_setting", ByAdmin),
        ServerFunction::handler("/api/set_languages", ByAdmin, |rp| post(values::set_languages).with_state(rp.clone())),
        ServerFunction::upload("/api/set_logo", ByAdmin, |rp| post(logo::set).with_state(rp.clone())),
        ServerFunction::new::<invitations::InviteAddress>("/api/invite_address", ByAdmin),
        ServerFunction::new::<invitations::WithdrawInvitation>("/api/withdraw_invitation", ByAdmin),
        ServerFunction::new::<fields::AddUserField>("/api/add_user_field", ByAdmin),
        ServerFunction::new::<fields::RemoveUserField>("/api/remove_user_field", ByAdmin),
        ServerFunction::new::<admins::AddAdmin>("/api/add_admin", ByAdmin),
        ServerFunction::new::<admins::RevokeAdmin>("/api/revoke_admin", ByAdmin),
        ServerFunction::new::<user::ActivateUser>("/api/activate_user", ByAdmin),
        ServerFunction::new::<user::DeactivateUser>("/api/deactivate_user", ByAdmin),
        ServerFunction::new::<user::EndSessionsOfUser>("/api/end_sessions_of_user", ByAdmin),
        ServerFunction::new::<user::RemovePasskeyOfUser>("/api/remove_passkey_of_user", ByAdmin),
        ServerFunction::new::<user::DeleteUser>("/api/delete_user", ByAdmin),
    ],
    sentences: |locale| match locale {
        Locale::En => include_str!("../../../locales/console/en.ftl"),
        Locale::De => include_str!("../../../locales/console/de.ftl"),
        Locale::Es => include_str!("../../../locales/console/es.ftl"),
        Locale::It => include_str!("../../../locales/console/it.ftl"),
        Locale::Pl => include_str!("../../../locales/console/pl.ftl"),
        Locale::Pt => include_str!("../../../locales/console/pt.ftl"),
        Locale::Zh => include_str!("../../../locales/console/zh.ftl"),
    },
    routes: streams::router,
    menu_link: |rp, signed_in| Box::pin(menu_link(rp, signed_in)),
    start: |rp| Box::pin(commands::announce_invitation(rp)),
    ..Extra::NONE
};

/// The link to the console in the account menu, for administrators.
async fn menu_link(rp: RelyingParty, signed_in: SignedIn) -> latchkey::Result<Option<Section>> {
    let is_admin = rp.console().is_admin(signed_in.user.id).await?;
    let words = || t!("console-title");
    Ok(is_admin.then_some(Section { path: "/console", words, icon: "controls" }))
}

/// The path of a page, and its name.
pub(super) type Link = (&'static str, fn() -> String);

/// The pages in the navigation. Other extras add theirs.
const LINKS: &[Link] = &[
    ("/console", || t!("console-overview")),
    (events::PATH, || t!("console-events")),
    ("/console/users", || t!("console-users")),
    ("/console/admins", || t!("console-admins")),
    ("/console/settings", || t!("console-settings")),
    #[cfg(feature = "passage")]
    super::passage::console::keys::LINK,
    #[cfg(feature = "webhooks")]
    super::webhooks::console::LINK,
];

/// A card on the page of a user.
type UserCard = fn(&PageRequest, &User) -> AnyView;

/// The cards that other extras add to the page of a user.
const USER_CARDS: &[UserCard] = &[
    #[cfg(feature = "passage")]
    super::passage::console::link::card,
];

/// The links that other extras add to the page of all users.
const USERS_LINKS: &[Link] = &[
    #[cfg(feature = "passage")]
    super::passage::console::create::LINK,
    #[cfg(feature = "user_files")]
    super::user_files::console::LINK,
];

fn pages() -> Vec<AnyNestedRoute> {
    let invitation = view! { <Route path=path!("/admin-invitation") view=invitation::Invitation ssr=SsrMode::Async/> };
    let overview =
        view! { <Route path=path!("/console") view=overview::Overview ssr=SsrMode::Async/> };
    let events =
        view! { <Route path=path!("/console/events") view=events::Events ssr=SsrMode::Async/> };
    let users =
        view! { <Route path=path!("/console/users") view=users::Users ssr=SsrMode::Async/> };
    let user =
        view! { <Route path=path!("/console/users/:id") view=user::User ssr=SsrMode::Async/> };
    let delete = view! { <Route path=path!("/console/users/:id/delete") view=user::Delete ssr=SsrMode::Async/> };
    let admins =
        view! { <Route path=path!("/console/admins") view=admins::Admins ssr=SsrMode::Async/> };
    let settings = view! { <Route path=path!("/console/settings") view=settings::Settings ssr=SsrMode::Async/> };
    vec![
        settings.into_inner().into_any_nested_route(),
        invitation.into_inner().into_any_nested_route(),
        overview.into_inner().into_any_nested_route(),
        events.into_inner().into_any_nested_route(),
        users.into_inner().into_any_nested_route(),
        user.into_inner().into_any_nested_route(),
        delete.into_inner().into_any_nested_route(),
        admins.into_inner().into_any_nested_route(),
    ]
}

/// A page of the console: its content for an administrator who has recently used a passkey. An administrator who
/// hasn't first confirms that it's them.
pub(super) fn page<Loaded>(
    title: String,
    load: impl FnOnce(PageRequest, Admin) -> Loaded + Send + 'static,
) -> impl IntoView
where
    Loaded: Future<Output = latchkey::Result<AnyView>> + Send + 'static,
{
    let content = Suspend::new(async move {
        let page = request::page()?;
        let content = match page.rp.console().admin(&page.context).await {
            Ok(admin) => load(page.clone(), admin).await,
            Err(Error::VerificationRequired) => confirm(&page).await,
            Err(error) => Err(error),
        };
        Some(content.map_or_else(
            |error| {
                error.log();
                let is_missing = error.code() == Error::NotFound.code();
                set_status(&error);
                is_missing.then(|| view! { <NotFound/> }).into_any()
            },
            |content| view! { <Frame title content/> }.into_any(),
        ))
    });
    view! { <Suspense>{content}</Suspense> }
}

#[component]
fn Frame(title: String, content: AnyView) -> impl IntoView {
    let here = request::page().map(|page| page.path().to_owned()).unwrap_or_default();
    let links = LINKS.iter().map(move |(path, words)| {
        let current = (here == *path).then_some("page");
        view! { <li><a href=*path aria-current=current>{words()}</a></li> }
    });
    view! {
        <Page title=title.clone()>
            <nav class="console" aria-label=t!("console-title")>
                <ul>{links.collect_view()}</ul>
            </nav>
            <h1>{title}</h1>
            <Problem/>
            {content}
        </Page>
    }
}

/// Asks an administrator to confirm that it's them, and leads back to the page.
async fn confirm(page: &PageRequest) -> latchkey::Result<AnyView> {
    let Some(signed_in) = page.signed_in.clone() else { return Err(Error::SignedOut) };
    let passkeys = page.rp.store().list_credentials(signed_in.user.id).await?;
    if passkeys.is_empty() {
        return Ok(view! {
            <p class="note">{t!("console-needs-passkey")}</p>
            <p class="actions"><a class="button primary" href="/dashboard">{t!("home-dashboard")}</a></p>
        }
        .into_any());
    }
    let signals = signals(page.rp.config(), &signed_in.user, &passkeys);
    let next = match page.query("problem") {
        Some(_) => page.path().to_owned(),
        None => page.address.clone(),
    };
    Ok(view! {
        <section class="card">
            <Reauthentication user=signed_in.user has_passkeys=true why=t!("console-confirm-why") next signals/>
        </section>
    }
    .into_any())
}

/// Returns the relying party and the administrator, for a server function.
pub(super) async fn admin()
-> Result<(RelyingParty, latchkey::Result<Admin>), crate::problem::Problem> {
    let (rp, context) = request::context().await?;
    let admin = rp.console().admin(&context).await;
    Ok((rp, admin))
}

/// Redirects after an error: back to the page, or where the administrator has to go first.
pub(super) fn refused(error: Error, path: &str) -> Response {
    let (page, next) = match error {
        Error::SignedOut => ("/sign-in", None),
        Error::VerificationRequired => (verify::PATH, Some(path)),
        _ => (path, None),
    };
    let code = Refused::from(error).code;
    Redirect::to(&by_way_of(page, Some(&code), next)).into_response()
}
