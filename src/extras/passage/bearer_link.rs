//! Bearer links: links that a back end with an API key asks for.
//!
//! 1. [`RelyingParty::create_link`] makes one, for an account that is there or that it makes. It is
//!    sent, or left to the back end, which gets it either way.
//! 2. Its page shows a button, as that of any link: looking spends nothing.
//! 3. The button, or a client ([`RelyingParty::activate_link`]), signs in, once.
//!
//! No browser has asked for such a link, so it is bound to none: whoever has it gets in. That is a
//! weaker promise than the one `magic_link/` makes, and the back end's to answer for. What keeps it
//! within bounds: it is good once, for as long as the back end says; it ends when the account's
//! address changes or the account is shut; and a session that it opens ([`Method::Link`]) may neither
//! add a passkey beside another one nor remove any, and has no part in a reset.
//!
//! What it proves: a link that was sent from here proves that its reader reads the email or the text;
//! of one that the back end delivers, it says itself whether it does ([`Wish::verifies`]). It opens
//! an account only while the address or number that it is made for is the account's own, and so it
//! never confirms a claim: the person who reads the email need not be the one who claims the address.
//!
//! [`Method::Link`]: crate::model::session::Method::Link

use std::time::Duration;

use minijinja::context;
use url::Url;

use crate::RelyingParty;
use crate::clock::seconds;
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::extras::passage::store::BearerLink;
use crate::magic_link::LIFETIME;
use crate::mail::Beside;
use crate::model::locale::Locale;
use crate::model::phone::Phone;
use crate::model::user::{Email, User, UserId};
use crate::web::redirect::on_this_site;
use crate::web::request_context::Visitor;

/// The longest that a link may be good: as long as a session.
const MAX_LIFETIME: Duration = crate::session::LIFETIME;

/// Where a link is redeemed if the back end names no page.
const PAGE: &str = "/magic-link";

/// What redeeming a link proves to be the account's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is what it says")]
pub enum Proves {
    Email,
    Phone,
}

impl Proves {
    /// The word in the store.
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

/// For whom a link is.
#[derive(Clone, Debug)]
pub enum Whom {
    /// The account whose own an address is; a new one if it is nobody's.
    Email(String),
    /// The account whose own a number is; a new one if it is nobody's.
    Phone(String),
    /// The account of that id.
    User(String),
}

/// The link that a back end wants.
#[derive(Clone, Debug)]
pub struct Wish {
    /// For whom.
    pub whom: Whom,
    /// By what it reaches them.
    pub channel: Option<Proves>,
    /// Whether it is sent from here. Otherwise the back end delivers it.
    pub is_sent: bool,
    /// Whether the back end says that it delivers it by that channel, so that redeeming it proves
    /// the address or number.
    pub verifies: bool,
    /// What the mail speaks. `None`: what the account does.
    pub locale: Option<Locale>,
    /// The page of this site on which it is redeemed.
    pub page: Option<String>,
    /// The parameter in which that page looks for the token.
    pub parameter: &'static str,
    /// Where to go on to, on this site.
    pub next: Option<String>,
    /// How long it is good.
    pub lifetime: Option<Duration>,
}

/// A link that was made.
#[derive(Debug)]
pub struct NewLink {
    /// What is kept of it.
    pub link: BearerLink,
    /// What opens it.
    pub secret: Secret,
    /// Where it leads.
    pub url: Url,
    /// How long it is good.
    pub lifetime: Duration,
}

impl RelyingParty {
    /// Step 1.
    ///
    /// # Errors
    /// [`Error::InvalidEmail`], [`Error::InvalidPhone`], [`Error::InvalidRequest`];
    /// [`Error::NotFound`] for an id that is nobody's; [`Error::Deactivated`];
    /// [`Error::MailOff`], [`Error::TextOff`], [`Error::NotMobile`], [`Error::TextCountry`],
    /// [`Error::TextBudget`].
    pub async fn create_link(&self, visitor: &Visitor, wish: Wish) -> Result<NewLink> {
        let lifetime = wish.lifetime.unwrap_or(LIFETIME);
        if lifetime < Duration::from_mins(1) || lifetime > MAX_LIFETIME {
            return Err(Error::InvalidRequest("ttl: one minute to thirty days"));
        }
        let mut url = self.page_of(wish.page.as_deref())?;
        let next = wish.next.as_deref().filter(|next| !next.is_empty());
        let next = next.map(|next| self.own_path(next)).transpose()?;
        match wish.channel {
            None if wish.is_sent => return Err(Error::InvalidRequest("channel: how to send it")),
            Some(Proves::Email) if wish.is_sent && !self.can_send_mail() => {
                return Err(Error::MailOff);
            }
            Some(Proves::Phone) if wish.is_sent && !self.can_send_text() => {
                return Err(Error::TextOff);
            }
            _ => {}
        }
        if matches!(
            (&wish.whom, wish.channel),
            (Whom::Email(_), Some(Proves::Phone)) | (Whom::Phone(_), Some(Proves::Email))
        ) {
            return Err(Error::InvalidRequest("channel: not that of the identifier"));
        }
        let user = self.user_of(visitor, &wish).await?;
        let (identifier, kind) = reach(&user, &wish)?;
        let is_own = !identifier.is_empty();
        if let (true, Some(Proves::Phone), Some(phone)) = (wish.is_sent, kind, &user.phone) {
            self.allow_text(phone, None).await?;
        }
        let secret = self.random().secret();
        url.query_pairs_mut().append_pair(wish.parameter, secret.expose());
        let now = self.clock().now();
        let link = BearerLink {
            id: self.random().uuid().to_string(),
            user_id: user.id,
            identifier,
            proves: kind.filter(|_| is_own && (wish.is_sent || wish.verifies)),
            next,
            created_at: now,
            expires_at: now + seconds(lifetime),
            consumed_at: None,
        };
        self.store().insert_bearer_link(&link, secret.hash()).await?;
        let made = NewLink { link, secret, url, lifetime };
        if wish.is_sent {
            self.send_bearer_link(&user, &made, kind, wish.locale).await?;
        }
        Ok(made)
    }

