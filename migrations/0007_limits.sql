-- How often somebody has done what is limited, in the last hour or whatever the limit's time is.
-- A row is also what two processes that count at once wait for.

create table rate_limits (
    -- A hash of the action and of what it is counted by: a network, an address.
    id         text   primary key not null,
    -- The instants that still count, in order, as a JSON array.
    instants   text   not null,
    expires_at bigint not null
);

create index rate_limits_expiry on rate_limits (expires_at);

-- Only the newest link of an address and browser can be redeemed, also where two are asked for
-- at once: there is one row to be in.
delete from magic_links where consumed_at is null and exists (
    select 1 from magic_links newer
    where newer.browser_hash = magic_links.browser_hash and newer.email_key = magic_links.email_key
      and newer.consumed_at is null
      and (newer.created_at > magic_links.created_at
           or newer.created_at = magic_links.created_at and newer.id > magic_links.id)
);

create unique index magic_links_newest on magic_links (browser_hash, email_key)
    where consumed_at is null;

-- The path of this site that the person was on their way to.
alter table magic_links add column next text;
