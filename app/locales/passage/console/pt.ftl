console-link = Link de acesso
console-link-what = Um link permite que o usuário entre uma vez, durante uma hora. Ele não conta como chave de acesso. O histórico do usuário mostra que foi o responsável que o criou.
console-link-send = Enviar um link para { $to }
console-link-create = Criar um link para copiar
console-link-impossible = Esta conta não tem endereço nem número confirmado, por isso não é possível entrar nela com um link.
console-link-shown = Este link só é mostrado uma vez. Envie-o somente ao usuário: quem o abrir entra na conta.
done-user-link-sent = O link foi enviado.
console-create = Criar um usuário
console-create-what = O endereço e o número passam a ser da conta. Ninguém recebe e-mail: envie um link de acesso pela página do usuário.
console-create-phone = Com o código do país, por exemplo +55 11 91234-5678. Basta um endereço ou um número.
console-create-back = Voltar aos usuários
console-keys = Chaves de API
console-keys-list = Chaves dos servidores
console-keys-none = Não há chaves.
console-key-shown = Esta chave só é mostrada uma vez. Copie-a para as configurações do seu servidor.
console-key-used = Criada em { $created }, usada pela última vez { $used }
console-key-unused = Criada em { $created }, nunca usada
console-key-expires = Válida até { $at }
console-key-expired = Expirada
console-key-revoke = Revogar
done-keys-revoked = A chave foi revogada.
console-key-new = Uma nova chave
console-key-what = Um servidor com uma chave gerencia as contas pela API de gerenciamento.
console-key-scope = Permissões
console-key-read = Somente leitura
console-key-write = Leitura e alteração
console-key-lifetime = Válida por
console-key-days = { $count ->
    [one] um dia
   *[other] { $count } dias
    }
console-key-forever = Até ser revogada
console-key-create = Criar uma chave
