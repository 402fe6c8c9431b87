//! The table of every server function: its path, who may call it, and the function. Each
//! extra has its own table (`extras/`), which is chained to this one.
//!
//! The router is built from this table, so a function that isn't in it has no route. Each function is two or three
//! lines that call the relying party. Those of the ceremonies are in `ceremonies.rs`, all others in the file of
//! their page.

use axum::routing::post;

use crate::ceremonies::{
    FinishAddingPasskey, FinishSignIn, FinishSignUp, FinishVerification, StartAddingPasskey,
    StartSignIn, StartSignUp, StartVerification,
};
use crate::extras::EXTRAS;
use crate::pages::account::address::{CancelAddressChange, ChangeAddress};
use crate::pages::account::data::DeleteAccount;
use crate::pages::account::details::ChangeFields;
use crate::pages::account::download::download;
use crate::pages::account::name::ChangeDisplayName;
use crate::pages::dashboard::SignOut;
use crate::pages::dashboard::passkey::{RemovePasskey, RenamePasskey};
use crate::pages::dashboard::passkeys::DeclinePasskeyHere;
use crate::pages::dashboard::sessions::{EndOtherSessions, EndSession};
use crate::pages::language::ChooseLocale;
use crate::pages::magic_link::{RedeemCode, RedeemMagicLink, SendConfirmation};
use crate::pages::not_me::EndNewBrowser;
use crate::pages::recovery::cancel::CancelResetByLink;
use crate::pages::recovery::dashboard::CancelReset;
use crate::pages::recovery::{AskForReset, UseRecoveryCode};
use crate::pages::sign_in::SendMagicLink;
use crate::server_function::Access::{Anyone, RecentlyVerified, SignedIn};

pub use crate::server_function::{Access, ServerFunction};

/// Returns every server function: those of this table and those of the extras.
pub fn all() -> impl Iterator<Item = &'static ServerFunction> {
    SERVER_FUNCTIONS.iter().chain(EXTRAS.iter().flat_map(|extra| extra.server_functions))
}

#[rustfmt::skip]
const SERVER_FUNCTIONS: &[ServerFunction] = &[
    // The ceremonies.
    ServerFunction::new::<StartSignUp>("/api/start_sign_up", Anyone),
    ServerFunction::new::<FinishSignUp>("/api/finish_sign_up", Anyone),
    ServerFunction::new::<StartSignIn>("/api/start_sign_in", Anyone),
    ServerFunction::new::<FinishSignIn>("/api/finish_sign_in", Anyone),
    ServerFunction::new::<StartVerification>("/api/start_verification", SignedIn),
    ServerFunction::new::<FinishVerification>("/api/finish_verification", SignedIn),
    ServerFunction::new::<StartAddingPasskey>("/api/start_adding_passkey", RecentlyVerified),
    ServerFunction::new::<FinishAddingPasskey>("/api/finish_adding_passkey", RecentlyVerified),

    // Links by email.
    ServerFunction::new::<SendMagicLink>("/api/send_magic_link", Anyone),
    ServerFunction::new::<RedeemMagicLink>("/api/redeem_magic_link", Anyone),
    ServerFunction::new::<RedeemCode>("/api/redeem_code", Anyone),
    ServerFunction::new::<SendConfirmation>("/api/send_confirmation", SignedIn),

    // Passkeys and sessions.
    ServerFunction::new::<RenamePasskey>("/api/rename_passkey", SignedIn),
    ServerFunction::new::<RemovePasskey>("/api/remove_passkey", RecentlyVerified),
    ServerFunction::new::<DeclinePasskeyHere>("/api/decline_passkey_here", Anyone),
    ServerFunction::new::<SignOut>("/api/sign_out", Anyone),
    ServerFunction::new::<EndSession>("/api/end_session", SignedIn),
    ServerFunction::new::<EndNewBrowser>("/api/end_new_browser", Anyone),
    ServerFunction::new::<EndOtherSessions>("/api/end_other_sessions", SignedIn),

    // Recovery.
    ServerFunction::new::<UseRecoveryCode>("/api/use_recovery_code", SignedIn),
    ServerFunction::new::<AskForReset>("/api/ask_for_reset", SignedIn),
    ServerFunction::new::<CancelReset>("/api/cancel_reset", RecentlyVerified),
    ServerFunction::new::<CancelResetByLink>("/api/cancel_reset_by_link", Anyone),

    // The account.
    ServerFunction::new::<ChangeDisplayName>("/api/change_display_name", SignedIn),
    ServerFunction::new::<ChangeFields>("/api/change_fields", SignedIn),
    ServerFunction::new::<ChangeAddress>("/api/change_address", RecentlyVerified),
    ServerFunction::new::<CancelAddressChange>("/api/cancel_address_change", SignedIn),
    ServerFunction::handler("/api/download_data", RecentlyVerified, |rp| post(download).with_state(rp.clone())),
    ServerFunction::new::<DeleteAccount>("/api/delete_account", RecentlyVerified),
    ServerFunction::new::<ChooseLocale>("/api/choose_locale", Anyone),
];
