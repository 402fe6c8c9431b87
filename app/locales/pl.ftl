## Teksty na każdej stronie lub na kilku stronach

frame-skip = Przejdź do treści
frame-title-problem = Błąd: { $title }
frame-account-menu = Menu konta
frame-site = Witryna
frame-sign-up = Załóż konto
frame-sign-in = Zaloguj się
frame-motto = Logowanie kluczami dostępu, bez haseł.
frame-mailbox = Skrzynka deweloperska
frame-look = Wszystkie elementy
frame-development = Serwer deweloperski:
frame-language = Język
part-email = Adres e-mail
part-email-hint = Adres taki jak name@example.org
part-email-link = Wyślij mi link do logowania
part-sign-in-passkey = Zaloguj się kluczem dostępu
part-create-passkey = Utwórz klucz dostępu
part-without-scripts = Klucze dostępu wymagają JavaScriptu, który w tej przeglądarce jest wyłączony. Link do logowania działa bez niego.
part-waiting = Postępuj zgodnie z poleceniami przeglądarki: użyj odcisku palca, twarzy lub blokady ekranu.
browser-on-system = { $browser } ({ $system })
browser-unknown = nieznana przeglądarka

## Czas

ago-now = przed chwilą
ago-minutes = { $count ->
    [one] minutę temu
    [few] { $count } minuty temu
    [many] { $count } minut temu
   *[other] { $count } minuty temu
}
ago-hours = { $count ->
    [one] godzinę temu
    [few] { $count } godziny temu
    [many] { $count } godzin temu
   *[other] { $count } godziny temu
}
ago-days = { $count ->
    [one] dzień temu
    [few] { $count } dni temu
    [many] { $count } dni temu
   *[other] { $count } dnia temu
}

## Nie znaleziono strony

missing-title = Nie znaleziono strony
missing-heading = Ta strona nie istnieje
missing-hint = W adresie internetowym może być literówka albo strona została przeniesiona.
missing-home = Przejdź do strony głównej
refused-title = Nie udało się
refused-heading = To się nie udało

## Strona główna

home-heading = Loguj się odciskiem palca, twarzą lub blokadą ekranu
home-lead = Konta bez haseł: nie ma czego pamiętać ani co ukraść.
home-signed-in = Zalogowano jako { $name }.
home-dashboard = Otwórz swoje konto
home-sign-up = Załóż konto
home-sign-in = Zaloguj się
home-development = Dostosuj tę stronę: { $file }
home-how = Jak to działa
home-step-create = Utwórz klucz dostępu
home-step-create-how = Twoje urządzenie tworzy parę kluczy. Klucz prywatny nigdy nie opuszcza urządzenia ani menedżera haseł, któremu ufasz.
home-step-sign-in = Zaloguj się jednym kliknięciem
home-step-sign-in-how = Nie trzeba wpisywać nazwy. Urządzenie dowodzi, że ma klucz, tylko tej witrynie, nigdy podróbce.
home-step-mail = Nie masz przy sobie klucza dostępu?
home-step-mail-how = Wyślemy Ci e-mailem link i krótki kod. Działają tylko w przeglądarce, w której o nie poproszono.

## Zakładanie konta

sign-up-title = Załóż konto
sign-up-heading = Utwórz swoje konto
sign-up-lead = Logujesz się odciskiem palca, twarzą lub blokadą ekranu. Nie ma hasła.
sign-up-or = lub bez klucza dostępu
sign-up-known = Masz już konto? { $link }
sign-up-known-link = Zaloguj się
sign-up-only-invited = Konto mogą tu mieć tylko zaproszone adresy e-mail.
sign-up-only-domains = Konto mogą tu mieć tylko adresy e-mail w { $domains } i adresy zaproszone.
sign-up-by-email = Wyślemy Ci link, który utworzy konto. Potem utworzysz klucz dostępu.
sign-up-link = Wyślij mi link
sign-up-closed-heading = Nowe konta są wyłączone
sign-up-closed = Ta witryna nie zakłada nowych kont.

## Logowanie

sign-in-title = Zaloguj się
sign-in-first = Aby otworzyć tę stronę, najpierw się zaloguj.
sign-in-or = lub przez e-mail
sign-in-phone = Masz klucz dostępu w telefonie? Użyj tego samego przycisku, a potem zeskanuj kod QR.
sign-in-new = Pierwszy raz tutaj? { $link }
sign-in-new-link = Załóż konto

## Link do logowania

link-title = Link do logowania
link-elsewhere = Użyj zamiast tego kodu
link-elsewhere-how = O ten link poproszono w innej przeglądarce lub na innym urządzeniu. Jeśli to Twoja prośba, wróć do tamtego okna i wpisz w nim kod z e-maila.
link-elsewhere-warning = To nie Twoja prośba? Zamknij tę stronę i nikomu nie podawaj kodu. Nic się nie zmieniło.
link-sign-in-first = Zaloguj się, aby potwierdzić
link-sign-in-first-how = Ten link potwierdza adres { $email } dla nowo utworzonego konta. Najpierw zaloguj się na nie swoim kluczem dostępu.
link-reauth-why = To konto nie potwierdziło jeszcze adresu { $email }. Najpierw użyj jego klucza dostępu. Potem ten link potwierdzi adres.
link-reauth-leave = To nie Twoje konto? { $button }, a potem otwórz link jeszcze raz.
link-signed-in = Zalogowano
link-signed-in-as = Zalogowano jako { $name }. Ten link nie jest już potrzebny.
link-signed-in-go = Dalej
link-unusable = Tego linku nie można użyć
link-get-new = Poproś o nowy link
link-ready = Zaloguj się
link-ready-confirm = Potwierdź swój adres e-mail
link-ready-confirm-button = Potwierdź ten adres
link-ready-change = Potwierdź nowy adres e-mail
link-ready-change-button = Użyj tego adresu
link-ready-address = Adres e-mail: { $email }
link-leaves = Zalogowano jako { $name }. Ten link dotyczy innego konta. Jego użycie wyloguje Cię z obecnego.
link-none = Nie wysłaliśmy Ci linku
link-none-why = Ta przeglądarka nie czeka na link do logowania albo ostatni stracił ważność.
link-get = Poproś o link do logowania
link-mailbox = Ten serwer deweloperski nie wysyła e-maili. Wiadomość znajdziesz tutaj: { $mailbox }.
link-mailbox-name = skrzynka deweloperska
link-sent = Sprawdź pocztę
link-sent-if = Wysłaliśmy e-mail na adres { $email }. Jeśli ten adres ma konto albo może je mieć, e-mail zawiera link i kod.
link-sent-to = Wysłaliśmy link i kod na adres { $email }. { $count ->
    [one] Oba działają przez minutę.
    [few] Oba działają przez { $count } minuty.
    [many] Oba działają przez { $count } minut.
   *[other] Oba działają przez { $count } minuty.
}
link-code = Kod z e-maila
link-use-code = Użyj kodu
link-or-open = Albo otwórz link w tej przeglądarce.
link-wait-seconds = { $count ->
    [one] Ponownie będzie można wysłać za sekundę.
    [few] Ponownie będzie można wysłać za { $count } sekundy.
    [many] Ponownie będzie można wysłać za { $count } sekund.
   *[other] Ponownie będzie można wysłać za { $count } sekundy.
}
link-wait-minutes = { $count ->
    [one] Ponownie będzie można wysłać za minutę.
    [few] Ponownie będzie można wysłać za { $count } minuty.
    [many] Ponownie będzie można wysłać za { $count } minut.
   *[other] Ponownie będzie można wysłać za { $count } minuty.
}
link-send-again = Nic nie przyszło? { $button }
link-send-again-button = Wyślij ponownie

## Moje konto: konto

dashboard-title = Bezpieczeństwo
account-pages = Twoje konto
account-heading = Konto
account-name = Nazwa
account-since = Konto od
account-address-none = Brak adresu e-mail
account-address-confirmed = Potwierdzony
account-address-unconfirmed = Jeszcze niepotwierdzony
account-confirm = Potwierdź swój adres e-mail
account-confirm-why = Dopóki nie potwierdzisz tego adresu, nie można nim odzyskać dostępu. Jeśli ktoś inny potwierdzi, że należy do niego, Twoje konto go straci.
account-confirm-button = Wyślij mi link potwierdzający
account-sign-out = Wyloguj się

