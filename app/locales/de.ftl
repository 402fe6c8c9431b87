### Der Rahmen jeder Seite, und was auf mehreren Seiten steht

frame-skip = Zum Inhalt springen
frame-site = Seiten
frame-dashboard = Mein Konto
frame-sign-up = Registrieren
frame-sign-in = Anmelden
frame-motto = Anmelden mit Passkeys. Ganz ohne Passwörter.
frame-docs = Für Entwickler
frame-mailbox = Entwicklungspostfach
frame-language = Sprache
part-email = E-Mail-Adresse
part-email-hint = Eine Adresse wie name@example.org
part-email-link = Anmeldelink per E-Mail erhalten
part-sign-in-passkey = Mit Passkey anmelden
part-create-passkey = Passkey erstellen
part-without-scripts = Passkeys brauchen JavaScript, und das ist in diesem Browser ausgeschaltet. Der Anmeldelink funktioniert auch ohne.
part-waiting = Folgen Sie Ihrem Browser: Er fragt nach Fingerabdruck, Gesicht oder Displaysperre.
browser-on-system = { $browser } unter { $system }
browser-unknown = ein unbekannter Browser

## Zeiten

ago-now = gerade eben
ago-minutes = { $count ->
    [one] vor einer Minute
   *[other] vor { $count } Minuten
}
ago-hours = { $count ->
    [one] vor einer Stunde
   *[other] vor { $count } Stunden
}
ago-days = { $count ->
    [one] vor einem Tag
   *[other] vor { $count } Tagen
}

## Seite nicht gefunden

missing-title = Seite nicht gefunden
missing-heading = Diese Seite gibt es nicht
missing-hint = Vielleicht ist die Adresse vertippt, oder die Seite ist umgezogen.
missing-home = Zur Startseite
refused-title = Nicht ausgeführt
refused-heading = Das hat nicht geklappt

## Startseite

home-title = Passkeys für Ihre Website
home-heading = Anmelden mit Fingerabdruck, Gesicht oder Displaysperre
home-lead = Eine Webanwendung für Passkeys in Rust, die Sie klonen, starten und behalten. Konten ohne Passwörter: nichts zu merken, nichts zu stehlen.
home-signed-in = Sie sind als { $name } angemeldet.
home-dashboard = Mein Konto öffnen
home-sign-up = Konto erstellen
home-sign-in = Anmelden
home-how = So funktioniert es
home-step-create = Einen Passkey erstellen
home-step-create-how = Ihr Gerät erzeugt ein Schlüsselpaar. Der private Schlüssel verlässt nie das Gerät oder den Passwortmanager, dem Sie vertrauen.
home-step-sign-in = Mit einem Klick anmelden
home-step-sign-in-how = Sie tippen keinen Namen ein. Ihr Gerät beweist, dass es den Schlüssel hat: für diese Website und für keine Fälschung.
home-step-mail = Gerade kein Passkey zur Hand?
home-step-mail-how = Ein Link oder ein kurzer Code per E-Mail lässt Sie ein: in dem Browser, der danach gefragt hat, und in keinem anderen.

## Registrieren

sign-up-title = Registrieren
sign-up-heading = Erstellen Sie Ihr Konto
sign-up-lead = Ihr Fingerabdruck, Ihr Gesicht oder Ihre Displaysperre wird zum Zugang. Ein Passwort gibt es nicht.
sign-up-or = oder ohne Passkey
sign-up-known = Sie haben schon ein Konto? { $link }
sign-up-known-link = Melden Sie sich an

## Anmelden

sign-in-title = Anmelden
sign-in-or = oder per E-Mail
sign-in-phone = Ihr Passkey ist auf Ihrem Smartphone? Die Schaltfläche findet ihn, über einen QR-Code.
sign-in-new = Neu hier? { $link }
sign-in-new-link = Konto erstellen

## Anmeldelink

link-title = Anmeldelink
link-elsewhere = Verwenden Sie stattdessen den Code
link-elsewhere-how = Dieser Link wurde in einem anderen Browser oder auf einem anderen Gerät angefordert. Kehren Sie in jenes Fenster zurück und geben Sie dort den Code aus der E-Mail ein.
link-elsewhere-warning = Sie haben ihn nicht angefordert? Dann schließen Sie diese Seite und verraten Sie den Code niemandem. Es ist nichts geschehen.
link-sign-in-first = Zum Bestätigen anmelden
link-sign-in-first-how = Dieser Link bestätigt { $email } für das Konto, das Sie gerade erstellt haben. Melden Sie sich zuerst mit Ihrem Passkey dort an.
link-not-owned = Melden Sie sich zuerst an
link-not-owned-how = Dieser Link gehört zu einem Konto, das seine Adresse oder Nummer nicht bestätigt hat. Er meldet daher niemanden an. Ist es Ihr Konto, melden Sie sich mit dessen Passkey an. Andernfalls fordern Sie einen eigenen Link an.
link-proof-why = Sie sind bei einem Konto angemeldet, das { $email } noch nicht bestätigt hat. Verwenden Sie zuerst dessen Passkey; danach bestätigt dieser Link die Adresse.
link-proof-leave = Nicht Ihr Konto? { $button } und öffnen Sie den Link dann noch einmal.
link-signed-in = Sie sind angemeldet
link-signed-in-as = Sie sind als { $name } angemeldet und brauchen diesen Link nicht mehr.
link-signed-in-go = Weiter
link-unusable = Dieser Link lässt sich nicht verwenden
link-get-new = Neuen Link anfordern
link-ready = Anmelden
link-ready-confirm = Bestätigen Sie Ihre Adresse
link-ready-confirm-button = Diese Adresse bestätigen
link-ready-change = Neue Adresse bestätigen
link-ready-change-button = Diese Adresse verwenden
link-ready-address = Mit der Adresse { $email }.
link-leaves = Sie sind als { $name } angemeldet. Dieser Link öffnet ein anderes Konto und meldet Sie von diesem ab.
link-none = Es ist keine E-Mail unterwegs
link-none-why = Dieser Browser wartet auf keinen Anmeldelink, oder der letzte ist zu alt.
link-get = Anmeldelink anfordern
link-mailbox = Auf diesem Rechner werden keine E-Mails verschickt: Sie finden sie im { $mailbox }.
link-mailbox-name = Entwicklungspostfach
link-sent = Sehen Sie in Ihr Postfach
link-sent-to = Wir haben einen Link und einen Code an { $email } geschickt. { $count ->
    [one] Beide gelten eine Minute lang.
   *[other] Beide gelten { $count } Minuten lang.
}
link-code = Code aus der E-Mail
link-use-code = Code verwenden
link-or-open = Oder öffnen Sie den Link, in diesem Browser.
link-wait-seconds = { $count ->
    [one] In einer Sekunde kann sie noch einmal gesendet werden.
   *[other] In { $count } Sekunden kann sie noch einmal gesendet werden.
}
link-wait-minutes = { $count ->
    [one] In einer Minute kann sie noch einmal gesendet werden.
   *[other] In { $count } Minuten kann sie noch einmal gesendet werden.
}
link-send-again = Nichts angekommen? { $button }
link-send-again-button = Noch einmal senden

## Mein Konto: das Konto

dashboard-title = Mein Konto
account-heading = Konto
account-signed-in = Angemeldet als
account-address = Adresse
account-address-none = Keine Adresse
account-address-confirmed = Bestätigt
account-address-unconfirmed = Noch nicht bestätigt
account-since = Mitglied seit
account-confirm = Bestätigen Sie Ihre Adresse
account-confirm-why = Bis dahin ist sie nur eine Angabe: Sie hilft nicht, wieder hineinzukommen, und wer beweist, dass sie ihm gehört, übernimmt sie.
account-confirm-button = Bestätigungslink per E-Mail erhalten
account-sign-out = Abmelden
account-name = Name
account-manage = Konto verwalten

