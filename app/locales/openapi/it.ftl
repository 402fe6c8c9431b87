frame-docs = Per sviluppatori
docs-title = API
docs-heading = Riferimento API
docs-without-scripts = JavaScript è disattivato in questo browser e questo riferimento ne ha bisogno. La descrizione dell’API si può leggere senza JavaScript:
