//! The API for pages, which passage-js and Passage's elements call in a browser.
//!
//! | file | its routes |
//! |---|---|
//! | `users.rs` | whether an address has an account, and the first step of a sign-up |
//! | `sign_up.rs`, `sign_in.rs` | both ceremonies |
//! | `links.rs`, `codes.rs` | sign-in links and codes, decided in `asking.rs` and `redeeming.rs` |
//! | `current_user.rs`, `address.rs`, `devices.rs`, `metadata.rs` | the user of the access token |
//! | `social.rs` | social sign-in, which is rejected |
//! | `page.rs` | a page's origin and its user |
//!
//! Pages have no cookie of ours. A ceremony is bound to its handshake's id and a link to its own
//! id, and both ids contain a secret. An access token identifies the user, but doesn't prove that
//! they are still there. So changes to who can get in also require a passkey (`page.rs`).

mod address;
mod asking;
mod codes;
mod current_user;
mod devices;
mod links;
mod metadata;
mod page;
mod redeeming;
mod sign_in;
mod sign_up;
mod social;
mod users;

use axum::routing::{delete, get, patch, post};

use crate::extras::passage::http::Routes;

pub(super) use links::{activate, waits};
pub(super) use metadata::{layout, schema};
pub(super) use page::Page;
pub(super) use users::{create, find};

/// Adds the routes for pages. Routes that back ends share are in `http/`.
pub(super) fn add(routes: Routes) -> Routes {
    routes
        .at("/register/webauthn/start", post(sign_up::start_sign_up))
        .at("/register/webauthn/finish", post(sign_up::finish_sign_up))
        .at("/login/webauthn/start", post(sign_in::start_sign_in))
        .at("/login/webauthn/finish", post(sign_in::finish_sign_in))
        .at("/login/magic-link", post(links::send_sign_in_link))
        .at("/register/magic-link", post(links::send_sign_up_link))
        .at("/magic-link/status", post(links::link_status))
        .at("/login/otp", post(codes::send_code))
        .at("/register/otp", post(codes::send_sign_up_code))
        .at("/otp/activate", post(codes::activate_code))
        .at("/currentuser", get(current_user::current_user))
        .at("/currentuser/social-connections", get(current_user::list_social_connections))
        .at(
            "/currentuser/social-connections/{social_connection_type}",
            delete(current_user::delete_social_connection),
        )
        .at(
            "/currentuser/user-metadata",
            get(metadata::get_metadata).patch(metadata::update_metadata),
        )
        .at("/currentuser/email", patch(address::change_email))
        .at("/currentuser/phone", patch(address::change_phone))
        .at("/currentuser/devices", get(devices::list_own_devices))
        .at("/currentuser/devices/start", post(devices::start_adding_device))
        .at("/currentuser/devices/finish", post(devices::finish_adding_device))
        .at(
            "/currentuser/devices/{device_id}",
            patch(devices::rename_own_device).delete(devices::delete_own_device),
        )
        .at("/social/authorize", get(social::refuse))
        .at("/social/token", get(social::refuse))
        .at("/social/id_token", post(social::refuse))
        .at("/social/oauth2_callback", get(social::refuse).post(social::refuse))
        .at("/currentuser/social/link_account", get(social::refuse))
}
