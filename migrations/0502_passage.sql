-- Links that pages of other sites have asked for, and who may enter the page that waits for one.

create table waiting_pages (
    -- The id of the link in `magic_links`. No foreign key: a newer link takes the row of an older one.
    link_id    text   primary key not null,
    -- The account that the link has opened, once the waiting page may enter it, and until it has.
    user_id    text   references users (id) on delete cascade,
    -- How the page's session is opened then: 'mail' or 'link'.
    method     text,
    expires_at bigint not null
);

create index waiting_pages_user on waiting_pages (user_id);
create index waiting_pages_expiry on waiting_pages (expires_at);
