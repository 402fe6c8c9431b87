frame-docs = Dla programistów
docs-title = API
docs-heading = Dokumentacja API
docs-without-scripts = JavaScript jest w tej przeglądarce wyłączony, a ta dokumentacja go wymaga. Opis API można przeczytać bez JavaScriptu:
