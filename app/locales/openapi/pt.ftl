frame-docs = Para desenvolvedores
docs-title = API
docs-heading = Referência da API
docs-without-scripts = O JavaScript está desativado neste navegador, e esta referência precisa dele. A descrição da API pode ser lida sem JavaScript:
