### English, the language that the others are translated from, and the one shown where a browser
### asks for none of them. A sentence is one line with its name; `{ $name }` is filled in by the
### The frame of every page, and what several pages show

frame-skip = Skip to the content
frame-site = Site
frame-dashboard = Dashboard
frame-sign-up = Sign up
frame-sign-in = Sign in
frame-motto = Signs people in with passkeys. No passwords, anywhere.
frame-docs = For developers
frame-mailbox = Development mailbox
frame-language = Language
part-email = Email
part-email-hint = An address like name@example.org
part-email-link = Email me a sign-in link
part-sign-in-passkey = Sign in with a passkey
part-create-passkey = Create a passkey
part-without-scripts = Passkeys need JavaScript, which is off in this browser. The sign-in link works without it.
part-waiting = Follow your browser: it asks for your fingerprint, face or screen lock.
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

## No such page

missing-title = Page not found
missing-heading = There is no such page
missing-hint = The address may be mistyped, or the page has moved.
missing-home = To the start
refused-title = Not done
refused-heading = That did not work

## Home

home-title = Passkeys for your site
home-heading = Sign in with a fingerprint, a face, or a screen lock
home-lead = A passkey web application in Rust that you clone, run and keep. Accounts without passwords: nothing to remember, nothing to steal.
home-signed-in = You are signed in as { $name }.
home-dashboard = Open the dashboard
home-sign-up = Create an account
home-sign-in = Sign in
home-how = How it works
home-step-create = Create a passkey
home-step-create-how = Your device makes a pair of keys. The private one never leaves it, or the password manager you trust.
home-step-sign-in = Sign in with one click
home-step-sign-in-how = No name to type. Your device proves that it has the key, for this site and for no look-alike.
home-step-mail = No passkey at hand?
home-step-mail-how = A link or a short code by e-mail lets you in, in the browser that asked, and in no other.

## Sign up

sign-up-title = Sign up
sign-up-heading = Create your account
sign-up-lead = Your fingerprint, face or screen lock becomes the way in. There is no password.
sign-up-or = or, without a passkey
sign-up-known = Have an account already? { $link }
sign-up-known-link = Sign in

## Sign in

sign-in-title = Sign in
sign-in-or = or by e-mail
sign-in-phone = Your passkey is on your phone? The button finds it, by a QR code.
sign-in-new = New here? { $link }
sign-in-new-link = Create an account

## Sign-in link

link-title = Sign-in link
link-elsewhere = Use the code instead
link-elsewhere-how = This link was asked for in another browser or on another device. Go back to that window and type the code from the mail there.
link-elsewhere-warning = You did not ask for it? Then close this page and tell nobody the code. Nothing has happened.
link-sign-in-first = Sign in to confirm
link-sign-in-first-how = This link confirms { $email } for the account you have just made. Sign in to it with your passkey first.
link-not-owned = Sign in first
link-not-owned-how = This link is for an account that has not confirmed its address or number, so the link signs no one in. If the account is yours, sign in with its passkey. Otherwise get a link of your own.
link-proof-why = You’re signed in to an account that has not confirmed { $email }. Use its passkey first; then this link confirms the address.
link-proof-leave = Not your account? { $button }, then open the link again.
link-signed-in = You’re signed in
link-signed-in-as = You’re signed in as { $name }, and don’t need this link any more.
link-signed-in-go = Continue
link-unusable = This link cannot be used
link-get-new = Get a new link
link-ready = Sign in
link-ready-confirm = Confirm your address
link-ready-confirm-button = Confirm this address
link-ready-change = Confirm your new address
link-ready-change-button = Use this address
link-ready-address = With the address { $email }.
link-leaves = You are signed in as { $name }. This link opens another account and signs you out of this one.
link-none = No mail is on its way
link-none-why = This browser is not waiting for a sign-in link, or the last one is too old.
link-get = Get a sign-in link
link-mailbox = On this machine mails are not sent: read them in the { $mailbox }.
link-mailbox-name = development mailbox
link-sent = Check your mail
link-sent-to = We sent a link and a code to { $email }. { $count ->
    [one] Both work for one minute.
   *[other] Both work for { $count } minutes.
}
link-code = Code from the mail
link-use-code = Use the code
link-or-open = Or open the link, in this browser.
link-wait-seconds = { $count ->
    [one] It can be sent again in one second.
   *[other] It can be sent again in { $count } seconds.
}
link-wait-minutes = { $count ->
    [one] It can be sent again in one minute.
   *[other] It can be sent again in { $count } minutes.
}
link-send-again = Nothing there? { $button }
link-send-again-button = Send it again

