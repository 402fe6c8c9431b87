//! Bearer links: sign-in links that a back end with an API key creates.
//!
//! 1. [`Passage::create_link`] creates a link for an existing or a new account. The server
//!    sends it or leaves that to the back end, which gets the link in both cases.
//! 2. Its page shows a button, like that of any link. Looking at it doesn't consume it.
//! 3. The button, or a client ([`Passage::activate_link`]), signs in, once.
//!
//! No browser requested such a link, so it isn't bound to one: anyone who has it can sign in. That
//! is weaker than the promise of `magic_link/`, and the back end is responsible for it. These rules
//! limit the risk: the link works once, for as long as the back end says. It ends when the
//! account's address changes or the account is deactivated. A session that it opens
//! ([`Method::Link`]) can neither add a passkey to an account that has one, nor remove one, nor
//! take part in a reset.
//!
//! A link that this server sends proves that its user reads the email or text message. For a link
//! that the back end delivers, the back end says whether it does ([`LinkRequest::verifies`]). A link signs
//! in to an account only while its address or number is the account's own. So it never confirms a
//! claim: the reader of the email may not be the user who claims the address.
//!
//! [`Method::Link`]: crate::model::session::Method::Link

use std::time::Duration;

use minijinja::context;
use url::Url;

use crate::clock::seconds;
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::extras::passage::Passage;
use crate::extras::passage::store::BearerLink;
use crate::mail::MessageMeta;
use crate::model::event::Kind;
use crate::model::locale::Locale;
use crate::model::phone::Phone;
use crate::model::user::{Email, User, UserId};
use crate::store::Unit;
use crate::web::redirect::on_this_site;
use crate::web::request_context::RequestContext;

/// The maximum lifetime of a link: that of a session.
const MAX_LIFETIME: Duration = Duration::from_hours(30 * 24);

/// The page that redeems a link if the back end names none.
const PAGE: &str = "/magic-link";

/// What redeeming a link verifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is what it says")]
pub enum Verifies {
    Email,
    Phone,
}

impl Verifies {
    /// Returns the name in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Self> {
        [Self::Email, Self::Phone].into_iter().find(|known| known.as_str() == word)
    }
}

/// The recipient of a link.
#[derive(Clone, Debug)]
pub enum Recipient {
    /// The account that owns an address, or a new one.
    Email(String),
    /// The account that owns a number, or a new one.
    Phone(String),
    /// The account with this id.
    User(String),
}

/// A back end's request for a link.
#[derive(Clone, Debug)]
pub struct LinkRequest {
    /// The recipient.
    pub recipient: Recipient,
    /// Whether the link is for the address or the number.
    pub channel: Option<Verifies>,
    /// Whether this server sends it. Otherwise the back end delivers it.
    pub is_sent: bool,
    /// Whether the back end says that it delivers the link through this channel, so that redeeming
    /// it verifies the address or number.
    pub verifies: bool,
    /// The language of the email. `None` means the account's.
    pub locale: Option<Locale>,
    /// The page of this site that redeems it.
    pub page: Option<String>,
    /// The query parameter from which that page reads the token.
    pub parameter: &'static str,
    /// The path of this site to go to after redeeming it.
    pub next: Option<String>,
    /// The lifetime.
    pub lifetime: Option<Duration>,
}

/// A new link.
#[derive(Debug)]
pub struct NewLink {
    /// The stored link.
    pub link: BearerLink,
    /// Its token.
    pub secret: Secret,
    /// Its URL.
    pub url: Url,
    /// The lifetime.
    pub lifetime: Duration,
}

impl Passage<'_> {
    /// Creates a link (step 1).
    ///
    /// # Errors
    /// [`Error::InvalidEmail`], [`Error::InvalidPhone`], [`Error::InvalidRequest`];
    /// [`Error::NotFound`] for an unknown id; [`Error::Deactivated`]; [`Error::MailOff`],
    /// [`Error::TextOff`], [`Error::NotMobile`], [`Error::TextCountry`], [`Error::TextBudget`].
    pub async fn create_link(
        self,
        context: &RequestContext,
        link_request: LinkRequest,
    ) -> Result<NewLink> {
        let usual = self.settings().refresh().await?.link_lifetime();
        let lifetime = link_request.lifetime.unwrap_or(usual);
        if lifetime < Duration::from_mins(1) || lifetime > MAX_LIFETIME {
            return Err(Error::InvalidRequest("ttl: one minute to thirty days"));
        }
        let mut url = self.page_of(link_request.page.as_deref())?;
        let next = link_request.next.as_deref().filter(|next| !next.is_empty());
        let next = next.map(|next| self.own_path(next)).transpose()?;
        match link_request.channel {
            None if link_request.is_sent => {
                return Err(Error::InvalidRequest("channel: required with send"));
            }
            Some(Verifies::Email) if link_request.is_sent && !self.mail().can_send() => {
                return Err(Error::MailOff);
            }
            Some(Verifies::Phone) if link_request.is_sent && !self.sms().can_send() => {
                return Err(Error::TextOff);
            }
            _ => {}
        }
        if matches!(
            (&link_request.recipient, link_request.channel),
            (Recipient::Email(_), Some(Verifies::Phone))
                | (Recipient::Phone(_), Some(Verifies::Email))
        ) {
            return Err(Error::InvalidRequest("channel: doesn't match the identifier"));
        }
        let user = self.user_of(context, &link_request).await?;
        let (identifier, kind) = reach(&user, &link_request)?;
        let is_own = !identifier.is_empty();
        if let (true, Some(Verifies::Phone), Some(phone)) =
            (link_request.is_sent, kind, &user.phone)
        {
            self.sms().allow(phone, None).await?;
        }
        let secret = self.random().secret();
        url.query_pairs_mut().append_pair(link_request.parameter, secret.expose());
        let now = self.clock().now();
        let link = BearerLink {
            id: self.random().uuid().to_string(),
            user_id: user.id,
            identifier,
            proves: kind.filter(|_| is_own && (link_request.is_sent || link_request.verifies)),
            next,
            created_at: now,
            expires_at: now + seconds(lifetime),
            consumed_at: None,
        };
        let mut unit = Unit::default();
        unit.insert_bearer_link(&link, secret.hash());
        if context.by.is_some() {
            unit.record(&self.event(context, user.id, Kind::LinkCreated));
        }
        self.store().apply(unit).await?;
        self.wake_readers();
        let made = NewLink { link, secret, url, lifetime };
        if link_request.is_sent {
            self.send_bearer_link(&user, &made, kind, link_request.locale).await?;
        }
        Ok(made)
    }

    /// Returns the URL of the page of this site that a back end named.
    fn page_of(self, page: Option<&str>) -> Result<Url> {
        let page = page.filter(|page| !page.is_empty()).unwrap_or(PAGE);
        let page = if page.starts_with('/') { page.to_owned() } else { format!("/{page}") };
        let path = on_this_site(&self.config().origin, &page);
        let path = path.ok_or(Error::InvalidRequest("magic_link_path: not a path of this site"))?;
        self.config().origin.join(&path).map_err(Error::internal)
    }

    /// Returns a path of this site, from a URL or from the path itself.
    fn own_path(self, next: &str) -> Result<String> {
        let origin = self.config().origin_text();
        let path = next.strip_prefix(&origin).unwrap_or(next);
        let path = if path.is_empty() { "/" } else { path };
        on_this_site(&self.config().origin, path)
            .ok_or(Error::InvalidRequest("redirect_url: not on this site"))
    }

    async fn user_of(self, context: &RequestContext, link_request: &LinkRequest) -> Result<User> {
        let (email, phone) = match &link_request.recipient {
            Recipient::User(id) => return self.if_active(self.find_account(id).await?.user).await,
            Recipient::Email(email) => (Some(Email::parse(email)?), None),
            Recipient::Phone(phone) => (None, Some(Phone::parse(phone)?)),
        };
        if let Some(user) = self.owner_of(email.as_ref(), phone.as_ref()).await? {
            return self.if_active(user).await;
        }
        let (new, nothing) = (UserId(self.random().uuid()), serde_json::Map::new());
        let made = self
            .insert_account(context, new, (email.as_ref(), phone.as_ref()), &nothing, None)
            .await;
        // If there are two concurrent requests, the second one finds the account of the first.
        if !matches!(made, Err(Error::AddressTaken | Error::PhoneTaken)) {
            made?;
        }
        let user = self.owner_of(email.as_ref(), phone.as_ref()).await?;
        self.if_active(user.ok_or(Error::NotFound)?).await
    }

    async fn owner_of(self, email: Option<&Email>, phone: Option<&Phone>) -> Result<Option<User>> {
        match (email, phone) {
            (Some(email), _) => self.store().find_owner(email).await,
            (None, Some(phone)) => self.store().find_user_by_phone(phone).await,
            (None, None) => Ok(None),
        }
    }

    async fn if_active(self, user: User) -> Result<User> {
        if self.store().is_deactivated(user.id).await? { Err(Error::Deactivated) } else { Ok(user) }
    }

    async fn send_bearer_link(
        self,
        user: &User,
        made: &NewLink,
        channel: Option<Verifies>,
        locale: Option<Locale>,
    ) -> Result<()> {
        let words = context! { link => made.url.as_str(), until => made.link.expires_at };
        let meta =
            MessageMeta { link: Some(made.url.to_string()), code: None, user_id: Some(user.id) };
        let locale = locale.or(user.locale);
        match (channel, &user.email, &user.phone) {
            (Some(Verifies::Phone), _, Some(phone)) => {
                let locale = locale.unwrap_or_default();
                let to = phone.to_string();
                self.sms().deliver("bearer_link", &to, locale, words, meta, made.lifetime).await
            }
            (_, Some(email), _) => {
                let locale = locale.unwrap_or_default();
                let kind = "bearer_link";
                let lifetime = made.lifetime;
                let mail = self.mail().write_mail_in(locale, kind, email, words, meta, lifetime)?;
                self.mail().queue(&mail).await
            }
            _ => Err(Error::InvalidRequest("The user has no such identifier")),
        }
    }
}

/// Returns the address or number for a link to an account, and which of the two it is. Empty if the
/// account merely claims it: the back end must not deliver the link there, and it can't sign anyone
/// in.
fn reach(user: &User, link_request: &LinkRequest) -> Result<(String, Option<Verifies>)> {
    let kind = link_request.channel.or(match link_request.recipient {
        Recipient::Email(_) => Some(Verifies::Email),
        Recipient::Phone(_) => Some(Verifies::Phone),
        Recipient::User(_) => None,
    });
    let email = user.own_email().map(ToString::to_string);
    let phone = user.own_phone().map(ToString::to_string);
    let missing = match kind {
        Some(Verifies::Email) => user.email.is_none(),
        Some(Verifies::Phone) => user.phone.is_none(),
        None => false,
    };
    if missing {
        return Err(Error::InvalidRequest("The user has no such identifier"));
    }
    Ok(match (kind, email, phone) {
        (Some(Verifies::Email), email, _) => (email.unwrap_or_default(), kind),
        (Some(Verifies::Phone), _, phone) => (phone.unwrap_or_default(), kind),
        (None, Some(email), _) => (email, Some(Verifies::Email)),
        (None, None, Some(phone)) => (phone, Some(Verifies::Phone)),
        (None, None, None) => (String::new(), None),
    })
}
