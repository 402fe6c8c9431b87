### English: the source of the translations, and the language for browsers that request none of the others.
### Each text has a key. `{ $name }` is replaced with a value.

## Texts on every page or on several pages

frame-skip = Skip to content
frame-title-problem = Error: { $title }
frame-account-menu = Account menu
frame-site = Site
frame-sign-up = Sign up
frame-sign-in = Sign in
frame-motto = Sign in with passkeys. No passwords, anywhere.
frame-mailbox = Development mailbox
frame-look = All components
frame-development = Development server:
frame-language = Language
part-email = Email
part-email-hint = An address like name@example.org
part-email-link = Email me a sign-in link
part-sign-in-passkey = Sign in with a passkey
part-create-passkey = Create a passkey
part-without-scripts = Passkeys need JavaScript, which is off in this browser. The sign-in link works without it.
part-waiting = Follow your browser’s prompt to use your fingerprint, face or screen lock.
browser-on-system = { $browser } on { $system }
browser-unknown = an unknown browser

## Times

ago-now = just now
ago-minutes = { $count ->
    [one] one minute ago
   *[other] { $count } minutes ago
}
ago-hours = { $count ->
    [one] one hour ago
   *[other] { $count } hours ago
}
ago-days = { $count ->
    [one] one day ago
   *[other] { $count } days ago
}

## Page not found

missing-title = Page not found
missing-heading = This page doesn’t exist
missing-hint = The web address may be mistyped, or the page may have moved.
missing-home = Go to home page
refused-title = Request failed
refused-heading = That didn’t work

## Home

home-heading = Sign in with a fingerprint, a face, or a screen lock
home-lead = Accounts without passwords: nothing to remember, nothing to steal.
home-signed-in = You’re signed in as { $name }.
home-dashboard = Go to your account
home-sign-up = Create an account
home-sign-in = Sign in
home-development = Make this page yours: { $file }
home-how = How it works
home-step-create = Create a passkey
home-step-create-how = Your device creates a pair of keys. The private key never leaves the device, or the password manager you trust.
home-step-sign-in = Sign in with one click
home-step-sign-in-how = No username to type. Your device proves that it has the key, and only to this site, never to a look-alike.
home-step-mail = No passkey with you?
home-step-mail-how = We email you a link and a short code. They work only in the browser where you requested them.

## Sign up

sign-up-title = Sign up
sign-up-heading = Create your account
sign-up-lead = You’ll sign in with your fingerprint, face or screen lock. There’s no password.
sign-up-or = or, without a passkey
sign-up-known = Already have an account? { $link }
sign-up-known-link = Sign in
sign-up-only-invited = Only invited email addresses can have an account here.
sign-up-only-domains = Only email addresses at { $domains }, and invited ones, can have an account here.
sign-up-by-email = We’ll email you a link that creates your account. Then you create a passkey.
sign-up-link = Email me a link
sign-up-closed-heading = New accounts are closed
sign-up-closed = This site doesn’t create new accounts.

## Sign in

sign-in-title = Sign in
sign-in-first = To open that page, sign in first.
sign-in-or = or by email
sign-in-phone = Is your passkey on your phone? Use the same button, then scan the QR code.
sign-in-new = New here? { $link }
sign-in-new-link = Create an account

## Sign-in link

link-title = Sign-in link
link-elsewhere = Use the code instead
link-elsewhere-how = This link was requested in another browser or on another device. If that was you, go back to that window and enter the code from the email there.
link-elsewhere-warning = Didn’t request it? Close this page and don’t share the code with anyone. Nothing has changed.
link-sign-in-first = Sign in to confirm
link-sign-in-first-how = This link confirms { $email } for the account you’ve just created. Sign in to that account with your passkey first.
link-reauth-why = You’re signed in to an account that hasn’t confirmed { $email }. Use its passkey first. Then this link confirms the address.
link-reauth-leave = Not your account? { $button }, then open the link again.
link-signed-in = You’re signed in
link-signed-in-as = You’re signed in as { $name } and don’t need this link any more.
link-signed-in-go = Continue
link-unusable = This link can’t be used
link-get-new = Get a new link
link-ready = Sign in
link-ready-confirm = Confirm your email address
link-ready-confirm-button = Confirm this address
link-ready-change = Confirm your new email address
link-ready-change-button = Use this address
link-ready-address = Email address: { $email }
link-leaves = You’re signed in as { $name }. This link is for a different account. Using it signs you out of this one.
link-none = We haven’t sent you a link
link-none-why = This browser isn’t waiting for a sign-in link, or the last one has expired.
link-get = Get a sign-in link
link-mailbox = This development server doesn’t send email. Read your message in the { $mailbox }.
link-mailbox-name = development mailbox
link-sent = Check your email
link-sent-if = We sent an email to { $email }. If this address has an account, or can have one, the email contains a link and a code.
link-sent-to = We sent a link and a code to { $email }. { $count ->
    [one] Both work for one minute.
   *[other] Both work for { $count } minutes.
}
link-code = Code from the email
link-use-code = Use the code
link-or-open = Or open the link in this browser.
link-wait-seconds = { $count ->
    [one] You can send it again in one second.
   *[other] You can send it again in { $count } seconds.
}
link-wait-minutes = { $count ->
    [one] You can send it again in one minute.
   *[other] You can send it again in { $count } minutes.
}
link-send-again = Didn’t get it? { $button }
link-send-again-button = Send it again