## Dashboard: the account

dashboard-title = Dashboard
account-heading = Account
account-signed-in = Signed in as
account-address = Address
account-address-none = No address
account-address-confirmed = Confirmed
account-address-unconfirmed = Not confirmed yet
account-since = Member since
account-confirm = Confirm your address
account-confirm-why = Until then it is only a claim: it cannot be used to get back in, and whoever proves that it is theirs takes it over.
account-confirm-button = Email me a confirmation link
account-sign-out = Sign out
account-name = Name
account-manage = Manage the account

## Dashboard: passkeys

passkeys-heading = Passkeys
passkeys-none = None yet. With one, the next sign-in is a single click and needs no mail.
passkeys-lonely = Your only passkey is on one device and nowhere else. Add a second one, on another device or in a password manager, so that losing the device does not lock you out.
passkeys-add = Add a passkey
passkeys-verify = Confirm it is you
passkeys-verify-why = Adding or removing a passkey needs one that you have just used.
passkeys-first-why = To add the first passkey, first confirm that it is you.
passkeys-offer = Next time without your phone
passkeys-offer-why = You have signed in with a passkey from another device. With one on this device too, your fingerprint, face or screen lock here is enough.
passkeys-offer-decline = Not on this device
passkey-used = Created { $created }, last used { $used }
passkey-used-in = Created { $created }, last used { $used } with { $browser }
passkey-unused = Created { $created }, not used yet
passkey-synced = Synced
passkey-bound = On one device only
passkey-here = This device
passkey-this = Opened this session
passkey-new-name = New name
passkey-rename = Rename
passkey-remove = Remove
passkey-remove-ends = Removing it also ends the sessions that it opened, except this one.
passkey-removed = The passkey was removed. The sessions that it opened have ended, except this one.

## Dashboard: sessions

sessions-heading = Sessions
sessions-end-others = Sign out everywhere else
session-place = { $browser }, { $ip }
session-opened = { $how }, { $created }. Last seen { $seen }.
session-by-mail = By a link or code from a mail
session-by-link = By a link that a site sent or showed you
session-by-passkey = By the passkey “{ $passkey }”
session-by-removed-passkey = By a passkey that has been removed
session-this = This session
session-end = End

## Dashboard: history

