//! The phone number: added, confirmed and removed with plain forms.

use std::time::Duration;

use testing::on_both;
use testing::server::TestServer;

use super::account::{PAGE, ada, code_to, page, post};

on_both! {
    async fn a_number_is_added_and_removed_in_forms(server: TestServer) {
        let (mut browser, _) = ada(&server).await;
        let answer = post(&mut browser, "send_phone_code", &[("phone", "0151 23456789")]).await;
        assert_eq!(answer.location(), format!("{PAGE}?problem=invalid_phone"));
        let answer = post(&mut browser, "send_phone_code", &[("phone", "+49 1512 3456789")]).await;
        assert_eq!(answer.location(), PAGE);
        assert!(page(&mut browser).await.contains("Code from the text message"));
        let wrong = post(&mut browser, "redeem_phone_code", &[("code", "AAAA-AAAA")]).await;
        assert_eq!(wrong.location(), format!("{PAGE}?problem=wrong_text_code"));
        let code = code_to(&server, "+4915123456789").await;
        assert_eq!(post(&mut browser, "redeem_phone_code", &[("code", &code)]).await.location(), PAGE);
        assert!(page(&mut browser).await.contains("<strong>+4915123456789"));
        assert_eq!(post(&mut browser, "remove_phone", &[]).await.location(), PAGE);
        let seen = page(&mut browser).await;
        assert!(!seen.contains("<strong>+4915123456789") && !seen.contains("/api/remove_phone"));
    }

    async fn a_number_needs_a_recent_verification(server: TestServer) {
        let (mut browser, _) = ada(&server).await;
        server.pass(Duration::from_mins(10));
        for function in ["send_phone_code", "remove_phone"] {
            let answer = post(&mut browser, function, &[("phone", "+4915123456789")]).await;
            assert_eq!(answer.location(), "/verify?problem=verification_required&next=%2Fdashboard%2Faccount", "{function}");
        }
    }

    async fn a_number_needs_a_session(server: TestServer) {
        let mut browser = server.browser();
        for function in ["send_phone_code", "redeem_phone_code", "remove_phone"] {
            let fields = [("phone", "+4915123456789"), ("code", "a")];
            assert_eq!(post(&mut browser, function, &fields).await.location(), "/sign-in?problem=signed_out", "{function}");
        }
    }
}
