-- Which ceremonies were answered, and by whose passkey: by this an answer that comes a second time
-- is told from one to nothing. A row goes with the first such answer, so that it is recorded once.
create table answered_ceremonies (
    -- SHA-256 of the ceremony's id.
    ceremony_hash text   primary key not null,
    -- As in the ceremony's row: an answer is known again where it was given.
    browser_hash  text   not null,
    user_id       text   not null references users (id) on delete cascade,
    created_at    bigint not null,
    expires_at    bigint not null
);

create index answered_ceremonies_user on answered_ceremonies (user_id);
create index answered_ceremonies_expiry on answered_ceremonies (expires_at);