history-heading = History
history-passkey = { $what }: “{ $passkey }”
history-times = { $what } ({ $times } times)
history-older = Older
history-newest = Newest
event-signed_up = Account created
event-signed_in_by_passkey = Signed in with a passkey
event-signed_in_by_mail = Signed in by mail
event-signed_in_by_link = Signed in with a link from this site
event-sign_in_failed = A passkey was refused
event-counter_went_back = A passkey was refused, because it may have been copied
event-synced_counter_went_back = A synced passkey's signature count didn't go up, as can happen after a sync
event-answer_repeated = A passkey's answer was sent a second time and refused
event-answer_late = A passkey's answer came too late and was refused
event-verified = Confirmed with a passkey
event-passkey_added = Passkey added
event-passkey_renamed = Passkey renamed
event-passkey_removed = Passkey removed
event-address_confirmed = Address confirmed
event-address_changing = A change of address was asked for
event-address_changed = Address changed
event-address_change_cancelled = The change of address was taken back
event-display_name_changed = Name changed
event-phone_added = Phone number added
event-phone_confirmed = Phone number confirmed
event-phone_removed = Phone number removed
event-data_downloaded = Data downloaded
event-session_ended = A session was ended
event-other_sessions_ended = All other sessions were ended
event-signed_out = Signed out
event-token_reused = An app was signed out, because its sign-in may have been copied
event-recovery_codes_made = New recovery codes made
event-recovery_code_used = Confirmed with a recovery code
event-recovery_code_refused = A wrong recovery code was typed
event-reset_requested = A reset was asked for
event-reset_cancelled = The reset was cancelled
event-reset_completed = Passkey added by a reset
event-changed_by_site = Changed by this site
event-deactivated = Deactivated by this site
event-reactivated = Activated again by this site
event-activated = Used for the first time
event-claim_dropped = The address belongs to another account now, which has confirmed it
event-account_deleted = Account deleted
event-account_deleted_by_site = Account deleted by this site

## Development mailbox

mailbox-lead = Mails and texts of this server, newest first. They are not sent anywhere. { $again }
mailbox-again = Look again
mailbox-empty = No mails yet.
mailbox-to = To { $to }, { $when }
mailbox-text = Text message
mailbox-open-link = Open the link

## Errors that the browser reports: what happened, and what to do next

error-cancelled = That did not finish. Try again, or get a sign-in link by e-mail.
error-cancelled-no-link = That did not finish. Try again.
error-unusable_authenticator = This authenticator cannot keep a passkey. Use a phone, or set a PIN on the security key.
error-old_authenticator = This security key is too old for passkeys. Use a phone or a newer key.
error-wrong_site = This site is set up for another address. Open it under the name it was given.
error-no_passkeys = This browser cannot use passkeys on this page. Get a sign-in link by e-mail instead.
error-no_passkeys-no-link = This browser cannot use passkeys on this page. Try another browser.
error-authenticator_failed = Your passkey manager reported a problem. Try again.
error-cookies_off = This site needs cookies, and this browser blocks them. Allow cookies for this site, reload the page and try again.
error-offline = The site could not be reached. Check your connection and try again.

## Errors that the server reports, by the codes of src/error.rs

error-invalid_request = This site did not understand the request. Go back, reload the page and try again.
error-invalid_email = That is not an e-mail address. It looks like name@example.org.
error-ceremony_expired = That took too long or was answered already. Try again.
error-verification_failed = That passkey could not be verified. Try again, or use another one.
error-unknown_credential = This passkey is no longer registered here. Use another one, or get a sign-in link by e-mail.
error-unknown_credential-no-link = This passkey is no longer registered here. Use another one.
error-duplicate_credential = This device or password manager already has a passkey for this account.
error-not_discoverable = { error-unusable_authenticator }
error-too_many_passkeys = This account has as many passkeys as it may have. Remove one first.
error-link_expired = This link or code has been used or is too old. Ask for a new one.
error-wrong_browser = This link was asked for in another browser. Type the code from the mail there.
error-wrong_code = That is not the code from the newest mail. Try again.
error-wrong_recovery_code = That is none of your unused recovery codes. Check it and try again.
error-already_shown = These codes have been shown once already. If you did not keep them, make new ones.
error-mail_sign_in_required = This needs a sign-in by mail. Get a sign-in link by e-mail.
error-invalid_phone = That is not a phone number that texts can be sent to. Write it with its country, like +49 1512 3456789.
error-wrong_text_code = That is not the code from the newest text. Try again.
error-text_off = This site cannot send texts.
error-not_mobile = We only send texts to mobile numbers. Enter another number.
error-text_country = This site sends no texts to numbers of that country. Enter another number.
error-text_budget = This site has sent as many texts as it can for now. Try again later.
error-address_not_confirmed = Confirm your email address first. Then you can add a phone number.
error-address_taken = This address belongs to another account. Sign in to that one, or use another address.
error-phone_taken = This number belongs to another account.
error-not_confirmed = Tick the box to say that you know what will be gone.
error-mail_off = This site cannot send mail. Use a passkey.
error-signed_out = You are signed out. Sign in and try again.
error-deactivated = This account is deactivated. Ask the people who run this site.
error-read_only_key = This API key may only read.
error-invalid_api_key = This API key is not valid.
error-invalid_token = This sign-in has ended or is not valid. Sign in again.
error-verification_required = This needs proof from the last ten minutes that it is you. Confirm it, and try again.
error-last_way_in = This is the last way into your account. Add another passkey, or confirm your address, before you remove it.
error-invalid_name = A name has one to sixty characters.
error-too_many_requests = That was too often. Wait a little and try again. What was sent before still works.
error-cross_site = The request came from another site. Open the page here and try again.
error-not_found = That is no longer there.
error-not_found-passkey = This account has no passkey any more. Reload the page.
error-too_large = That is more than this site takes at once.
error-request_timeout = Your request took too long to arrive. Check your connection and try again.
error-unavailable = This site is unavailable for the moment. Try again in a minute.
error-internal = Something went wrong on our side. Try again.

