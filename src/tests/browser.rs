//! A test browser that visits a relying party.

use std::sync::{Arc, Mutex};

use tower_sessions::session::Id;

use super::party::Mail;
use crate::magic_link::Look;
use crate::model::session::Opens;
use crate::web::request_context::Browser;
use crate::{
    CeremonyResponse, Credential, Locale, RelyingParty, RequestContext, Result, SignedIn, Started,
    User,
};

/// A browser with its two cookies. Each method sends one request.
pub(crate) struct TestBrowser {
    pub(crate) rp: RelyingParty,
    browser: Browser,
    known: Browser,
    session: Mutex<Option<Id>>,
    pub(crate) ip: &'static str,
    pub(crate) user_agent: &'static str,
    pub(crate) has_declined_passkey: bool,
    pub(crate) locale: Locale,
    /// Whether readers of events catch up before each request, as they normally do.
    pub(crate) are_events_read: bool,
}

impl TestBrowser {
    pub(crate) fn of(rp: RelyingParty) -> Self {
        Self {
            rp,
            browser: Browser::new(None),
            known: Browser::new(None),
            session: Mutex::new(None),
            ip: "192.0.2.1",
            user_agent: "Firefox/145.0",
            has_declined_passkey: false,
            locale: Locale::En,
            are_events_read: true,
        }
    }

    /// Returns the same browser, with its cookies, at another server.
    pub(crate) fn moved_to(&self, rp: RelyingParty) -> Self {
        Self {
            browser: self.browser.clone(),
            known: self.known.clone(),
            session: Mutex::new(self.session()),
            ..Self::of(rp)
        }
    }

    /// Returns the value of the session cookie.
    pub(crate) fn session(&self) -> Option<Id> {
        *self.session.lock().unwrap()
    }

    /// Sets the session cookie.
    pub(crate) fn set_session(&self, id: Option<Id>) {
        *self.session.lock().unwrap() = id;
    }

    pub(crate) fn context(&self) -> RequestContext {
        let sessions = Arc::new(self.rp.sessions().tower_sessions());
        RequestContext {
            browser: self.browser.clone(),
            known: self.known.clone(),
            session: tower_sessions::Session::new(self.session(), sessions, None),
            user_agent: self.user_agent.to_owned(),
            ip: self.ip.to_owned(),
            has_declined_passkey: self.has_declined_passkey,
            locale: self.locale,
            by: None,
        }
    }

    /// Sends a request and then treats the session as the layer of tower-sessions does.
    pub(crate) async fn request<T>(
        &self,
        act: impl AsyncFnOnce(&RequestContext) -> Result<T>,
    ) -> Result<T> {
        if self.are_events_read {
            // If the database is unavailable, the request itself fails.
            let _ = self.rp.events().read().await;
        }
        let context = self.context();
        let answer = act(&context).await;
        let failed = answer.as_ref().is_err_and(|error| error.status().is_server_error());
        if context.session.is_empty().await {
            self.set_session(None);
        } else if context.session.is_modified() && !failed {
            context.session.save().await?;
            self.set_session(context.session.id());
        }
        answer
    }

    pub(crate) async fn start_sign_up(&self, email: &str) -> Result<Started> {
        self.request(async |context| self.rp.passkeys().start_sign_up(context, email).await).await
    }

    pub(crate) async fn finish_sign_up(&self, started: &Started, credential: &str) -> Result<()> {
        self.request(async |context| {
            let response = CeremonyResponse::of_page(context, &started.ceremony, credential);
            self.rp.passkeys().finish_sign_up(&response, Opens::Session).await.map(drop)
        })
        .await
    }

    pub(crate) async fn start_sign_in(&self) -> Result<Started> {
        self.request(async |context| self.rp.passkeys().start_sign_in(context).await).await
    }

