demo-title = Bei der Demo anmelden
demo-what = Sie melden sich als { $name } an. Ihr Browser erstellt einen Passkey für dieses Konto. Löschen Sie ihn aus Ihrem Passwortmanager, wenn Sie die Demo nicht mehr brauchen.
demo-over = Dieser Link wurde schon benutzt oder ist älter als eine Stunde
demo-over-how = Führen Sie „server demo“ noch einmal aus, um einen neuen zu bekommen.
