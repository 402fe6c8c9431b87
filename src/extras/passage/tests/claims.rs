//! Tests which account an email opens: for every way to set an address, every way to confirm one,
//! and every user who may be signed in.
//!
//! The rule: a reader of Ada's mailbox never ends up in an account to which others have a passkey,
//! unless they were signed in there and had just used one of its passkeys.

use testing::authenticator::Peer;
use testing::on_both;

use super::administration::{create, link, said, update};
use crate::extras::passage::{LinkRequest, NewLink, Recipient, Verifies};
use crate::tests::party::{MINUTE, Mail, TestBrowser, TestParty, code};
use crate::tests::resets::verify;
use crate::{Email, Result, UserId};

/// How an account got Ada's address.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Set {
    /// A user signed up with a passkey and entered it.
    SignUp,
    /// The owner of an account requested the change on the site.
    Change,
    /// A back end set it on an account in use.
    PatchInUse,
    /// A back end created the account with it.
    Create,
    /// A back end set it before anyone used the account.
    PatchUnused,
    /// A back end created a link to it, which created the account.
    LinkToNew,
}

/// How a reader of Ada's mailbox proves that they are one.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Prove {
    SignInLink,
    Code,
    Confirmation,
    BackEndLinkByUser,
    BackEndLinkByEmail,
    VerifyLink,
    Activate,
}

/// The user who is signed in at that time.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Here {
    Nobody,
    ClaimantLongAgo,
    ClaimantWithRecentPasskey,
    ClaimantWithoutPasskey,
    Other,
}

use self::Here::{
    ClaimantLongAgo, ClaimantWithRecentPasskey, ClaimantWithoutPasskey, Nobody, Other,
};
use self::Prove::{
    Activate, BackEndLinkByEmail, BackEndLinkByUser, Code, Confirmation, SignInLink, VerifyLink,
};
use self::Set::{Change, Create, LinkToNew, PatchInUse, PatchUnused, SignUp};

/// The account that is open, or owns the address, afterwards.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Whose {
    /// The account with the set address.
    Claimants,
    /// A new account for the reader of the email.
    New,
    /// The account that was open before, if any. No owner.
    None,
}

/// Returns the expected outcome, open account, and owner of the address.
fn expected(set: Set, prove: Prove, here: Here) -> (&'static str, Whose, Whose) {
    use Whose::{Claimants, New, None};
    let is_inside = matches!(here, ClaimantWithRecentPasskey | ClaimantWithoutPasskey);
    let is_outside = matches!(here, Nobody | Other);
    if matches!(set, Create | PatchUnused | LinkToNew) {
        return match prove {
            Confirmation if is_outside => ("signed_out", None, Claimants),
            _ => ("ok", Claimants, Claimants),
        };
    }
    match prove {
        BackEndLinkByEmail => ("ok", New, New),
        // The account's own address is a different one, and its link goes there.
        BackEndLinkByUser | VerifyLink | Activate if set == Change => ("ok", Claimants, None),
        Activate => ("signed_out", None, None),
        BackEndLinkByUser | VerifyLink if is_outside => ("signed_out", None, None),
        // It leads on to the account that is already open, and confirms nothing.
        BackEndLinkByUser | VerifyLink => ("ok", None, None),
        // A change belongs to its session.
        Confirmation if is_outside && set == Change => ("link_expired", None, None),
        Confirmation if is_outside => ("signed_out", None, None),
        SignInLink | Code if is_outside || set == Change => ("ok", New, New),
        SignInLink | Code | Confirmation if is_inside => ("ok", Claimants, Claimants),
        SignInLink | Code | Confirmation => ("verification_required", None, None),
    }
}

/// One row of the table.
struct Row<'a> {
    party: &'a TestParty,
    browser: TestBrowser,
    key: Peer,
    ada: String,
    here: Here,
}

impl Row<'_> {
    /// Creates an account in use with its own address.
    async fn used_account(&mut self) -> UserId {
        let own = self.ada.replace("ada", "eve");
        if self.here == ClaimantWithoutPasskey {
            return self.browser.enter_by_mail(&own).await.id;
        }
        let id = self.browser.sign_up(&own, &mut self.key).await.id;
        self.browser.redeem(&self.party.newest_mail().await).await.unwrap();
        id
    }

    /// Has the owner enter an account that a back end created, with a link to its address.
    async fn enter(&mut self, link_request: LinkRequest) -> UserId {
        let made = self.make(link_request).await;
        self.browser.redeem_bearer(&opener(&made)).await.unwrap();
        if self.here != ClaimantWithoutPasskey {
            self.browser.add_passkey(&mut self.key).await.unwrap();
            verify(&self.browser, &mut self.key).await;
        }
        made.link.user_id
    }

    async fn make(&self, link_request: LinkRequest) -> NewLink {
        self.party
            .passage()
            .create_link(&self.party.browser().context(), link_request)
            .await
            .unwrap()
    }

    /// Sets the address. Returns the account, which this browser is then signed in to.
    async fn set(&mut self, set: Set) -> UserId {
        let (party, ada) = (self.party, self.ada.clone());
        match set {
            SignUp => self.browser.sign_up(&ada, &mut self.key).await.id,
            Change => {
                let id = self.used_account().await;
                self.browser.change_address(&ada).await.unwrap();
                id
            }
            PatchInUse => {
                let id = self.used_account().await;
                let account = party.passage().find_account(&id.to_string()).await.unwrap();
                update(party, &account, said(&ada)).await.unwrap();
                id
            }
            Create => {
                let made = create(party, said(&ada)).await.unwrap();
                self.enter(link(Recipient::User(made.user.id.to_string()))).await
            }
            PatchUnused => {
                let made = create(party, said(&ada.replace("ada", "bob"))).await.unwrap();
                update(party, &made, said(&ada)).await.unwrap();
                self.enter(link(Recipient::User(made.user.id.to_string()))).await
            }
            LinkToNew => self.enter(link(Recipient::Email(ada))).await,
        }
    }

    /// Puts this browser into the state of the row.
    async fn settle(&self) {
        match self.here {
            Nobody => self.browser.sign_out().await,
            ClaimantLongAgo => self.party.pass(11 * MINUTE),
            ClaimantWithRecentPasskey | ClaimantWithoutPasskey => {}
            Other => {
                self.browser.sign_out().await;
                let email = self.ada.replace("ada", "other");
                self.browser.sign_up(&email, &mut Peer::new()).await;
            }
        }
    }

    /// Proves access to the mailbox. Returns the account that a client was signed in to, if any.
    async fn prove(
        &self,
        prove: Prove,
        claimant: UserId,
        confirmation: Option<Mail>,
    ) -> Result<Option<UserId>> {
        let mut link_request = match prove {
            BackEndLinkByEmail => link(Recipient::Email(self.ada.clone())),
            _ => link(Recipient::User(claimant.to_string())),
        };
        match prove {
            SignInLink | Code => {
                self.browser.ask_for_link(&self.ada).await?;
                let mail = self.party.mail_to(&self.ada).await;
                match prove {
                    SignInLink => self.browser.redeem(&mail).await?,
                    _ => self.browser.redeem_code(&mail.code).await?,
                };
            }
            Confirmation => {
                self.browser.redeem(&confirmation.unwrap()).await?;
            }
            Activate => {
                let made = self.make(link_request).await;
                let context = self.party.browser().context();
                let (signed_in, ..) =
                    self.party.passage().activate_link(&context, made.secret.expose()).await?;
                return Ok(Some(signed_in.user.id));
            }
            BackEndLinkByUser | BackEndLinkByEmail | VerifyLink => {
                (link_request.verifies, link_request.channel) =
                    (prove == VerifyLink, Some(Verifies::Email));
                self.browser.redeem_bearer(&opener(&self.make(link_request).await)).await?;
            }
        }
        Ok(None)
    }

    async fn open(&self) -> Option<UserId> {
        self.browser.signed_in().await.map(|signed_in| signed_in.user.id)
    }
}

fn opener(made: &NewLink) -> Mail {
    Mail::with_token(made.secret.expose())
}

async fn play(party: &TestParty, number: usize, set: Set, prove: Prove, here: Here) {
    let ada = format!("ada{number}@example.org");
    let mut row = Row { party, browser: party.browser(), key: Peer::new(), ada, here };
    let claimant = row.set(set).await;
    let confirmation = if prove == Confirmation {
        if set != Change {
            row.browser.ask_for_confirmation().await.unwrap();
        }
        Some(party.mail_to(&row.ada).await)
    } else {
        None
    };
    row.settle().await;
    let before = row.open().await;
    let answer = row.prove(prove, claimant, confirmation).await;
    let by_client = answer.as_ref().ok().copied().flatten();
    let open = by_client.or(row.open().await);
    let owner = party.store().find_owner(&Email::parse(&row.ada).unwrap()).await.unwrap();
    let owner = owner.map(|owner| owner.id);

    let case = format!("{set:?}, {prove:?}, {here:?}");
    let (expected_code, expected_open, expected_owner) = expected(set, prove, here);
    assert_eq!(code(&answer), expected_code, "{case}");
    match expected_open {
        Whose::Claimants => assert_eq!(open, Some(claimant), "{case}"),
        Whose::New => assert!(open.is_some() && open != before && open != Some(claimant), "{case}"),
        Whose::None => assert_eq!(open, before, "{case}"),
    }
    match expected_owner {
        Whose::Claimants => assert_eq!(owner, Some(claimant), "{case}"),
        Whose::New => assert_eq!(owner, open, "{case}"),
        Whose::None => assert_eq!(owner, None, "{case}"),
    }
    let others_hold_it = matches!(set, SignUp | PatchInUse) && here != ClaimantWithoutPasskey;
    let is_led_into_it = open == Some(claimant) && before != Some(claimant);
    assert!(!others_hold_it || !is_led_into_it, "{case}: others hold a passkey to it");
    if others_hold_it && owner == Some(claimant) {
        assert_eq!(here, ClaimantWithRecentPasskey, "{case}");
    }
}

on_both! {
    async fn no_path_leads_the_owner_of_an_address_into_an_account_that_claims_it(party: TestParty) {
        let mut number = 0;
        for set in [SignUp, Change, PatchInUse, Create, PatchUnused, LinkToNew] {
            for prove in [SignInLink, Code, Confirmation, BackEndLinkByUser, BackEndLinkByEmail, VerifyLink, Activate] {
                for here in [Nobody, ClaimantLongAgo, ClaimantWithRecentPasskey, ClaimantWithoutPasskey, Other] {
                    // Every user who signs up has a passkey, and has no session without it.
                    if (set, here) == (SignUp, ClaimantWithoutPasskey) {
                        continue;
                    }
                    number += 1;
                    play(&party, number, set, prove, here).await;
                }
            }
        }
        assert_eq!(number, 6 * 7 * 5 - 7);
    }
}
