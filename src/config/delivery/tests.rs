use super::*;

fn tls(text: &str) -> Tls {
    Smtp::parse(text).unwrap().tls
}

#[test]
fn a_mail_server_elsewhere_is_spoken_to_in_secret_unless_told_otherwise() {
    assert_eq!(tls("smtp://user:pass@mail.example.org"), Tls::StartTls);
    assert_eq!(tls("smtps://user:pass@mail.example.org"), Tls::Implicit);
    assert_eq!(tls("smtp://mail.example.org:25?tls=none"), Tls::None);
    for near in ["smtp://localhost:25", "smtp://127.0.0.1", "smtp://[::1]:25"] {
        assert_eq!(tls(near), Tls::None, "{near}");
    }
    assert_eq!(tls("smtp://localhost:25?tls=starttls"), Tls::StartTls);
}

#[test]
fn a_password_is_decoded_and_never_shown() {
    let smtp = Smtp::parse("smtps://ada%40example.org:p%2Fw@[2001:db8::1]").unwrap();
    let login = smtp.login.as_ref().unwrap();
    assert_eq!((login.user.as_str(), login.password.expose()), ("ada@example.org", "p/w"));
    assert_eq!((smtp.host.as_str(), smtp.port), ("2001:db8::1", 465));
    assert!(!format!("{smtp:?}").contains("p/w"));
}

#[test]
fn what_would_not_work_or_would_leak_is_refused_without_being_repeated() {
    for text in [
        "mail.example.org",
        "smtp://",
        "imap://mail.example.org",
        "smtp://user@mail.example.org",
        "smtp://:s3cret@mail.example.org",
        "smtp://user:s3c/ret@mail.example.org",
        "smtp://user:s3cret@mail.example.org/path",
        "smtp://user:s3cret@mail.example.org#ret",
        "smtp://user:s3cret@mail.example.org?tls=maybe",
        "smtps://user:s3cret@mail.example.org?tls=none",
        "smtp://user:s3cret@mail.example.org?tls=none",
        "smtp://user:s3cret@mail.example.org?ca=/no/such/file",
        "smtp://user:s3cret%0d%0aQUIT@mail.example.org",
    ] {
        let error = Smtp::parse(text).unwrap_err().to_string();
        assert!(error.starts_with("SMTP_URL: ") && !error.contains("s3c"), "{text}: {error}");
        assert!(!error.contains('\n'));
    }
}

#[test]
fn mails_come_from_the_origins_host_unless_told_otherwise() {
    let origin = Url::parse("https://id.example.org").unwrap();
    let from = |given| mail_from(given, &origin).map(|from| from.to_string());
    assert_eq!(from(None).unwrap(), "no-reply@id.example.org");
    assert_eq!(from(Some("a@b.org")).unwrap(), "a@b.org");
    assert_eq!(from(Some("Ada B. <a@b.org>")).unwrap(), "\"Ada B.\" <a@b.org>");
    for wrong in
        ["ada", "Ada <ada>", "a@b.org\r\nBcc: c@d.org", "a@b.org, c@d.org", "A\r\nB <a@b.org>"]
    {
        let error = from(Some(wrong)).unwrap_err().to_string();
        assert!(error.starts_with("LATCHKEY_MAIL_FROM: "), "{error}");
    }
    let local = Url::parse("http://localhost:3000").unwrap();
    mail_from(None, &local).unwrap();
}
