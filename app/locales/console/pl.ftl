console-title = Konsola
console-users = Użytkownicy
console-user = Użytkownik
console-admins = Administratorzy
console-admin = Administrator
console-needs-passkey = Administratorem może być tylko użytkownik, który loguje się kluczem dostępu. Najpierw dodaj klucz dostępu do swojego konta.
console-confirm-why = Konsola wymaga klucza dostępu użytego w ciągu ostatnich dziesięciu minut. Potwierdź, że to Ty, aby kontynuować.
admin-invitation-title = Zostań administratorem
admin-invitation-who = Jesteś zalogowany(-a) jako { $name }.
admin-invitation-what = Administratorzy widzą wszystkie konta i mogą je wyłączać oraz usuwać. Ten link działa jeden raz.
admin-invitation-button = Zostań administratorem teraz
admin-invitation-confirm = Aby zostać administratorem, najpierw potwierdź, że to Ty.
admin-invitation-over = Ten link wygasł lub został już użyty. Operator może utworzyć nowy.
console-admins-how = Aby dodać administratora, otwórz jego stronę w „Użytkownicy” albo wyślij mu link z „server admin invite”.
console-admin-since = Od { $since }
console-admin-added = Od { $since }, przez { $by }
console-admin-add = Nadaj uprawnienia administratora
console-admin-remove = Odbierz uprawnienia
console-search = Początek adresu lub identyfikator
console-search-short = Wpisz co najmniej trzy litery adresu lub cały identyfikator.
console-status = Stan
console-status-active = Aktywne
console-status-pending = Jeszcze nieużywane
console-status-deactivated = Wyłączone
console-all = Wszystkie
console-show = Pokaż
console-users-none = Brak pasujących użytkowników.
console-user-used = { $count ->
    [one] Jedno logowanie
    [few] { $count } logowania
    [many] { $count } logowań
   *[other] { $count } logowania
    }, ostatnie { $last }. Utworzono { $created }
console-user-unused = Bez logowań. Utworzono { $created }
console-id = Identyfikator
console-external-id = Identyfikator zewnętrzny
console-phone = Numer telefonu
console-sign-ins = Logowania
console-last-sign-in = Ostatnie logowanie
console-actions = Zarządzaj kontem
console-actions-what = Historia użytkownika pokazuje, że zrobił to operator.
console-activate = Włącz
console-deactivate = Wyłącz
console-passkeys-none = To konto nie ma kluczy dostępu.
console-session = Otwarta { $created }, ostatnio używana { $seen }
console-sessions-none = Użytkownik nie jest nigdzie zalogowany.
console-end-sessions = Wyloguj ze wszystkich sesji
console-delete = Usuń to konto
console-delete-what = Usuwa to konto { $name } wraz z kluczami dostępu, sesjami i historią. Właściciel dostanie e-mail.
console-back = Wróć do użytkownika
console-by = przez { $name }
console-by-server = przez polecenie na serwerze
