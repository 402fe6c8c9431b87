//! The made-up people: their accounts, passkeys, sessions and history of 30 days.

use p256::pkcs8::EncodePublicKey as _;
use tower_sessions::session::Id;

use super::names::{BROWSERS, FIRST, LAST, NETWORKS, PROVIDERS};
use super::seed::Seed;
use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::extras::demo::Demo;
use crate::model::credential::{Attachment, Credential};
use crate::model::event::{Event, Kind};
use crate::model::ids::{PasskeyId, SessionId};
use crate::model::locale::Locale;
use crate::model::session::{Familiarity, Method, Opens, Session};
use crate::model::user::{Email, User, UserId};
use crate::passkey::naming::suggested_name;
use crate::passkey::{Portable, cose_from_der};
use crate::store::{NewSession, Unit};
use crate::web::request_context::RequestContext;

/// How many people there are.
pub(super) const PEOPLE: usize = 200;

pub(super) const DAY: UnixSeconds = 24 * 60 * 60;
const DAYS: UnixSeconds = 30 * DAY;

/// How many rows one transaction inserts.
const AT_ONCE: usize = 100;

/// A made-up account.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) user: User,
    pub(super) activated_at: Option<UnixSeconds>,
    pub(super) deactivated_at: Option<UnixSeconds>,
    pub(super) login_count: i64,
    pub(super) last_login_at: Option<UnixSeconds>,
    passkeys: Vec<Credential>,
    sessions: Vec<Session>,
    pub(super) events: Vec<Event>,
}

/// Returns the id of the developer's account.
pub(super) fn developer() -> UserId {
    UserId(Seed(0).uuid())
}

impl Demo<'_> {
    /// Inserts everyone, the developer last.
    pub(super) async fn insert_people(self) -> Result<()> {
        let people = self.made_up_people()?;
        for some in people.chunks(AT_ONCE) {
            let mut unit = Unit::default();
            for person in some {
                unit.insert_person(person);
                for passkey in &person.passkeys {
                    unit.insert_credential(passkey)?;
                    unit.update_made_up_use(passkey);
                }
                for session in &person.sessions {
                    // Not from the seed: otherwise anyone could open it.
                    let token = Id(i128::from_le_bytes(self.random().bytes()));
                    let (opens, session) = (Opens::Session, session.clone());
                    let (replaces, passkey, refresh) = (None, None, None);
                    unit.open_session(&NewSession {
                        session,
                        token,
                        replaces,
                        opens,
                        passkey,
                        familiarity: Familiarity::Known,
                        refresh,
                    })?;
                }
            }
            self.apply(unit).await?;
        }
        let mut events: Vec<_> = people.iter().flat_map(|person| &person.events).collect();
        events.sort_by_key(|event| event.created_at);
        for some in events.chunks(AT_ONCE) {
            let mut unit = Unit::default();
            for event in some {
                unit.record(event);
            }
            self.apply(unit).await?;
        }
        let mut unit = Unit::default();
        #[cfg(feature = "console")]
        unit.insert_admin(developer(), None, self.clock().now());
        self.add_emails(&mut unit, &people);
        self.apply(unit).await?;
        self.wake_readers();
        Ok(())
    }

    async fn apply(self, unit: Unit) -> Result<()> {
        if self.store().apply(unit).await? { Ok(()) } else { Err(Error::AddressTaken) }
    }

    pub(super) fn made_up_people(self) -> Result<Vec<Person>> {
        let now = self.clock().now();
        let people = (1..=PEOPLE).map(|nth| self.person(nth, now));
        let mut people = people.collect::<Result<Vec<_>>>()?;
        let email = Email::parse("developer@example.com")?;
        let mut user = User::claiming(developer(), email, Locale::En, now - DAYS);
        user.email_verified_at = Some(now - DAYS);
        user.display_name = Some("Demo developer".to_owned());
        people.push(Person {
            events: vec![self.happened(&mut Seed(0), &user, Kind::SignedUp, now - DAYS, 0)],
            user,
            activated_at: Some(now - DAYS),
            deactivated_at: None,
            login_count: 0,
            last_login_at: None,
            passkeys: Vec::new(),
            sessions: Vec::new(),
        });
        Ok(people)
    }

    fn person(self, nth: usize, now: UnixSeconds) -> Result<Person> {
        let mut seed = Seed(nth as u64);
        let created_at = now - 3600 - seed.below(DAYS - 3600);
        let (first, last) = (name(&mut seed, &FIRST), name(&mut seed, &LAST));
        let email = Email::parse(&format!("{first}.{last}{nth}@example.com").to_lowercase())?;
        let locale = seed.one_of(&Locale::ALL).unwrap_or_default();
        let mut user = User::claiming(UserId(seed.uuid()), email, locale, created_at);
        user.display_name = seed.happens(60).then(|| format!("{first} {last}"));
        let mut person = Person {
            user,
            activated_at: None,
            deactivated_at: None,
            login_count: 0,
            last_login_at: None,
            passkeys: Vec::new(),
            sessions: Vec::new(),
            events: Vec::new(),
        };
        person.events.push(self.happened(&mut seed, &person.user, Kind::SignedUp, created_at, 0));
        if seed.happens(4) {
            // A back end created the account, and no one has used it.
            return Ok(person);
        }
        person.activated_at = Some(created_at);
        for passkey in 0..=3 {
            if seed.happens([75, 30, 20, 10][passkey]) {
                let at = created_at + i64::try_from(passkey).unwrap_or_default() * DAY;
                self.add_made_up_passkey(&mut seed, &mut person, at.min(now))?;
            } else {
                break;
            }
        }
        if seed.happens(85) {
            let at = created_at + 60 + seed.below(600);
            person.user.email_verified_at = Some(at);
            person.events.push(self.happened(
                &mut seed,
                &person.user,
                Kind::AddressConfirmed,
                at,
                0,
            ));
        }
        let sign_ins = 1 + seed.below(14);
        let mut times: Vec<_> = (1..sign_ins).map(|_| seed.below(now - created_at)).collect();
        times.sort_unstable();
        for after in std::iter::once(5).chain(times) {
            self.add_made_up_sign_in(&mut seed, &mut person, created_at + after, now);
        }
        if seed.happens(3) {
            let at = now - seed.below(now - created_at);
            person.deactivated_at = Some(at);
            person.sessions.clear();
            person.events.retain(|event| event.created_at <= at);
            person.events.push(self.happened(&mut seed, &person.user, Kind::Deactivated, at, 0));
        }
        Ok(person)
    }

    fn add_made_up_passkey(
        self,
        seed: &mut Seed,
        person: &mut Person,
        at: UnixSeconds,
    ) -> Result<()> {
        let key = p256::SecretKey::from_slice(&seed.bytes::<32>()).map_err(Error::internal)?;
        let der = key.public_key().to_public_key_der().map_err(Error::internal)?;
        let (aaguid, transport, is_synced) = seed.one_of(&PROVIDERS).unwrap_or_default();
        let portable = Portable {
            credential_id: seed.bytes::<20>().to_vec(),
            public_key: cose_from_der(der.as_bytes())?,
            sign_count: 0,
            backup_eligible: is_synced,
            backup_state: is_synced,
            transports: vec![transport.to_owned()],
            details: None,
        };
        let mut passkey = portable.credential(PasskeyId(seed.uuid()), person.user.id, at)?;
        passkey.aaguid = uuid::Uuid::from_u128(aaguid);
        let context = RequestContext::unknown(&self);
        passkey.name = suggested_name(&passkey, None, &context, &person.passkeys);
        let event = self.happened(seed, &person.user, Kind::PasskeyAdded, at, 0);
        person.events.push(event.with_passkey(&passkey));
        person.passkeys.push(passkey);
        Ok(())
    }

    fn add_made_up_sign_in(
        self,
        seed: &mut Seed,
        person: &mut Person,
        at: UnixSeconds,
        now: UnixSeconds,
    ) {
        let device = seed.below(2);
        let usable: Vec<_> = (0..person.passkeys.len())
            .filter(|&nth| person.passkeys[nth].created_at <= at)
            .collect();
        let passkey = seed.one_of(&usable).filter(|_| seed.happens(85));
        let kind = if passkey.is_some() { Kind::SignedInByPasskey } else { Kind::SignedInByMail };
        let mut event = self.happened(seed, &person.user, kind, at, device);
        let session = Session {
            id: SessionId(seed.uuid()),
            user_id: person.user.id,
            method: if passkey.is_some() { Method::Passkey } else { Method::Mail },
            credential_id: passkey.map(|nth| person.passkeys[nth].id),
            attachment: passkey.map(|_| Attachment::Platform),
            local_passkeys: Vec::new(),
            user_agent: event.user_agent.clone(),
            ip: event.ip.clone(),
            created_at: at,
            last_seen_at: (at + seed.below(DAY)).min(now),
            verified_at: passkey.map(|_| at),
            proven_at: passkey.is_none().then_some(at),
            expires_at: at + DAYS,
        };
        event = event.with_session(&session);
        if let Some(passkey) = passkey.and_then(|nth| person.passkeys.get_mut(nth)) {
            event.details.passkey = Some(passkey.name.clone());
            passkey.last_used_at = Some(at);
            passkey.last_used_by = Some(event.user_agent.clone());
            passkey.use_count += 1;
        }
        person.events.push(event);
        person.login_count += 1;
        person.last_login_at = Some(at);
        let (rest, left) = (now - at, seed.below(3600));
        for (percent, kind) in [
            (40, Kind::SignedOut),
            (8, Kind::Verified),
            (4, Kind::SignInFailed),
            (3, Kind::DisplayNameChanged),
        ] {
            if seed.happens(percent) && left < rest {
                let event = self.happened(seed, &person.user, kind, at + left, device);
                person.events.push(event);
                if kind == Kind::SignedOut {
                    return;
                }
            }
        }
        person.sessions.push(session);
    }

    /// Returns an event of one of a person's two devices.
    fn happened(
        self,
        seed: &mut Seed,
        user: &User,
        kind: Kind,
        at: UnixSeconds,
        device: i64,
    ) -> Event {
        let number = usize::try_from(user.id.0.as_u128() % 10_000).unwrap_or_default();
        let device = usize::try_from(device).unwrap_or_default();
        let context = RequestContext {
            user_agent: BROWSERS[(number + device) % BROWSERS.len()].to_owned(),
            ip: if number.is_multiple_of(5) {
                format!("2001:db8:{:x}::{:x}", number % 0xffff, device + 1)
            } else {
                format!("{}.{}", NETWORKS[(number + device) % NETWORKS.len()], number % 250 + 1)
            },
            locale: user.locale.unwrap_or_default(),
            ..RequestContext::unknown(&self)
        };
        let event = self.event(&context, user.id, kind).untold();
        Event { id: seed.uuid(), created_at: at, last_at: at, ..event }
    }
}

fn name(seed: &mut Seed, names: &[&'static str]) -> &'static str {
    seed.one_of(names).unwrap_or("Ada")
}
