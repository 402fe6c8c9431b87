//! Whole ceremonies in a test browser: all requests, answered by an authenticator.

use testing::authenticator::{Answer, Hostile, Peer};

use super::browser::TestBrowser;
use super::party::ORIGIN;
use crate::{Credential, Result, User};

impl TestBrowser {
    /// Signs up with a well-behaved authenticator, with all requests.
    pub(crate) async fn sign_up(&self, email: &str, authenticator: &mut Peer) -> User {
        let started = self.start_sign_up(email).await.unwrap();
        let credential = authenticator.create(ORIGIN, &started.options).await.unwrap();
        self.finish_sign_up(&started, &credential).await.unwrap();
        self.user().await
    }

    /// Signs in with a well-behaved authenticator, with all requests.
    pub(crate) async fn sign_in(&self, authenticator: &mut Peer) -> Result<User> {
        let started = self.start_sign_in().await?;
        let assertion = authenticator.get(ORIGIN, &started.options).await.unwrap();
        self.finish_sign_in(&started, &assertion).await?;
        Ok(self.user().await)
    }

    /// Adds a passkey of a well-behaved authenticator, with all requests.
    pub(crate) async fn add_passkey(&self, authenticator: &mut Peer) -> Result<Credential> {
        let started = self.start_adding().await?;
        let credential = authenticator.create(ORIGIN, &started.options).await.unwrap();
        self.finish_adding(&started, &credential).await
    }

    /// Signs up with a response that `bend` may change.
    pub(crate) async fn sign_up_bent(
        &self,
        key: &mut Hostile,
        bend: impl FnOnce(&mut Answer),
    ) -> Result<()> {
        let started = self.start_sign_up("ada@example.org").await.unwrap();
        let answer = key.create(ORIGIN, &started.options).bent(bend);
        self.finish_sign_up(&started, &answer.json()).await
    }

    /// Signs in with a response that `bend` may change.
    pub(crate) async fn sign_in_bent(
        &self,
        key: &Hostile,
        bend: impl FnOnce(&mut Answer),
    ) -> Result<()> {
        let started = self.start_sign_in().await.unwrap();
        let answer = key.get(ORIGIN, &started.options).bent(bend);
        self.finish_sign_in(&started, &answer.json()).await
    }

    /// Reauthenticates with a response that `bend` may change.
    pub(crate) async fn verify_bent(
        &self,
        key: &Hostile,
        bend: impl FnOnce(&mut Answer),
    ) -> Result<()> {
        let started = self.start_verification().await?;
        let answer = key.get(ORIGIN, &started.options).bent(bend);
        self.finish_verification(&started, &answer.json()).await
    }

    /// Adds a passkey with a response that `bend` may change.
    pub(crate) async fn add_bent(
        &self,
        key: &mut Hostile,
        bend: impl FnOnce(&mut Answer),
    ) -> Result<Credential> {
        let started = self.start_adding().await?;
        let answer = key.create(ORIGIN, &started.options).bent(bend);
        self.finish_adding(&started, &answer.json()).await
    }
}