## Mein Konto: Passkeys

passkeys-heading = Passkeys
passkeys-none = Noch keine. Mit einem Passkey ist die nächste Anmeldung ein einziger Klick und braucht keine E-Mail.
passkeys-lonely = Ihr einziger Passkey liegt auf einem Gerät und nirgends sonst. Fügen Sie einen zweiten hinzu, auf einem anderen Gerät oder in einem Passwortmanager, damit der Verlust des Geräts Sie nicht aussperrt.
passkeys-add = Passkey hinzufügen
passkeys-verify = Identität bestätigen
passkeys-verify-why = Um einen Passkey hinzuzufügen oder zu entfernen, müssen Sie gerade einen verwendet haben.
passkeys-first-why = Bestätigen Sie zuerst, dass Sie es sind, um den ersten Passkey hinzuzufügen.
passkeys-offer = Beim nächsten Mal ohne Ihr Smartphone
passkeys-offer-why = Sie haben sich mit einem Passkey von einem anderen Gerät angemeldet. Mit einem auch auf diesem Gerät genügt hier Ihr Fingerabdruck, Ihr Gesicht oder Ihre Displaysperre.
passkeys-offer-decline = Nicht auf diesem Gerät
passkey-used = Erstellt am { $created }, zuletzt verwendet: { $used }
passkey-used-in = Erstellt am { $created }, zuletzt verwendet: { $used }, { $browser }
passkey-unused = Erstellt am { $created }, noch nicht verwendet
passkey-synced = Synchronisiert
passkey-bound = Nur auf einem Gerät
passkey-here = Dieses Gerät
passkey-this = Hat diese Sitzung geöffnet
passkey-new-name = Neuer Name
passkey-rename = Umbenennen
passkey-remove = Entfernen
passkey-remove-ends = Beim Entfernen enden auch die Sitzungen, die mit ihm geöffnet wurden, außer dieser.
passkey-removed = Der Passkey wurde entfernt. Die Sitzungen, die mit ihm geöffnet wurden, sind beendet, außer dieser.

## Mein Konto: Sitzungen

sessions-heading = Sitzungen
sessions-end-others = Überall sonst abmelden
session-place = { $browser }, { $ip }
session-opened = { $how }, { $created }. Zuletzt gesehen: { $seen }.
session-by-mail = Mit Link oder Code aus einer E-Mail
session-by-link = Mit einem Link, den Sie von einer Website erhalten haben
session-by-passkey = Mit dem Passkey „{ $passkey }“
session-by-removed-passkey = Mit einem inzwischen entfernten Passkey
session-this = Diese Sitzung
session-end = Beenden

## Mein Konto: Verlauf

