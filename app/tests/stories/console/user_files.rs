//! Importing users in the console.

use axum::body::Body;
use http::{Method, StatusCode};
use testing::on_both;
use testing::server::{Answer, TestBrowser, TestServer};

use super::{admin, id_of, member};

const PATH: &str = "/console/import";

/// Sends the form: its fields, and a file if there is one.
async fn send(browser: &mut TestBrowser, step: &str, text: &str, file: Option<&[u8]>) -> Answer {
    const BOUNDARY: &str = "----boundary";
    let mut body = Vec::new();
    let mut part = |name: &str, more: &str, content: &[u8]| {
        let head = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"{more}\r\n\r\n"
        );
        body.extend([head.as_bytes(), content, b"\r\n"].concat());
    };
    part("step", "", step.as_bytes());
    part("file", "; filename=\"users.csv\"", file.unwrap_or_default());
    part("text", "", text.as_bytes());
    body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
    let request = browser.request(Method::POST, "/api/import_users").header("accept", "text/html");
    let request = request.header("sec-fetch-site", "same-origin");
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    browser.send(request.header("content-type", kind), Body::from(body)).await
}

fn plain(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.location());
    answer.body.replace("<!>", "").replace("<!---->", "")
}

on_both! {
    async fn a_file_is_checked_and_then_imported(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        let users = server.count("users").await;
        let file = "email,name\nada@example.org,Ada & <b>\nnot an address,Bob\n";
        let checked = plain(&send(&mut browser, "check", "", Some(file.as_bytes())).await);
        assert!(checked.contains("2 rows: 1 accounts with 0 passkeys would be created, 0 exist already, 1 refused."), "{checked}");
        assert!(checked.contains("&quot;not an address&quot; is not an address. Correct it.") || checked.contains("\"not an address\" is not an address. Correct it."), "{checked}");
        // The text is in the form, and its markup isn't the page's.
        assert!(checked.contains(">\nemail,name\nada@example.org,Ada &amp; &lt;b>\nnot an address,Bob\n</textarea>"), "{checked}");
        assert!(checked.contains("value=\"import\""));
        assert_eq!(server.count("users").await, users, "a check changes nothing");
        let imported = plain(&send(&mut browser, "import", file, None).await);
        assert!(imported.contains("2 rows: 1 accounts with 0 passkeys created, 0 exist already, 1 refused."), "{imported}");
        assert!(imported.contains("<h2>Imported</h2>"), "{imported}");
        assert!(imported.contains("</html>") && !imported.contains('\u{f8ff}'), "{imported}");
        assert_eq!(server.count("users").await, users + 1);
        let again = plain(&send(&mut browser, "check", file, None).await);
        assert!(again.contains("1 exist already") && !again.contains("value=\"import\""), "{again}");
        // The history of the new account names the administrator.
        let id = id_of(&server, "admin").await;
        let ada = id_of(&server, "ada").await;
        let page = plain(&browser.get(&format!("/console/users/{ada}")).await);
        assert!(page.contains(&format!("/console/users/{id}")), "{page}");
    }

    async fn markup_in_a_file_stays_text(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        let file = "email\n</textarea><script>alert(1)</script>&lt;\n";
        let page = plain(&send(&mut browser, "check", file, None).await);
        assert!(!page.contains("<script>alert") && page.contains("&lt;/textarea>&lt;script>alert(1)&lt;/script>&amp;lt;"), "{page}");
        let csp = browser.get(PATH).await.header("content-security-policy").to_owned();
        assert!(csp.contains("nonce-"), "{csp}");
    }

    async fn an_import_reports_its_progress(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        let rows: Vec<_> = (0..600).map(|nth| format!("user{nth}@example.org\n")).collect();
        let file = format!("email\n{}", rows.concat());
        let page = plain(&send(&mut browser, "import", &file, None).await);
        for words in ["250 rows: 250 accounts", "500 rows: 500 accounts", "600 rows: 600 accounts"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert_eq!(server.count("users").await, 601);
    }

    async fn a_file_that_is_too_large_or_unreadable_is_refused(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        let large = format!("email\n{}", "x".repeat(1 << 20));
        let refused = send(&mut browser, "check", &large, None).await;
        assert!(refused.location().contains("problem=too_large"), "{} {}", refused.status, refused.location());
        let broken = plain(&send(&mut browser, "check", "[{", None).await);
        assert!(broken.contains("role=\"alert\"") && broken.contains(">\n[{</textarea>"), "{broken}");
        let utf16 = plain(&send(&mut browser, "check", "", Some(b"\xff\xfee\0m\0a\0i\0l\0\n\0a\0")).await);
        assert!(utf16.contains("1 rows: 0 accounts"), "{utf16}");
        let latin = plain(&send(&mut browser, "check", "", Some(b"email,name\nada@example.org,M\xfcller\n")).await);
        assert!(latin.contains("Müller"), "{latin}");
        // Elsewhere, a body stays small.
        for (path, length, is_refused) in [("/api/set_site_name", 65_537, true), ("/api/import_users", 65_537, false), ("/api/import_users", (1 << 20) + 5000, true)] {
            let request = browser.request(Method::POST, path).header("sec-fetch-site", "same-origin");
            let answer = browser.send(request.header("content-length", length), Body::empty()).await;
            assert_eq!(answer.status == StatusCode::PAYLOAD_TOO_LARGE, is_refused, "{path} {length}: {}", answer.status);
        }
    }

    async fn only_an_administrator_imports(server: TestServer) {
        let (mut eve, _) = member(&server, "eve").await;
        let refused = send(&mut eve, "import", "email\nada@example.org\n", None).await;
        assert!(refused.location().contains("problem=not_found"), "{}", refused.location());
        assert_eq!(server.count("users").await, 1);
    }
}
