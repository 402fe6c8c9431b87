demo-title = Zaloguj się do wersji demonstracyjnej
demo-what = Zalogujesz się jako { $name }. Przeglądarka utworzy klucz dostępu do tego konta. Usuń go z menedżera haseł, gdy nie będziesz już go potrzebować.
demo-over = Ten link został już użyty lub ma ponad godzinę
demo-over-how = Uruchom ponownie „server demo”, aby otrzymać nowy.