history-heading = Verlauf
history-passkey = { $what }: „{ $passkey }“
history-times = { $what } ({ $times }-mal)
history-older = Älter
history-newest = Neueste
event-signed_up = Konto erstellt
event-signed_in_by_passkey = Mit einem Passkey angemeldet
event-signed_in_by_mail = Per E-Mail angemeldet
event-signed_in_by_link = Mit einem Link dieser Website angemeldet
event-sign_in_failed = Ein Passkey wurde abgelehnt
event-counter_went_back = Ein Passkey wurde abgelehnt, weil er kopiert worden sein könnte
event-synced_counter_went_back = Der Signaturzähler eines synchronisierten Passkeys ist nicht gestiegen, wie es nach einer Synchronisierung vorkommt
event-answer_repeated = Die Antwort eines Passkeys wurde ein zweites Mal gesendet und abgelehnt
event-answer_late = Die Antwort eines Passkeys kam zu spät und wurde abgelehnt
event-verified = Mit einem Passkey bestätigt
event-passkey_added = Passkey hinzugefügt
event-passkey_renamed = Passkey umbenannt
event-passkey_removed = Passkey entfernt
event-address_confirmed = Adresse bestätigt
event-address_changing = Eine Änderung der Adresse wurde angefordert
event-address_changed = Adresse geändert
event-address_change_cancelled = Die Änderung der Adresse wurde zurückgenommen
event-display_name_changed = Name geändert
event-phone_added = Telefonnummer hinzugefügt
event-phone_confirmed = Telefonnummer bestätigt
event-phone_removed = Telefonnummer entfernt
event-data_downloaded = Daten heruntergeladen
event-session_ended = Eine Sitzung wurde beendet
event-other_sessions_ended = Alle anderen Sitzungen wurden beendet
event-signed_out = Abgemeldet
event-token_reused = Eine App wurde abgemeldet, weil ihre Anmeldung kopiert worden sein kann
event-recovery_codes_made = Neue Wiederherstellungscodes erstellt
event-recovery_code_used = Mit einem Wiederherstellungscode bestätigt
event-recovery_code_refused = Ein falscher Wiederherstellungscode wurde eingegeben
event-reset_requested = Eine Zurücksetzung wurde beantragt
event-reset_cancelled = Die Zurücksetzung wurde abgebrochen
event-reset_completed = Passkey durch eine Zurücksetzung hinzugefügt
event-changed_by_site = Von dieser Website geändert
event-deactivated = Von dieser Website gesperrt
event-reactivated = Von dieser Website wieder freigegeben
event-activated = Zum ersten Mal verwendet
event-claim_dropped = Die Adresse gehört jetzt zu einem anderen Konto, das sie bestätigt hat
event-account_deleted = Konto gelöscht
event-account_deleted_by_site = Konto von dieser Website gelöscht

## Postfach für die Entwicklung

mailbox-lead = Die E-Mails und SMS dieses Servers, die neueste zuerst. Sie werden nirgendwohin geschickt. { $again }
mailbox-again = Noch einmal nachsehen
mailbox-empty = Noch keine E-Mails.
mailbox-to = An { $to }, { $when }
mailbox-text = SMS
mailbox-open-link = Link öffnen

## Fehler, die der Browser meldet: was geschehen ist, und was hilft

error-cancelled = Das wurde nicht abgeschlossen. Versuchen Sie es noch einmal, oder lassen Sie sich einen Anmeldelink schicken.
error-cancelled-no-link = Das wurde nicht abgeschlossen. Versuchen Sie es noch einmal.
error-unusable_authenticator = Dieser Authenticator kann keinen Passkey aufbewahren. Nehmen Sie ein Smartphone, oder richten Sie auf dem Sicherheitsschlüssel eine PIN ein.
error-old_authenticator = Dieser Sicherheitsschlüssel ist zu alt für Passkeys. Nehmen Sie ein Smartphone oder einen neueren Schlüssel.
error-wrong_site = Diese Website ist für eine andere Adresse eingerichtet. Öffnen Sie sie unter dem Namen, den sie bekommen hat.
error-no_passkeys = Dieser Browser kann auf dieser Seite keine Passkeys verwenden. Lassen Sie sich stattdessen einen Anmeldelink schicken.
error-no_passkeys-no-link = Dieser Browser kann auf dieser Seite keine Passkeys verwenden. Nehmen Sie einen anderen Browser.
error-authenticator_failed = Ihr Passwortmanager hat ein Problem gemeldet. Versuchen Sie es noch einmal.
error-cookies_off = Diese Website braucht Cookies, und dieser Browser blockiert sie. Erlauben Sie Cookies für diese Website, laden Sie die Seite neu und versuchen Sie es noch einmal.
error-offline = Die Website war nicht zu erreichen. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.

## Fehler, die der Server meldet, nach den Codes aus src/error.rs

