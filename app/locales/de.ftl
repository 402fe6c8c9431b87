## Texte auf jeder Seite oder auf mehreren Seiten

frame-skip = Zum Inhalt springen
frame-title-problem = Fehler: { $title }
frame-account-menu = Kontomenü
frame-site = Seiten
frame-sign-up = Registrieren
frame-sign-in = Anmelden
frame-motto = Anmelden mit Passkeys. Ganz ohne Passwörter.
frame-mailbox = Entwicklungspostfach
frame-look = Alle Bausteine
frame-development = Entwicklungsserver:
frame-language = Sprache
part-email = E-Mail-Adresse
part-email-hint = Eine Adresse wie name@example.org
part-email-link = Anmeldelink per E-Mail erhalten
part-sign-in-passkey = Mit Passkey anmelden
part-create-passkey = Passkey erstellen
part-without-scripts = Passkeys brauchen JavaScript, das in diesem Browser ausgeschaltet ist. Der Anmeldelink funktioniert auch ohne JavaScript.
part-waiting = Folgen Sie der Aufforderung Ihres Browsers und verwenden Sie Fingerabdruck, Gesicht oder Displaysperre.
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
missing-hint = Vielleicht enthält die Webadresse einen Tippfehler, oder die Seite ist umgezogen.
missing-home = Zur Startseite
refused-title = Anfrage fehlgeschlagen
refused-heading = Das hat nicht funktioniert

## Startseite

home-heading = Anmelden mit Fingerabdruck, Gesicht oder Displaysperre
home-lead = Konten ohne Passwörter: nichts zu merken, nichts zu stehlen.
home-signed-in = Sie sind als { $name } angemeldet.
home-dashboard = Mein Konto öffnen
home-sign-up = Konto erstellen
home-sign-in = Anmelden
home-development = Gestalten Sie diese Seite selbst: { $file }
home-how = So funktioniert es
home-step-create = Einen Passkey erstellen
home-step-create-how = Ihr Gerät erzeugt ein Schlüsselpaar. Der private Schlüssel verlässt nie das Gerät oder den Passwortmanager, dem Sie vertrauen.
home-step-sign-in = Mit einem Klick anmelden
home-step-sign-in-how = Sie müssen keinen Namen eingeben. Ihr Gerät beweist nur dieser Website, dass es den Schlüssel hat, nie einer Fälschung.
home-step-mail = Gerade keinen Passkey dabei?
home-step-mail-how = Wir schicken Ihnen per E-Mail einen Link und einen kurzen Code. Beide funktionieren nur in dem Browser, in dem Sie sie angefordert haben.

## Registrieren

sign-up-title = Registrieren
sign-up-heading = Erstellen Sie Ihr Konto
sign-up-lead = Sie melden sich mit Fingerabdruck, Gesicht oder Displaysperre an. Ein Passwort gibt es nicht.
sign-up-or = oder ohne Passkey
sign-up-known = Sie haben schon ein Konto? { $link }
sign-up-known-link = Melden Sie sich an
sign-up-only-invited = Nur eingeladene E-Mail-Adressen können hier ein Konto haben.
sign-up-only-domains = Nur E-Mail-Adressen bei { $domains } und eingeladene können hier ein Konto haben.
sign-up-by-email = Wir schicken Ihnen einen Link, der Ihr Konto erstellt. Danach erstellen Sie einen Passkey.
sign-up-link = Link per E-Mail senden
sign-up-closed-heading = Keine neuen Konten
sign-up-closed = Diese Website erstellt keine neuen Konten.

## Anmelden

sign-in-title = Anmelden
sign-in-first = Um diese Seite zu öffnen, melden Sie sich zuerst an.
sign-in-or = oder per E-Mail
sign-in-phone = Ist Ihr Passkey auf Ihrem Smartphone? Verwenden Sie dieselbe Schaltfläche und scannen Sie dann den QR-Code.
sign-in-new = Neu hier? { $link }
sign-in-new-link = Konto erstellen

## Anmeldelink

link-title = Anmeldelink
link-elsewhere = Verwenden Sie stattdessen den Code
link-elsewhere-how = Dieser Link wurde in einem anderen Browser oder auf einem anderen Gerät angefordert. Wenn Sie das waren, kehren Sie in jenes Fenster zurück und geben Sie dort den Code aus der E-Mail ein.
link-elsewhere-warning = Sie haben ihn nicht angefordert? Schließen Sie diese Seite und geben Sie den Code niemandem weiter. Es hat sich nichts geändert.
link-sign-in-first = Zum Bestätigen anmelden
link-sign-in-first-how = Dieser Link bestätigt { $email } für das Konto, das Sie gerade erstellt haben. Melden Sie sich zuerst mit Ihrem Passkey dort an.
link-reauth-why = Sie sind bei einem Konto angemeldet, das { $email } noch nicht bestätigt hat. Verwenden Sie zuerst dessen Passkey. Danach bestätigt dieser Link die Adresse.
link-reauth-leave = Nicht Ihr Konto? { $button } und öffnen Sie den Link dann noch einmal.
link-signed-in = Sie sind angemeldet
link-signed-in-as = Sie sind als { $name } angemeldet und brauchen diesen Link nicht mehr.
link-signed-in-go = Weiter
link-unusable = Dieser Link kann nicht verwendet werden
link-get-new = Neuen Link anfordern
link-ready = Anmelden
link-ready-confirm = Bestätigen Sie Ihre E-Mail-Adresse
link-ready-confirm-button = Diese Adresse bestätigen
link-ready-change = Neue E-Mail-Adresse bestätigen
link-ready-change-button = Diese Adresse verwenden
link-ready-address = E-Mail-Adresse: { $email }
link-leaves = Sie sind als { $name } angemeldet. Dieser Link gehört zu einem anderen Konto. Wenn Sie ihn verwenden, werden Sie von diesem abgemeldet.
link-none = Wir haben Ihnen keinen Link geschickt
link-none-why = Dieser Browser wartet auf keinen Anmeldelink, oder der letzte ist abgelaufen.
link-get = Anmeldelink anfordern
link-mailbox = Dieser Entwicklungsserver verschickt keine E-Mails. Lesen Sie Ihre Nachricht im { $mailbox }.
link-mailbox-name = Entwicklungspostfach
link-sent = Prüfen Sie Ihr Postfach
link-sent-if = Wir haben eine E-Mail an { $email } geschickt. Wenn diese Adresse ein Konto hat oder haben kann, enthält sie einen Link und einen Code.
link-sent-to = Wir haben einen Link und einen Code an { $email } geschickt. { $count ->
    [one] Beide gelten eine Minute lang.
   *[other] Beide gelten { $count } Minuten lang.
}
link-code = Code aus der E-Mail
link-use-code = Code verwenden
link-or-open = Oder öffnen Sie den Link in diesem Browser.
link-wait-seconds = { $count ->
    [one] In einer Sekunde können Sie sie noch einmal senden.
   *[other] In { $count } Sekunden können Sie sie noch einmal senden.
}
link-wait-minutes = { $count ->
    [one] In einer Minute können Sie sie noch einmal senden.
   *[other] In { $count } Minuten können Sie sie noch einmal senden.
}
link-send-again = Keine E-Mail erhalten? { $button }
link-send-again-button = Noch einmal senden

## Mein Konto: das Konto

dashboard-title = Sicherheit
account-pages = Ihr Konto
account-heading = Konto
account-name = Name
account-since = Mitglied seit
account-address-none = Keine E-Mail-Adresse
account-address-confirmed = Bestätigt
account-address-unconfirmed = Noch nicht bestätigt
account-confirm = Bestätigen Sie Ihre E-Mail-Adresse
account-confirm-why = Solange Sie diese Adresse nicht bestätigt haben, können Sie sie nicht verwenden, um wieder Zugang zu bekommen. Bestätigt jemand anderes, dass sie ihm gehört, verliert Ihr Konto sie.
account-confirm-button = Bestätigungslink per E-Mail erhalten
account-sign-out = Abmelden

## Mein Konto: Passkeys

