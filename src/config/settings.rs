//! The list of all settings. The server checks names against it when it starts.

/// Every setting: its variable, its default and its help text. `server help` prints this table.
pub const SETTINGS: &[(&str, &str, &str)] = &[
    ("DATABASE_URL", "sqlite:latchkey.db", "SQLite file (created if missing), or postgres://…"),
    ("LATCHKEY_ORIGIN", "http://localhost:3000", "the site's URL: scheme, host and port"),
    ("LATCHKEY_RP_ID", "the origin's host", "domain that passkeys belong to; can never change"),
    (
        "LATCHKEY_ADDR",
        "127.0.0.1:3000, [::1]:3000",
        "addresses and ports to listen on, comma-separated",
    ),
    (
        "LATCHKEY_LOG",
        "info",
        "error, warn, info, debug or trace; add json for a JSON object per line",
    ),
    #[cfg(feature = "metrics")]
    ("LATCHKEY_METRICS_ADDR", "", "addresses and ports to serve metrics on, comma-separated"),
    #[cfg(feature = "otlp")]
    (
        "LATCHKEY_OTLP_ENDPOINT",
        "",
        "URL of an OpenTelemetry collector for traces, like http://127.0.0.1:4318/v1/traces",
    ),
    ("LATCHKEY_NAME", "Latchkey", "the site's name, on its pages and in password managers"),
    (
        "LATCHKEY_SIGN_UP",
        "everyone",
        "who may create an account: everyone, invited (addresses that server user invite adds), domains \
         like example.com, example.org (and invited addresses), or nobody",
    ),
    ("LATCHKEY_ACCENT", "#1d4ed8", "the accent colour; made darker or lighter where text needs it"),
    (
        "LATCHKEY_LANGUAGES",
        "en, de, es, it, pl, pt, zh",
        "languages of pages and emails, comma-separated; the first is for users who read none of them",
    ),
    ("LATCHKEY_REDIRECT", "/dashboard", "path of the page after a sign-in"),
    ("LATCHKEY_SESSION_DAYS", "30", "how many days a session lasts: 1 to 365"),
    ("LATCHKEY_LINK_MINUTES", "15", "how many minutes a link by email is valid: 5 to 60"),
    ("LATCHKEY_LOGO", "", "file with the logo: PNG, JPEG or WebP, at most 48 kB"),
    (
        "LATCHKEY_USER_FIELDS",
        "",
        "fields that users fill in about themselves, comma-separated: NAME:TYPE or NAME:TYPE:LABEL, where \
         TYPE is string, boolean, integer, date, phone or email",
    ),
    ("LATCHKEY_INVITATION_DAYS", "14", "how many days an invitation is valid: 1 to 90"),
    ("LATCHKEY_APP_ID", "latchkey", "this deployment's name in the API"),
    (
        "LATCHKEY_ALLOWED_ORIGINS",
        "",
        "other origins that may use its passkeys, comma-separated; for apps: android:apk-key-hash:…",
    ),
    // extra: passage
    (
        "LATCHKEY_PAGES",
        "",
        "options for pages of other sites, comma-separated. Compatible, but less safe: any-click (opening \
         a sign-in link signs in the window that requested it, wherever it is), token-alone (an access \
         token is enough to add and remove passkeys), short-codes (codes have six digits). Safer: \
         hide-accounts (no page learns whether an address has an account)",
    ),
    #[cfg(feature = "explain")]
    (
        "LATCHKEY_EXPLAIN",
        "off",
        "on or off; on: each browser sees at /explain what happened in its own ceremonies of the last ten \
         minutes, and why a response was refused. On a developer's machine it always does",
    ),
    ("LATCHKEY_ANDROID_APPS", "", "apps that share its passkeys, comma-separated: PACKAGE=SHA-256"),
    ("LATCHKEY_APPLE_APPS", "", "the same for iOS and macOS: TEAMID.BUNDLE"),
    ("LATCHKEY_KEY", "", "encrypts keys and secrets in the database; openssl rand -base64 32"),
    (
        "LATCHKEY_RATE_LIMITS",
        "on",
        "on or off; \"one network\" below is an IPv4 address or an IPv6 /64. Its /24 or /56 \
         has 4 times the limit, its /16 or /48 16 times",
    ),
    (
        "LATCHKEY_LIMIT_SENDS",
        "2/60s, 4/15m, 10/1h",
        "emails to one address (text messages to one number), requested from one network or by one \
         browser that has opened such an email",
    ),
    (
        "LATCHKEY_LIMIT_SENDS_ADDRESS",
        "20/1h",
        "the same for all networks and other browsers together",
    ),
    ("LATCHKEY_LIMIT_SENDS_NETWORK", "100/1h", "emails requested from one network"),
    (
        "LATCHKEY_LIMIT_SENDS_ALL",
        "300/1m",
        "emails in total: a pace; more emails wait in the queue",
    ),
    #[cfg(feature = "sms")]
    ("LATCHKEY_LIMIT_TEXTS", "5/1h", "text messages requested from one IPv4 address or IPv6 /64"),
    #[cfg(feature = "sms")]
    (
        "LATCHKEY_LIMIT_TEXTS_WIDER",
        "20/1d",
        "text messages requested from one IPv4 /24 or IPv6 /48",
    ),
    #[cfg(feature = "sms")]
    (
        "LATCHKEY_LIMIT_TEXTS_ALL",
        "30/1h, 200/1d",
        "text messages in total: your budget; when it is used up, none are sent, and the log has an error",
    ),
    (
        "LATCHKEY_LIMIT_GUESSES",
        "20/10m",
        "wrong links and codes from one network; valid ones always pass",
    ),
    (
        "LATCHKEY_LIMIT_GUESSES_ACCOUNT",
        "30/1h",
        "wrong recovery codes for one account; valid ones always pass",
    ),
    (
        "LATCHKEY_LIMIT_ANSWERS",
        "120/1m",
        "invalid passkey responses from one network; valid ones always pass",
    ),
    // extra: passage
    (
        "LATCHKEY_LIMIT_LOOKUPS",
        "30/1m, 200/1h",
        "requests from one network that ask whether an address has an account",
    ),
    ("LATCHKEY_LIMIT_KEYS", "60/1m", "wrong API keys from one network"),
    ("LATCHKEY_LIMIT_SIGN_UPS", "200/1h", "sign-ups with a passkey from one network"),
    ("LATCHKEY_LIMIT_NEWS", "10/1h", "emails to one owner about one kind of event"),
    (
        "LATCHKEY_TRUSTED_PROXIES",
        "",
        "proxies trusted to set X-Forwarded-For: addresses or networks, comma-separated",
    ),
    ("SMTP_URL", "", "mail server: smtps://user:password@host, or smtp:// with STARTTLS"),
    ("LATCHKEY_MAIL_FROM", "no-reply@ the origin's host", "sender: an address, or Name <address>"),
    #[cfg(feature = "sms")]
    (
        "LATCHKEY_SMS_URL",
        "",
        "gateway for text messages, with Twilio's API: https://SID:TOKEN@host",
    ),
    #[cfg(feature = "sms")]
    ("LATCHKEY_SMS_FROM", "", "number or name that sends text messages"),
    #[cfg(feature = "sms")]
    (
        "LATCHKEY_SMS_COUNTRIES",
        "",
        "countries that text messages go to, like DE, AT, or all; unset: that of the sender's number",
    ),
];
