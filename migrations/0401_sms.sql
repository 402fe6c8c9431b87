-- The extra `sms`: codes that confirm a phone number.

create table phone_codes (
    id          text   primary key not null,
    user_id     text   not null references users (id) on delete cascade,
    -- The session that requested the code; it works only there. No foreign key: the row also counts for the
    -- limit, and signing out must not allow another text message.
    session_id  text   not null,
    phone       text   not null,
    code_hash   text   not null,
    code_tries  bigint not null,
    created_at  bigint not null,
    expires_at  bigint not null,
    consumed_at bigint
);

create index phone_codes_user on phone_codes (user_id, created_at);
create index phone_codes_phone on phone_codes (phone, created_at);
create index phone_codes_created on phone_codes (created_at);