    /// The page of this site that a back end has named.
    fn page_of(&self, page: Option<&str>) -> Result<Url> {
        let page = page.filter(|page| !page.is_empty()).unwrap_or(PAGE);
        let page = if page.starts_with('/') { page.to_owned() } else { format!("/{page}") };
        let path = on_this_site(&self.config().origin, &page);
        let path = path.ok_or(Error::InvalidRequest("magic_link_path: not a path of this site"))?;
        self.config().origin.join(&path).map_err(Error::internal)
    }

    /// A path of this site, from an address of it or from the path itself.
    fn own_path(&self, next: &str) -> Result<String> {
        let origin = self.config().origin_text();
        let path = next.strip_prefix(&origin).unwrap_or(next);
        let path = if path.is_empty() { "/" } else { path };
        on_this_site(&self.config().origin, path)
            .ok_or(Error::InvalidRequest("redirect_url: not on this site"))
    }

    async fn user_of(&self, visitor: &Visitor, wish: &Wish) -> Result<User> {
        let (email, phone) = match &wish.whom {
            Whom::User(id) => return self.if_active(self.find_account(id).await?.user).await,
            Whom::Email(email) => (Some(Email::parse(email)?), None),
            Whom::Phone(phone) => (None, Some(Phone::parse(phone)?)),
        };
        if let Some(user) = self.owner_of(email.as_ref(), phone.as_ref()).await? {
            return self.if_active(user).await;
        }
        let (new, nothing) = (UserId(self.random().uuid()), serde_json::Map::new());
        let made =
            self.insert_account(visitor, new, email.as_ref(), phone.as_ref(), &nothing).await;
        // Of two requests at once, the second finds what the first has made.
        if !matches!(made, Err(Error::AddressTaken | Error::PhoneTaken)) {
            made?;
        }
        let user = self.owner_of(email.as_ref(), phone.as_ref()).await?;
        self.if_active(user.ok_or(Error::NotFound)?).await
    }

    async fn owner_of(&self, email: Option<&Email>, phone: Option<&Phone>) -> Result<Option<User>> {
        match (email, phone) {
            (Some(email), _) => self.store().find_owner(email).await,
            (None, Some(phone)) => self.store().find_user_by_phone(phone).await,
            (None, None) => Ok(None),
        }
    }

    async fn if_active(&self, user: User) -> Result<User> {
        if self.store().is_deactivated(user.id).await? { Err(Error::Deactivated) } else { Ok(user) }
    }

    async fn send_bearer_link(
        &self,
        user: &User,
        made: &NewLink,
        channel: Option<Proves>,
        locale: Option<Locale>,
    ) -> Result<()> {
        let words = context! { link => made.url.as_str(), until => made.link.expires_at };
        let beside =
            Beside { link: Some(made.url.to_string()), code: None, user_id: Some(user.id) };
        let locale = locale.or(user.locale);
        match (channel, &user.email, &user.phone) {
            (Some(Proves::Phone), _, Some(phone)) => {
                let locale = locale.unwrap_or_default();
                let to = phone.to_string();
                self.deliver_text("bearer_link", &to, locale, words, beside, made.lifetime).await
            }
            (_, Some(email), _) => {
                let locale = locale.unwrap_or_default();
                let kind = "bearer_link";
                let lifetime = made.lifetime;
                let mail = self.write_mail_in(locale, kind, email, words, beside, lifetime)?;
                self.queue(&mail).await
            }
            _ => Err(Error::InvalidRequest("The user has no such identifier")),
        }
    }
}

/// The address or number by which a link reaches an account, and which of the two it is. Empty if the
/// account merely claims it: the back end must not deliver the link there, and it signs no one in.
fn reach(user: &User, wish: &Wish) -> Result<(String, Option<Proves>)> {
    let kind = wish.channel.or(match wish.whom {
        Whom::Email(_) => Some(Proves::Email),
        Whom::Phone(_) => Some(Proves::Phone),
        Whom::User(_) => None,
    });
    let email = user.own_email().map(ToString::to_string);
    let phone = user.own_phone().map(ToString::to_string);
    let missing = match kind {
        Some(Proves::Email) => user.email.is_none(),
        Some(Proves::Phone) => user.phone.is_none(),
        None => false,
    };
    if missing {
        return Err(Error::InvalidRequest("The user has no such identifier"));
    }
    Ok(match (kind, email, phone) {
        (Some(Proves::Email), email, _) => (email.unwrap_or_default(), kind),
        (Some(Proves::Phone), _, phone) => (phone.unwrap_or_default(), kind),
        (None, Some(email), _) => (email, Some(Proves::Email)),
        (None, None, Some(phone)) => (phone, Some(Proves::Phone)),
        (None, None, None) => (String::new(), None),
    })
}
