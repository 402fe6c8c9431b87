-- Users that signed up in test mode, and when they are deleted.

create table ephemeral_users (
    user_id    text   primary key not null references users (id) on delete cascade,
    expires_at bigint not null
);

create index ephemeral_users_expiry on ephemeral_users (expires_at);