## Dashboard: the account

dashboard-title = Security
account-pages = Your account
account-heading = Account
account-name = Name
account-since = Member since
account-address-none = No email address
account-address-confirmed = Confirmed
account-address-unconfirmed = Not confirmed yet
account-confirm = Confirm your email address
account-confirm-why = Until you confirm this address, you can’t use it to get back in. Anyone else who confirms that it’s theirs can take it from your account.
account-confirm-button = Email me a confirmation link
account-sign-out = Sign out

## Dashboard: passkeys

passkeys-heading = Passkeys
passkeys-none = No passkeys yet. With a passkey, signing in takes one click and no email.
passkeys-lonely = Your only passkey exists on a single device. Add another on a second device or in a password manager, so that losing that device doesn’t lock you out.
passkeys-add = Add a passkey
passkeys-verify = Confirm it’s you
passkeys-offer = Skip your phone next time
passkeys-offer-why = You signed in with a passkey from another device. Add one here, and next time your fingerprint, face or screen lock on this device is enough.
passkeys-offer-decline = Not on this device
passkey-used = Added { $created } · Last used { $used }
passkey-used-in = Added { $created } · Last used { $used } with { $browser }
passkey-unused = Added { $created } · Not used yet
passkey-added = Added { $created }
passkey-synced = Synced
passkey-bound = On one device only
passkey-here = This device
passkey-this = Used for this session
passkey-new-name = New name
passkey-rename = Rename
passkey-remove = Remove
passkey-remove-ask = Remove “{ $passkey }”?
passkey-remove-means = You won’t be able to sign in with it any more.
passkey-remove-ends = { $count ->
    [one] One other session that it opened will be signed out.
   *[other] { $count } other sessions that it opened will be signed out.
}
passkey-remove-only = This is the only way into your account, so you can’t remove it. First add another passkey or confirm your email address.

## Dashboard: sessions

sessions-heading = Sessions
sessions-end-others = Sign out of other sessions
session-place = { $browser }, { $ip }
session-opened = { $how } · { $created } · Last active { $seen }
session-by-mail = Signed in with an emailed link or code
session-by-link = Signed in with a link that a site sent or showed you
session-by-passkey = Signed in with the passkey “{ $passkey }”
session-by-removed-passkey = Signed in with a passkey that has since been removed
session-this = This session
session-end = Sign out
sessions-only = You’re not signed in anywhere else.

## Dashboard: history

