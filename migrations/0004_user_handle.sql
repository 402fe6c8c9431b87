-- The WebAuthn user handle of an account that came from another relying party, in base64url. Its passkeys
-- return it at sign-in. Null: the handle is the account's id.
alter table users add column user_handle text;

create unique index users_user_handle on users (user_handle);
