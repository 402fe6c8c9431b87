//! Lists of users in Passage's API: pages, links, filters and sorting.

use http::StatusCode;
use serde_json::{Value, json};
use testing::authenticator::Peer;
use testing::on_both;
use testing::server::TestServer;

use crate::passage::BackEnd;

fn ids(list: &Value) -> Vec<String> {
    let users = list["users"].as_array().unwrap();
    users.iter().map(|user| user["id"].as_str().unwrap().to_owned()).collect()
}

/// Returns the part of a list's link after the path of the app.
fn query(list: &Value, link: &str) -> Option<String> {
    let href = list["_links"][link]["href"].as_str().unwrap();
    let (place, query) = href.split_once('?')?;
    assert_eq!(place, "localhost:3000/v1/apps/latchkey/users");
    Some(format!("/users?{query}"))
}

on_both! {
    async fn a_list_is_read_to_its_end_while_users_sign_up(server: TestServer) {
        let mut back_end = BackEnd::new(&server).await;
        for number in 0..12 {
            back_end.create(&format!("user{number}@example.org")).await;
        }
        let first = back_end.get("/users?limit=5").await.json();
        assert_eq!((&first["total_users"], &first["page"], &first["limit"]), (&json!(12), &json!(1), &json!(5)));
        assert_eq!((query(&first, "previous"), query(&first, "self")), (None, query(&first, "first")));
        let mut seen = ids(&first);
        let mut list = first.clone();
        while let Some(next) = query(&list, "next") {
            let late = format!("late{}@example.org", seen.len());
            server.browser().sign_up(&late, &mut Peer::new()).await;
            list = back_end.get(&next).await.json();
            assert_eq!((&list["total_users"], &list["created_before"]), (&json!(12), &first["created_before"]));
            seen.extend(ids(&list));
        }
        assert_eq!(query(&list, "last"), query(&list, "self"));
        assert_eq!((seen.len(), list["page"].as_i64()), (12, Some(3)));
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 12, "no user is listed twice");
    }

    async fn a_page_has_at_most_five_hundred_users(server: TestServer) {
        let mut back_end = BackEnd::new(&server).await;
        for number in 0..503 {
            back_end.create(&format!("user{number}@example.org")).await;
        }
        let first = back_end.get("/users?limit=500").await.json();
        assert_eq!(first["users"].as_array().unwrap().len(), 500);
        for number in 0..5 {
            server.browser().sign_up(&format!("late{number}@example.org"), &mut Peer::new()).await;
        }
        let second = back_end.get(&format!("/users?limit=500&page=2&created_before={}", first["created_before"])).await.json();
        let mut all = ids(&first);
        all.extend(ids(&second));
        all.sort();
        all.dedup();
        assert_eq!((second["users"].as_array().unwrap().len(), all.len()), (3, 503));
        assert_eq!(back_end.get("/users").await.json()["users"].as_array().unwrap().len(), 15);
    }

    async fn a_page_beyond_the_end_is_empty_and_has_all_its_links(server: TestServer) {
        let mut back_end = BackEnd::new(&server).await;
        let empty = back_end.get("/users").await.json();
        assert_eq!((&empty["users"], &empty["total_users"]), (&json!([]), &json!(0)));
        back_end.create("ada@example.org").await;
        let beyond = back_end.get("/users?page=7").await.json();
        for list in [empty, beyond.clone()] {
            for link in ["first", "last", "next", "previous", "self"] {
                assert!(list["_links"][link]["href"].is_string(), "{link}");
            }
            assert_eq!(query(&list, "next"), None);
        }
        assert_eq!((&beyond["users"], &beyond["total_users"], &beyond["page"]), (&json!([]), &json!(1), &json!(7)));
        let back = back_end.get(&query(&beyond, "previous").unwrap()).await.json();
        assert_eq!(ids(&back).len(), 1);
    }

    async fn users_are_filtered_and_sorted(server: TestServer) {
        let mut back_end = BackEnd::new(&server).await;
        let ada = back_end.create("ada@example.org").await;
        server.pass(std::time::Duration::from_secs(1));
        let bob = back_end.create("bob@example.org").await;
        let of = |user: &Value| user["id"].as_str().unwrap().to_owned();
        let (a, b) = (of(&ada), of(&bob));
        let at = bob["created_at"].as_str().unwrap().replace('Z', ".000000Z");
        let just_before = ada["created_at"].as_str().unwrap().replace('Z', ".500000Z");
        for (asked, expected) in [
            ("identifier=ADA%40example.org".to_owned(), vec![&a]),
            ("identifier=ne:ada%40example.org".to_owned(), vec![&b]),
            ("identifier=like:bob".to_owned(), vec![&b]),
            ("identifier=not_like:bob".to_owned(), vec![&a]),
            (format!("id={a}"), vec![&a]),
            (format!("id=ne:{a}"), vec![&b]),
            ("status=pending".to_owned(), vec![&b, &a]),
            ("status=active".to_owned(), vec![]),
            ("login_count=0".to_owned(), vec![&b, &a]),
            ("login_count=gt:0".to_owned(), vec![]),
            (format!("created_at=lt:{at}"), vec![&a]),
            (format!("created_at=gt:{just_before}"), vec![&b]),
            (format!("created_at=lt:{just_before}"), vec![&a]),
            (format!("created_at=ne:{just_before}"), vec![&b, &a]),
            (format!("created_at=ne:{at}"), vec![&a]),
            (format!("created_at=gt:{just_before}&created_at=lt:{at}"), vec![]),
            ("last_login_at=lt:2006-01-02T15:04:05.000000Z".to_owned(), vec![&b, &a]),
            ("order_by=created_at:ASC".to_owned(), vec![&a, &b]),
            ("order_by=login_count:DESC,created_at:ASC".to_owned(), vec![&a, &b]),
            ("unknown=1".to_owned(), vec![&b, &a]),
        ] {
            let list = back_end.get(&format!("/users?{asked}")).await;
            assert_eq!(list.status, StatusCode::OK, "{asked}: {}", list.body);
            assert_eq!(ids(&list.json()).iter().collect::<Vec<_>>(), expected, "{asked}");
        }
        for asked in [
            "page=0", "page=x", "page=-1", "limit=0", "limit=501", "limit=x", "created_before=x", "order_by=identifier:ASC",
            "order_by=password:ASC", "order_by=created_at:UP", "order_by=created_at%3Bdrop", "status=gt:active", "created_at=gt:yesterday",
            "created_at=like:2026", "login_count=x", "identifier=gt:a", "id=%00", "identifier=like:%00",
        ] {
            back_end.get(&format!("/users?{asked}")).await.assert_refused(400, "invalid_request");
        }
    }
}
