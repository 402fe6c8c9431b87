-- What an account only claims, and what the email that opened a session proves.

-- When a back end gave the account its phone number while no one had used the account. Null where
-- a code or link proved the number, and where the number is only a claim.
alter table users add column phone_assigned_at bigint;

update users set phone_assigned_at = created_at
where phone is not null and phone_verified_at is null;

-- An address that a back end set on an account with a passkey is a claim from now on.
update users set email_assigned_at = null
where email_verified_at is null and email_assigned_at is not null and id in (
    select user_id from credentials where credentials.created_at <= users.email_assigned_at);

-- When the email was sent whose link or code opened the session. Null: none did.
alter table sessions add column proven_at bigint;

-- The spelling of the address that the email went to, where it isn't the one that was typed.
alter table magic_links add column sent_to text;
