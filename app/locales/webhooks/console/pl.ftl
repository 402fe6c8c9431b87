console-hooks = Webhooki
console-hooks-all = Wszystkie zdarzenia
console-endpoints = Punkty odbioru
console-endpoints-none = Nie ma punktów odbioru.
console-endpoint-shown = Ten sekret jest pokazywany tylko raz. Odbiorca sprawdza nim dostawy.
console-endpoint-since = Dodano { $created }
console-endpoint-remove = Usuń
done-endpoints-removed = Punkt odbioru został usunięty.
console-endpoint-new = Nowy punkt odbioru
console-endpoint-url = Adres internetowy
console-endpoint-what = Zaczyna się od https://. Każda dostawa jest tam wysyłana z podpisem.
console-endpoint-events = Zdarzenia (brak oznacza wszystkie)
console-endpoint-add = Dodaj punkt odbioru
console-endpoint-gone = Punkt odbioru został usunięty
console-deliveries = Najnowsze dostawy
console-deliveries-none = Nie ma dostaw.
done-deliveries-resent = Dostawa zostanie wysłana ponownie.
console-delivery-resend = Wyślij ponownie
console-delivery-attempts = { $count ->
    [one] jedna próba
    [few] { $count } próby
    [many] { $count } prób
   *[other] { $count } próby
    }
console-delivery-waiting = Czeka
console-delivery-sending = Wysyłanie
console-delivery-sent = Wysłano
console-delivery-failed = Niepowodzenie
