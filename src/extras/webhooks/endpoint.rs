//! Webhook endpoints and their secrets.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use url::Url;

use crate::config::{Config, is_loopback};
use crate::crypto::encryption;
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::extras::webhooks::store::Endpoint;
use crate::extras::webhooks::{EVENTS, Signer, Webhooks};
use crate::model::event::Kind;
use crate::store::Unit;
use crate::web::request_context::RequestContext;

/// The prefix of a secret, which receivers' libraries expect.
const MARK: &str = "whsec_";

/// The longest URL, in characters.
const LONGEST_URL: usize = 2000;

impl Webhooks<'_> {
    /// Adds an endpoint for these events, or for all if `events` is empty. Returns its id and its
    /// secret, which can't be shown again.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] for an invalid URL or an unknown event.
    pub async fn add_endpoint(
        self,
        operator: &RequestContext,
        url: &str,
        events: &[String],
    ) -> Result<(String, Secret)> {
        let url = check_url(self.config(), url)?;
        if events.iter().any(|event| !EVENTS.contains(&event.as_str())) {
            return Err(Error::InvalidRequest("unknown event; docs/webhooks.md lists them"));
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
        let mut unit = Unit::default();
        unit.insert_endpoint(&endpoint);
        let event = self.event_of_site(operator, Kind::EndpointAdded).about(endpoint.origin());
        self.record_if_found(unit, &event).await?;
        Ok((endpoint.id, Secret::presented(&format!("{MARK}{}", STANDARD.encode(secret)))))
    }

    /// Removes an endpoint and its pending deliveries.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn remove_endpoint(self, operator: &RequestContext, id: &str) -> Result<()> {
        let endpoint = self.store().find_endpoint(id).await?.ok_or(Error::NotFound)?;
        let mut unit = Unit::default();
        unit.delete_endpoint(id);
        let event = self.event_of_site(operator, Kind::EndpointRemoved).about(endpoint.origin());
        self.record_if_found(unit, &event).await
    }

    /// Encrypts the secrets that were created before `LATCHKEY_KEY` was set. The operator must
    /// replace those that can't be decrypted. The server starts without them.
    pub async fn check_endpoints(self) -> Result<()> {
        let sealing_key = self.config().sealing_key.as_ref();
        for Endpoint { id, secret, .. } in self.store().list_endpoints().await? {
            let what = sealed_as(&id);
            let Some(opened) = encryption::open(sealing_key, &what, &secret) else {
                tracing::error!(endpoint = %id, "LATCHKEY_KEY can't decrypt a webhook secret");
                continue;
            };
            if sealing_key.is_some() && encryption::is_plain(&secret) {
                let sealed = encryption::seal(sealing_key, self.random(), &what, &opened)?;
                self.store().update_endpoint_secret(&id, &sealed).await?;
            }
        }
        Ok(())
    }

    /// Returns the key that signs an endpoint's deliveries, if `LATCHKEY_KEY` can decrypt it.
    pub(crate) fn signer(self, endpoint: &Endpoint) -> Option<Signer> {
        let sealing_key = self.config().sealing_key.as_ref();
        let secret = encryption::open(sealing_key, &sealed_as(&endpoint.id), &endpoint.secret)?;
        Some(Signer::new(&secret))
    }
}

impl Endpoint {
    /// Returns the origin of its URL. The rest may be a secret of the receiver's.
    pub fn origin(&self) -> String {
        Url::parse(&self.url)
            .map_or_else(|_| String::new(), |url| url.origin().ascii_serialization())
    }
}

/// Checks the URL of an endpoint. The operator may use a machine in their own network, but nothing
/// crosses a network unencrypted.
pub(crate) fn check_url(config: &Config, text: &str) -> Result<Url> {
    let wrong = |problem| Err(Error::InvalidRequest(problem));
    let Ok(url) = Url::parse(text) else {
        return wrong("an endpoint must be a URL like https://example.org/hooks");
    };
    let is_near = url.host_str().is_some_and(is_loopback);
    match url.scheme() {
        "https" => {}
        "http" if is_near && config.is_local() => {}
        _ => {
            return wrong(
                "an endpoint's URL starts with https:// (on localhost, http://localhost)",
            );
        }
    }
    if !url.username().is_empty() || url.password().is_some() {
        return wrong(
            "an endpoint's URL can't have a user or password; verify the signature instead",
        );
    }
    if url.fragment().is_some() || url.as_str().len() > LONGEST_URL {
        return wrong("an endpoint's URL can't have a # or more than 2000 characters");
    }
    Ok(url)
}

fn sealed_as(id: &str) -> String {
    format!("webhook secret {id}")
}
