-- What back ends trust: the keys that sign access tokens, refresh tokens, and API keys.

create table signing_keys (
    -- The tokens' `kid`.
    id          text   primary key not null,
    -- Of two processes that make the next key at once, one does.
    sequence    bigint not null unique,
    -- PKCS #8, base64; encrypted where `LATCHKEY_KEY` is set, which the first word tells.
    private_key text   not null,
    -- The public key as JWKS has it, base64url.
    modulus     text   not null,
    exponent    text   not null,
    created_at  bigint not null,
    -- Published since `created_at`, it signs from here on.
    signs_at    bigint not null,
    -- When the last token that it signed has expired; null for the newest key.
    expires_at  bigint
);

create table refresh_tokens (
    -- SHA-256 of the token.
    token_hash  text   primary key not null,
    -- All tokens that came of one issue.
    family_id   text   not null,
    session_id  text   not null references sessions (id) on delete cascade,
    created_at  bigint not null,
    -- When it was exchanged for the next one.
    rotated_at  bigint,
    -- When a session was opened for this family alone, which ends with it; null beside a cookie.
    alone_at    bigint
);

create index refresh_tokens_family on refresh_tokens (family_id);
create index refresh_tokens_session on refresh_tokens (session_id);

create table api_keys (
    id           text   primary key not null,
    name         text   not null,
    -- The beginning of the key, to tell it from others in a list.
    prefix       text   not null,
    -- SHA-256 of the key.
    key_hash     text   not null unique,
    -- 'read' or 'write'; the latter includes the former.
    scope        text   not null,
    created_at   bigint not null,
    last_used_at bigint,
    revoked_at   bigint
);
