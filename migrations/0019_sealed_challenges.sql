-- A challenge is sealed and given to the client, and no longer kept here. What is kept is the key
-- that seals them, and which challenges were answered.

drop table ceremonies;
drop table answered_ceremonies;

create table challenge_keys (
    id         text   primary key not null,
    -- Of two processes that make the next key at once, one does.
    sequence   bigint not null unique,
    -- 32 bytes, base64; encrypted where `LATCHKEY_KEY` is set, which the first word tells.
    secret     text   not null,
    created_at bigint not null,
    -- When the last challenge that it sealed has expired; null for the newest key.
    expires_at bigint
);

create table spent_challenges (
    id         text   primary key not null,
    -- Whose passkey answered it; null once the account is deleted. The challenge stays spent.
    user_id    text,
    -- When the challenge itself expires.
    expires_at bigint not null
);

create index spent_challenges_expiry on spent_challenges (expires_at);

-- What rate limits count: one row each time, no longer a list in one row that everybody rewrites.
-- The rows of `rate_limits` are what two requests that count at once wait for.

delete from rate_limits;
alter table rate_limits drop column instants;

create table rate_limit_hits (
    id         text   primary key not null,
    limit_id   text   not null references rate_limits (id) on delete cascade,
    hit_at     bigint not null,
    -- From when on no rate of the limit counts it.
    expires_at bigint not null
);

create index rate_limit_hits_limit on rate_limit_hits (limit_id, hit_at);
create index rate_limit_hits_expiry on rate_limit_hits (expires_at);

-- Never has a row: inserting a null here is how a text of several statements is made to fail on
-- SQLite when one of them has found nothing to change.
create table conditions (
    holds bigint not null
);
