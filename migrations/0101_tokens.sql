-- The extra `tokens`: refresh tokens, and the keys that sign access tokens.

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

create table signing_keys (
    -- The tokens' `kid`.
    id          text   primary key not null,
    -- If two processes make the next key at once, one of them does.
    sequence    bigint not null unique,
    -- PKCS #8, base64; encrypted if `LATCHKEY_KEY` is set. The first word says which.
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