    pub(crate) async fn finish_sign_in(&self, started: &Started, credential: &str) -> Result<()> {
        self.request(async |context| {
            let response = CeremonyResponse::of_page(context, &started.ceremony, credential);
            self.rp.passkeys().finish_sign_in(&response, Opens::Session).await.map(drop)
        })
        .await
    }

    pub(crate) async fn start_adding(&self) -> Result<Started> {
        self.request(async |context| self.rp.passkeys().start_adding(context, None).await).await
    }

    pub(crate) async fn finish_adding(
        &self,
        started: &Started,
        credential: &str,
    ) -> Result<Credential> {
        self.request(async |context| {
            let response = CeremonyResponse::of_page(context, &started.ceremony, credential);
            self.rp.passkeys().finish_adding(&response, None).await
        })
        .await
    }

    pub(crate) async fn start_verification(&self) -> Result<Started> {
        self.request(async |context| self.rp.passkeys().start_verification(context).await).await
    }

    pub(crate) async fn finish_verification(
        &self,
        started: &Started,
        credential: &str,
    ) -> Result<()> {
        self.request(async |context| {
            let response = CeremonyResponse::of_page(context, &started.ceremony, credential);
            self.rp.passkeys().finish_verification(&response).await.map(drop)
        })
        .await
    }

    pub(crate) async fn signed_in(&self) -> Option<SignedIn> {
        self.request(async |context| self.rp.sessions().signed_in(context).await).await.unwrap()
    }

    /// Returns the current user. Panics if no one is signed in.
    pub(crate) async fn user(&self) -> User {
        self.signed_in().await.expect("a signed-in user").user
    }

    pub(crate) async fn sign_out(&self) {
        self.request(async |context| self.rp.sessions().sign_out(context).await).await.unwrap();
    }

    pub(crate) async fn ask_for_link(&self, email: &str) -> Result<()> {
        self.request(async |context| self.rp.magic_links().send(context, email, None).await).await
    }

    pub(crate) async fn ask_for_confirmation(&self) -> Result<()> {
        self.request(async |context| self.rp.magic_links().send_confirmation(context).await).await
    }

    pub(crate) async fn change_display_name(&self, name: &str) -> Result<()> {
        self.request(async |context| self.rp.accounts().change_display_name(context, name).await)
            .await
    }

    pub(crate) async fn change_address(&self, email: &str) -> Result<()> {
        self.request(async |context| self.rp.accounts().change_address(context, email).await).await
    }

    pub(crate) async fn cancel_address_change(&self) -> Result<()> {
        self.request(async |context| self.rp.accounts().cancel_address_change(context).await).await
    }

    pub(crate) async fn download_data(&self) -> Result<serde_json::Value> {
        self.request(async |context| self.rp.accounts().download(context).await).await
    }

    pub(crate) async fn delete_account(&self, understood: bool) -> Result<()> {
        self.request(async |context| {
            self.rp.accounts().delete(context, understood).await.map(|_| ())
        })
        .await
    }

    /// Signs in by email, with all requests.
    pub(crate) async fn enter_by_mail(&self, email: &str) -> User {
        self.ask_for_link(email).await.unwrap();
        let mails = self.rp.mail().development_mailbox().await.unwrap();
        let mail = mails.into_iter().find(|mail| mail.code.is_some()).unwrap();
        assert_eq!(mail.to, email);
        self.redeem_code(&mail.code.unwrap()).await.unwrap();
        self.user().await
    }

    pub(crate) async fn look(&self, mail: &Mail) -> Result<Look> {
        self.request(async |context| self.rp.magic_links().look_at(context, &mail.token).await)
            .await
    }

    pub(crate) async fn redeem(&self, mail: &Mail) -> Result<Option<String>> {
        self.request(async |context| self.rp.magic_links().redeem(context, &mail.token).await).await
    }

    pub(crate) async fn redeem_code(&self, code: &str) -> Result<Option<String>> {
        self.request(async |context| self.rp.magic_links().redeem_code(context, code).await).await
    }
}
