//! Tests refresh tokens that two clients hold, or that are revoked during an exchange.

use testing::on_both;

use super::party::{MINUTE, SECOND, TestBrowser, TestParty, code, just_under};
use super::tokens::{bearer, issue, issued, refresh};
use crate::Result;
use crate::model::event::Kind;
use crate::session::tokens::{GRACE, LIFETIME, Tokens};

/// Returns a token that two clients exchanged within the grace period, and the tokens that each
/// got.
async fn forked(party: &TestParty) -> (TestBrowser, [Tokens; 2]) {
    let (browser, stolen) = issued(party).await;
    let owners = refresh(party, &stolen).await.unwrap();
    party.pass(just_under(GRACE));
    (browser, [owners, refresh(party, &stolen).await.unwrap()])
}

/// Asserts that a token counts as reused, and that this revokes its family.
async fn assert_found_out(party: &TestParty, browser: &TestBrowser, tokens: &Tokens) {
    assert_eq!(code(&refresh(party, tokens).await), "invalid_token");
    assert_eq!(party.count("refresh_tokens").await, 0);
    assert_eq!(party.history(&browser.user().await).await[0], Kind::TokenReused);
}

/// Asserts that a token that `revoke` revokes while it is exchanged leaves no valid token, and does
/// not count as stolen.
pub(crate) async fn assert_revoked_in_exchanges(
    party: &TestParty,
    browser: &TestBrowser,
    revoke: impl AsyncFn(&Tokens) -> Result<()>,
) {
    for round in 0..30 {
        let tokens = issue(party, browser).await;
        let revoked = async {
            // A little later each time.
            for _ in 0..round * 80 {
                tokio::task::yield_now().await;
            }
            revoke(&tokens).await
        };
        let (next, revoked) = tokio::join!(refresh(party, &tokens), revoked);
        revoked.unwrap();
        for held in next.iter().chain([&tokens]) {
            assert_eq!(code(&refresh(party, held).await), "invalid_token", "{round}");
        }
        party.pass(SECOND);
    }
    assert!(
        !party.history(&browser.user().await).await.contains(&Kind::TokenReused),
        "none was stolen"
    );
}

on_both! {
    async fn two_tabs_that_refresh_at_once_both_go_on_until_one_refreshes_later(party: TestParty) {
        let party = party.with_key().await;
        let (browser, tokens) = issued(&party).await;
        let (one, two, three) = tokio::join!(
            refresh(&party, &tokens), refresh(&party, &tokens), refresh(&party, &tokens),
        );
        let tabs = [one.unwrap(), two.unwrap(), three.unwrap()];
        party.pass(just_under(GRACE));
        let late = refresh(&party, &tokens).await.unwrap();
        let mut branches = Vec::new();
        for tab in tabs.iter().chain([&late]) {
            let next = refresh(&party, tab).await.unwrap();
            bearer(&party, &next).await.unwrap();
            branches.push(next);
        }
        party.pass(MINUTE);
        let next = refresh(&party, &branches[3]).await.unwrap();
        bearer(&party, &next).await.unwrap();
        assert_found_out(&party, &browser, &branches[0]).await;
    }

    async fn a_forked_token_is_found_out_whoever_comes_first(party: TestParty) {
        let party = party.with_key().await;
        for (first, second) in [(0, 1), (1, 0)] {
            let (browser, branches) = forked(&party).await;
            party.pass(LIFETIME);
            let next = refresh(&party, &branches[first]).await.unwrap();
            bearer(&party, &next).await.unwrap();
            assert_found_out(&party, &browser, &branches[second]).await;
            assert_eq!(code(&refresh(&party, &next).await), "invalid_token");
        }
    }

    async fn a_branch_that_is_exchanged_all_the_time_is_found_out(party: TestParty) {
        let party = party.with_key().await;
        let (browser, [owners, mut thiefs]) = forked(&party).await;
        let mut before = None;
        for _ in 0..30 {
            party.pass(just_under(GRACE));
            let next = refresh(&party, &thiefs).await.unwrap();
            before = Some(std::mem::replace(&mut thiefs, next));
        }
        refresh(&party, &owners).await.unwrap();
        // The thief's last token but one, which was exchanged within the grace period, doesn't help
        // either.
        let last_but_one = before.unwrap();
        assert_found_out(&party, &browser, &last_but_one).await;
        assert_eq!(code(&refresh(&party, &thiefs).await), "invalid_token");
    }

    async fn an_answer_that_gets_lost_each_time_costs_nothing(party: TestParty) {
        let party = party.with_key().await;
        let (browser, mut tokens) = issued(&party).await;
        for _ in 0..20 {
            party.pass(LIFETIME);
            let lost = refresh(&party, &tokens).await.unwrap();
            party.pass(just_under(GRACE));
            let next = refresh(&party, &tokens).await.unwrap();
            assert_ne!(next.refresh_token, lost.refresh_token);
            tokens = next;
        }
        assert_eq!(bearer(&party, &tokens).await.unwrap().user, browser.user().await);
        assert!(party.count("refresh_tokens").await <= 3, "no more rows than can be exchanged");
    }

    async fn a_token_that_is_exchanged_while_it_is_revoked_leaves_nothing_alive(party: TestParty) {
        let party = party.with_key().await;
        let (browser, _) = issued(&party).await;
        let context = browser.context();
        assert_revoked_in_exchanges(&party, &browser, async |tokens| {
            party.tokens().revoke(&context, &tokens.refresh_token).await
        })
        .await;
    }

    async fn a_token_that_is_exchanged_while_its_account_is_deactivated_leaves_nothing_alive(party: TestParty) {
        let party = party.with_key().await;
        for round in 0..20 {
            let (browser, tokens) = issued(&party).await;
            let (user, context) = (browser.user().await.id, browser.context());
            let deactivate = async {
                for _ in 0..round * 100 {
                    tokio::task::yield_now().await;
                }
                party.accounts().deactivate(&context, user).await
            };
            let (_, deactivated) = tokio::join!(refresh(&party, &tokens), deactivate);
            deactivated.unwrap();
            assert_eq!(party.count("refresh_tokens").await, 0, "{round}");
        }
    }
}
