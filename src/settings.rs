//! Settings that operators change while the site runs ([`Setting`]).
//!
//! The environment and the file win: a setting that they have is locked. Otherwise the database
//! decides, and without a row there, the default. Every server keeps the values in memory. It reads
//! them again at most every [`REREAD`] seconds, when a page or a decision needs them, so all servers
//! of a site follow a change within that time. Every change is an event that names the operator.

use std::sync::{Arc, Mutex, PoisonError};

use crate::clock::UnixSeconds;
use crate::config::{Setting, SignUp, Site};
use crate::error::{Error, Result};
use crate::model::event::Kind;
use crate::store::Unit;
use crate::web::request_context::RequestContext;

/// For how many seconds the values in memory are used.
const REREAD: UnixSeconds = 5;

/// The values in memory.
pub(crate) struct Known(Mutex<(Arc<Site>, Option<UnixSeconds>)>);

impl Known {
    /// Starts with the values of the environment and the defaults.
    pub(crate) fn new(site: Site) -> Self {
        Self(Mutex::new((Arc::new(site), None)))
    }

    fn get(&self) -> (Arc<Site>, Option<UnixSeconds>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, site: Arc<Site>, read_at: Option<UnixSeconds>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = (site, read_at);
    }
}

/// Where the value of a setting comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// No one has set it.
    Default,
    /// An operator has set it while the site was running.
    Database,
    /// The environment or the file, so it is locked.
    Environment,
}

/// A setting with its value.
#[derive(Clone, Debug)]
pub struct SettingEntry {
    /// The setting.
    pub setting: Setting,
    /// Its value.
    pub value: String,
    /// Where that comes from.
    pub source: Source,
}

facade! {
    /// The settings that operators change while the site runs.
    settings: Settings
}

impl Settings<'_> {
    /// Returns the settings as last read.
    pub fn site(self) -> Arc<Site> {
        self.known_settings().get().0
    }

    /// Returns the rule of who may create an account, as last read. If only some may, but this site
    /// can't send the email that proves who they are, no one can.
    pub fn who_may_sign_up(self) -> SignUp {
        match &self.site().sign_up {
            SignUp::Invited { .. } if !self.mail().can_send() => SignUp::Nobody,
            rule => rule.clone(),
        }
    }

    /// Returns the same rule for a decision: read again if it was last read some seconds ago.
    pub(crate) async fn sign_up_rule(self) -> Result<SignUp> {
        self.refresh().await?;
        Ok(self.who_may_sign_up())
    }

    /// Returns the settings, and reads them again if they were last read some seconds ago.
    ///
    /// # Errors
    /// If the database is unavailable, or has a value that this version can't read. Then no one may
    /// sign up.
    pub async fn refresh(self) -> Result<Arc<Site>> {
        let ((known, read_at), now) = (self.known_settings().get(), self.clock().now());
        if read_at.is_some_and(|at| at <= now && now < at + REREAD) {
            return Ok(known);
        }
        self.reread().await
    }

    /// Returns the settings as they are now, for a change that depends on them: another server may
    /// have just changed them.
    ///
    /// # Errors
    /// As [`Settings::refresh`].
    pub async fn reread(self) -> Result<Arc<Site>> {
        let now = self.clock().now();
        let mut site = self.config().site.clone();
        for (name, value) in self.store().list_settings().await? {
            // A newer version may have more settings.
            let Some(setting) = Setting::parse(&name).filter(|one| !site.is_locked(*one)) else {
                continue;
            };
            let set = site.set(setting, &value);
            set.map_err(|problem| Error::internal(format!("setting {name}: {problem}")))?;
        }
        let site = Arc::new(site);
        self.known_settings().set(Arc::clone(&site), Some(now));
        Ok(site)
    }

    /// Lists the settings with their values, in the order of [`Setting::ALL`].
    pub async fn list(self) -> Result<[SettingEntry; Setting::ALL.len()]> {
        let stored = self.store().list_settings().await?;
        let site = self.refresh().await?;
        Ok(Setting::ALL.map(|setting| {
            let is_stored = stored.iter().any(|(name, _)| name == setting.as_str());
            let source = match (site.is_locked(setting), is_stored) {
                (true, _) => Source::Environment,
                (false, true) => Source::Database,
                (false, false) => Source::Default,
            };
            SettingEntry { setting, value: site.describe(setting), source }
        }))
    }

    /// Changes a setting, or with `None` goes back to its default. `operator` is the context of an
    /// operator ([`RequestContext::operator`]).
    ///
    /// # Errors
    /// [`Error::InvalidSetting`]; [`Error::SettingLocked`] if the environment or the file has it.
    pub async fn change(
        self,
        operator: &RequestContext,
        setting: Setting,
        value: Option<&str>,
    ) -> Result<()> {
        let mut site = self.config().site.clone();
        if site.is_locked(setting) {
            return Err(Error::SettingLocked(setting.variable()));
        }
        let mut written = None;
        if let Some(value) = value {
            site.set(setting, value).map_err(Error::InvalidSetting)?;
            written = Some(site.get(setting));
        }
        let mut event = self.event_of_site(operator, Kind::SettingChanged);
        event.details.changed = vec![setting.as_str().to_owned()];
        let mut unit = Unit::default();
        unit.put_setting(setting.as_str(), written.as_deref(), event.created_at);
        unit.record(&event);
        if !self.store().apply(unit).await? {
            return Err(Error::internal("concurrent changes of settings"));
        }
        self.known_settings().set(self.site(), None);
        self.wake_readers();
        Ok(())
    }
}
