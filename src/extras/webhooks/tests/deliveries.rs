//! Tests when and how often deliveries are attempted, and when they are given up.

use testing::on_both;

use crate::extras::webhooks::tests::receiver::{
    Receiver, announce, by_server, deliveries, is_signed, newest, sign_up,
};
use crate::model::event::Kind;
use crate::store;
use crate::tests::party::{MINUTE, SECOND, TestParty, code, just_under};
use crate::{RelyingParty, Store};

on_both! {
    async fn what_is_refused_is_told_again_ever_later_as_the_same_delivery(party: TestParty) {
        let receiver = Receiver::start(&[500, 404, 302, 429]).await;
        let (_, secret) = receiver.set_up(&party, &["user.created"]).await;
        sign_up(&party).await;
        for (attempts, wait, said) in [(1, 10 * SECOND, "500"), (2, MINUTE, "404"), (3, 5 * MINUTE, "302"), (4, 30 * MINUTE, "429")] {
            party.mail().send_due().await;
            let (state, tries, why) = newest(&party).await;
            assert_eq!((receiver.count(), state, tries), (attempts, store::State::Waiting, i64::try_from(attempts).unwrap()));
            assert!(why.starts_with(&format!("the endpoint said {said}")), "{why}");
            assert!(!why.contains("not {"), "nothing of its answer is kept: {why}");
            party.pass(just_under(wait));
            party.mail().send_due().await;
            assert_eq!(receiver.count(), attempts, "not before {wait:?}");
            party.pass(SECOND);
        }
        party.mail().send_due().await;
        assert_eq!(newest(&party).await.0, store::State::Sent);
        let told = receiver.told();
        for (earlier, later) in told.iter().zip(&told[1..]) {
            assert_eq!((&earlier.0, &earlier.3), (&later.0, &later.3));
            assert!(earlier.1.parse::<i64>().unwrap() < later.1.parse().unwrap() && is_signed(later, &secret));
        }
    }

    async fn what_nobody_takes_for_three_days_is_given_up_and_what_is_gone_at_once(party: TestParty) {
        let gone = Receiver::start(&[410]).await;
        gone.set_up(&party, &["user.created"]).await;
        let free = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap();
        party.webhooks().add_endpoint(&by_server(&party), &format!("http://{free}/"), &["user.activated".to_owned()]).await.unwrap();
        let user = sign_up(&party).await;
        party.mail().send_due().await;
        assert_eq!(newest(&party).await, (store::State::Failed, 1, "the endpoint said 410 Gone".to_owned()));

        announce(&party, &user).await;
        let mut passed = std::time::Duration::ZERO;
        while newest(&party).await.0 == store::State::Waiting {
            assert!(passed < 73 * 60 * MINUTE);
            party.mail().send_due().await;
            party.pass(30 * MINUTE);
            passed += 30 * MINUTE;
        }
        let (state, tries, why) = newest(&party).await;
        assert_eq!(state, store::State::Failed);
        assert!(tries > 30 && passed > 70 * 60 * MINUTE && why.contains("refused"), "{tries} {passed:?} {why}");
        assert_eq!(party.database.text("select coalesce(max(text_body), '') from messages where channel = 'webhook'").await, "");
    }

    async fn an_endpoint_that_is_down_keeps_nobody_else_waiting(party: TestParty) {
        // It accepts connections but never responds.
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let silent = format!("http://{}/", listener.local_addr().unwrap());
        let (silent, _) = party.webhooks().add_endpoint(&by_server(&party), &silent, &[]).await.unwrap();
        let receiver = Receiver::start(&[]).await;
        receiver.set_up(&party, &[]).await;
        let user = sign_up(&party).await;
        for _ in 0..10 {
            announce(&party, &user).await;
        }
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let sender = RelyingParty::clone(&party);
        let sending = tokio::spawn(async move { sender.mail().run_queue(stopped).await });
        let told = async {
            while receiver.count() < 13 {
                tokio::time::sleep(SECOND / 50).await;
            }
        };
        tokio::time::timeout(10 * SECOND, told).await.unwrap();
        let under_way = deliveries(&party).await.into_iter();
        let under_way = under_way.filter(|one| one.to == silent && one.state == store::State::Sending);
        assert_eq!(under_way.count(), 1, "one at a time to the silent endpoint");
        drop(stop);
        tokio::time::timeout(15 * SECOND, sending).await.unwrap().unwrap();
    }

    async fn two_servers_tell_each_thing_once_and_in_order(party: TestParty) {
        let receiver = Receiver::start(&[]).await;
        receiver.set_up(&party, &["user.activated", "user.deactivated"]).await;
        let user = sign_up(&party).await;
        let other = RelyingParty::new(
            party.config().clone(),
            Store::open(party.config()).await.unwrap(),
            party.clock().clone(),
            party.random().clone(),
        ).unwrap();
        let mut expected = Vec::new();
        for number in 0..14 {
            let (kind, told) = if number % 3 == 0 { (Kind::Deactivated, "user.deactivated") } else { (Kind::Activated, "user.activated") };
            party.happens(&user, kind).await;
            expected.push(told.to_owned());
        }
        tokio::join!(party.mail().send_due(), other.mail().send_due());
        // One process may have found nothing to do while the other one was sending.
        party.mail().send_due().await;
        assert_eq!(receiver.kinds(), expected);
        other.store().close().await;
    }

    async fn what_a_dead_server_had_in_hand_is_told_by_the_next_as_the_same_delivery(party: TestParty) {
        let receiver = Receiver::start(&[]).await;
        receiver.set_up(&party, &[]).await;
        let user = sign_up(&party).await;
        party.mail().send_due().await;
        announce(&party, &user).await;
        let (id, now) = (deliveries(&party).await[0].id.clone(), party.clock().now());
        party.store().claim_message(&id, "dead".to_owned(), now, now + 60).await.unwrap().unwrap();
        announce(&party, &user).await;
        party.pass(just_under(MINUTE));
        party.mail().send_due().await;
        assert_eq!(receiver.count(), 3, "nothing overtakes it");
        party.pass(SECOND);
        party.mail().send_due().await;
        assert_eq!((receiver.count(), &receiver.told()[3].0), (5, &id));
    }

    async fn an_operator_sends_a_delivery_again_while_its_event_is_there(party: TestParty) {
        let receiver = Receiver::start(&[410]).await;
        let (_, secret) = receiver.set_up(&party, &["user.created"]).await;
        sign_up(&party).await;
        let operator = by_server(&party);
        let id = deliveries(&party).await[0].id.clone();
        assert_eq!(code(&party.webhooks().resend_delivery(&operator, &id).await), "not_found", "it is waiting");
        party.mail().send_due().await;
        assert_eq!(newest(&party).await.0, store::State::Failed);
        party.webhooks().resend_delivery(&operator, &id).await.unwrap();
        party.mail().send_due().await;
        assert_eq!(newest(&party).await, (store::State::Sent, 1, String::new()));
        let told = receiver.told();
        assert_eq!((told.len(), &told[0].0, &told[0].3), (2, &told[1].0, &told[1].3), "the same id and content");
        assert!(is_signed(&told[1], &secret));
        let listed = party.webhooks().list_deliveries(10).await.unwrap();
        assert_eq!((listed.len(), &listed[0].id), (1, &id));
        for wrong in ["", "a", &id[..36], &format!("{}-x", &id[..36])] {
            assert_eq!(code(&party.webhooks().resend_delivery(&operator, wrong).await), "not_found", "{wrong}");
        }
        party.webhooks().resend_delivery(&operator, &id).await.unwrap();
        party.mail().send_due().await;
        sqlx::query("delete from events").execute(party.store().writer()).await.unwrap();
        assert_eq!(code(&party.webhooks().resend_delivery(&operator, &id).await), "not_found");
    }

    async fn a_removed_endpoint_is_told_nothing_more(party: TestParty) {
        let receiver = Receiver::start(&[500]).await;
        let (id, _) = receiver.set_up(&party, &[]).await;
        let user = sign_up(&party).await;
        party.mail().send_due().await;
        let before = receiver.count();
        announce(&party, &user).await;
        party.webhooks().remove_endpoint(&by_server(&party), &id).await.unwrap();
        announce(&party, &user).await;
        party.pass(60 * MINUTE);
        party.mail().send_due().await;
        assert_eq!(receiver.count(), before);
        assert_eq!(code(&party.webhooks().remove_endpoint(&by_server(&party), &id).await), "not_found");
        assert!(party.store().list_endpoints().await.unwrap().is_empty());
    }
}