error-invalid_request = Diese Website hat die Anfrage nicht verstanden. Gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal.
error-invalid_email = Das ist keine E-Mail-Adresse. Sie sieht aus wie name@example.org.
error-ceremony_expired = Das hat zu lange gedauert oder wurde schon beantwortet. Versuchen Sie es noch einmal.
error-verification_failed = Dieser Passkey ließ sich nicht prüfen. Versuchen Sie es noch einmal, oder nehmen Sie einen anderen.
error-unknown_credential = Dieser Passkey ist hier nicht mehr registriert. Nehmen Sie einen anderen, oder lassen Sie sich einen Anmeldelink schicken.
error-unknown_credential-no-link = Dieser Passkey ist hier nicht mehr registriert. Nehmen Sie einen anderen.
error-duplicate_credential = Auf diesem Gerät oder in diesem Passwortmanager gibt es schon einen Passkey für dieses Konto.
error-not_discoverable = { error-unusable_authenticator }
error-too_many_passkeys = Dieses Konto hat so viele Passkeys, wie es haben darf. Entfernen Sie zuerst einen.
error-link_expired = Dieser Link oder Code wurde schon verwendet oder ist zu alt. Fordern Sie einen neuen an.
error-wrong_browser = Dieser Link wurde in einem anderen Browser angefordert. Geben Sie dort den Code aus der E-Mail ein.
error-wrong_code = Das ist nicht der Code aus der neuesten E-Mail. Versuchen Sie es noch einmal.
error-wrong_recovery_code = Das ist keiner Ihrer unbenutzten Wiederherstellungscodes. Prüfen Sie ihn und versuchen Sie es noch einmal.
error-already_shown = Diese Codes wurden bereits einmal angezeigt. Wenn Sie sie nicht aufbewahrt haben, erstellen Sie neue.
error-mail_sign_in_required = Dafür ist eine Anmeldung per E-Mail nötig. Lassen Sie sich einen Anmeldelink schicken.
error-invalid_phone = Das ist keine Telefonnummer, an die SMS gehen können. Schreiben Sie sie mit dem Land, etwa +49 1512 3456789.
error-wrong_text_code = Das ist nicht der Code aus der neuesten SMS. Versuchen Sie es noch einmal.
error-text_off = Diese Website kann keine SMS versenden.
error-not_mobile = SMS gehen nur an Mobilnummern. Geben Sie eine andere Nummer ein.
error-text_country = Diese Website sendet keine SMS an Nummern dieses Landes. Geben Sie eine andere Nummer ein.
error-text_budget = Diese Website kann im Moment keine weiteren SMS versenden. Versuchen Sie es später noch einmal.
error-address_not_confirmed = Bestätigen Sie zuerst Ihre E-Mail-Adresse. Danach können Sie eine Telefonnummer hinzufügen.
error-address_taken = Diese Adresse gehört zu einem anderen Konto. Melden Sie sich dort an oder nehmen Sie eine andere Adresse.
error-phone_taken = Diese Nummer gehört zu einem anderen Konto.
error-not_confirmed = Setzen Sie das Häkchen, wenn Sie wissen, was dann weg ist.
error-mail_off = Diese Website kann keine E-Mails verschicken. Verwenden Sie einen Passkey.
error-signed_out = Sie sind abgemeldet. Melden Sie sich an und versuchen Sie es noch einmal.
error-deactivated = Dieses Konto ist gesperrt. Wenden Sie sich an die Betreiber dieser Website.
error-read_only_key = Dieser API-Schlüssel darf nur lesen.
error-invalid_api_key = Dieser API-Schlüssel ist ungültig.
error-invalid_token = Diese Anmeldung ist beendet oder ungültig. Melden Sie sich erneut an.
error-verification_required = Dafür müssen Sie sich in den letzten zehn Minuten ausgewiesen haben. Bestätigen Sie, dass Sie es sind, und versuchen Sie es noch einmal.
error-last_way_in = Das ist der letzte Zugang zu Ihrem Konto. Fügen Sie einen weiteren Passkey hinzu oder bestätigen Sie Ihre Adresse, bevor Sie ihn entfernen.
error-invalid_name = Ein Name hat ein bis sechzig Zeichen.
error-too_many_requests = Das war zu oft. Warten Sie ein wenig und versuchen Sie es noch einmal. Was schon gesendet wurde, gilt weiter.
error-cross_site = Die Anfrage kam von einer anderen Website. Öffnen Sie die Seite hier und versuchen Sie es noch einmal.
error-not_found = Das ist nicht mehr da.
error-not_found-passkey = Dieses Konto hat keinen Passkey mehr. Laden Sie die Seite neu.
error-too_large = Das ist mehr, als diese Website auf einmal annimmt.
error-request_timeout = Ihre Anfrage hat zu lange gebraucht, um anzukommen. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.
error-unavailable = Diese Website ist im Moment nicht verfügbar. Versuchen Sie es in einer Minute noch einmal.
error-internal = Bei uns ist etwas schiefgegangen. Versuchen Sie es noch einmal.

## Die Schnittstelle

docs-title = Die Schnittstelle (API)
docs-heading = Die Schnittstelle dieser Website, zum Lesen und Ausprobieren
docs-without-scripts = Die Liste macht ein Skript, und JavaScript ist in diesem Browser aus. Die Beschreibung, aus der sie entsteht, braucht keines:

## Wiederherstellungscodes

codes-title = Wiederherstellungscodes
codes-why = Für den Tag, an dem kein Passkey zur Hand ist: Melden Sie sich per E-Mail an, geben Sie einen Code ein, und Sie können einen neuen Passkey hinzufügen. Ein Code allein meldet niemanden an.
codes-none = Sie haben noch keine.
codes-left = { $unused } von { $all } unbenutzt, erstellt am { $when }.
codes-few = Nur wenige sind übrig. Erstellen Sie neue, bevor Sie sie brauchen.
codes-make = Wiederherstellungscodes erstellen
codes-replace = Neue Wiederherstellungscodes erstellen
codes-verify-why = Um Codes zu erstellen, müssen Sie gerade einen Passkey verwendet haben.
codes-passkey-first = Fügen Sie zuerst einen Passkey hinzu: Ein Code ersetzt einen, der verloren ging.
codes-shown = Ihre Wiederherstellungscodes
codes-shown-once = Sie werden nur dieses eine Mal angezeigt. Schreiben Sie sie auf, drucken Sie diese Seite oder speichern Sie sie als Datei: nicht nur auf dem Gerät mit Ihren Passkeys.
codes-each = Jeder gilt einmal. Alle früheren Codes sind ungültig.
codes-save = Als Textdatei speichern
codes-kept = Ich habe sie aufbewahrt
codes-back = Zurück zu „Mein Konto“

## Verlorene Passkeys

