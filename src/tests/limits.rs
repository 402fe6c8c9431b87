//! Tests rate limits: what counts together, what exceeds a limit, and for how long.

use std::time::Duration;

use testing::authenticator::Peer;
use testing::on_both;

use super::party::{MINUTE, SECOND, TestBrowser, TestParty};
use crate::model::event::Kind;
use crate::web::rate_limit::Action;
use crate::{Clock, Error, Random, RelyingParty, Result, Store};

pub(crate) const ADA: &str = "ada@example.org";

/// Returns a party with limits like the defaults.
fn limited(party: TestParty) -> TestParty {
    party.restarted_with(&[("LATCHKEY_LIMIT_SENDS", "1/60s, 3/15m, 10/1h")])
}

pub(crate) fn wait(result: &Result<()>) -> u64 {
    let Err(Error::TooManyRequests(wait)) = result else { panic!("not limited: {result:?}") };
    wait.as_secs()
}

/// Returns another browser in another network.
pub(crate) fn stranger(party: &TestParty, ip: &'static str) -> TestBrowser {
    let mut browser = party.browser();
    browser.ip = ip;
    browser
}

on_both! {
    async fn a_confirmation_and_a_link_may_follow_each_other_at_once(party: TestParty) {
        let party = party.restarted_with(&[("LATCHKEY_LIMIT_SENDS", "")]);
        let browser = party.browser();
        browser.sign_up(ADA, &mut Peer::new()).await;
        browser.sign_out().await;
        browser.ask_for_link(ADA).await.unwrap();
        assert_eq!(party.count("messages").await, 2);
        assert_eq!(wait(&browser.ask_for_link(ADA).await), 60);
    }

    async fn a_second_mail_has_to_wait_a_minute(party: TestParty) {
        let party = limited(party);
        let browser = party.browser();
        browser.ask_for_link(ADA).await.unwrap();
        assert_eq!(wait(&browser.ask_for_link(ADA).await), 60);
        party.pass(59 * SECOND);
        assert_eq!(wait(&browser.ask_for_link("ADA@example.org").await), 1);
        assert_eq!(party.count("messages").await, 1);
        party.pass(SECOND);
        browser.ask_for_link(ADA).await.unwrap();
    }

    async fn three_mails_go_out_in_a_quarter_of_an_hour_and_ten_in_an_hour(party: TestParty) {
        let party = limited(party);
        let browser = party.browser();
        let mut sent = Vec::new();
        for minute in 0..120 {
            match browser.ask_for_link(ADA).await {
                Ok(()) => sent.push(minute),
                refused => assert!(wait(&refused) > 0),
            }
            party.pass(MINUTE);
        }
        assert_eq!(sent[..10], [0, 1, 2, 15, 16, 17, 30, 31, 32, 45]);
        for (most, window) in [(3, 15), (10, 60)] {
            let within = |from: &i32| sent.iter().filter(|at| (*from..from + window).contains(*at)).count();
            assert!(sent.iter().all(|from| within(from) <= most), "{sent:?}");
        }
        assert_eq!(sent.len(), 20);
    }

    async fn a_refused_request_leaves_the_link_good_and_counts_nowhere(party: TestParty) {
        let party = limited(party);
        let browser = party.browser();
        browser.ask_for_link(ADA).await.unwrap();
        let mail = party.newest_mail().await;
        for _ in 0..50 {
            assert_eq!(wait(&browser.ask_for_link(ADA).await), 60);
        }
        // If they had counted, her address's allowance would be used up by now.
        stranger(&party, "203.0.113.1").ask_for_link(ADA).await.unwrap();
        browser.redeem(&mail).await.unwrap();
    }

    async fn a_stranger_uses_up_nobody_elses_mails(party: TestParty) {
        let party = limited(party);
        let browser = party.browser();
        let eve = stranger(&party, "203.0.113.1");
        for _ in 0..3 {
            eve.ask_for_link(ADA).await.unwrap();
            party.pass(MINUTE);
        }
        // Another address in the same network, or another browser, doesn't help either.
        for ip in ["203.0.113.1", "203.0.113.254"] {
            assert_eq!(wait(&stranger(&party, ip).ask_for_link(ADA).await), 12 * 60);
        }
        browser.ask_for_link(ADA).await.unwrap();
        eve.ask_for_link("bob@example.org").await.unwrap();
    }

    async fn an_address_gets_so_many_mails_however_many_networks_ask(party: TestParty) {
        let party = party.restarted_with(&[("LATCHKEY_LIMIT_SENDS_ADDRESS", "2/1h")]);
        for ip in ["192.0.2.1", "203.0.113.1"] {
            stranger(&party, ip).ask_for_link(ADA).await.unwrap();
        }
        let third = stranger(&party, "198.51.100.1");
        assert_eq!(wait(&third.ask_for_link(ADA).await), 3600);
        third.ask_for_link("bob@example.org").await.unwrap();
    }

    async fn a_limit_says_the_same_of_known_and_unknown_addresses(party: TestParty) {
        let browser = party.browser();
        browser.ask_for_link(ADA).await.unwrap();
        browser.redeem(&party.newest_mail().await).await.unwrap();
        let party = limited(party);
        party.pass(60 * MINUTE);
        let refusals = async |email| {
            let browser = party.browser();
            browser.ask_for_link(email).await.unwrap();
            wait(&browser.ask_for_link(email).await)
        };
        assert_eq!(refusals(ADA).await, refusals("nobody@example.org").await);
    }

    async fn of_twenty_requests_at_once_as_many_count_as_may(party: TestParty) {
        let party = party.restarted_with(&[("LATCHKEY_LIMIT_SENDS", "3/15m")]);
        let store = Store::open(party.config()).await.unwrap();
        let clock = Clock::manual(party.clock().now());
        let other = RelyingParty::new(party.config().clone(), store, clock, Random::system()).unwrap();
        let mut requests = tokio::task::JoinSet::new();
        for nth in 0..20 {
            let rp = if nth % 2 == 0 { (*party).clone() } else { other.clone() };
            requests.spawn(async move { rp.rate_limits().count(Action::Send, ADA, "192.0.2.1").await.is_ok() });
        }
        let allowed = requests.join_all().await.into_iter().filter(|allowed| *allowed).count();
        assert_eq!(allowed, 3);
        other.store().close().await;
    }

    async fn what_is_counted_names_nobody_and_is_forgotten(party: TestParty) {
        let party = limited(party);
        party.browser().ask_for_link(ADA).await.unwrap();
        // By address and network, by address, and by three networks.
        assert_eq!(party.count("rate_limits").await, 5);
        party.pass(just_under_an_hour());
        party.sweep().await.unwrap();
        assert_eq!(party.count("rate_limits").await, 5);
        party.pass(SECOND);
        party.sweep().await.unwrap();
        assert_eq!(party.count("rate_limits").await, 0);
    }

    async fn an_owner_is_mailed_so_much_and_always_of_a_reset(party: TestParty) {
        let party = party.restarted_with(&[("LATCHKEY_LIMIT_NEWS", "3/1h")]);
        let (browser, mut phone) = (party.browser(), Peer::new());
        let user = browser.sign_up(ADA, &mut phone).await;
        browser.redeem(&party.newest_mail().await).await.unwrap();
        let make = async || {
            let made = party.recovery().codes(user.id).await.unwrap().map(|codes| codes.set_id);
            browser.request(async |context| party.recovery().create_codes(context, made.as_deref()).await).await.unwrap();
        };
        for _ in 0..10 {
            make().await;
        }
        // The link that confirms the address, and three of ten notifications.
        assert_eq!(party.subjects(ADA).await.len(), 4);
        assert_eq!(party.history(&user).await[..10], [Kind::RecoveryCodesMade; 10]);
        // Other users still get all theirs.
        let bob = party.browser();
        bob.sign_up("bob@example.org", &mut Peer::new()).await;
        bob.redeem(&party.mail_to("bob@example.org").await).await.unwrap();
        bob.request(async |context| party.recovery().create_codes(context, None).await).await.unwrap();
        assert_eq!(party.subjects("bob@example.org").await.len(), 2);
        let by_mail = party.browser();
        by_mail.enter_by_mail(ADA).await;
        by_mail.request(async |context| party.recovery().request_reset(context).await).await.unwrap();
        browser.request(async |context| party.recovery().cancel_reset(context).await).await.unwrap();
        // Besides the link, a new browser, the reset, and that it was cancelled.
        assert_eq!(party.subjects(ADA).await.len(), 8);
        party.pass(60 * MINUTE);
        browser.sign_in(&mut phone).await.unwrap();
        make().await;
        assert_eq!(party.subjects(ADA).await.len(), 9);
    }

    async fn limits_can_be_switched_off(party: TestParty) {
        let party = party.restarted_with(&[("LATCHKEY_LIMIT_SENDS", ""), ("LATCHKEY_RATE_LIMITS", "off")]);
        for _ in 0..30 {
            party.browser().ask_for_link(ADA).await.unwrap();
        }
        assert_eq!(party.count("rate_limits").await, 0);
    }
}

fn just_under_an_hour() -> Duration {
    (60 * MINUTE).checked_sub(SECOND).unwrap()
}