history-heading = Recent activity
history-all = View all activity
activity-title = Activity
activity-filter = Kind of activity
activity-all = All
activity-sign-ins = Sign-ins
activity-changes = Changes
activity-warnings = Warnings
activity-none = No activity of this kind.
history-passkey = { $what }: “{ $passkey }”
history-new-browser = { $what }, in a new browser
history-times = { $what } ({ $times } times)
history-by-operator = { $what }, by this site’s operator
history-older = Older
history-newest = Newest
event-signed_up = Account created
event-signed_in_by_passkey = Signed in with a passkey
event-signed_in_by_mail = Signed in by email
event-signed_in_by_link = Signed in with a link from this site
event-sign_in_failed = A passkey was rejected
event-counter_went_back = A passkey was rejected because it may have been copied
event-synced_counter_went_back = A synced passkey’s signature counter didn’t go up, which can happen after a sync
event-answer_repeated = A passkey response was sent again and rejected
event-answer_late = A passkey response arrived too late and was rejected
event-verified = Confirmed with a passkey
event-passkey_added = Passkey added
event-passkey_renamed = Passkey renamed
event-passkey_removed = Passkey removed
event-address_confirmed = Address confirmed
event-address_changing = Address change requested
event-address_changed = Address changed
event-address_change_cancelled = Address change cancelled
event-display_name_changed = Name changed
event-details_changed = Details changed
event-phone_added = Phone number added
event-phone_confirmed = Phone number confirmed
event-phone_removed = Phone number removed
event-data_downloaded = Data downloaded
event-session_ended = Signed out of a session
event-other_sessions_ended = Signed out of other sessions
event-signed_out = Signed out
event-token_reused = App signed out: its sign-in may have been copied
event-recovery_codes_made = New recovery codes created
event-recovery_code_used = Confirmed with a recovery code
event-recovery_code_refused = Wrong recovery code entered
event-reset_requested = Reset requested
event-reset_cancelled = Reset cancelled
event-reset_completed = Passkey added by a reset
event-changed_by_site = Changed by this site
event-deactivated = Deactivated by this site
event-reactivated = Reactivated by this site
event-activated = Used for the first time
event-claim_dropped = The address now belongs to another account, which confirmed it
event-account_deleted = Account deleted
event-account_deleted_by_site = Account deleted by this site
event-admin_added = Became an administrator of this site
event-admin_removed = No longer an administrator of this site
event-deleted_another = Deleted someone’s account as an administrator
event-invited = Invited someone to create an account
event-invitation_withdrawn = Withdrew an invitation
event-link_created = Sign-in link created
event-setting_changed = Changed a setting of the site
event-key_created = API key created
event-key_revoked = API key revoked
event-endpoint_added = Webhook endpoint added
event-endpoint_removed = Webhook endpoint removed
event-delivery_resent = Webhook sent again

## Messages after a change

done-passkeys-added = Passkey added.
done-passkeys-renamed = Passkey renamed.
done-passkeys-removed = Passkey removed. You’re signed out of the sessions that it opened, except this one.
done-passkeys-code-used = Recovery code accepted. You can now add a passkey and remove the ones you’ve lost.
done-sessions-ended = Signed out of that session.
done-sessions-others-ended = Signed out of all other sessions.
done-name-saved = Name saved.
done-details-saved = Details saved.
done-address-changed = Email address changed.
done-address-kept = Change cancelled. Your email address stays the same.
done-identity-confirmed = Email address confirmed.
done-reset-cancelled = Reset cancelled.
done-recovery-requested = Reset requested. We’ve emailed you about it.
done-link-sent-again = We sent it again.
done-home-signed-out = You’re signed out.

## Development mailbox

mailbox-lead = Emails and text messages from this server, newest first. None of these are sent. { $again }
mailbox-again = Refresh
mailbox-empty = No emails yet. Sign up or request a sign-in link, and the email appears here.
mailbox-to = To { $to }, { $when }
mailbox-text = Text message
mailbox-open-link = Open the link

## Errors that the browser reports. Each says what happened and what to do next.

error-cancelled = The passkey request wasn’t completed. Try again, or get a sign-in link by email.
error-cancelled-no-link = The passkey request wasn’t completed. Try again.
error-unusable_authenticator = This device can’t store a passkey. Use a phone, or set a PIN on your security key.
error-old_authenticator = This security key is too old for passkeys. Use a phone or a newer key.
error-wrong_site = Passkeys for this site don’t work at this web address. Open the site at its usual address and try again.
error-no_passkeys = This browser can’t use passkeys on this page. Get a sign-in link by email instead.
error-no_passkeys-no-link = This browser can’t use passkeys on this page. Try another browser.
error-authenticator_failed = Your device or password manager reported a problem. Try again.
error-cookies_off = This site needs cookies, and this browser blocks them. Allow cookies for this site, reload the page and try again.
error-offline = The site couldn’t be reached. Check your connection and try again.

## Errors that the server reports, named after the codes in src/error/code.rs