recovery-title = Passkeys verloren?
recovery-can = Unter „Mein Konto“ können Sie einen Passkey hinzufügen und die verlorenen entfernen.
recovery-dashboard = Zu „Mein Konto“
recovery-look = Suchen Sie zuerst nach einem: Ein anderes Gerät, ein Sicherheitsschlüssel oder ein Passwortmanager hat vielleicht einen.
recovery-code-heading = Mit einem Wiederherstellungscode
recovery-code = Wiederherstellungscode
recovery-code-hint = Zwanzig Buchstaben und Ziffern. Großschreibung, Leerzeichen und Striche spielen keine Rolle.
recovery-code-use = Wiederherstellungscode verwenden
recovery-no-codes = Dieses Konto hat keine unbenutzten Wiederherstellungscodes.
recovery-reset-heading = Auch kein Code?
recovery-reset-how = Dann lässt sich das Konto zurücksetzen: Nach drei Tagen erstellen Sie einen neuen Passkey. Wir benachrichtigen Sie sofort per E-Mail, und wer noch einen Passkey von Ihnen oder diese E-Mail hat, kann es in der Zwischenzeit abbrechen.
recovery-reset-ask = Zurücksetzung beantragen
recovery-reset-by-mail = Eine Zurücksetzung beantragen Sie nach einer Anmeldung per E-Mail: Melden Sie sich ab und lassen Sie sich einen Anmeldelink schicken.
recovery-reset-no-mail = Diese Website kann keine E-Mails senden, darum gibt es keine Zurücksetzung.
recovery-waiting = Am { $asked } wurde eine Zurücksetzung beantragt. Vom { $ripe } bis { $over } können Sie hier nach einer Anmeldung per E-Mail einen neuen Passkey erstellen.
recovery-waiting-ends = Sie endet von selbst, sobald ein Passkey oder ein Wiederherstellungscode verwendet wird, und durch den Link in der E-Mail dazu.
recovery-ripe = Die drei Tage sind um: Erstellen Sie bis { $over } einen neuen Passkey. Die Wiederherstellungscodes werden ungültig. Die verlorenen Passkeys bleiben, bis Sie sie mit dem neuen entfernen.

## Eine Zurücksetzung, unter „Mein Konto“

reset-under-way = Dieses Konto wird gerade zurückgesetzt
reset-under-way-what = Beantragt hat dies am { $asked } jemand, der Ihre E-Mails liest und sagt, alle Passkeys seien verloren. Ab { $ripe } kann diese Person einen neuen Passkey erstellen und sich so Zugang verschaffen.
reset-cancel = Zurücksetzung abbrechen
reset-verify = Das waren nicht Sie? Bestätigen Sie unten mit einem Passkey Ihre Identität: Das bricht es ab. Der Link in der E-Mail dazu auch.
reset-you = Das waren Sie? So geht es weiter
reset-cancelled = Eine Zurücksetzung wurde abgebrochen
reset-cancelled-what = Sie wurde am { $asked } beantragt und am { $cancelled } abgebrochen. Nichts hat sich geändert.
reset-not-you = Sie hatten das nicht beantragt? Dann liest jemand Ihre E-Mails: Ändern Sie das Passwort Ihres Postfachs und beenden Sie die Sitzungen, die nicht Ihre sind.

## Die Seite, die eine Zurücksetzung abbricht

cancel-title = Eine Zurücksetzung abbrechen
cancel-heading = Zurücksetzung abbrechen?
cancel-why = Jemand, der Ihre E-Mails liest, sagt, alle Passkeys Ihres Kontos seien verloren. Wenn das nicht Sie waren, brechen Sie ab. Dann ändert sich nichts.
cancel-done = Die Zurücksetzung ist abgebrochen
cancel-done-what = Nichts hat sich geändert. Ihre Passkeys und Codes gelten wie zuvor.
cancel-nothing = Es gibt nichts abzubrechen
cancel-nothing-why = Diese Zurücksetzung wurde abgebrochen oder genutzt, oder ihre Zeit ist um. Was geschehen ist, steht im Verlauf Ihres Kontos.

## Das Angebot eines Passkeys

offer-heading = Beim nächsten Mal ohne E-Mail
offer-why = Mit einem Passkey melden Sie sich per Fingerabdruck, Gesicht oder Displaysperre an: ein Klick, kein Warten, und niemand kann ihn Ihnen ablisten.
offer-not-now = Nicht jetzt
offer-later = Sie können jederzeit unter „Mein Konto“ einen hinzufügen.

## Die Seiten des Kontos, und der Nachweis, wer man ist

