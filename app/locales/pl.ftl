### Rama każdej strony i to, co pojawia się na kilku stronach

frame-skip = Przejdź do treści
frame-site = Witryna
frame-dashboard = Moje konto
frame-sign-up = Załóż konto
frame-sign-in = Zaloguj się
frame-motto = Logowanie kluczami dostępu. Żadnych haseł, nigdzie.
frame-docs = Dla programistów
frame-mailbox = Skrzynka deweloperska
frame-language = Język
part-email = Adres e-mail
part-email-hint = Adres taki jak name@example.org
part-email-link = Wyślij mi link do logowania
part-sign-in-passkey = Zaloguj się kluczem dostępu
part-create-passkey = Utwórz klucz dostępu
part-without-scripts = Klucze dostępu wymagają JavaScriptu, który w tej przeglądarce jest wyłączony. Link do logowania działa bez niego.
part-waiting = Postępuj zgodnie z poleceniami przeglądarki: zapyta o odcisk palca, twarz lub blokadę ekranu.
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

## Nie ma takiej strony

missing-title = Nie znaleziono strony
missing-heading = Nie ma takiej strony
missing-hint = W adresie może być literówka albo strona została przeniesiona.
missing-home = Na stronę główną
refused-title = Nie wykonano
refused-heading = To się nie udało

## Strona główna

home-title = Klucze dostępu dla Twojej witryny
home-heading = Loguj się odciskiem palca, twarzą lub blokadą ekranu
home-lead = Aplikacja internetowa w języku Rust z kluczami dostępu: sklonuj ją, uruchom i zachowaj. Konta bez haseł: nie ma czego pamiętać ani co ukraść.
home-signed-in = Zalogowano jako { $name }.
home-dashboard = Otwórz swoje konto
home-sign-up = Załóż konto
home-sign-in = Zaloguj się
home-how = Jak to działa
home-step-create = Utwórz klucz dostępu
home-step-create-how = Twoje urządzenie tworzy parę kluczy. Klucz prywatny nigdy nie opuszcza urządzenia ani menedżera haseł, któremu ufasz.
home-step-sign-in = Zaloguj się jednym kliknięciem
home-step-sign-in-how = Bez wpisywania nazwy. Urządzenie udowadnia, że ma klucz: dla tej witryny, a nie dla podróbki.
home-step-mail = Nie masz klucza dostępu pod ręką?
home-step-mail-how = Wpuści Cię link lub krótki kod z e-maila: w przeglądarce, która o niego poprosiła, i w żadnej innej.

## Zakładanie konta

sign-up-title = Załóż konto
sign-up-heading = Utwórz swoje konto
sign-up-lead = Odcisk palca, twarz lub blokada ekranu staje się sposobem logowania. Hasła nie ma.
sign-up-or = lub bez klucza dostępu
sign-up-known = Masz już konto? { $link }
sign-up-known-link = Zaloguj się

## Logowanie

sign-in-title = Zaloguj się
sign-in-or = lub przez e-mail
sign-in-phone = Masz klucz dostępu w telefonie? Przycisk znajdzie go za pomocą kodu QR.
sign-in-new = Pierwszy raz tutaj? { $link }
sign-in-new-link = Załóż konto

## Link do logowania

link-title = Link do logowania
link-elsewhere = Użyj zamiast tego kodu
link-elsewhere-how = O ten link poproszono w innej przeglądarce lub na innym urządzeniu. Wróć do tamtego okna i wpisz w nim kod z e-maila.
link-elsewhere-warning = To nie była Twoja prośba? Zamknij tę stronę i nikomu nie podawaj kodu. Nic się nie stało.
link-sign-in-first = Zaloguj się, aby potwierdzić
link-sign-in-first-how = Ten link potwierdza adres { $email } dla konta, które właśnie powstało. Najpierw zaloguj się na nie swoim kluczem dostępu.
link-not-owned = Najpierw się zaloguj
link-not-owned-how = Ten link dotyczy konta, które nie potwierdziło swojego adresu ani numeru, więc nikogo nie zaloguje. Jeśli to Twoje konto, zaloguj się jego kluczem dostępu. W przeciwnym razie poproś o własny link.
link-proof-why = Zalogowano na konto, które nie potwierdziło jeszcze adresu { $email }. Najpierw użyj jego klucza dostępu, a potem ten link potwierdzi adres.
link-proof-leave = To nie Twoje konto? { $button }, a potem otwórz link jeszcze raz.
link-signed-in = Zalogowano
link-signed-in-as = Zalogowano jako { $name }. Ten link nie jest już potrzebny.
link-signed-in-go = Dalej
link-unusable = Tego linku nie można użyć
link-get-new = Poproś o nowy link
link-ready = Zaloguj się
link-ready-confirm = Potwierdź swój adres
link-ready-confirm-button = Potwierdź ten adres
link-ready-change = Potwierdź nowy adres
link-ready-change-button = Użyj tego adresu
link-ready-address = Z adresem { $email }.
link-leaves = Zalogowano jako { $name }. Ten link otworzy inne konto i wyloguje Cię z obecnego.
link-none = Żaden e-mail nie jest w drodze
link-none-why = Ta przeglądarka nie czeka na link do logowania albo ostatni jest zbyt stary.
link-get = Poproś o link do logowania
link-mailbox = Na tym komputerze e-maile nie są wysyłane, znajdziesz je tutaj: { $mailbox }.
link-mailbox-name = skrzynka deweloperska
link-sent = Sprawdź pocztę
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

dashboard-title = Moje konto
account-heading = Konto
account-signed-in = Zalogowano jako
account-address = Adres
account-address-none = Brak adresu
account-address-confirmed = Potwierdzony
account-address-unconfirmed = Jeszcze niepotwierdzony
account-since = Konto od
account-confirm = Potwierdź swój adres
account-confirm-why = Do tego czasu jest to tylko deklaracja: adresem nie można odzyskać dostępu, a kto udowodni, że należy do niego, ten go przejmie.
account-confirm-button = Wyślij mi link potwierdzający
account-sign-out = Wyloguj się
account-name = Nazwa
account-manage = Zarządzaj kontem

## Moje konto: klucze dostępu

passkeys-heading = Klucze dostępu
passkeys-none = Jeszcze żadnego. Z kluczem następne logowanie to jedno kliknięcie, bez e-maila.
passkeys-lonely = Twój jedyny klucz dostępu jest na jednym urządzeniu i nigdzie indziej. Dodaj drugi, na innym urządzeniu lub w menedżerze haseł, aby utrata urządzenia nie odcięła Ci dostępu.
passkeys-add = Dodaj klucz dostępu
passkeys-verify = Potwierdź, że to Ty
passkeys-verify-why = Aby dodać lub usunąć klucz dostępu, najpierw potwierdź jednym z nich, że to Ty.
passkeys-first-why = Aby dodać pierwszy klucz dostępu, najpierw potwierdź, że to Ty.
passkeys-offer = Następnym razem bez telefonu
passkeys-offer-why = Zalogowano kluczem dostępu z innego urządzenia. Gdy klucz będzie też na tym urządzeniu, wystarczy tutaj odcisk palca, twarz lub blokada ekranu.
passkeys-offer-decline = Nie na tym urządzeniu
passkey-used = Utworzono { $created }, ostatnie użycie: { $used }
passkey-used-in = Utworzono { $created }, ostatnie użycie: { $used }, { $browser }
passkey-unused = Utworzono { $created }, jeszcze nie użyto
passkey-synced = Zsynchronizowany
passkey-bound = Tylko na jednym urządzeniu
passkey-here = To urządzenie
passkey-this = Otworzył tę sesję
passkey-new-name = Nowa nazwa
passkey-rename = Zmień nazwę
passkey-remove = Usuń
passkey-remove-ends = Usunięcie zakończy też sesje otwarte tym kluczem, z wyjątkiem tej.
passkey-removed = Klucz dostępu został usunięty. Sesje otwarte tym kluczem zostały zakończone, z wyjątkiem tej.

## Moje konto: sesje

sessions-heading = Sesje
sessions-end-others = Wyloguj wszędzie indziej
session-place = { $browser }, { $ip }
session-opened = { $how }, { $created }. Ostatnia aktywność: { $seen }.
session-by-mail = Linkiem lub kodem z e-maila
session-by-link = Linkiem otrzymanym z innej witryny
session-by-passkey = Kluczem dostępu „{ $passkey }”
session-by-removed-passkey = Kluczem dostępu, który został usunięty
session-this = Ta sesja
session-end = Zakończ

## Moje konto: historia

history-heading = Historia
history-passkey = { $what }: „{ $passkey }”
history-times = { $what } ({ $times } razy)
history-older = Starsze
history-newest = Najnowsze
event-signed_up = Konto utworzone
event-signed_in_by_passkey = Zalogowano kluczem dostępu
event-signed_in_by_mail = Zalogowano przez e-mail
event-signed_in_by_link = Zalogowano linkiem z tej witryny
event-sign_in_failed = Odrzucono klucz dostępu
event-counter_went_back = Odrzucono klucz dostępu, bo mógł zostać skopiowany
event-synced_counter_went_back = Licznik podpisów zsynchronizowanego klucza dostępu nie wzrósł, co zdarza się po synchronizacji
event-answer_repeated = Odpowiedź klucza dostępu wysłano po raz drugi i odrzucono
event-answer_late = Odpowiedź klucza dostępu nadeszła za późno i została odrzucona
event-verified = Potwierdzono kluczem dostępu
event-passkey_added = Dodano klucz dostępu
event-passkey_renamed = Zmieniono nazwę klucza dostępu
event-passkey_removed = Usunięto klucz dostępu
event-address_confirmed = Potwierdzono adres
event-address_changing = Poproszono o zmianę adresu
event-address_changed = Zmieniono adres
event-address_change_cancelled = Wycofano zmianę adresu
event-display_name_changed = Zmieniono nazwę
event-phone_added = Dodano numer telefonu
event-phone_confirmed = Potwierdzono numer telefonu
event-phone_removed = Usunięto numer telefonu
event-data_downloaded = Pobrano dane
event-session_ended = Zakończono sesję
event-other_sessions_ended = Zakończono wszystkie inne sesje
event-signed_out = Wylogowano
event-token_reused = Wylogowano aplikację, ponieważ jej dane logowania mogły zostać skopiowane
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

## Skrzynka deweloperska

mailbox-lead = E-maile i SMS-y tego serwera, od najnowszego. Nie są nigdzie wysyłane. { $again }
mailbox-again = Sprawdź jeszcze raz
mailbox-empty = Nie ma jeszcze e-maili.
mailbox-to = Do { $to }, { $when }
mailbox-text = Wiadomość SMS
mailbox-open-link = Otwórz link

## Błędy zgłaszane przez przeglądarkę: co się stało i co dalej

error-cancelled = Nie udało się dokończyć. Spróbuj ponownie albo poproś o link do logowania.
error-cancelled-no-link = Nie udało się dokończyć. Spróbuj ponownie.
error-unusable_authenticator = To urządzenie nie może przechowywać klucza dostępu. Użyj telefonu albo ustaw PIN w kluczu bezpieczeństwa.
error-old_authenticator = Ten klucz bezpieczeństwa jest za stary na klucze dostępu. Użyj telefonu lub nowszego klucza.
error-wrong_site = Ta witryna jest ustawiona pod innym adresem. Otwórz ją pod nazwą, którą jej nadano.
error-no_passkeys = Ta przeglądarka nie może użyć kluczy dostępu na tej stronie. Poproś zamiast tego o link do logowania.
error-no_passkeys-no-link = Ta przeglądarka nie może użyć kluczy dostępu na tej stronie. Spróbuj w innej przeglądarce.
error-authenticator_failed = Menedżer kluczy dostępu zgłosił problem. Spróbuj ponownie.
error-cookies_off = Ta witryna potrzebuje plików cookie, a ta przeglądarka je blokuje. Zezwól na pliki cookie dla tej witryny, odśwież stronę i spróbuj ponownie.
error-offline = Nie można połączyć się z witryną. Sprawdź połączenie i spróbuj ponownie.

## Błędy zgłaszane przez serwer, według kodów z src/error.rs

error-invalid_request = Witryna nie zrozumiała żądania. Wróć, odśwież stronę i spróbuj ponownie.
error-invalid_email = To nie jest adres e-mail. Adres wygląda tak: name@example.org.
error-ceremony_expired = Trwało to zbyt długo albo odpowiedź już była. Spróbuj ponownie.
error-verification_failed = Nie udało się zweryfikować tego klucza dostępu. Spróbuj ponownie albo użyj innego.
error-unknown_credential = Ten klucz dostępu nie jest już tutaj zarejestrowany. Użyj innego albo poproś o link do logowania.
error-unknown_credential-no-link = Ten klucz dostępu nie jest już tutaj zarejestrowany. Użyj innego.
error-duplicate_credential = To urządzenie lub menedżer haseł ma już klucz dostępu do tego konta.
error-not_discoverable = { error-unusable_authenticator }
error-too_many_passkeys = To konto ma już tyle kluczy dostępu, ile może mieć. Najpierw usuń jeden.
error-link_expired = Ten link lub kod został już użyty albo jest za stary. Poproś o nowy.
error-wrong_browser = O ten link poproszono w innej przeglądarce. Wpisz tam kod z e-maila.
error-wrong_code = To nie jest kod z najnowszego e-maila. Spróbuj ponownie.
error-wrong_recovery_code = To nie jest żaden z niewykorzystanych kodów odzyskiwania. Sprawdź go i spróbuj ponownie.
error-already_shown = Te kody zostały już raz pokazane. Jeśli ich nie zachowano, utwórz nowe.
error-mail_sign_in_required = Wymaga to zalogowania się przez e-mail. Poproś o link do logowania.
error-invalid_phone = To nie jest numer, na który można wysłać SMS. Podaj go z numerem kierunkowym kraju, na przykład +49 1512 3456789.
error-wrong_text_code = To nie jest kod z najnowszego SMS-a. Spróbuj ponownie.
error-text_off = Ta witryna nie może wysyłać SMS-ów.
error-not_mobile = SMS-y wysyłamy tylko na numery komórkowe. Podaj inny numer.
error-text_country = Ta witryna nie wysyła SMS-ów na numery z tego kraju. Podaj inny numer.
error-text_budget = Ta witryna nie może na razie wysłać więcej SMS-ów. Spróbuj ponownie później.
error-address_not_confirmed = Najpierw potwierdź swój adres e-mail. Potem możesz dodać numer telefonu.
error-address_taken = Ten adres należy do innego konta. Zaloguj się na tamto konto albo użyj innego adresu.
error-phone_taken = Ten numer należy do innego konta.
error-not_confirmed = Zaznacz pole, aby potwierdzić, że wiesz, co zniknie.
error-mail_off = Ta witryna nie może wysyłać e-maili. Użyj klucza dostępu.
error-signed_out = Sesja się zakończyła. Zaloguj się i spróbuj ponownie.
error-deactivated = To konto jest wyłączone. Zwróć się do osób prowadzących tę witrynę.
error-read_only_key = Ten klucz API pozwala tylko na odczyt.
error-invalid_api_key = Ten klucz API jest nieprawidłowy.
error-invalid_token = To logowanie wygasło lub jest nieprawidłowe. Zaloguj się ponownie.
error-verification_required = To wymaga potwierdzenia w ciągu ostatnich dziesięciu minut, że to Ty. Potwierdź to i spróbuj ponownie.
error-last_way_in = To ostatnia droga do Twojego konta. Dodaj inny klucz dostępu albo potwierdź adres, zanim ją usuniesz.
error-invalid_name = Nazwa ma od jednego do sześćdziesięciu znaków.
error-too_many_requests = To było zbyt często. Odczekaj chwilę i spróbuj ponownie. To, co wysłano wcześniej, nadal działa.
error-cross_site = Żądanie przyszło z innej witryny. Otwórz stronę tutaj i spróbuj ponownie.
error-not_found = Tego już tu nie ma.
error-not_found-passkey = To konto nie ma już żadnego klucza dostępu. Odśwież stronę.
error-too_large = To więcej, niż ta witryna przyjmuje za jednym razem.
error-request_timeout = Żądanie docierało zbyt długo. Sprawdź połączenie i spróbuj ponownie.
error-unavailable = Ta witryna jest chwilowo niedostępna. Spróbuj ponownie za minutę.
error-internal = Coś poszło nie tak po naszej stronie. Spróbuj ponownie.

## Interfejs API

docs-title = Interfejs API
docs-heading = Interfejs API tej witryny: do czytania i wypróbowania
docs-without-scripts = Listę tworzy skrypt, a JavaScript jest w tej przeglądarce wyłączony. Opis, z którego powstaje, go nie potrzebuje:

## Kody odzyskiwania

codes-title = Kody odzyskiwania
codes-why = Na dzień, w którym nie będzie pod ręką żadnego klucza dostępu: zaloguj się przez e-mail, wpisz kod i dodaj nowy klucz. Sam kod nikogo nie zaloguje.
codes-none = Nie masz jeszcze żadnych.
codes-left = Niewykorzystane: { $unused } z { $all }, utworzone: { $when }.
codes-few = Zostało niewiele kodów. Utwórz nowe, zanim będą potrzebne.
codes-make = Utwórz kody odzyskiwania
codes-replace = Utwórz nowe kody odzyskiwania
codes-verify-why = Aby utworzyć kody, najpierw potwierdź kluczem dostępu, że to Ty.
codes-passkey-first = Najpierw dodaj klucz dostępu: kod zastępuje klucz, który przepadł.
codes-shown = Twoje kody odzyskiwania
codes-shown-once = Są pokazywane tylko ten jeden raz. Zapisz je, wydrukuj tę stronę lub zachowaj jako plik: nie tylko na urządzeniu z kluczami dostępu.
codes-each = Każdy działa raz. Wszystkie wcześniejsze kody są nieważne.
codes-save = Zapisz jako plik tekstowy
codes-kept = Kody zachowane
codes-back = Wróć do strony „Moje konto”

## Utracone klucze dostępu

recovery-title = Nie masz już kluczy dostępu?
recovery-can = Na stronie „Moje konto” możesz dodać klucz dostępu i usunąć te, które przepadły.
recovery-dashboard = Do strony „Moje konto”
recovery-look = Najpierw poszukaj: klucz może być na innym urządzeniu, w kluczu bezpieczeństwa lub w menedżerze haseł.
recovery-code-heading = Z kodem odzyskiwania
recovery-code = Kod odzyskiwania
recovery-code-hint = Dwadzieścia liter i cyfr. Wielkość liter, odstępy i myślniki nie mają znaczenia.
recovery-code-use = Użyj kodu odzyskiwania
recovery-no-codes = To konto nie ma niewykorzystanych kodów odzyskiwania.
recovery-reset-heading = Kodu też nie ma?
recovery-reset-how = Wtedy konto można zresetować: po trzech dniach utworzysz jeden nowy klucz dostępu. Od razu powiadomimy Cię e-mailem, a kto ma jeszcze Twój klucz lub tę wiadomość, może to w tym czasie anulować.
recovery-reset-ask = Poproś o zresetowanie
recovery-reset-by-mail = O zresetowanie prosi się po zalogowaniu przez e-mail: wyloguj się i poproś o link do logowania.
recovery-reset-no-mail = Ta witryna nie może wysyłać e-maili, więc nie ma resetowania.
recovery-waiting = Poproszono o zresetowanie: { $asked }. Od { $ripe } do { $over } możesz tu utworzyć nowy klucz dostępu po zalogowaniu przez e-mail.
recovery-waiting-ends = Kończy się samo, gdy tylko zostanie użyty klucz dostępu lub kod odzyskiwania, oraz przez link z wiadomości o nim.
recovery-ripe = Trzy dni minęły: utwórz jeden nowy klucz dostępu do { $over }. Kody odzyskiwania stracą ważność. Utracone klucze pozostaną, dopóki nie usuniesz ich nowym.

## Resetowanie na stronie „Moje konto”

reset-under-way = Trwa resetowanie tego konta
reset-under-way-what = Poprosił o to ({ $asked }) ktoś, kto czyta Twoją pocztę i twierdzi, że wszystkie klucze dostępu przepadły. Od { $ripe } będzie mógł utworzyć nowy klucz i wejść na konto.
reset-cancel = Anuluj resetowanie
reset-verify = To nie Ty? Potwierdź poniżej tożsamość kluczem dostępu: to anuluje resetowanie. Tak samo link z wiadomości o nim.
reset-you = To Ty? Zobacz, co dalej
reset-cancelled = Resetowanie zostało anulowane
reset-cancelled-what = Poproszono o nie: { $asked }, anulowano: { $cancelled }. Nic się nie zmieniło.
reset-not-you = To nie była Twoja prośba? W takim razie ktoś czyta Twoją pocztę: zmień hasło skrzynki i zakończ sesje, które nie są Twoje.

## Strona, która anuluje resetowanie

cancel-title = Anulowanie resetowania
cancel-heading = Anulować resetowanie?
cancel-why = Ktoś, kto czyta Twoją pocztę, powiedział, że stracił wszystkie klucze dostępu do Twojego konta. Jeśli to nie Ty, anuluj. Wtedy nic się nie zmieni.
cancel-done = Resetowanie jest anulowane
cancel-done-what = Nic się nie zmieniło. Klucze dostępu i kody działają jak dotąd.
cancel-nothing = Nie ma czego anulować
cancel-nothing-why = To resetowanie zostało anulowane lub wykorzystane albo jego czas minął. Co się stało, widać w historii konta.

## Propozycja klucza dostępu

offer-heading = Następnym razem bez e-maila
offer-why = Z kluczem dostępu logujesz się odciskiem palca, twarzą lub blokadą ekranu: jedno kliknięcie, bez czekania, i nikt go od Ciebie nie wyłudzi.
offer-not-now = Nie teraz
offer-later = Zawsze możesz dodać go na stronie „Moje konto”.

## Strony konta i potwierdzanie tożsamości

proof-without-scripts = Użycie klucza dostępu wymaga JavaScriptu, który jest wyłączony w tej przeglądarce.
proof-by-mail = To konto nie ma klucza dostępu: nowy link do logowania pokaże, że to Ty.
manage-title = Ustawienia konta
manage-back = Wróć do strony „Moje konto”
manage-proof-why = Aby zmienić adres lub numer, pobrać dane albo usunąć konto, najpierw potwierdź, że to Ty.
manage-name = Nazwa
manage-name-label = Twoja nazwa
manage-name-hint = Pokazują ją ta witryna i Twój menedżer haseł. Zostaw puste, aby używać adresu.
manage-name-save = Zapisz nazwę
manage-address = Adres
manage-address-waiting = Nowy adres czeka na potwierdzenie
manage-address-sent = Wysłaliśmy link i kod na { $email }. Dopóki jeden z nich nie zostanie użyty, nic się nie zmieni.
manage-address-elsewhere = Poproszono o niego w innej sesji i tylko tam można go potwierdzić.
manage-address-cancel = Wycofaj zmianę
manage-address-new = Nowy adres
manage-address-hint = Będzie Twój, gdy otworzysz link, który tam wyślemy. Obecny adres zostanie powiadomiony.
manage-address-change = Zmień adres
manage-address-off = Ta witryna nie może wysyłać poczty, więc adresu nie da się zmienić.
manage-phone = Numer telefonu
manage-phone-none = Brak. Jest opcjonalny i nie służy do logowania.
manage-phone-sent = Wysłaliśmy kod na { $phone }. Jest ważny 10 minut.
manage-phone-code = Kod z SMS-a
manage-phone-confirm = Potwierdź numer
manage-phone-new = Nowy numer
manage-phone-hint = Z numerem kierunkowym kraju, zaczynając od znaku plus.
manage-phone-send = Wyślij mi kod SMS-em
manage-phone-remove = Usuń numer
manage-phone-off = Ta witryna nie może wysyłać SMS-ów, więc nie da się dodać numeru.
manage-data = Twoje dane
manage-data-what = Wszystko, co jest o Tobie zapisane, w jednym pliku (JSON): konto, klucze dostępu, sesje i historia. Nie ma w nim niczego, co otwiera konto.
manage-data-download = Pobierz moje dane
manage-leave = Usuń konto
manage-leave-how = Od razu i na zawsze. Zapytamy jeszcze raz na osobnej stronie.
manage-leave-go = Przejdź do ostatniego kroku
delete-title = Usuń swoje konto
delete-back = Wróć do ustawień konta
delete-proof-why = Aby usunąć konto, najpierw potwierdź, że to Ty.
delete-lost = Co zniknie
delete-lost-address = Twój adres, { $email }
delete-lost-phone = Twój numer telefonu, { $phone }
delete-lost-passkeys = { $count ->
    [one] Twój klucz dostępu, który nie otworzy już niczego
    [few] Twoje { $count } klucze dostępu, które nie otworzą już niczego
    [many] Twoich { $count } kluczy dostępu, które nie otworzą już niczego
   *[other] Twoje { $count } klucza dostępu, które nie otworzą już niczego
}
delete-lost-sessions = wszystkie sesje: nastąpi wylogowanie wszędzie, także tutaj
delete-lost-rest = historia konta i wszystko inne, co jest o Tobie zapisane
delete-mail = Nikt go nie przywróci. Potwierdzony adres dostanie o tym ostatni e-mail; serwer zapomni o nim dzień po wysłaniu.
delete-understood = Wiem, że tego nie można cofnąć.
delete-button = Usuń moje konto na zawsze
goodbye-title = Do widzenia
goodbye-done = Twoje konto zostało usunięte
goodbye-nothing-left = Nic po nim tu nie zostało, a wylogowanie objęło wszystkie miejsca.
goodbye-manager = Menedżer haseł został powiadomiony, o ile słucha. Jeśli nadal pokazuje klucz dostępu, możesz go tam usunąć.
goodbye-none = W tej przeglądarce nie usunięto przed chwilą żadnego konta.