error-invalid_request = This site didn’t understand the request. Go back, reload the page and try again.
error-invalid_email = That isn’t an email address. Enter one like name@example.org.
error-ceremony_expired = This request has expired or was already used. Try again.
error-verification_failed = That passkey couldn’t be verified. Try again, or use another one.
error-unknown_credential = This passkey is no longer registered here. Use another one, or get a sign-in link by email.
error-unknown_credential-no-link = This passkey is no longer registered here. Use another one.
error-duplicate_credential = This device or password manager already has a passkey for this account.
error-not_discoverable = { error-unusable_authenticator }
error-too_many_passkeys = This account has the maximum number of passkeys. Remove one first.
error-link_expired = This link or code has expired or was already used. Request a new one.
error-wrong_browser = This link was requested in another browser. If that was you, enter the code from the email in that window.
error-wrong_code = That code doesn’t match our latest email. Try again.
error-wrong_recovery_code = That isn’t one of your unused recovery codes. Check it and try again.
error-already_shown = These codes were already shown once. If you didn’t save them, create new ones.
error-mail_sign_in_required = To do this, sign in by email first. Get a sign-in link.
error-invalid_phone = That isn’t a phone number that can receive text messages. Include the country code, like +49 1512 3456789.
error-address_taken = This email address belongs to another account. Sign in to that one, or use another address.
error-phone_taken = This number belongs to another account.
error-not_confirmed = Tick the box to confirm that you know what will be deleted.
error-mail_off = This site can’t send email. Use a passkey.
error-sign_up_closed = You can’t create an account here with this address. The sign-up page says who can.
error-invalid_setting = This value isn’t valid here. Enter domains like example.com, separated by commas.
error-setting_locked = The server’s own settings have this value, so it can’t be changed here.
error-signed_out = You’re signed out. Sign in and try again.
error-deactivated = This account is deactivated. Contact this site’s operator.
error-read_only_key = This API key is read-only.
error-invalid_api_key = This API key isn’t valid.
error-invalid_token = This sign-in has ended or isn’t valid. Sign in again.
error-verification_required = To do this, you need to have confirmed it’s you in the last ten minutes. Confirm it’s you, then try again.
error-last_way_in = This is the only way into your account. Add another passkey or confirm your email address before you remove it.
error-invalid_name = Enter a name of 1 to 60 characters.
error-invalid_field = This value isn’t valid in this field. Check it and try again.
error-too_many_requests = Too many attempts. Wait a while, then try again. Anything we’ve already sent you still works.
error-cross_site = The request came from another site. Open the page on this site and try again.
error-not_found = That no longer exists.
error-not_found-passkey = This account no longer has a passkey. Reload the page.
error-too_large = That’s more than this site accepts at once.
error-request_timeout = Your request took too long to arrive. Check your connection and try again.
error-unavailable = This site is unavailable right now. Try again in a minute.
error-internal = Something went wrong on this site. Try again.

## Recovery codes

codes-title = Recovery codes
codes-why = For when you don’t have a passkey: sign in by email and enter a code, and you can add a new passkey. A code alone doesn’t sign anyone in.
codes-none = You don’t have any yet. With one, you get back in if you lose every passkey.
codes-left = { $unused } of { $all } unused, created on { $when }.
codes-few = Only a few are left. Create new ones before you need them.
codes-make = Create recovery codes
codes-replace = Create new recovery codes
codes-replace-warning = { $count ->
    [one] Your unused code will stop working.
   *[other] Your { $count } unused codes will stop working.
}
codes-passkey-first = Add a passkey first. A recovery code replaces a passkey that you’ve lost.
codes-shown = Your recovery codes
codes-shown-once = We show these codes only once. Write them down, print this page or save them as a file. Don’t keep them only on the device that has your passkeys.
codes-each = Each code works once. Your earlier codes no longer work.
codes-save = Save as text file
codes-copy = Copy codes
codes-copied = Copied
codes-print = Print
codes-kept = I’ve saved my codes
codes-back = Back to your account

## Lost passkeys

recovery-title = Lost your passkeys?
recovery-can = In your account, you can add a passkey and remove the ones you’ve lost.
recovery-dashboard = Go to your account
recovery-look = Look for a passkey first. Another device, a security key or a password manager may have one.
recovery-none-left = No passkey left?
recovery-by-mail = Get a sign-in link, if you’ve confirmed your email address. Once you’re signed in, a recovery code lets you add a new passkey. Without a code, you can request a reset of your account, which takes three days.
recovery-code-heading = Use a recovery code
recovery-code = Recovery code
recovery-code-hint = Twenty letters and digits. Capitals, spaces and dashes don’t matter.
recovery-code-use = Use this code
recovery-no-codes = This account has no unused recovery codes.
recovery-reset-heading = No code either?
recovery-reset-how = You can reset the account instead. After three days, you can create one new passkey. We email you right away. Anyone who has one of your passkeys, or that email, can cancel the reset before it’s used.
recovery-reset-ask = Request a reset
recovery-reset-by-mail = To request a reset, sign in by email first: sign out, then get a sign-in link.
recovery-reset-no-mail = This site can’t send email, so you can’t reset your account.
recovery-waiting = A reset was requested on { $asked }. From { $ripe } to { $over }, sign in by email to create a new passkey here.
recovery-waiting-ends = Using a passkey or a recovery code cancels the reset. So does the link in our email about it.
recovery-ripe = The three days are over. You can create one new passkey until { $over }. Your recovery codes will stop working. Your lost passkeys keep working until you use the new one to remove them.

## A reset, on the dashboard

