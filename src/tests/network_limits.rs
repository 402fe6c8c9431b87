//! Tests the rate limits of networks, and that no limit counts everyone together.

use testing::authenticator::{Hostile, Peer};
use testing::on_both;

use super::limits::{ADA, stranger, wait};
use super::party::{ORIGIN, TestParty, code, codes, honest};

on_both! {
    async fn a_network_gets_so_many_mails_however_many_addresses_it_names(party: TestParty) {
        let party = party.restarted_with(&[("LATCHKEY_LIMIT_SENDS_NETWORK", "2/1h")]);
        let names = ["2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:2:ffff::"];
        for (ip, expected) in names.into_iter().zip(["ok", "ok", "too_many_requests"]) {
            let email = format!("{}@example.org", ip.len());
            assert_eq!(code(&stranger(&party, ip).ask_for_link(&email).await), expected);
        }
        stranger(&party, "2001:db8:1:3::1").ask_for_link(ADA).await.unwrap();
    }

    async fn a_client_with_many_networks_of_its_own_is_limited_by_the_one_that_contains_them(party: TestParty) {
        let party = party.restarted_with(&[("LATCHKEY_LIMIT_SENDS_NETWORK", "1/1h")]);
        let sent = async |ips: Vec<String>| {
            let mut sent = 0;
            for (nth, ip) in ips.into_iter().enumerate() {
                let (mut context, email) = (party.browser().context(), format!("{nth}@{}.example.org", ip.len()));
                context.ip = ip;
                match party.magic_links().send(&context, &email, None).await {
                    Ok(()) => sent += 1,
                    refused => assert!(wait(&refused) > 0),
                }
            }
            sent
        };
        // Four times the allowance for a /56 and a /24, sixteen times for a /48 and a /16.
        assert_eq!(sent((0..10).map(|nth| format!("2001:db8:1:{:x}::1", 0x100 + nth)).collect()).await, 4);
        assert_eq!(sent((0..40).map(|nth| format!("2001:db8:2:{nth:x}00::1")).collect()).await, 16);
        assert_eq!(sent((1..10).map(|nth| format!("192.0.2.{nth}")).collect()).await, 4);
        assert_eq!(sent((0..40).map(|nth| format!("198.51.{nth}.1")).collect()).await, 16);
        // Other networks aren't affected.
        assert_eq!(sent(vec!["2001:db8:3::1".to_owned(), "203.0.113.1".to_owned()]).await, 2);
    }

    async fn no_one_is_refused_because_of_everybody_together(party: TestParty) {
        let party = party.restarted_with(&[("LATCHKEY_LIMIT_SENDS_ALL", "2/1m")]);
        for ip in ["192.0.2.1", "203.0.113.1", "198.51.100.1"] {
            stranger(&party, ip).ask_for_link(&format!("{}@example.org", ip.replace('.', "-"))).await.unwrap();
        }
    }

    async fn a_network_makes_so_many_accounts(party: TestParty) {
        let party = party.restarted_with(&[("LATCHKEY_LIMIT_SIGN_UPS", "3/1h")]);
        let (browser, mut phone) = (party.browser(), Peer::new());
        browser.sign_up(ADA, &mut phone).await;
        // Two more finish at the same time, and the second one exceeds the limit. Then no one can start
        // another.
        stranger(&party, "192.0.2.1").sign_up_bent(&mut Hostile::new(), honest).await.unwrap();
        let (one, other) = (stranger(&party, "192.0.2.1"), stranger(&party, "192.0.2.1"));
        let (first, second) =
            (one.start_sign_up("eve@example.org").await.unwrap(), other.start_sign_up("eve@example.org").await.unwrap());
        let [here, there] = [&first, &second].map(|started| Hostile::new().create(ORIGIN, &started.options).json());
        let results = tokio::join!(one.finish_sign_up(&first, &here), other.finish_sign_up(&second, &there));
        assert_eq!(codes([results.0, results.1]), ["ok", "too_many_requests"]);
        assert_eq!(party.count("users").await, 3);
        assert_eq!(wait(&one.start_sign_up("eve@example.org").await.map(drop)), 3600);
        stranger(&party, "203.0.113.1").start_sign_up("bob@example.org").await.unwrap();
        // Users with an account aren't affected.
        browser.sign_in(&mut phone).await.unwrap();
        browser.start_verification().await.unwrap();
        browser.start_adding().await.unwrap();
    }
}
