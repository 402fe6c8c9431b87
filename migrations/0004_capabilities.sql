-- What browsers say of themselves: which passkeys are at hand in a session, with what a passkey was
-- last used, and, counted without saying who, what visitors' browsers can do.

-- The browser that a passkey was last used with, as it calls itself.
alter table credentials add column last_used_by text;

-- Where the browser said that the passkey which opened the session is: 'platform' or
-- 'cross-platform'. A hint: nothing but what is offered may depend on it.
alter table sessions add column attachment text;

-- The passkeys (JSON array of ids) that were made or used in the session and that its browser said
-- are on its own device.
alter table sessions add column local_passkeys text not null default '[]';

-- How many browsers have given which answer about a capability, by day. Nothing of who they were.
create table capabilities (
    -- The first second of the day, UTC.
    day_at     bigint not null,
    capability text   not null,
    -- 'yes', 'no', or 'unknown'.
    answer     text   not null,
    browsers   bigint not null,
    primary key (day_at, capability, answer)
);
