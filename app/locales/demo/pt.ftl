demo-title = Entrar na demonstração
demo-what = Você vai entrar como { $name }. O navegador cria uma chave de acesso para esta conta. Exclua-a do gerenciador de senhas quando não precisar mais da demonstração.
demo-over = Este link já foi usado ou tem mais de uma hora
demo-over-how = Execute “server demo” de novo para receber outro.
