frame-docs = Für Entwickler
docs-title = API
docs-heading = API-Referenz
docs-without-scripts = JavaScript ist in diesem Browser ausgeschaltet, und diese Referenz braucht es. Die API-Beschreibung lässt sich auch ohne JavaScript lesen:
