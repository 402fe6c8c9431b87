//! Requests for a link or code from a page.
//!
//! The email is the one that this site's own pages send, with two differences. The link leads to
//! the page that requested it, and a secret replaces the browser's cookie. Only the requesting page
//! gets that secret, as the link's id.

use url::Url;

use crate::clock::seconds;
use crate::crypto::secret::{Random, Secret};
use crate::error::{Error, Result};
use crate::extras::passage::Passage;
use crate::extras::passage::http::LINK_PARAMETER;
use crate::mail::Mail;
use crate::model::event::Kind;
use crate::model::magic_link::{MagicLink, Purpose};
use crate::model::user::Email;
use crate::passkey::Owner;
use crate::store::Unit;
use crate::web::redirect::on_this_site;
use crate::web::request_context::RequestContext;

/// How often to try sending if concurrent requests conflict.
const TRIES: u32 = 5;

/// The parameter of a link that confirms an address.
const VERIFY_PARAMETER: &str = "psg_verify_link";

/// The link's path if the page names none.
const PAGE: &str = "/";

/// A page's request.
pub(crate) struct Asked<'a> {
    /// The address to send the email to.
    pub(crate) email: &'a str,
    /// The origin of the requesting page, which the link leads to.
    pub(crate) origin: &'a Url,
    /// The path there.
    pub(crate) path: Option<&'a str>,
    /// Whether the page only accepts the code.
    pub(crate) is_code: bool,
    /// The user who changes their address to this one. `None` for a sign-in.
    pub(crate) owner: Option<&'a Owner>,
}

impl Passage<'_> {
    /// Sends an email with a link and a code, whether or not the address has an account. Returns
    /// the secret of the waiting page.
    ///
    /// # Errors
    /// [`Error::InvalidEmail`], [`Error::InvalidRequest`], [`Error::MailOff`],
    /// [`Error::TooManyRequests`].
    pub(crate) async fn send_to_page(
        self,
        context: &RequestContext,
        asked: Asked<'_>,
    ) -> Result<Secret> {
        if !self.mail().can_send() {
            return Err(Error::MailOff);
        }
        let email = Email::parse(asked.email)?;
        let token = self.random().secret();
        let url = self.url(&asked, &token)?;
        let is_short = asked.is_code && self.config().pages.short_codes;
        let code = if is_short { digits(self.random()) } else { self.random().code() };
        for _ in 0..TRIES {
            let mut unit = Unit::default();
            self.rate_limits().add_email(&mut unit, context, &email).await?;
            let link = self.link(context, &asked, &email).await?;
            unit.insert_magic_link(&link, token.hash(), code.hash_for(&link.id));
            unit.insert_waiting_page(&link.id, link.expires_at);
            self.add_mail(&mut unit, context, &link, [url.as_str(), code.expose()]).await?;
            if self.store().apply(unit).await? {
                self.mail().wake_sender();
                self.wake_readers();
                return context
                    .browser
                    .secret()
                    .ok_or_else(|| Error::internal("not bound to a client"));
            }
        }
        Err(Error::TooManyRequests(std::time::Duration::from_secs(1)))
    }

    /// Returns the link's URL. If the page only accepts the code, the link leads to this site's
    /// page for links, which says where to enter the code.
    fn url(self, asked: &Asked<'_>, token: &Secret) -> Result<Url> {
        let own = &self.config().origin;
        let parameter = if asked.owner.is_some() { VERIFY_PARAMETER } else { LINK_PARAMETER };
        let (origin, path, parameter) = match asked.path.filter(|path| !path.is_empty()) {
            _ if asked.is_code => (own, "/magic-link", "token"),
            Some(path) => (asked.origin, path, parameter),
            None => (asked.origin, PAGE, parameter),
        };
        let wrong = Error::InvalidRequest("magic_link_path: not a path of the page's site");
        let path = on_this_site(origin, path).ok_or(wrong)?;
        let mut url = origin.join(&path).map_err(Error::internal)?;
        url.query_pairs_mut().append_pair(parameter, token.expose());
        Ok(url)
    }

    async fn link(
        self,
        context: &RequestContext,
        asked: &Asked<'_>,
        email: &Email,
    ) -> Result<MagicLink> {
        let now = self.clock().now();
        let owner = self.store().find_owner(email).await?;
        Ok(MagicLink {
            id: self.random().uuid().to_string(),
            purpose: if asked.owner.is_some() { Purpose::Change } else { Purpose::SignIn },
            user_id: asked.owner.map(|owner| owner.user.id),
            session_id: asked.owner.and_then(|owner| owner.session.parse().ok()),
            email: email.clone(),
            sent_to: owner.and_then(|owner| owner.email),
            browser_hash: context.browser.identify(self.random()),
            created_at: now,
            expires_at: now + seconds(self.settings().refresh().await?.link_lifetime()),
            next: None,
            consumed_at: None,
        })
    }

    async fn add_mail(
        self,
        unit: &mut Unit,
        context: &RequestContext,
        link: &MagicLink,
        [url, code]: [&str; 2],
    ) -> Result<()> {
        let owner = self.store().find_owner(&link.email).await?;
        let asker = link.user_id;
        if let Some(id) = asker {
            unit.record(&self.event(context, id, Kind::AddressChanging));
        }
        let is_admitted = self.magic_links().is_admitted(&link.email, owner.as_ref()).await?;
        let taken = owner.as_ref().filter(|owner| asker.is_some_and(|asker| asker != owner.id));
        let mail =
            if let Some((owner, own)) = taken.and_then(|owner| Some((owner, owner.own_email()?))) {
                // Only the reader of the mailbox learns that the address has an account.
                self.mail().address_taken_mail(owner, own, context).await?
            } else if link.purpose == Purpose::SignIn && !is_admitted {
                self.mail().no_account_mail(&link.email, context).await?
            } else {
                let has_account = owner.is_some();
                let (lifetime, locale) = (link.lifetime(), context.locale);
                let mail = Mail { link: url, code, lifetime, context, locale, has_account };
                self.mail().link_mail(link, &mail).await?
            };
        self.mail().add_message(unit, &mail);
        Ok(())
    }
}

/// Returns six random digits. Numbers that would favour some codes are drawn again.
fn digits(random: &Random) -> Secret {
    const CODES: u32 = 1_000_000;
    loop {
        let number = u32::from_le_bytes(random.bytes());
        if number < u32::MAX - u32::MAX % CODES {
            return Secret::presented(&format!("{:06}", number % CODES));
        }
    }
}