passkeys-heading = Passkeys
passkeys-none = Noch keine Passkeys. Mit einem Passkey melden Sie sich mit einem Klick an, ohne E-Mail.
passkeys-lonely = Ihr einziger Passkey ist nur auf einem Gerät. Fügen Sie einen weiteren auf einem zweiten Gerät oder in einem Passwortmanager hinzu, damit Sie sich auch dann anmelden können, wenn Sie das Gerät verlieren.
passkeys-add = Passkey hinzufügen
passkeys-verify = Bestätigen, dass Sie es sind
passkeys-offer = Nächstes Mal ohne Smartphone
passkeys-offer-why = Sie haben sich mit einem Passkey von einem anderen Gerät angemeldet. Fügen Sie hier einen hinzu, dann genügt beim nächsten Mal Fingerabdruck, Gesicht oder Displaysperre auf diesem Gerät.
passkeys-offer-decline = Nicht auf diesem Gerät
passkey-used = Hinzugefügt am { $created } · Zuletzt verwendet { $used }
passkey-used-in = Hinzugefügt am { $created } · Zuletzt verwendet { $used }, { $browser }
passkey-unused = Hinzugefügt am { $created } · Noch nicht verwendet
passkey-added = Hinzugefügt am { $created }
passkey-synced = Synchronisiert
passkey-bound = Nur auf einem Gerät
passkey-here = Dieses Gerät
passkey-this = Für diese Sitzung verwendet
passkey-new-name = Neuer Name
passkey-rename = Umbenennen
passkey-remove = Entfernen
passkey-remove-ask = „{ $passkey }“ entfernen?
passkey-remove-means = Sie können sich danach nicht mehr damit anmelden.
passkey-remove-ends = { $count ->
    [one] Eine andere damit geöffnete Sitzung wird abgemeldet.
   *[other] { $count } andere damit geöffnete Sitzungen werden abgemeldet.
}
passkey-remove-only = Dies ist der einzige Zugang zu Ihrem Konto, deshalb können Sie ihn nicht entfernen. Fügen Sie zuerst einen weiteren Passkey hinzu oder bestätigen Sie Ihre E-Mail-Adresse.

## Mein Konto: Sitzungen

sessions-heading = Sitzungen
sessions-end-others = Andere Sitzungen abmelden
session-place = { $browser }, { $ip }
session-opened = { $how } · { $created } · Zuletzt aktiv { $seen }
session-by-mail = Angemeldet mit Link oder Code aus einer E-Mail
session-by-link = Angemeldet mit einem Link, den eine Website gesendet oder angezeigt hat
session-by-passkey = Angemeldet mit dem Passkey „{ $passkey }“
session-by-removed-passkey = Angemeldet mit einem inzwischen entfernten Passkey
session-this = Diese Sitzung
session-end = Abmelden
sessions-only = Sie sind sonst nirgends angemeldet.

## Mein Konto: Verlauf

history-heading = Letzte Aktivitäten
history-all = Alle Aktivitäten ansehen
activity-title = Aktivitäten
activity-filter = Art der Aktivität
activity-all = Alle
activity-sign-ins = Anmeldungen
activity-changes = Änderungen
activity-warnings = Warnungen
activity-none = Keine Aktivitäten dieser Art.
history-passkey = { $what }: „{ $passkey }“
history-new-browser = { $what }, in einem neuen Browser
history-times = { $what } ({ $times }-mal)
history-by-operator = { $what }, durch den Betreiber dieser Website
history-older = Älter
history-newest = Neueste
event-signed_up = Konto erstellt
event-signed_in_by_passkey = Mit einem Passkey angemeldet
event-signed_in_by_mail = Per E-Mail angemeldet
event-signed_in_by_link = Mit einem Link dieser Website angemeldet
event-sign_in_failed = Ein Passkey wurde abgelehnt
event-counter_went_back = Ein Passkey wurde abgelehnt, weil er möglicherweise kopiert wurde
event-synced_counter_went_back = Der Signaturzähler eines synchronisierten Passkeys ist nicht gestiegen. Das kann nach einer Synchronisierung vorkommen
event-answer_repeated = Eine Passkey-Antwort wurde noch einmal gesendet und abgelehnt
event-answer_late = Eine Passkey-Antwort kam zu spät und wurde abgelehnt
event-verified = Mit einem Passkey bestätigt
event-passkey_added = Passkey hinzugefügt
event-passkey_renamed = Passkey umbenannt
event-passkey_removed = Passkey entfernt
event-address_confirmed = Adresse bestätigt
event-address_changing = Änderung der Adresse angefordert
event-address_changed = Adresse geändert
event-address_change_cancelled = Änderung der Adresse abgebrochen
event-display_name_changed = Name geändert
event-details_changed = Angaben geändert
event-phone_added = Telefonnummer hinzugefügt
event-phone_confirmed = Telefonnummer bestätigt
event-phone_removed = Telefonnummer entfernt
event-data_downloaded = Daten heruntergeladen
event-session_ended = Von einer Sitzung abgemeldet
event-other_sessions_ended = Von anderen Sitzungen abgemeldet
event-signed_out = Abgemeldet
event-token_reused = App abgemeldet: Ihre Anmeldung wurde möglicherweise kopiert
event-recovery_codes_made = Neue Wiederherstellungscodes erstellt
event-recovery_code_used = Mit einem Wiederherstellungscode bestätigt
event-recovery_code_refused = Falscher Wiederherstellungscode eingegeben
event-reset_requested = Zurücksetzung angefordert
event-reset_cancelled = Zurücksetzung abgebrochen
event-reset_completed = Passkey durch eine Zurücksetzung hinzugefügt
event-changed_by_site = Von dieser Website geändert
event-deactivated = Von dieser Website deaktiviert
event-reactivated = Von dieser Website wieder aktiviert
event-activated = Zum ersten Mal verwendet
event-claim_dropped = Die Adresse gehört jetzt zu einem anderen Konto, das sie bestätigt hat
event-account_deleted = Konto gelöscht
event-account_deleted_by_site = Konto von dieser Website gelöscht
event-admin_added = Wurde Administrator dieser Website
event-admin_removed = Nicht mehr Administrator dieser Website
event-deleted_another = Als Administrator das Konto von jemand anderem gelöscht
event-invited = Jemanden eingeladen, ein Konto zu erstellen
event-invitation_withdrawn = Eine Einladung zurückgezogen
event-link_created = Anmeldelink erstellt
event-setting_changed = Eine Einstellung der Website geändert
event-key_created = API-Schlüssel erstellt
event-key_revoked = API-Schlüssel widerrufen
event-endpoint_added = Webhook-Endpunkt hinzugefügt
event-endpoint_removed = Webhook-Endpunkt entfernt
event-delivery_resent = Webhook noch einmal gesendet

## Was eine Karte nach einer Änderung meldet

done-passkeys-added = Passkey hinzugefügt.
done-passkeys-renamed = Passkey umbenannt.
done-passkeys-removed = Passkey entfernt. Sie sind von den Sitzungen abgemeldet, die mit ihm geöffnet wurden, außer von dieser.
done-passkeys-code-used = Wiederherstellungscode angenommen. Sie können jetzt einen Passkey hinzufügen und die verlorenen entfernen.
done-sessions-ended = Die Sitzung ist abgemeldet.
done-sessions-others-ended = Alle anderen Sitzungen sind abgemeldet.
done-name-saved = Name gespeichert.
done-details-saved = Angaben gespeichert.
done-address-changed = E-Mail-Adresse geändert.
done-address-kept = Änderung abgebrochen. Ihre E-Mail-Adresse bleibt gleich.
done-identity-confirmed = E-Mail-Adresse bestätigt.
done-reset-cancelled = Zurücksetzung abgebrochen.
done-recovery-requested = Zurücksetzung angefordert. Wir haben Ihnen dazu eine E-Mail geschickt.
done-link-sent-again = Wir haben sie noch einmal geschickt.
done-home-signed-out = Sie sind abgemeldet.

## Postfach für die Entwicklung

mailbox-lead = E-Mails und Kurznachrichten dieses Servers, die neuesten zuerst. Keine davon wird verschickt. { $again }
mailbox-again = Aktualisieren
mailbox-empty = Noch keine E-Mails. Registrieren Sie sich oder fordern Sie einen Anmeldelink an, dann erscheint die E-Mail hier.
mailbox-to = An { $to }, { $when }
mailbox-text = Kurznachricht
mailbox-open-link = Link öffnen

## Fehler, die der Browser meldet. Jede Meldung sagt, was geschehen ist und was hilft.

error-cancelled = Die Passkey-Anfrage wurde nicht abgeschlossen. Versuchen Sie es noch einmal, oder fordern Sie einen Anmeldelink per E-Mail an.
error-cancelled-no-link = Die Passkey-Anfrage wurde nicht abgeschlossen. Versuchen Sie es noch einmal.
error-unusable_authenticator = Dieses Gerät kann keinen Passkey speichern. Verwenden Sie ein Smartphone, oder richten Sie auf Ihrem Sicherheitsschlüssel eine PIN ein.
error-old_authenticator = Dieser Sicherheitsschlüssel ist zu alt für Passkeys. Verwenden Sie ein Smartphone oder einen neueren Schlüssel.
error-wrong_site = Unter dieser Webadresse funktionieren die Passkeys dieser Website nicht. Öffnen Sie die Website unter ihrer üblichen Adresse und versuchen Sie es noch einmal.
error-no_passkeys = Dieser Browser kann auf dieser Seite keine Passkeys verwenden. Fordern Sie stattdessen einen Anmeldelink per E-Mail an.
error-no_passkeys-no-link = Dieser Browser kann auf dieser Seite keine Passkeys verwenden. Verwenden Sie einen anderen Browser.
error-authenticator_failed = Ihr Gerät oder Passwortmanager hat ein Problem gemeldet. Versuchen Sie es noch einmal.
error-cookies_off = Diese Website braucht Cookies, und dieser Browser blockiert sie. Erlauben Sie Cookies für diese Website, laden Sie die Seite neu und versuchen Sie es noch einmal.
error-offline = Die Website war nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.

## Fehler, die der Server meldet, nach den Codes aus src/error/code.rs

error-invalid_request = Diese Website hat die Anfrage nicht verstanden. Gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal.
error-invalid_email = Das ist keine E-Mail-Adresse. Geben Sie eine Adresse wie name@example.org ein.
error-ceremony_expired = Diese Anfrage ist abgelaufen oder wurde schon verwendet. Versuchen Sie es noch einmal.
error-verification_failed = Dieser Passkey konnte nicht überprüft werden. Versuchen Sie es noch einmal, oder verwenden Sie einen anderen.
error-unknown_credential = Dieser Passkey ist hier nicht mehr registriert. Verwenden Sie einen anderen, oder fordern Sie einen Anmeldelink per E-Mail an.
error-unknown_credential-no-link = Dieser Passkey ist hier nicht mehr registriert. Verwenden Sie einen anderen.
error-duplicate_credential = Auf diesem Gerät oder in diesem Passwortmanager gibt es schon einen Passkey für dieses Konto.
error-not_discoverable = { error-unusable_authenticator }
error-too_many_passkeys = Dieses Konto hat die Höchstzahl an Passkeys erreicht. Entfernen Sie zuerst einen.
error-link_expired = Dieser Link oder Code ist abgelaufen oder wurde schon verwendet. Fordern Sie einen neuen an.
error-wrong_browser = Dieser Link wurde in einem anderen Browser angefordert. Wenn Sie das waren, geben Sie den Code aus der E-Mail in jenem Fenster ein.
error-wrong_code = Dieser Code passt nicht zu unserer neuesten E-Mail. Versuchen Sie es noch einmal.
error-wrong_recovery_code = Das ist keiner Ihrer unbenutzten Wiederherstellungscodes. Prüfen Sie ihn und versuchen Sie es noch einmal.
error-already_shown = Diese Codes wurden schon einmal angezeigt. Wenn Sie sie nicht gespeichert haben, erstellen Sie neue.
error-mail_sign_in_required = Melden Sie sich dafür zuerst per E-Mail an. Fordern Sie einen Anmeldelink an.
error-invalid_phone = Das ist keine Telefonnummer, die Kurznachrichten empfangen kann. Geben Sie sie mit Ländervorwahl ein, etwa +49 1512 3456789.
error-address_taken = Diese E-Mail-Adresse gehört zu einem anderen Konto. Melden Sie sich dort an, oder verwenden Sie eine andere Adresse.
error-phone_taken = Diese Nummer gehört zu einem anderen Konto.
error-not_confirmed = Setzen Sie das Häkchen, um zu bestätigen, dass Sie wissen, was gelöscht wird.
error-mail_off = Diese Website kann keine E-Mails verschicken. Verwenden Sie einen Passkey.
error-sign_up_closed = Mit dieser Adresse können Sie hier kein Konto erstellen. Auf der Seite zum Registrieren steht, wer das kann.
error-invalid_setting = Dieser Wert geht hier nicht. Geben Sie Domains wie example.com ein, durch Kommas getrennt.
error-setting_locked = Diesen Wert geben die Einstellungen des Servers vor. Er kann hier nicht geändert werden.
error-signed_out = Sie sind abgemeldet. Melden Sie sich an und versuchen Sie es noch einmal.
error-deactivated = Dieses Konto ist deaktiviert. Wenden Sie sich an den Betreiber dieser Website.
error-read_only_key = Dieser API-Schlüssel ist schreibgeschützt.
error-invalid_api_key = Dieser API-Schlüssel ist ungültig.
error-invalid_token = Diese Anmeldung ist beendet oder ungültig. Melden Sie sich erneut an.
error-verification_required = Dafür müssen Sie in den letzten zehn Minuten bestätigt haben, dass Sie es sind. Bestätigen Sie es und versuchen Sie es noch einmal.
error-last_way_in = Das ist der einzige Zugang zu Ihrem Konto. Fügen Sie einen weiteren Passkey hinzu, oder bestätigen Sie Ihre E-Mail-Adresse, bevor Sie ihn entfernen.
error-invalid_name = Geben Sie einen Namen mit 1 bis 60 Zeichen ein.
error-invalid_field = Dieser Wert passt nicht in dieses Feld. Prüfen Sie ihn und versuchen Sie es erneut.
error-too_many_requests = Zu viele Versuche. Warten Sie eine Weile und versuchen Sie es dann noch einmal. Was wir Ihnen schon geschickt haben, gilt weiter.
error-cross_site = Die Anfrage kam von einer anderen Website. Öffnen Sie die Seite auf dieser Website und versuchen Sie es noch einmal.
error-not_found = Das gibt es nicht mehr.
error-not_found-passkey = Dieses Konto hat keinen Passkey mehr. Laden Sie die Seite neu.
error-too_large = Das ist mehr, als diese Website auf einmal annimmt.
error-request_timeout = Ihre Anfrage hat zu lange gebraucht, um anzukommen. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.
error-unavailable = Diese Website ist im Moment nicht verfügbar. Versuchen Sie es in einer Minute noch einmal.
error-internal = Auf dieser Website ist ein Fehler aufgetreten. Versuchen Sie es noch einmal.

## Wiederherstellungscodes

codes-title = Wiederherstellungscodes
codes-why = Für den Fall, dass Sie keinen Passkey haben: Melden Sie sich per E-Mail an und geben Sie einen Code ein, dann können Sie einen neuen Passkey hinzufügen. Ein Code allein meldet niemanden an.
codes-none = Sie haben noch keine. Mit einem kommen Sie wieder hinein, wenn Sie alle Passkeys verlieren.
codes-left = { $unused } von { $all } unbenutzt, erstellt am { $when }.
codes-few = Es sind nur noch wenige übrig. Erstellen Sie neue, bevor Sie sie brauchen.
codes-make = Wiederherstellungscodes erstellen
codes-replace = Neue Wiederherstellungscodes erstellen
codes-replace-warning = { $count ->
    [one] Ihr unbenutzter Code funktioniert dann nicht mehr.
   *[other] Ihre { $count } unbenutzten Codes funktionieren dann nicht mehr.
}
codes-passkey-first = Fügen Sie zuerst einen Passkey hinzu. Ein Wiederherstellungscode ersetzt einen verlorenen Passkey.
codes-shown = Ihre Wiederherstellungscodes
codes-shown-once = Diese Codes werden nur einmal angezeigt. Schreiben Sie sie auf, drucken Sie diese Seite oder speichern Sie sie als Datei. Bewahren Sie sie nicht nur auf dem Gerät mit Ihren Passkeys auf.
codes-each = Jeder Code funktioniert einmal. Ihre früheren Codes funktionieren nicht mehr.
codes-save = Als Textdatei speichern
codes-copy = Codes kopieren
codes-copied = Kopiert
codes-print = Drucken
codes-kept = Ich habe meine Codes gespeichert
codes-back = Zurück zu „Mein Konto“

## Verlorene Passkeys

recovery-title = Passkeys verloren?
recovery-can = Unter „Mein Konto“ können Sie einen Passkey hinzufügen und die verlorenen entfernen.
recovery-dashboard = Zu „Mein Konto“
recovery-look = Suchen Sie zuerst nach einem Passkey. Vielleicht ist einer auf einem anderen Gerät, einem Sicherheitsschlüssel oder in einem Passwortmanager.
recovery-none-left = Kein Passkey mehr da?
recovery-by-mail = Fordern Sie einen Anmeldelink an, wenn Sie Ihre E-Mail-Adresse bestätigt haben. Sobald Sie angemeldet sind, können Sie mit einem Wiederherstellungscode einen neuen Passkey hinzufügen. Ohne Code können Sie eine Zurücksetzung Ihres Kontos anfordern, die drei Tage dauert.
recovery-code-heading = Wiederherstellungscode verwenden
recovery-code = Wiederherstellungscode
recovery-code-hint = Zwanzig Buchstaben und Ziffern. Großschreibung, Leerzeichen und Striche spielen keine Rolle.
recovery-code-use = Diesen Code verwenden
recovery-no-codes = Dieses Konto hat keine unbenutzten Wiederherstellungscodes.
recovery-reset-heading = Auch kein Code?
recovery-reset-how = Sie können das Konto stattdessen zurücksetzen. Nach drei Tagen können Sie einen neuen Passkey erstellen. Wir benachrichtigen Sie sofort per E-Mail. Wer einen Ihrer Passkeys oder diese E-Mail hat, kann die Zurücksetzung abbrechen, bevor sie verwendet wird.
recovery-reset-ask = Zurücksetzung anfordern
recovery-reset-by-mail = Um eine Zurücksetzung anzufordern, melden Sie sich zuerst per E-Mail an: Melden Sie sich ab und fordern Sie einen Anmeldelink an.
recovery-reset-no-mail = Diese Website kann keine E-Mails verschicken. Deshalb lässt sich Ihr Konto nicht zurücksetzen.
recovery-waiting = Am { $asked } wurde eine Zurücksetzung angefordert. Melden Sie sich vom { $ripe } bis { $over } per E-Mail an, um hier einen neuen Passkey zu erstellen.
recovery-waiting-ends = Wird ein Passkey oder ein Wiederherstellungscode verwendet, ist die Zurücksetzung abgebrochen. Auch der Link in unserer E-Mail bricht sie ab.
recovery-ripe = Die drei Tage sind um. Bis { $over } können Sie einen neuen Passkey erstellen. Ihre Wiederherstellungscodes funktionieren dann nicht mehr. Ihre verlorenen Passkeys funktionieren, bis Sie sie mit dem neuen entfernen.

## Eine Zurücksetzung, unter „Mein Konto“

reset-under-way = Eine Zurücksetzung dieses Kontos wurde angefordert
reset-under-way-what = Jemand mit Zugang zu Ihren E-Mails hat sie am { $asked } angefordert und angegeben, dass alle Passkeys verloren sind. Ab { $ripe } kann diese Person einen neuen Passkey erstellen und auf Ihr Konto zugreifen.
reset-cancel = Zurücksetzung abbrechen
reset-verify = Das waren nicht Sie? Brechen Sie die Zurücksetzung ab. Dafür brauchen Sie einen Passkey oder den Link in unserer E-Mail.
reset-you = Das waren Sie? So geht es weiter
reset-cancelled = Eine Zurücksetzung wurde abgebrochen
reset-cancelled-what = Sie wurde am { $asked } angefordert und am { $cancelled } abgebrochen. Es hat sich nichts geändert.
reset-not-you = Wenn Sie sie nicht angefordert haben, kann jemand anderes Ihre E-Mails lesen. Ändern Sie das Passwort Ihres E-Mail-Kontos und melden Sie alle Sitzungen ab, die nicht Ihre sind.

## Die Seite, die eine Zurücksetzung abbricht

cancel-title = Zurücksetzung abbrechen
cancel-heading = Zurücksetzung abbrechen?
cancel-why = Jemand mit Zugang zu Ihren E-Mails hat angegeben, alle Passkeys Ihres Kontos verloren zu haben. Wenn das nicht Sie waren, brechen Sie die Zurücksetzung ab. Dann ändert sich nichts.
cancel-done = Zurücksetzung abgebrochen
cancel-done-what = Es hat sich nichts geändert. Ihre Passkeys und Codes funktionieren weiterhin.
cancel-nothing = Es gibt nichts abzubrechen
cancel-nothing-why = Diese Zurücksetzung wurde schon abgebrochen oder verwendet, oder sie ist abgelaufen. Der Verlauf Ihres Kontos zeigt, was geschehen ist.

## Die Seite der E-Mail über einen neuen Browser

not-me-title = Waren Sie das?
not-me-what = Jemand hat sich am { $when } bei Ihrem Konto angemeldet, in { $browser } von der IP-Adresse { $ip } aus.
not-me-passkey = Dazu diente der Passkey „{ $passkey }“.
not-me-why = Wenn Sie das nicht waren, melden Sie diesen Browser ab. Damit wird auch jeder Browser abgemeldet, der sich später bei Ihrem Konto angemeldet hat.
not-me-button = Das war ich nicht
not-me-if-you = Wenn Sie das waren, schließen Sie diese Seite. Sie müssen nichts tun.
not-me-done = Der Browser ist abgemeldet
not-me-done-what = Auch jeder Browser, der sich später bei Ihrem Konto angemeldet hat, ist abgemeldet.
not-me-passkey-works = Der verwendete Passkey funktioniert noch. Entfernen Sie ihn, damit er nicht wieder benutzt werden kann.
not-me-remove = „{ $passkey }“ entfernen
not-me-first = Anmelden und den Passkey entfernen
not-me-mail = Die Anmeldung geschah per E-Mail, also kann jemand anderes Ihre E-Mails lesen. Ändern Sie das Passwort Ihres E-Mail-Kontos.
not-me-nothing = Dieser Link funktioniert nicht mehr
not-me-nothing-why = Er wurde schon benutzt oder ist abgelaufen. In Ihrem Konto sehen Sie die Sitzungen und können jede abmelden.

## Angebot, einen Passkey zu erstellen

offer-heading = Nächstes Mal ohne E-Mail
offer-why = Mit einem Passkey melden Sie sich per Fingerabdruck, Gesicht oder Displaysperre an. Ein Klick genügt, Sie müssen nicht warten, und niemand kann Sie dazu bringen, ihn preiszugeben.
offer-not-now = Nicht jetzt
offer-later = Sie können jederzeit unter „Mein Konto“ einen hinzufügen.

## Kontoeinstellungen, und bestätigen, dass man es selbst ist

reauth-without-scripts = Passkeys brauchen JavaScript, das in diesem Browser ausgeschaltet ist.
reauth-by-mail = Dieses Konto hat keinen Passkey. Um zu bestätigen, dass Sie es sind, fordern Sie einen neuen Anmeldelink an.
verify-why = Das schützt Ihr Konto, falls jemand anderes diesen Browser benutzt.
verify-cancel = Abbrechen
manage-title = Kontoeinstellungen
manage-name = Name
manage-name-label = Ihr Name
manage-name-hint = Wird auf dieser Website und in Ihrem Passwortmanager angezeigt. Ist das Feld leer, erscheint stattdessen Ihre E-Mail-Adresse.
manage-name-save = Namen speichern
manage-details = Ihre Angaben
manage-details-save = Angaben speichern
manage-address = E-Mail-Adresse
manage-address-waiting = Ihre neue Adresse ist noch nicht bestätigt
manage-address-sent = Wir haben einen Link und einen Code an { $email } geschickt. Bis Sie den Link oder den Code verwenden, ändert sich nichts.
manage-address-elsewhere = Die Änderung wurde in einer anderen Sitzung angefordert. Sie können sie nur dort bestätigen.
manage-address-cancel = Änderung abbrechen
manage-address-new = Neue E-Mail-Adresse
manage-address-hint = Wir schicken einen Link an die neue Adresse. Die Änderung gilt, sobald Sie sie bestätigen. Wir benachrichtigen auch Ihre jetzige Adresse.
manage-address-change = E-Mail-Adresse ändern
manage-address-off = Diese Website kann keine E-Mails verschicken. Deshalb können Sie Ihre Adresse nicht ändern.
manage-data = Ihre Daten
manage-data-what = Alles, was diese Website über Sie speichert, in einer Datei (JSON): Konto, Passkeys, Sitzungen und Verlauf. Mit der Datei kann niemand auf Ihr Konto zugreifen.
manage-data-download = Meine Daten herunterladen
manage-leave = Konto löschen
manage-leave-how = Das geschieht sofort und endgültig. Sie bestätigen es auf der nächsten Seite.
manage-leave-go = Konto löschen …
delete-title = Ihr Konto löschen
delete-back = Zurück zu den Kontoeinstellungen
delete-lost = Was gelöscht wird
delete-lost-address = Ihre E-Mail-Adresse, { $email }
delete-lost-phone = Ihre Telefonnummer, { $phone }
delete-lost-passkeys = { $count ->
    [one] Ihr Passkey, der dann nicht mehr funktioniert
   *[other] Ihre { $count } Passkeys, die dann nicht mehr funktionieren
}
delete-lost-sessions = alle Sitzungen: Sie werden überall abgemeldet, auch hier
delete-lost-rest = der Verlauf Ihres Kontos und alles andere, was diese Website über Sie speichert
delete-mail = Niemand kann Ihr Konto wiederherstellen. Wenn Ihre Adresse bestätigt ist, schicken wir ihr eine letzte E-Mail. Der Server löscht seine Kopie einen Tag nach dem Versand.
delete-understood = Ich weiß, dass sich das nicht rückgängig machen lässt.
delete-button = Mein Konto endgültig löschen
goodbye-title = Auf Wiedersehen
goodbye-done = Ihr Konto wurde gelöscht
goodbye-nothing-left = Von den Daten des Kontos ist hier nichts mehr übrig, und Sie sind überall abgemeldet.
goodbye-manager = Wenn Ihr Passwortmanager den Passkey noch anzeigt, können Sie ihn dort löschen.
goodbye-none = In diesem Browser wurde gerade kein Konto gelöscht.
