-- Limits that strangers can't use up for a user.

-- Browsers that have redeemed an email to an address.
create table known_browsers (
    -- A hash of the address and of a secret in the browser's cookie.
    id         text   primary key not null,
    expires_at bigint not null
);

create index known_browsers_expiry on known_browsers (expires_at);

-- Which of the waiting emails go first when there are more than the pace allows: 0, those to an
-- account's own address; 1, all others.
alter table messages add column precedence bigint not null default 0;

-- How many emails were sent lately.
create index messages_sent on messages (sent_at);
