//! The list of all settings. The server checks names against it when it starts.

/// Every setting: its variable, its default and its help text. `server help` prints this table.
pub const SETTINGS: &[(&str, &str, &str)] = &[
    ("DATABASE_URL", "sqlite:latchkey.db", "SQLite file (made when absent), or postgres://…"),
    ("LATCHKEY_ORIGIN", "http://localhost:3000", "what people type: scheme, host and port"),
    ("LATCHKEY_RP_ID", "the origin's host", "domain that passkeys belong to; can never change"),
    ("LATCHKEY_ADDR", "127.0.0.1:3000, [::1]:3000", "addresses and ports to listen on, by comma"),
    (
        "LATCHKEY_LOG",
        "info",
        "error, warn, info, debug or trace; add json for a JSON object per line",
    ),
    #[cfg(feature = "metrics")]
    ("LATCHKEY_METRICS_ADDR", "", "addresses and ports to serve metrics on, by comma"),
    ("LATCHKEY_NAME", "Latchkey", "the site's name, on its pages and in password managers"),
    ("LATCHKEY_APP_ID", "latchkey", "this deployment's name in the API"),
    (
        "LATCHKEY_ALLOWED_ORIGINS",
        "",
        "further origins that may use its passkeys, by comma; an app's is android:apk-key-hash:…",
    ),
    // extra: passage
    (
        "LATCHKEY_PAGES",
        "",
        "compatible instead of safe, for pages of other sites, by comma: any-click (opening a sign-in \
         link signs in the window that waits for it, wherever that is), token-alone (an access token \
         alone adds and removes passkeys), short-codes (codes have six digits); and hide-accounts \
         (safer than the default: no page learns whether an address has an account)",
    ),
    // extra: passage
    (
        "LATCHKEY_USER_FIELDS",
        "",
        "metadata that users of pages may change themselves, by comma: NAME:TYPE, where TYPE is \
         string, boolean, integer, date, phone or email",
    ),
    ("LATCHKEY_ANDROID_APPS", "", "apps that share its passkeys, by comma: PACKAGE=SHA-256"),
    ("LATCHKEY_APPLE_APPS", "", "the same for iOS and macOS: TEAMID.BUNDLE"),
    ("LATCHKEY_KEY", "", "encrypts keys and secrets in the database; openssl rand -base64 32"),
    (
        "LATCHKEY_RATE_LIMITS",
        "on",
        "on or off; \"one network\" below is an IPv4 address or an IPv6 /64, and its /24 or /56 \
         may do 4 times as much, its /16 or /48 16 times",
    ),
    (
        "LATCHKEY_LIMIT_SENDS",
        "2/60s, 4/15m, 10/1h",
        "emails to one address (texts to one number), asked for in one network or by one browser \
         that has opened such an email",
    ),
    (
        "LATCHKEY_LIMIT_SENDS_ADDRESS",
        "20/1h",
        "the same for all networks and other browsers together",
    ),
    ("LATCHKEY_LIMIT_SENDS_NETWORK", "100/1h", "emails that one network may ask for"),
    (
        "LATCHKEY_LIMIT_SENDS_ALL",
        "300/1m",
        "emails sent in all: a pace; more emails wait in the queue",
    ),
    ("LATCHKEY_LIMIT_TEXTS", "5/1h", "texts that one IPv4 address or IPv6 /64 may ask for"),
    ("LATCHKEY_LIMIT_TEXTS_WIDER", "20/1d", "texts that one /24 or IPv6 /48 may ask for"),
    (
        "LATCHKEY_LIMIT_TEXTS_ALL",
        "30/1h, 200/1d",
        "texts in all: your budget; once it is used up, texts are refused and the log has an error",
    ),
    ("LATCHKEY_LIMIT_GUESSES", "20/10m", "wrong links and codes from one network; right ones pass"),
    (
        "LATCHKEY_LIMIT_GUESSES_ACCOUNT",
        "30/1h",
        "wrong recovery codes for one account; right ones pass",
    ),
    (
        "LATCHKEY_LIMIT_ANSWERS",
        "120/1m",
        "passkey answers that fail, from one network; right ones always pass",
    ),
    // extra: passage
    (
        "LATCHKEY_LIMIT_LOOKUPS",
        "30/1m, 200/1h",
        "questions whether an address has an account, from one network",
    ),
    ("LATCHKEY_LIMIT_KEYS", "60/1m", "wrong API keys from one network"),
    ("LATCHKEY_LIMIT_SIGN_UPS", "200/1h", "accounts that one network may make with a passkey"),
    ("LATCHKEY_LIMIT_NEWS", "10/1h", "emails to one owner about one kind of event"),
    (
        "LATCHKEY_TRUSTED_PROXIES",
        "",
        "addresses or networks, by comma, whose X-Forwarded-For counts",
    ),
    ("SMTP_URL", "", "mail server: smtps://user:password@host, or smtp:// with STARTTLS"),
    ("LATCHKEY_MAIL_FROM", "no-reply@ the origin's host", "sender: an address, or Name <address>"),
    ("LATCHKEY_SMS_URL", "", "gateway for texts that speaks as Twilio's: https://SID:TOKEN@host"),
    ("LATCHKEY_SMS_FROM", "", "the number or name that texts come from"),
    (
        "LATCHKEY_SMS_COUNTRIES",
        "",
        "countries that texts go to, like DE, AT, or all; unset: that of the sender's number",
    ),
];
