-- Refresh tokens, and the keys that sign access tokens.

create table refresh_tokens (
    -- SHA-256 of the token.
    token_hash  text   primary key not null,
    -- All tokens that descend from one issued token.
    family_id   text   not null,
    session_id  text   not null references sessions (id) on delete cascade,
    created_at  bigint not null,
    -- When it was exchanged for the next one.
    rotated_at  bigint,
    -- When a session was opened for this family only, which ends with it. Null next to a cookie.
    alone_at    bigint
);

create index refresh_tokens_family on refresh_tokens (family_id);
create index refresh_tokens_session on refresh_tokens (session_id);

create table signing_keys (
    -- The tokens' `kid`.
    id          text   primary key not null,
    -- If two servers create the next key at the same time, one wins.
    sequence    bigint not null unique,
    -- PKCS #8, base64; encrypted if `LATCHKEY_KEY` is set. The first word says which.
    private_key text   not null,
    -- The public key as in JWKS, base64url.
    modulus     text   not null,
    exponent    text   not null,
    created_at  bigint not null,
    -- Published from `created_at`, it signs from this time.
    signs_at    bigint not null,
    -- When the last token that it signed expires. Null for the newest key.
    expires_at  bigint
);