## Moje konto: klucze dostępu

passkeys-heading = Klucze dostępu
passkeys-none = Nie masz jeszcze kluczy dostępu. Z kluczem logujesz się jednym kliknięciem, bez e-maila.
passkeys-lonely = Twój jedyny klucz dostępu jest tylko na jednym urządzeniu. Dodaj drugi na innym urządzeniu lub w menedżerze haseł, aby nie stracić dostępu razem z urządzeniem.
passkeys-add = Dodaj klucz dostępu
passkeys-verify = Potwierdź, że to Ty
passkeys-offer = Następnym razem bez telefonu
passkeys-offer-why = Zalogowano kluczem dostępu z innego urządzenia. Dodaj klucz tutaj, a następnym razem wystarczy odcisk palca, twarz lub blokada ekranu na tym urządzeniu.
passkeys-offer-decline = Nie na tym urządzeniu
passkey-used = Dodano { $created } · Ostatnie użycie: { $used }
passkey-used-in = Dodano { $created } · Ostatnie użycie: { $used }, { $browser }
passkey-unused = Dodano { $created } · Jeszcze nie użyto
passkey-added = Dodano { $created }
passkey-synced = Zsynchronizowany
passkey-bound = Tylko na jednym urządzeniu
passkey-here = To urządzenie
passkey-this = Użyty w tej sesji
passkey-new-name = Nowa nazwa
passkey-rename = Zmień nazwę
passkey-remove = Usuń
passkey-remove-ask = Usunąć „{ $passkey }”?
passkey-remove-means = Nie będzie już można się nim zalogować.
passkey-remove-ends = { $count ->
    [one] Zakończy się też jedna inna sesja otwarta tym kluczem.
    [few] Zakończą się też { $count } inne sesje otwarte tym kluczem.
    [many] Zakończy się też { $count } innych sesji otwartych tym kluczem.
   *[other] Zakończy się też { $count } innej sesji otwartej tym kluczem.
}
passkey-remove-only = To jedyny sposób na wejście na Twoje konto, dlatego nie można go usunąć. Najpierw dodaj inny klucz dostępu lub potwierdź adres e-mail.

## Moje konto: sesje

sessions-heading = Sesje
sessions-end-others = Wyloguj z innych sesji
session-place = { $browser }, { $ip }
session-opened = { $how } · { $created } · Ostatnia aktywność: { $seen }
session-by-mail = Zalogowano linkiem lub kodem z e-maila
session-by-link = Zalogowano linkiem, który wysłała lub pokazała witryna
session-by-passkey = Zalogowano kluczem dostępu „{ $passkey }”
session-by-removed-passkey = Zalogowano kluczem dostępu, który już usunięto
session-this = Ta sesja
session-end = Wyloguj
sessions-only = Nie masz innych otwartych sesji.

## Moje konto: historia

history-heading = Ostatnia aktywność
history-all = Zobacz całą aktywność
activity-title = Aktywność
activity-filter = Rodzaj aktywności
activity-all = Wszystko
activity-sign-ins = Logowania
activity-changes = Zmiany
activity-warnings = Ostrzeżenia
activity-none = Brak aktywności tego rodzaju.
history-passkey = { $what }: „{ $passkey }”
history-new-browser = { $what }, w nowej przeglądarce
history-times = { $what } ({ $times } razy)
history-by-operator = { $what }, przez operatora tej witryny
history-older = Starsze
history-newest = Najnowsze
event-signed_up = Konto utworzone
event-signed_in_by_passkey = Zalogowano kluczem dostępu
event-signed_in_by_mail = Zalogowano przez e-mail
event-signed_in_by_link = Zalogowano linkiem z tej witryny
event-sign_in_failed = Odrzucono klucz dostępu
event-counter_went_back = Odrzucono klucz dostępu, bo mógł zostać skopiowany
event-synced_counter_went_back = Licznik podpisów zsynchronizowanego klucza dostępu nie wzrósł, co zdarza się po synchronizacji
event-answer_repeated = Odpowiedź klucza dostępu wysłano ponownie i odrzucono
event-answer_late = Odpowiedź klucza dostępu nadeszła za późno i została odrzucona
event-verified = Potwierdzono kluczem dostępu
event-passkey_added = Dodano klucz dostępu
event-passkey_renamed = Zmieniono nazwę klucza dostępu
event-passkey_removed = Usunięto klucz dostępu
event-address_confirmed = Potwierdzono adres
event-address_changing = Poproszono o zmianę adresu
event-address_changed = Zmieniono adres
event-address_change_cancelled = Anulowano zmianę adresu
event-display_name_changed = Zmieniono nazwę
event-details_changed = Zmieniono dane
event-phone_added = Dodano numer telefonu
event-phone_confirmed = Potwierdzono numer telefonu
event-phone_removed = Usunięto numer telefonu
event-data_downloaded = Pobrano dane
event-session_ended = Wylogowano z sesji
event-other_sessions_ended = Wylogowano z innych sesji
event-signed_out = Wylogowano
event-token_reused = Wylogowano aplikację: jej dane logowania mogły zostać skopiowane
event-recovery_codes_made = Utworzono nowe kody odzyskiwania
event-recovery_code_used = Potwierdzono kodem odzyskiwania
event-recovery_code_refused = Wpisano błędny kod odzyskiwania
event-reset_requested = Poproszono o zresetowanie konta
event-reset_cancelled = Anulowano zresetowanie konta
event-reset_completed = Dodano klucz dostępu przez zresetowanie konta
event-changed_by_site = Zmienione przez tę witrynę
event-deactivated = Wyłączone przez tę witrynę
event-reactivated = Włączone ponownie przez tę witrynę
event-activated = Użyto po raz pierwszy
event-claim_dropped = Adres należy teraz do innego konta, które go potwierdziło
event-account_deleted = Konto usunięte
event-account_deleted_by_site = Konto usunięte przez tę witrynę
event-admin_added = Nadano uprawnienia administratora tej witryny
event-admin_removed = Odebrano uprawnienia administratora tej witryny
event-deleted_another = Usunięto cudze konto jako administrator
event-invited = Zaproszono kogoś do założenia konta
event-invitation_withdrawn = Wycofano zaproszenie
event-link_created = Utworzono link do logowania
event-setting_changed = Zmieniono ustawienie witryny
event-key_created = Utworzono klucz API
event-key_revoked = Unieważniono klucz API
event-endpoint_added = Dodano odbiorcę webhooka
event-endpoint_removed = Usunięto odbiorcę webhooka
event-delivery_resent = Ponownie wysłano webhook

## Co mówi karta po zmianie

done-passkeys-added = Dodano klucz dostępu.
done-passkeys-renamed = Zmieniono nazwę klucza dostępu.
done-passkeys-removed = Usunięto klucz dostępu. Sesje otwarte tym kluczem zostały zakończone, z wyjątkiem obecnej.
done-passkeys-code-used = Przyjęto kod odzyskiwania. Możesz teraz dodać klucz dostępu i usunąć utracone.
done-sessions-ended = Zakończono tę sesję.
done-sessions-others-ended = Zakończono wszystkie inne sesje.
done-name-saved = Zapisano nazwę.
done-details-saved = Zapisano dane.
done-address-changed = Zmieniono adres e-mail.
done-address-kept = Anulowano zmianę. Twój adres e-mail pozostaje bez zmian.
done-identity-confirmed = Potwierdzono adres e-mail.
done-reset-cancelled = Anulowano resetowanie.
done-recovery-requested = Zgłoszono resetowanie. Wysłaliśmy Ci e-mail w tej sprawie.
done-link-sent-again = Wysłaliśmy ponownie.
done-home-signed-out = Wylogowano Cię.

## Skrzynka deweloperska

mailbox-lead = E-maile i wiadomości tekstowe z tego serwera, od najnowszych. Żaden nie jest wysyłany. { $again }
mailbox-again = Odśwież
mailbox-empty = Nie ma jeszcze e-maili. Zarejestruj się lub poproś o link do logowania, a e-mail pojawi się tutaj.
mailbox-to = Do { $to }, { $when }
mailbox-text = Wiadomość tekstowa
mailbox-open-link = Otwórz link

## Błędy zgłaszane przez przeglądarkę: co się stało i co dalej

error-cancelled = Użycie klucza dostępu nie zostało dokończone. Spróbuj ponownie albo poproś o link do logowania.
error-cancelled-no-link = Użycie klucza dostępu nie zostało dokończone. Spróbuj ponownie.
error-unusable_authenticator = To urządzenie nie może przechowywać klucza dostępu. Użyj telefonu albo ustaw PIN w kluczu bezpieczeństwa.
error-old_authenticator = Ten klucz bezpieczeństwa jest za stary na klucze dostępu. Użyj telefonu lub nowszego klucza.
error-wrong_site = Klucze dostępu tej witryny nie działają pod tym adresem internetowym. Otwórz witrynę pod jej zwykłym adresem i spróbuj ponownie.
error-no_passkeys = Ta przeglądarka nie może użyć kluczy dostępu na tej stronie. Poproś zamiast tego o link do logowania.
error-no_passkeys-no-link = Ta przeglądarka nie może użyć kluczy dostępu na tej stronie. Spróbuj w innej przeglądarce.
error-authenticator_failed = Urządzenie lub menedżer haseł zgłosiły problem. Spróbuj ponownie.
error-cookies_off = Ta witryna potrzebuje plików cookie, a ta przeglądarka je blokuje. Zezwól na pliki cookie dla tej witryny, odśwież stronę i spróbuj ponownie.
error-offline = Nie można połączyć się z witryną. Sprawdź połączenie i spróbuj ponownie.

## Błędy zgłaszane przez serwer, według kodów z src/error/code.rs

error-invalid_request = Witryna nie zrozumiała żądania. Wróć, odśwież stronę i spróbuj ponownie.
error-invalid_email = To nie jest adres e-mail. Podaj adres taki jak name@example.org.
error-ceremony_expired = To żądanie wygasło lub zostało już użyte. Spróbuj ponownie.
error-verification_failed = Nie udało się zweryfikować tego klucza dostępu. Spróbuj ponownie albo użyj innego.
error-unknown_credential = Ten klucz dostępu nie jest już tutaj zarejestrowany. Użyj innego albo poproś o link do logowania.
error-unknown_credential-no-link = Ten klucz dostępu nie jest już tutaj zarejestrowany. Użyj innego.
error-duplicate_credential = To urządzenie lub menedżer haseł ma już klucz dostępu do tego konta.
error-not_discoverable = { error-unusable_authenticator }
error-too_many_passkeys = To konto ma maksymalną liczbę kluczy dostępu. Najpierw usuń jeden.
error-link_expired = Ten link lub kod wygasł albo został już użyty. Poproś o nowy.
error-wrong_browser = O ten link poproszono w innej przeglądarce. Jeśli to Twoja prośba, wpisz kod z e-maila w tamtym oknie.
error-wrong_code = Ten kod nie pasuje do naszego ostatniego e-maila. Spróbuj ponownie.
error-wrong_recovery_code = To nie jest jeden z niewykorzystanych kodów odzyskiwania. Sprawdź go i spróbuj ponownie.
error-already_shown = Te kody zostały już raz pokazane. Jeśli ich nie zapisano, utwórz nowe.
error-mail_sign_in_required = Aby to zrobić, najpierw zaloguj się przez e-mail. Poproś o link do logowania.
error-invalid_phone = To nie jest numer, na który można wysłać wiadomość tekstową. Podaj go z numerem kierunkowym kraju, na przykład +49 1512 3456789.
error-address_taken = Ten adres e-mail należy do innego konta. Zaloguj się na tamto konto albo użyj innego adresu.
error-phone_taken = Ten numer należy do innego konta.
error-not_confirmed = Zaznacz pole, aby potwierdzić, że wiesz, co zostanie usunięte.
error-mail_off = Ta witryna nie może wysyłać e-maili. Użyj klucza dostępu.
error-sign_up_closed = Z tym adresem nie można tu założyć konta. Strona zakładania konta mówi, kto może.
error-invalid_setting = Ta wartość jest tu nieprawidłowa. Podaj domeny takie jak example.com, oddzielone przecinkami.
error-setting_locked = Tę wartość określają ustawienia serwera, więc nie można jej tu zmienić.
error-signed_out = Sesja się zakończyła. Zaloguj się i spróbuj ponownie.
error-deactivated = To konto jest wyłączone. Skontaktuj się z operatorem tej witryny.
error-read_only_key = Ten klucz API służy tylko do odczytu.
error-invalid_api_key = Ten klucz API jest nieprawidłowy.
error-invalid_token = To logowanie wygasło lub jest nieprawidłowe. Zaloguj się ponownie.
error-verification_required = To wymaga potwierdzenia w ciągu ostatnich dziesięciu minut, że to Ty. Potwierdź to i spróbuj ponownie.
error-last_way_in = To jedyny sposób wejścia na Twoje konto. Dodaj inny klucz dostępu albo potwierdź adres e-mail, zanim go usuniesz.
error-invalid_name = Podaj nazwę o długości od 1 do 60 znaków.
error-invalid_field = Ta wartość nie pasuje do tego pola. Sprawdź ją i spróbuj ponownie.
error-too_many_requests = Zbyt wiele prób. Odczekaj chwilę i spróbuj ponownie. To, co już wysłaliśmy, nadal działa.
error-cross_site = Żądanie przyszło z innej witryny. Otwórz stronę w tej witrynie i spróbuj ponownie.
error-not_found = To już nie istnieje.
error-not_found-passkey = To konto nie ma już żadnego klucza dostępu. Odśwież stronę.
error-too_large = To więcej, niż ta witryna przyjmuje za jednym razem.
error-request_timeout = Żądanie docierało zbyt długo. Sprawdź połączenie i spróbuj ponownie.
error-unavailable = Ta witryna jest chwilowo niedostępna. Spróbuj ponownie za minutę.
error-internal = W tej witrynie wystąpił błąd. Spróbuj ponownie.

## Kody odzyskiwania

codes-title = Kody odzyskiwania
codes-why = Na wypadek braku klucza dostępu: zaloguj się przez e-mail i wpisz kod, a dodasz nowy klucz. Sam kod nikogo nie zaloguje.
codes-none = Nie masz jeszcze żadnych. Dzięki nim odzyskasz dostęp, jeśli stracisz wszystkie klucze.
codes-left = Niewykorzystane: { $unused } z { $all }, utworzone: { $when }.
codes-few = Zostało niewiele kodów. Utwórz nowe, zanim będą potrzebne.
codes-make = Utwórz kody odzyskiwania
codes-replace = Utwórz nowe kody odzyskiwania
codes-replace-warning = { $count ->
    [one] Twój niewykorzystany kod przestanie działać.
    [few] Twoje { $count } niewykorzystane kody przestaną działać.
    [many] Twoich { $count } niewykorzystanych kodów przestanie działać.
   *[other] Twoje { $count } niewykorzystanego kodu przestanie działać.
}
codes-passkey-first = Najpierw dodaj klucz dostępu. Kod odzyskiwania zastępuje utracony klucz.
codes-shown = Twoje kody odzyskiwania
codes-shown-once = Te kody pokazujemy tylko raz. Zapisz je, wydrukuj tę stronę lub zachowaj jako plik. Nie trzymaj ich tylko na urządzeniu z kluczami dostępu.
codes-each = Każdy kod działa raz. Wcześniejsze kody już nie działają.
codes-save = Zapisz jako plik tekstowy
codes-copy = Kopiuj kody
codes-copied = Skopiowano
codes-print = Drukuj
codes-kept = Mam zapisane kody
codes-back = Wróć do strony „Moje konto”

## Utracone klucze dostępu

recovery-title = Nie masz już kluczy dostępu?
recovery-can = Na stronie „Moje konto” możesz dodać klucz dostępu i usunąć utracone.
recovery-dashboard = Przejdź do strony „Moje konto”
recovery-look = Najpierw poszukaj klucza dostępu. Może być na innym urządzeniu, w kluczu bezpieczeństwa lub w menedżerze haseł.
recovery-none-left = Nie masz żadnego klucza?
recovery-by-mail = Poproś o link do logowania, jeśli Twój adres e-mail został potwierdzony. Po zalogowaniu kod odzyskiwania pozwala dodać nowy klucz dostępu. Bez kodu możesz poprosić o zresetowanie konta, co trwa trzy dni.
recovery-code-heading = Użyj kodu odzyskiwania
recovery-code = Kod odzyskiwania
recovery-code-hint = Dwadzieścia liter i cyfr. Wielkość liter, odstępy i myślniki nie mają znaczenia.
recovery-code-use = Użyj tego kodu
recovery-no-codes = To konto nie ma niewykorzystanych kodów odzyskiwania.
recovery-reset-heading = Kodu też nie ma?
recovery-reset-how = Możesz zamiast tego zresetować konto. Po trzech dniach utworzysz jeden nowy klucz dostępu. Od razu powiadomimy Cię e-mailem. Każdy, kto ma Twój klucz dostępu lub tę wiadomość, może anulować resetowanie, zanim zostanie wykorzystane.
recovery-reset-ask = Poproś o zresetowanie
recovery-reset-by-mail = Aby poprosić o zresetowanie, najpierw zaloguj się przez e-mail: wyloguj się i poproś o link do logowania.
recovery-reset-no-mail = Ta witryna nie może wysyłać e-maili, więc konta nie można zresetować.
recovery-waiting = Poproszono o zresetowanie: { $asked }. Od { $ripe } do { $over } zaloguj się przez e-mail, aby utworzyć tu nowy klucz dostępu.
recovery-waiting-ends = Użycie klucza dostępu lub kodu odzyskiwania anuluje resetowanie. Anuluje je też link z naszego e-maila.
recovery-ripe = Trzy dni minęły. Możesz utworzyć jeden nowy klucz dostępu do { $over }. Kody odzyskiwania przestaną działać. Utracone klucze działają, dopóki nie usuniesz ich za pomocą nowego.

## Resetowanie na stronie „Moje konto”

reset-under-way = Poproszono o zresetowanie tego konta
reset-under-way-what = Zrobił to ({ $asked }) ktoś z dostępem do Twojej poczty i podał, że wszystkie klucze dostępu przepadły. Od { $ripe } może utworzyć nowy klucz i wejść na Twoje konto.
reset-cancel = Anuluj resetowanie
reset-verify = To nie Ty? Anuluj resetowanie. Potrzebujesz do tego klucza dostępu lub linku z naszego e-maila.
reset-you = To Ty? Zobacz, co będzie dalej
reset-cancelled = Resetowanie zostało anulowane
reset-cancelled-what = Poproszono o nie: { $asked }, anulowano: { $cancelled }. Nic się nie zmieniło.
reset-not-you = Jeśli to nie Twoja prośba, ktoś inny może czytać Twoją pocztę. Zmień hasło do poczty i wyloguj sesje, które nie są Twoje.

## Strona, która anuluje resetowanie

cancel-title = Anulowanie resetowania
cancel-heading = Anulować resetowanie?
cancel-why = Ktoś z dostępem do Twojej poczty podał, że stracił wszystkie klucze dostępu do Twojego konta. Jeśli to nie Ty, anuluj resetowanie. Wtedy nic się nie zmieni.
cancel-done = Resetowanie anulowane
cancel-done-what = Nic się nie zmieniło. Klucze dostępu i kody nadal działają.
cancel-nothing = Nie ma czego anulować
cancel-nothing-why = To resetowanie zostało już anulowane lub wykorzystane albo wygasło. Historia Twojego konta pokazuje, co się stało.

## Strona z e-maila o nowej przeglądarce

not-me-title = Czy to Ty?
not-me-what = Ktoś zalogował się na Twoje konto { $when }, w przeglądarce { $browser }, z adresu IP { $ip }.
not-me-passkey = Użyto klucza dostępu „{ $passkey }”.
not-me-why = Jeśli to nie Ty, wyloguj tę przeglądarkę. Wyloguje to też każdą przeglądarkę, w której zalogowano się na Twoje konto później.
not-me-button = To nie ja
not-me-if-you = Jeśli to Ty, zamknij tę stronę. Nie musisz nic robić.
not-me-done = Ta przeglądarka jest wylogowana
not-me-done-what = Wylogowana jest też każda przeglądarka, w której zalogowano się na Twoje konto później.
not-me-passkey-works = Użyty klucz dostępu nadal działa. Usuń go, aby nikt nie mógł użyć go ponownie.
not-me-remove = Usuń „{ $passkey }”
not-me-first = Zaloguj się, aby usunąć klucz
not-me-mail = Zalogowano się przez e-mail, więc ktoś inny może czytać Twoją pocztę. Zmień hasło do poczty.
not-me-nothing = Ten link już nie działa
not-me-nothing-why = Został już użyty albo wygasł. Na swoim koncie widzisz sesje i możesz wylogować każdą z nich.

## Propozycja klucza dostępu

offer-heading = Następnym razem bez e-maila
offer-why = Z kluczem dostępu logujesz się odciskiem palca, twarzą lub blokadą ekranu. Wystarczy jedno kliknięcie, bez czekania, i nikt nie wyłudzi od Ciebie klucza.
offer-not-now = Nie teraz
offer-later = Zawsze możesz dodać go na stronie „Moje konto”.

## Strony konta i potwierdzanie tożsamości

reauth-without-scripts = Klucze dostępu wymagają JavaScriptu, który w tej przeglądarce jest wyłączony.
reauth-by-mail = To konto nie ma klucza dostępu. Aby potwierdzić, że to Ty, poproś o nowy link do logowania.
verify-why = To chroni Twoje konto, gdyby z tej przeglądarki korzystał ktoś inny.
verify-cancel = Anuluj
manage-title = Ustawienia konta
manage-name = Nazwa
manage-name-label = Twoja nazwa
manage-name-hint = Widoczna w tej witrynie i w menedżerze haseł. Jeśli pole jest puste, widoczny jest adres e-mail.
manage-name-save = Zapisz nazwę
manage-details = Twoje dane
manage-details-save = Zapisz dane
manage-address = Adres e-mail
manage-address-waiting = Nowy adres nie jest jeszcze potwierdzony
manage-address-sent = Wysłaliśmy link i kod na adres { $email }. Nic się nie zmieni, dopóki nie użyjesz linku lub kodu.
manage-address-elsewhere = O zmianę poproszono w innej sesji. Można ją potwierdzić tylko tam.
manage-address-cancel = Anuluj zmianę
manage-address-new = Nowy adres e-mail
manage-address-hint = Wyślemy link na nowy adres. Zmiana zacznie obowiązywać, gdy ją potwierdzisz. Powiadomimy też obecny adres.
manage-address-change = Zmień adres e-mail
manage-address-off = Ta witryna nie może wysyłać e-maili, więc nie można zmienić adresu.
manage-data = Twoje dane
manage-data-what = Wszystko, co ta witryna o Tobie przechowuje, w jednym pliku (JSON): konto, klucze dostępu, sesje i historia. Nikt nie wejdzie na Twoje konto za pomocą tego pliku.
manage-data-download = Pobierz moje dane
manage-leave = Usuń konto
manage-leave-how = To natychmiastowe i nieodwracalne. Potwierdzisz to na następnej stronie.
manage-leave-go = Usuń konto…
delete-title = Usuń swoje konto
delete-back = Wróć do ustawień konta
delete-lost = Co zostanie usunięte
delete-lost-address = Twój adres e-mail, { $email }
delete-lost-phone = Twój numer telefonu, { $phone }
delete-lost-passkeys = { $count ->
    [one] Twój klucz dostępu, który przestanie działać
    [few] Twoje { $count } klucze dostępu, które przestaną działać
    [many] Twoich { $count } kluczy dostępu, które przestaną działać
   *[other] Twoje { $count } klucza dostępu, które przestaną działać
}
delete-lost-sessions = wszystkie sesje: wylogujemy Cię wszędzie, także tutaj
delete-lost-rest = historia Twojego konta i wszystko inne, co ta witryna o Tobie przechowuje
delete-mail = Nikt nie może przywrócić Twojego konta. Jeśli adres jest potwierdzony, wyślemy na niego ostatni e-mail. Serwer usunie swoją kopię dzień po wysłaniu.
delete-understood = Rozumiem, że tego nie można cofnąć.
delete-button = Usuń trwale moje konto
goodbye-title = Do widzenia
goodbye-done = Twoje konto zostało usunięte
goodbye-nothing-left = Nie ma już tutaj żadnych danych tego konta, a wszystkie sesje są zakończone.
goodbye-manager = Jeśli menedżer haseł nadal pokazuje klucz dostępu, możesz go tam usunąć.
goodbye-none = W tej przeglądarce nie usunięto przed chwilą żadnego konta.