## The API

docs-title = The API
docs-heading = The API of this site, to read and to try
docs-without-scripts = The list below is made by a script, and JavaScript is off in this browser. The description that it is made from needs none:

## Recovery codes

codes-title = Recovery codes
codes-why = For the day on which no passkey is at hand: sign in by mail, type a code, and you can add a new passkey. A code alone signs nobody in.
codes-none = You have none yet.
codes-left = { $unused } of { $all } unused, made { $when }.
codes-few = Few are left. Make new ones before you need them.
codes-make = Make recovery codes
codes-replace = Make new recovery codes
codes-verify-why = Making codes needs a passkey that you have just used.
codes-passkey-first = Add a passkey first: a code stands in for one that is lost.
codes-shown = Your recovery codes
codes-shown-once = They are shown this once. Write them down, print this page, or save them as a file: not only on the device that has your passkeys.
codes-each = Each works once. All earlier codes are void.
codes-save = Save as a text file
codes-kept = I have kept them
codes-back = Back to the dashboard

## Lost passkeys

recovery-title = Lost your passkeys?
recovery-can = You can add a passkey, and remove those that you have lost, on the dashboard.
recovery-dashboard = To the dashboard
recovery-look = Look for one first: another device, a security key, or a password manager may have one.
recovery-code-heading = With a recovery code
recovery-code = Recovery code
recovery-code-hint = Twenty letters and digits. Capitals, spaces and dashes do not matter.
recovery-code-use = Use the recovery code
recovery-no-codes = This account has no unused recovery codes.
recovery-reset-heading = No code either?
recovery-reset-how = Then the account can be reset: after three days you create one new passkey. We tell you by mail at once, and whoever still has a passkey of yours, or that mail, can cancel it meanwhile.
recovery-reset-ask = Ask for a reset
recovery-reset-by-mail = A reset is asked for after a sign-in by mail: sign out, and get a sign-in link.
recovery-reset-no-mail = This site cannot send mail, so there is no reset.
recovery-waiting = A reset was asked for { $asked }. From { $ripe } to { $over } you can create a new passkey here, after a sign-in by mail.
recovery-waiting-ends = It ends by itself as soon as a passkey or a recovery code is used, and by the link in the mail about it.
recovery-ripe = The three days are over: create one new passkey, until { $over }. The recovery codes become void. The lost passkeys stay until you remove them with the new one.

## A reset, on the dashboard

