frame-docs = Para desarrolladores
docs-title = API
docs-heading = Referencia de la API
docs-without-scripts = JavaScript está desactivado en este navegador y esta referencia lo necesita. La descripción de la API se puede leer sin JavaScript:
