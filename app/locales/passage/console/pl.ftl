console-link = Link do logowania
console-link-what = Link loguje użytkownika jeden raz, w ciągu godziny. Nie liczy się jako klucz dostępu. Historia użytkownika pokazuje, że utworzył go operator.
console-link-send = Wyślij link na { $to }
console-link-create = Utwórz link do skopiowania
console-link-impossible = To konto nie ma potwierdzonego adresu ani numeru, więc link nie może do niego zalogować.
console-link-shown = Ten link jest pokazywany tylko raz. Wyślij go wyłącznie użytkownikowi: kto go otworzy, zostanie zalogowany.
done-user-link-sent = Link został wysłany.
console-create = Utwórz użytkownika
console-create-what = Adres i numer będą należeć do konta. Nikt nie dostanie e-maila: wyślij link do logowania ze strony użytkownika.
console-create-phone = Z numerem kierunkowym kraju, na przykład +48 512 345 678. Wystarczy adres albo numer.
console-create-back = Wróć do użytkowników
console-keys = Klucze API
console-keys-list = Klucze serwerów
console-keys-none = Nie ma kluczy.
console-key-shown = Ten klucz jest pokazywany tylko raz. Skopiuj go do ustawień swojego serwera.
console-key-used = Utworzony { $created }, ostatnio użyty { $used }
console-key-unused = Utworzony { $created }, nigdy nieużyty
console-key-expires = Ważny do { $at }
console-key-expired = Wygasł
console-key-revoke = Unieważnij
done-keys-revoked = Klucz został unieważniony.
console-key-new = Nowy klucz
console-key-what = Serwer z kluczem zarządza kontami przez API zarządzania.
console-key-scope = Uprawnienia
console-key-read = Tylko odczyt
console-key-write = Odczyt i zmiany
console-key-lifetime = Ważny przez
console-key-days = { $count ->
    [one] jeden dzień
    [few] { $count } dni
    [many] { $count } dni
   *[other] { $count } dnia
    }
console-key-forever = Do unieważnienia
console-key-create = Utwórz klucz