reset-under-way = A reset of this account is under way
reset-under-way-what = It was asked for { $asked }, by somebody who reads your mail and says that every passkey is lost. From { $ripe } on they can create a new passkey, and so get in.
reset-cancel = Cancel the reset
reset-verify = It was not you? Confirm it is you with a passkey, below: that cancels it. So does the link in the mail about it.
reset-you = It was you? How it goes on
reset-cancelled = A reset was cancelled
reset-cancelled-what = It was asked for { $asked } and cancelled { $cancelled }. Nothing has changed.
reset-not-you = It was not you who had asked? Then somebody reads your mail: change the password of your mailbox, and end the sessions that are not yours.

## The page that cancels a reset

cancel-title = Cancel a reset
cancel-heading = Cancel the reset?
cancel-why = Somebody who reads your mail said that they have lost every passkey of your account. If it was not you, cancel it. Then nothing changes.
cancel-done = The reset is cancelled
cancel-done-what = Nothing has changed. Your passkeys and codes work as before.
cancel-nothing = There is nothing to cancel
cancel-nothing-why = This reset has been cancelled or used, or its time is over. What has happened stands in your account's history.

## The offer of a passkey

offer-heading = Next time without a mail
offer-why = With a passkey you sign in by your fingerprint, face or screen lock: one click, nothing to wait for, and nobody can trick you out of it.
offer-not-now = Not now
offer-later = You can always add one on the dashboard.

## The account's own pages, and proving who one is

proof-without-scripts = Using a passkey needs JavaScript, which is off in this browser.
proof-by-mail = This account has no passkey: a fresh sign-in link shows that it is you.
manage-title = Account settings
manage-back = Back to the dashboard
manage-proof-why = To change your address or number, take your data or delete the account, first confirm that it is you.
manage-name = Name
manage-name-label = Your name
manage-name-hint = This site and your password manager show it. Leave it empty to be called by your address.
manage-name-save = Save the name
manage-address = Address
manage-address-waiting = A new address waits for its confirmation
manage-address-sent = We sent a link and a code to { $email }. Until one of them is used, nothing changes.
manage-address-elsewhere = It was asked for in another session, and can only be confirmed there.
manage-address-cancel = Take the change back
manage-address-new = New address
manage-address-hint = It is yours once you have opened the link that we mail there. The address you have now is told.
manage-address-change = Change the address
manage-address-off = This site cannot send mail, so the address cannot be changed.
manage-phone = Phone number
manage-phone-none = None. It is optional, and signs nobody in.
manage-phone-sent = We sent a code to { $phone }. It works for 10 minutes.
manage-phone-code = Code from the text
manage-phone-confirm = Confirm the number
manage-phone-new = New number
manage-phone-hint = With its country, beginning with a plus sign.
manage-phone-send = Text me a code
manage-phone-remove = Remove the number
manage-phone-off = This site cannot send texts, so no number can be added.
manage-data = Your data
manage-data-what = Everything that is stored about you, in one file (JSON): your account, passkeys, sessions and history. It holds nothing that opens your account.
manage-data-download = Download my data
manage-leave = Delete the account
manage-leave-how = At once and for good. You are asked once more on a page of its own.
manage-leave-go = Go to the last step
delete-title = Delete your account
delete-back = Back to the account settings
delete-proof-why = To delete the account, first confirm that it is you.
delete-lost = What will be gone
delete-lost-address = your address, { $email }
delete-lost-phone = your phone number, { $phone }
delete-lost-passkeys = { $count ->
    [one] your passkey, which opens nothing any more
   *[other] your { $count } passkeys, which open nothing any more
}
delete-lost-sessions = every session: you are signed out everywhere, here too
delete-lost-rest = the history of the account, and everything else that is stored about you
delete-mail = Nobody can bring it back. A confirmed address gets one last mail that says so; the server forgets that mail a day after it was sent.
delete-understood = I know that this cannot be undone.
delete-button = Delete my account for good
goodbye-title = Goodbye
goodbye-done = Your account is deleted
goodbye-nothing-left = Nothing of it is left here, and you are signed out everywhere.
goodbye-manager = Your password manager has been told, if it listens. If it still shows the passkey, you can delete it there.
goodbye-none = No account was deleted in this browser just now.