proof-without-scripts = Passkeys brauchen JavaScript, das in diesem Browser ausgeschaltet ist.
proof-by-mail = Dieses Konto hat keinen Passkey: Ein frischer Anmeldelink zeigt, dass Sie es sind.
manage-title = Einstellungen
manage-back = Zurück zu „Mein Konto“
manage-proof-why = Bestätigen Sie zuerst, dass Sie es sind, um Adresse oder Nummer zu ändern, Ihre Daten mitzunehmen oder das Konto zu löschen.
manage-name = Name
manage-name-label = Ihr Name
manage-name-hint = Diese Website und Ihr Passwortmanager zeigen ihn an. Lassen Sie das Feld leer, um nach Ihrer Adresse genannt zu werden.
manage-name-save = Namen speichern
manage-address = Adresse
manage-address-waiting = Eine neue Adresse wartet auf Bestätigung
manage-address-sent = Wir haben einen Link und einen Code an { $email } geschickt. Bis einer davon benutzt wird, ändert sich nichts.
manage-address-elsewhere = Sie wurde in einer anderen Sitzung angefordert und kann nur dort bestätigt werden.
manage-address-cancel = Änderung zurücknehmen
manage-address-new = Neue Adresse
manage-address-hint = Sie gilt, sobald Sie den Link geöffnet haben, den wir dorthin schicken. Ihre jetzige Adresse wird benachrichtigt.
manage-address-change = Adresse ändern
manage-address-off = Diese Website kann keine E-Mails versenden; die Adresse lässt sich deshalb nicht ändern.
manage-phone = Telefonnummer
manage-phone-none = Keine. Sie ist freiwillig und meldet niemanden an.
manage-phone-sent = Wir haben einen Code an { $phone } geschickt. Er gilt 10 Minuten.
manage-phone-code = Code aus der SMS
manage-phone-confirm = Nummer bestätigen
manage-phone-new = Neue Nummer
manage-phone-hint = Mit Ländervorwahl, beginnend mit einem Pluszeichen.
manage-phone-send = Code per SMS schicken
manage-phone-remove = Nummer entfernen
manage-phone-off = Diese Website kann keine SMS versenden; es lässt sich deshalb keine Nummer hinzufügen.
manage-data = Ihre Daten
manage-data-what = Alles, was über Sie gespeichert ist, in einer Datei (JSON): Konto, Passkeys, Sitzungen und Verlauf. Nichts darin öffnet Ihr Konto.
manage-data-download = Meine Daten herunterladen
manage-leave = Konto löschen
manage-leave-how = Sofort und endgültig. Sie werden auf einer eigenen Seite noch einmal gefragt.
manage-leave-go = Zum letzten Schritt
delete-title = Ihr Konto löschen
delete-back = Zurück zu den Einstellungen
delete-proof-why = Bestätigen Sie zuerst, dass Sie es sind, um das Konto zu löschen.
delete-lost = Was dann weg ist
delete-lost-address = Ihre Adresse, { $email }
delete-lost-phone = Ihre Telefonnummer, { $phone }
delete-lost-passkeys = { $count ->
    [one] Ihr Passkey, der dann nichts mehr öffnet
   *[other] Ihre { $count } Passkeys, die dann nichts mehr öffnen
}
delete-lost-sessions = jede Sitzung: Sie werden überall abgemeldet, auch hier
delete-lost-rest = der Verlauf des Kontos und alles andere, was über Sie gespeichert ist
delete-mail = Niemand kann es zurückholen. Eine bestätigte Adresse bekommt eine letzte E-Mail darüber; der Server vergisst sie einen Tag, nachdem sie verschickt wurde.
delete-understood = Ich weiß, dass sich das nicht rückgängig machen lässt.
delete-button = Mein Konto endgültig löschen
goodbye-title = Auf Wiedersehen
goodbye-done = Ihr Konto ist gelöscht
goodbye-nothing-left = Hier ist nichts davon übrig, und Sie sind überall abgemeldet.
goodbye-manager = Ihr Passwortmanager wurde benachrichtigt, falls er zuhört. Zeigt er den Passkey noch an, können Sie ihn dort löschen.
goodbye-none = In diesem Browser wurde gerade kein Konto gelöscht.