reset-under-way = A reset of this account was requested
reset-under-way-what = Someone with access to your email requested it on { $asked } and said that every passkey is lost. From { $ripe }, they can create a new passkey and get into your account.
reset-cancel = Cancel the reset
reset-verify = Wasn’t you? Cancel the reset. You need a passkey for that, or the link in our email.
reset-you = Was it you? See what happens next
reset-cancelled = A reset was cancelled
reset-cancelled-what = It was requested on { $asked } and cancelled on { $cancelled }. Nothing has changed.
reset-not-you = If you didn’t request it, someone else can read your email. Change your email password and sign out of any session that isn’t yours.

## The page that cancels a reset

cancel-title = Cancel a reset
cancel-heading = Cancel the reset?
cancel-why = Someone with access to your email said that they’ve lost every passkey of your account. If that wasn’t you, cancel the reset. Then nothing changes.
cancel-done = Reset cancelled
cancel-done-what = Nothing has changed. Your passkeys and codes still work.
cancel-nothing = There’s nothing to cancel
cancel-nothing-why = This reset was already cancelled or used, or it has expired. Your account’s history shows what happened.

## The page of the email about a new browser

not-me-title = Was this you?
not-me-what = Someone signed in to your account on { $when }, in { $browser } from IP address { $ip }.
not-me-passkey = They used the passkey “{ $passkey }”.
not-me-why = If it wasn’t you, sign that browser out. This also signs out every browser that signed in to your account later.
not-me-button = This wasn’t me
not-me-if-you = If it was you, close this page. There’s nothing to do.
not-me-done = That browser is signed out
not-me-done-what = Every browser that signed in to your account later is signed out too.
not-me-passkey-works = The passkey that was used still works. Remove it, so that it can’t be used again.
not-me-remove = Remove “{ $passkey }”
not-me-first = Sign in to remove the passkey
not-me-mail = The sign-in was by email, so someone else can read your email. Change your email password.
not-me-nothing = This link doesn’t work any more
not-me-nothing-why = It was already used, or it has expired. Your account lists its sessions, and you can sign out of each.

## Passkey offer

offer-heading = Skip the email next time
offer-why = With a passkey you sign in with your fingerprint, face or screen lock. It’s one click, there’s no waiting, and no one can trick you into giving it away.
offer-not-now = Not now
offer-later = You can always add one in your account.

## Account settings, and confirming it’s you

reauth-without-scripts = Passkeys need JavaScript, which is off in this browser.
reauth-by-mail = This account has no passkey. To confirm it’s you, get a new sign-in link.
verify-why = This protects your account if someone else uses this browser.
verify-cancel = Cancel
manage-title = Account settings
manage-name = Name
manage-name-label = Your name
manage-name-hint = Shown on this site and in your password manager. If it’s empty, your email address is shown instead.
manage-name-save = Save name
manage-details = Your details
manage-details-save = Save details
manage-address = Email address
manage-address-waiting = Your new address isn’t confirmed yet
manage-address-sent = We sent a link and a code to { $email }. Nothing changes until you use either.
manage-address-elsewhere = The change was requested in another session. You can only confirm it there.
manage-address-cancel = Cancel the change
manage-address-new = New email address
manage-address-hint = We’ll email a link to the new address. The change takes effect when you confirm it. We also notify your current address.
manage-address-change = Change email address
manage-address-off = This site can’t send email, so you can’t change your address.
manage-data = Your data
manage-data-what = Everything this site stores about you, in one file (JSON): your account, passkeys, sessions and history. No one can use the file to get into your account.
manage-data-download = Download my data
manage-leave = Delete account
manage-leave-how = This is immediate and permanent. You’ll confirm it on the next page.
manage-leave-go = Delete account…
delete-title = Delete your account
delete-back = Back to account settings
delete-lost = What will be deleted
delete-lost-address = your email address, { $email }
delete-lost-phone = your phone number, { $phone }
delete-lost-passkeys = { $count ->
    [one] your passkey, which will stop working
   *[other] your { $count } passkeys, which will stop working
}
delete-lost-sessions = every session: you’ll be signed out everywhere, including here
delete-lost-rest = your account’s history, and everything else this site stores about you
delete-mail = No one can restore your account. If your address is confirmed, we send it one last email. The server deletes its copy a day after sending it.
delete-understood = I understand that this can’t be undone.
delete-button = Delete my account permanently
goodbye-title = Goodbye
goodbye-done = Your account was deleted
goodbye-nothing-left = None of its data is left here, and you’re signed out everywhere.
goodbye-manager = If your password manager still shows the passkey, you can delete it there.
goodbye-none = No account was just deleted in this browser.
