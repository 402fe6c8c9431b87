-- Addresses whose owners may create an account. A row is deleted when its owner has created one.
create table invitations (
    email_key  text   primary key not null,
    email      text   not null,
    -- The administrator. Null: a command on the server, or someone whose account was deleted.
    invited_by text   references users (id) on delete set null,
    created_at bigint not null
);

create index invitations_created on invitations (created_at);
