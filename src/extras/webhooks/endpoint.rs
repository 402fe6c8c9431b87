//! Endpoints: what the operator sets up, and the secrets that go with them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use url::Url;

use crate::RelyingParty;
use crate::config::{Config, is_loopback};
use crate::crypto::encryption;
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::extras::webhooks::store::Endpoint;
use crate::extras::webhooks::{EVENTS, Signer};

/// How a secret begins, as receivers' libraries take it.
const MARK: &str = "whsec_";

/// Characters of a URL.
const LONGEST_URL: usize = 2000;

impl RelyingParty {
    /// Sets up an endpoint, to be told those events, or all if none is named. Returns its id, and
    /// its secret, which nobody can do again.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] for a URL that is none to post to, or an event that there is not.
    pub async fn add_endpoint(&self, url: &str, events: &[String]) -> Result<(String, Secret)> {
        let url = check_url(self.config(), url)?;
        if events.iter().any(|event| !EVENTS.contains(&event.as_str())) {
            return Err(Error::InvalidRequest("there is no such event; docs/webhooks.md has them"));
        }
        let (id, secret) = (self.random().uuid().to_string(), self.random().bytes::<32>());
        let sealing_key = self.config().sealing_key.as_ref();
        let endpoint = Endpoint {
            url: url.to_string(),
            events: (!events.is_empty()).then(|| events.to_vec()),
            secret: encryption::seal(sealing_key, self.random(), &sealed_as(&id), &secret)?,
            id,
            created_at: self.clock().now(),
        };
        self.store().insert_endpoint(&endpoint).await?;
        Ok((endpoint.id, Secret::presented(&format!("{MARK}{}", STANDARD.encode(secret)))))
    }

    /// Forgets an endpoint. What it has not been told yet it will not be.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn remove_endpoint(&self, id: &str) -> Result<()> {
        if self.store().delete_endpoint(id).await? { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Seals the secrets that were made before `LATCHKEY_KEY` was set. Those that it does not open
    /// are for the operator to replace; nothing else waits for that.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn check_endpoints(&self) -> Result<()> {
        let sealing_key = self.config().sealing_key.as_ref();
        for Endpoint { id, secret, .. } in self.store().list_endpoints().await? {
            let what = sealed_as(&id);
            let Some(opened) = encryption::open(sealing_key, &what, &secret) else {
                tracing::error!(endpoint = %id, "LATCHKEY_KEY does not open a webhook's secret");
                continue;
            };
            if sealing_key.is_some() && encryption::is_plain(&secret) {
                let sealed = encryption::seal(sealing_key, self.random(), &what, &opened)?;
                self.store().update_endpoint_secret(&id, &sealed).await?;
            }
        }
        Ok(())
    }

    /// What signs an endpoint's deliveries, if `LATCHKEY_KEY` opens it.
    pub(crate) fn signer(&self, endpoint: &Endpoint) -> Option<Signer> {
        let sealing_key = self.config().sealing_key.as_ref();
        let secret = encryption::open(sealing_key, &sealed_as(&endpoint.id), &endpoint.secret)?;
        Some(Signer::new(&secret))
    }
}

/// Whether this is where something may be posted. The operator decides where, and may well mean a
/// machine of their own network; but nothing crosses a network in clear.
pub(crate) fn check_url(config: &Config, text: &str) -> Result<Url> {
    let wrong = |problem| Err(Error::InvalidRequest(problem));
    let Ok(url) = Url::parse(text) else {
        return wrong("an endpoint is a URL like https://example.org/hooks");
    };
    let is_near = url.host_str().is_some_and(is_loopback);
    match url.scheme() {
        "https" => {}
        "http" if is_near && config.is_local() => {}
        _ => {
            return wrong("an endpoint's URL starts with https:// (on localhost http://localhost)");
        }
    }
    if !url.username().is_empty() || url.password().is_some() {
        return wrong("an endpoint's URL has no user and no password: deliveries are signed");
    }
    if url.fragment().is_some() || url.as_str().len() > LONGEST_URL {
        return wrong("an endpoint's URL has no # and at most 2000 characters");
    }
    Ok(url)
}

fn sealed_as(id: &str) -> String {
    format!("webhook secret {id}")
}
