## Textos de todas as páginas ou de várias

frame-skip = Pular para o conteúdo
frame-title-problem = Erro: { $title }
frame-account-menu = Menu da conta
frame-site = Site
frame-sign-up = Criar conta
frame-sign-in = Entrar
frame-motto = Entre com chaves de acesso, sem senhas.
frame-mailbox = Caixa de desenvolvimento
frame-look = Todos os componentes
frame-development = Servidor de desenvolvimento:
frame-language = Idioma
part-email = E-mail
part-email-hint = Um endereço como name@example.org
part-email-link = Receber um link de acesso por e-mail
part-sign-in-passkey = Entrar com uma chave de acesso
part-create-passkey = Criar uma chave de acesso
part-without-scripts = As chaves de acesso precisam de JavaScript, que está desativado neste navegador. O link de acesso funciona sem ele.
part-waiting = Siga as instruções do navegador para usar a digital, o rosto ou o bloqueio de tela.
browser-on-system = { $browser } no { $system }
browser-unknown = um navegador desconhecido

## Tempos

ago-now = agora mesmo
ago-minutes = { $count ->
    [one] há um minuto
   *[other] há { $count } minutos
}
ago-hours = { $count ->
    [one] há uma hora
   *[other] há { $count } horas
}
ago-days = { $count ->
    [one] há um dia
   *[other] há { $count } dias
}

## Página não encontrada

missing-title = Página não encontrada
missing-heading = Esta página não existe
missing-hint = O endereço da página pode ter um erro de digitação, ou a página mudou de lugar.
missing-home = Ir para a página inicial
refused-title = Pedido não concluído
refused-heading = Isso não deu certo

## Início

home-heading = Entre com a digital, o rosto ou o bloqueio de tela
home-lead = Contas sem senhas: nada para lembrar, nada para roubar.
home-signed-in = Você entrou como { $name }.
home-dashboard = Abrir a minha conta
home-sign-up = Criar uma conta
home-sign-in = Entrar
home-development = Personalize esta página: { $file }
home-how = Como funciona
home-step-create = Crie uma chave de acesso
home-step-create-how = Seu dispositivo cria um par de chaves. A privada nunca sai dele, nem do gerenciador de senhas em que você confia.
home-step-sign-in = Entre com um clique
home-step-sign-in-how = Não é preciso digitar nenhum nome. Seu dispositivo prova que tem a chave só a este site, nunca a uma imitação.
home-step-mail = Está sem a sua chave de acesso?
home-step-mail-how = Enviamos por e-mail um link e um código curto. Eles só funcionam no navegador em que você os pediu.

## Criar conta

sign-up-title = Criar conta
sign-up-heading = Crie a sua conta
sign-up-lead = Você vai entrar com a digital, o rosto ou o bloqueio de tela. Não há senha.
sign-up-or = ou, sem chave de acesso
sign-up-known = Já tem uma conta? { $link }
sign-up-known-link = Entre
sign-up-only-invited = Só endereços de e-mail convidados podem ter uma conta aqui.
sign-up-only-domains = Só endereços de e-mail de { $domains } e os convidados podem ter uma conta aqui.
sign-up-by-email = Enviaremos um link que cria a sua conta. Depois você cria uma chave de acesso.
sign-up-link = Enviar um link por e-mail
sign-up-closed-heading = Contas novas fechadas
sign-up-closed = Este site não cria contas novas.

## Entrar

sign-in-title = Entrar
sign-in-first = Para abrir essa página, entre primeiro.
sign-in-or = ou por e-mail
sign-in-phone = Sua chave de acesso está no celular? Use o mesmo botão e leia o código QR.
sign-in-new = Primeira vez aqui? { $link }
sign-in-new-link = Crie uma conta

## Link de acesso

link-title = Link de acesso
link-elsewhere = Em vez disso, use o código
link-elsewhere-how = Este link foi pedido em outro navegador ou em outro dispositivo. Se foi você, volte àquela janela e digite nela o código do e-mail.
link-elsewhere-warning = Não foi você quem pediu? Feche esta página e não compartilhe o código com ninguém. Nada mudou.
link-sign-in-first = Entre para confirmar
link-sign-in-first-how = Este link confirma { $email } para a conta que você acabou de criar. Primeiro entre nela com a sua chave de acesso.
link-reauth-why = Você entrou em uma conta que ainda não confirmou { $email }. Use primeiro a chave de acesso dela. Depois, este link confirma o endereço.
link-reauth-leave = Não é a sua conta? { $button } e abra o link de novo.
link-signed-in = Você já entrou
link-signed-in-as = Você entrou como { $name } e não precisa mais deste link.
link-signed-in-go = Continuar
link-unusable = Este link não pode ser usado
link-get-new = Pedir um novo link
link-ready = Entrar
link-ready-confirm = Confirme o seu endereço de e-mail
link-ready-confirm-button = Confirmar este endereço
link-ready-change = Confirme o seu novo endereço de e-mail
link-ready-change-button = Usar este endereço
link-ready-address = Endereço de e-mail: { $email }
link-leaves = Você entrou como { $name }. Este link é de outra conta. Se você o usar, sairá desta.
link-none = Não enviamos nenhum link para você
link-none-why = Este navegador não está esperando um link de acesso, ou o último expirou.
link-get = Pedir um link de acesso
link-mailbox = Este servidor de desenvolvimento não envia e-mails. Leia a mensagem na { $mailbox }.
link-mailbox-name = caixa de desenvolvimento
link-sent = Confira o seu e-mail
link-sent-if = Enviamos um e-mail para { $email }. Se este endereço tem uma conta, ou pode ter uma, o e-mail contém um link e um código.
link-sent-to = Enviamos um link e um código para { $email }. { $count ->
    [one] Os dois valem por um minuto.
   *[other] Os dois valem por { $count } minutos.
}
link-code = Código do e-mail
link-use-code = Usar o código
link-or-open = Ou abra o link neste navegador.
link-wait-seconds = { $count ->
    [one] Você poderá enviar de novo em um segundo.
   *[other] Você poderá enviar de novo em { $count } segundos.
}
link-wait-minutes = { $count ->
    [one] Você poderá enviar de novo em um minuto.
   *[other] Você poderá enviar de novo em { $count } minutos.
}
link-send-again = Não recebeu? { $button }
link-send-again-button = Enviar de novo

## Minha conta: a conta

dashboard-title = Segurança
account-pages = A sua conta
account-heading = Conta
account-name = Nome
account-since = Membro desde
account-address-none = Sem endereço de e-mail
account-address-confirmed = Confirmado
account-address-unconfirmed = Ainda não confirmado
account-confirm = Confirme o seu endereço de e-mail
account-confirm-why = Enquanto você não confirmar este endereço, não poderá usá-lo para voltar a entrar. Se outra pessoa confirmar que é dela, a sua conta o perde.
account-confirm-button = Receber um link de confirmação por e-mail
account-sign-out = Sair

## Minha conta: chaves de acesso

passkeys-heading = Chaves de acesso
passkeys-none = Você ainda não tem nenhuma. Com uma chave de acesso, você entra com um clique, sem e-mail.
passkeys-lonely = Sua única chave de acesso está em um só dispositivo. Adicione outra em um segundo dispositivo ou em um gerenciador de senhas, para não ficar sem acesso se perder esse dispositivo.
passkeys-add = Adicionar uma chave de acesso
passkeys-verify = Confirmar que é você
passkeys-offer = Na próxima vez, sem o celular
passkeys-offer-why = Você entrou com uma chave de acesso de outro dispositivo. Adicione uma aqui e, na próxima vez, basta a digital, o rosto ou o bloqueio de tela deste dispositivo.
passkeys-offer-decline = Não neste dispositivo
passkey-used = Adicionada em { $created } · Último uso: { $used }
passkey-used-in = Adicionada em { $created } · Último uso: { $used }, { $browser }
passkey-unused = Adicionada em { $created } · Ainda não usada
passkey-added = Adicionada em { $created }
passkey-synced = Sincronizada
passkey-bound = Só em um dispositivo
passkey-here = Este dispositivo
passkey-this = Usada nesta sessão
passkey-new-name = Novo nome
passkey-rename = Renomear
passkey-remove = Remover
passkey-remove-ask = Remover “{ $passkey }”?
passkey-remove-means = Você não poderá mais entrar com ela.
passkey-remove-ends = { $count ->
    [one] Outra sessão aberta com ela também será encerrada.
   *[other] Outras { $count } sessões abertas com ela também serão encerradas.
}
passkey-remove-only = Esta é a única forma de entrar na sua conta, por isso você não pode removê-la. Primeiro adicione outra chave de acesso ou confirme o seu e-mail.

## Minha conta: sessões

sessions-heading = Sessões
sessions-end-others = Sair das outras sessões
session-place = { $browser }, { $ip }
session-opened = { $how } · { $created } · Última atividade: { $seen }
session-by-mail = Entrada com um link ou código de um e-mail
session-by-link = Entrada com um link que um site enviou ou mostrou
session-by-passkey = Entrada com a chave de acesso “{ $passkey }”
session-by-removed-passkey = Entrada com uma chave de acesso que já foi removida
session-this = Esta sessão
session-end = Sair
sessions-only = Você não tem outras sessões abertas.

## Minha conta: histórico

history-heading = Atividade recente
history-all = Ver toda a atividade
activity-title = Atividade
activity-filter = Tipo de atividade
activity-all = Toda
activity-sign-ins = Entradas
activity-changes = Alterações
activity-warnings = Alertas
activity-none = Nenhuma atividade deste tipo.
history-passkey = { $what }: “{ $passkey }”
history-new-browser = { $what }, em um navegador novo
history-times = { $what } ({ $times } vezes)
history-by-operator = { $what }, pelo responsável por este site
history-older = Anteriores
history-newest = Mais recentes
event-signed_up = Conta criada
event-signed_in_by_passkey = Entrada com uma chave de acesso
event-signed_in_by_mail = Entrada por e-mail
event-signed_in_by_link = Entrada com um link deste site
event-sign_in_failed = Uma chave de acesso foi recusada
event-counter_went_back = Uma chave de acesso foi recusada porque pode ter sido copiada
event-synced_counter_went_back = O contador de assinaturas de uma chave de acesso sincronizada não aumentou, o que pode acontecer após uma sincronização
event-answer_repeated = Uma resposta de chave de acesso foi enviada de novo e recusada
event-answer_late = Uma resposta de chave de acesso chegou tarde demais e foi recusada
event-verified = Confirmação com uma chave de acesso
event-passkey_added = Chave de acesso adicionada
event-passkey_renamed = Chave de acesso renomeada
event-passkey_removed = Chave de acesso removida
event-address_confirmed = Endereço confirmado
event-address_changing = Mudança de endereço pedida
event-address_changed = Endereço alterado
event-address_change_cancelled = Mudança de endereço cancelada
event-display_name_changed = Nome alterado
event-details_changed = Dados alterados
event-phone_added = Número de telefone adicionado
event-phone_confirmed = Número de telefone confirmado
event-phone_removed = Número de telefone removido
event-data_downloaded = Dados baixados
event-session_ended = Saída de uma sessão
event-other_sessions_ended = Saída das outras sessões
event-signed_out = Saída
event-token_reused = Aplicativo desconectado: a sessão dele pode ter sido copiada
event-recovery_codes_made = Novos códigos de recuperação criados
event-recovery_code_used = Confirmação com um código de recuperação
event-recovery_code_refused = Código de recuperação errado digitado
event-reset_requested = Redefinição da conta pedida
event-reset_cancelled = Redefinição da conta cancelada
event-reset_completed = Chave de acesso adicionada por uma redefinição da conta
event-changed_by_site = Alterada por este site
event-deactivated = Desativada por este site
event-reactivated = Reativada por este site
event-activated = Usada pela primeira vez
event-claim_dropped = O endereço pertence agora a outra conta, que o confirmou
event-account_deleted = Conta apagada
event-account_deleted_by_site = Conta apagada por este site
event-admin_added = Tornou-se administrador deste site
event-admin_removed = Deixou de ser administrador deste site
event-deleted_another = Apagou a conta de outra pessoa como administrador
event-invited = Convidou alguém para criar uma conta
event-invitation_withdrawn = Retirou um convite
event-link_created = Link de acesso criado
event-setting_changed = Alterou uma configuração do site
event-key_created = Chave de API criada
event-key_revoked = Chave de API revogada
event-endpoint_added = Destino de webhook adicionado
event-endpoint_removed = Destino de webhook removido
event-delivery_resent = Webhook enviado de novo

## O que um cartão diz depois de uma alteração

done-passkeys-added = Chave de acesso adicionada.
done-passkeys-renamed = Chave de acesso renomeada.
done-passkeys-removed = Chave de acesso removida. Você saiu das sessões abertas com ela, exceto desta.
done-passkeys-code-used = Código de recuperação aceito. Agora você pode adicionar uma chave de acesso e remover as que perdeu.
done-sessions-ended = Essa sessão foi encerrada.
done-sessions-others-ended = Todas as outras sessões foram encerradas.
done-name-saved = Nome salvo.
done-details-saved = Dados salvos.
done-address-changed = Endereço de e-mail alterado.
done-address-kept = Alteração cancelada. O seu endereço de e-mail continua o mesmo.
done-identity-confirmed = Endereço de e-mail confirmado.
done-reset-cancelled = Redefinição cancelada.
done-recovery-requested = Redefinição pedida. Enviamos um e-mail sobre isso.
done-link-sent-again = Enviamos de novo.
done-home-signed-out = Você saiu.

## Caixa de desenvolvimento

mailbox-lead = E-mails e mensagens de texto deste servidor, do mais novo ao mais antigo. Nenhum deles é enviado. { $again }
mailbox-again = Atualizar
mailbox-empty = Ainda não há e-mails. Crie uma conta ou peça um link de acesso, e o e-mail aparecerá aqui.
mailbox-to = Para { $to }, { $when }
mailbox-text = Mensagem de texto
mailbox-open-link = Abrir o link

## Erros que o navegador informa: o que aconteceu e o que fazer

error-cancelled = O pedido da chave de acesso não foi concluído. Tente de novo ou peça um link de acesso por e-mail.
error-cancelled-no-link = O pedido da chave de acesso não foi concluído. Tente de novo.
error-unusable_authenticator = Este dispositivo não consegue guardar uma chave de acesso. Use um celular ou defina um PIN na sua chave de segurança.
error-old_authenticator = Esta chave de segurança é antiga demais para chaves de acesso. Use um celular ou uma chave mais nova.
error-wrong_site = As chaves de acesso deste site não funcionam neste endereço. Abra o site no endereço habitual e tente de novo.
error-no_passkeys = Este navegador não pode usar chaves de acesso nesta página. Peça um link de acesso por e-mail.
error-no_passkeys-no-link = Este navegador não pode usar chaves de acesso nesta página. Tente com outro navegador.
error-authenticator_failed = Seu dispositivo ou gerenciador de senhas informou um problema. Tente de novo.
error-cookies_off = Este site precisa de cookies, e este navegador os bloqueia. Permita os cookies deste site, recarregue a página e tente de novo.
error-offline = Não foi possível acessar o site. Verifique a sua conexão e tente de novo.

## Erros que o servidor informa, pelos códigos de src/error/code.rs

error-invalid_request = Este site não entendeu o pedido. Volte, recarregue a página e tente de novo.
error-invalid_email = Isso não é um endereço de e-mail. Digite um como name@example.org.
error-ceremony_expired = Este pedido expirou ou já foi usado. Tente de novo.
error-verification_failed = Não foi possível verificar essa chave de acesso. Tente de novo ou use outra.
error-unknown_credential = Esta chave de acesso não está mais registrada aqui. Use outra ou peça um link de acesso por e-mail.
error-unknown_credential-no-link = Esta chave de acesso não está mais registrada aqui. Use outra.
error-duplicate_credential = Este dispositivo ou gerenciador de senhas já tem uma chave de acesso para esta conta.
error-not_discoverable = { error-unusable_authenticator }
error-too_many_passkeys = Esta conta atingiu o número máximo de chaves de acesso. Remova uma primeiro.
error-link_expired = Este link ou código expirou ou já foi usado. Peça um novo.
error-wrong_browser = Este link foi pedido em outro navegador. Se foi você, digite o código do e-mail naquela janela.
error-wrong_code = Esse código não corresponde ao do nosso último e-mail. Tente de novo.
error-wrong_recovery_code = Esse não é um dos seus códigos de recuperação não usados. Verifique-o e tente de novo.
error-already_shown = Estes códigos já foram mostrados uma vez. Se você não os salvou, crie novos.
error-mail_sign_in_required = Para isso, entre primeiro por e-mail. Peça um link de acesso.
error-invalid_phone = Este não é um número que possa receber mensagens de texto. Escreva-o com o código do país, como +49 1512 3456789.
error-address_taken = Este endereço de e-mail pertence a outra conta. Entre nessa conta ou use outro endereço.
error-phone_taken = Este número pertence a outra conta.
error-not_confirmed = Marque a caixa para confirmar que você sabe o que será apagado.
error-mail_off = Este site não pode enviar e-mails. Use uma chave de acesso.
error-sign_up_closed = Não é possível criar uma conta aqui com este endereço. A página de cadastro diz quem pode.
error-invalid_setting = Este valor não é válido aqui. Digite domínios como example.com, separados por vírgulas.
error-setting_locked = As configurações do servidor fixam este valor, então ele não pode ser alterado aqui.
error-signed_out = Você saiu da conta. Entre e tente de novo.
error-deactivated = Esta conta está desativada. Fale com o responsável por este site.
error-read_only_key = Esta chave de API é somente leitura.
error-invalid_api_key = Esta chave de API não é válida.
error-invalid_token = Esta sessão terminou ou não é válida. Entre de novo.
error-verification_required = Para isso, você precisa ter confirmado nos últimos dez minutos que é você. Confirme e tente de novo.
error-last_way_in = É a única forma de entrar na sua conta. Adicione outra chave de acesso ou confirme o seu endereço de e-mail antes de removê-la.
error-invalid_name = Digite um nome de 1 a 60 caracteres.
error-invalid_field = Este valor não é válido neste campo. Verifique-o e tente novamente.
error-too_many_requests = Tentativas demais. Espere um pouco e tente de novo. O que já enviamos a você continua valendo.
error-cross_site = O pedido veio de outro site. Abra a página neste site e tente de novo.
error-not_found = Isso não existe mais.
error-not_found-passkey = Esta conta não tem mais nenhuma chave de acesso. Recarregue a página.
error-too_large = É mais do que este site aceita de uma vez.
error-request_timeout = O pedido demorou demais para chegar. Verifique a sua conexão e tente de novo.
error-unavailable = Este site está indisponível no momento. Tente de novo em um minuto.
error-internal = Ocorreu um erro neste site. Tente de novo.

## Códigos de recuperação

codes-title = Códigos de recuperação
codes-why = Para quando você não tiver uma chave de acesso: entre por e-mail, digite um código e adicione uma nova chave. Um código sozinho não deixa ninguém entrar.
codes-none = Você ainda não tem nenhum. Com um deles, você volta a entrar se perder todas as chaves de acesso.
codes-left = { $unused } de { $all } não usados, criados: { $when }.
codes-few = Restam poucos. Crie novos antes de precisar deles.
codes-make = Criar códigos de recuperação
codes-replace = Criar novos códigos de recuperação
codes-replace-warning = { $count ->
    [one] O seu código não usado deixará de funcionar.
   *[other] Os seus { $count } códigos não usados deixarão de funcionar.
}
codes-passkey-first = Adicione primeiro uma chave de acesso. Um código de recuperação substitui uma chave perdida.
codes-shown = Seus códigos de recuperação
codes-shown-once = Estes códigos são mostrados só uma vez. Anote-os, imprima esta página ou salve-os em um arquivo. Não os guarde só no dispositivo que tem as suas chaves de acesso.
codes-each = Cada código funciona uma vez. Os códigos anteriores não funcionam mais.
codes-save = Salvar como arquivo de texto
codes-copy = Copiar os códigos
codes-copied = Copiados
codes-print = Imprimir
codes-kept = Guardei os meus códigos
codes-back = Voltar para “Minha conta”

## Chaves de acesso perdidas

recovery-title = Perdeu as suas chaves de acesso?
recovery-can = Em “Minha conta” você pode adicionar uma chave de acesso e remover as que perdeu.
recovery-dashboard = Ir para “Minha conta”
recovery-look = Procure primeiro uma chave de acesso. Pode haver uma em outro dispositivo, em uma chave de segurança ou em um gerenciador de senhas.
recovery-none-left = Não resta nenhuma chave de acesso?
recovery-by-mail = Peça um link de acesso, se você confirmou o seu endereço de e-mail. Depois de entrar, um código de recuperação permite adicionar uma nova chave de acesso. Sem código, você pode pedir uma redefinição da conta, que leva três dias.
recovery-code-heading = Use um código de recuperação
recovery-code = Código de recuperação
recovery-code-hint = Vinte letras e algarismos. Maiúsculas, espaços e hifens não importam.
recovery-code-use = Usar este código
recovery-no-codes = Esta conta não tem códigos de recuperação não usados.
recovery-reset-heading = Também não tem um código?
recovery-reset-how = Você pode redefinir a conta. Depois de três dias, poderá criar uma nova chave de acesso. Avisamos você na hora por e-mail. Quem tiver uma das suas chaves de acesso, ou esse e-mail, pode cancelar a redefinição antes que ela seja usada.
recovery-reset-ask = Pedir uma redefinição
recovery-reset-by-mail = Para pedir uma redefinição, entre primeiro por e-mail: saia e peça um link de acesso.
recovery-reset-no-mail = Este site não pode enviar e-mails, por isso não é possível redefinir a conta.
recovery-waiting = Foi pedida uma redefinição: { $asked }. De { $ripe } até { $over }, entre por e-mail para criar aqui uma nova chave de acesso.
recovery-waiting-ends = Usar uma chave de acesso ou um código de recuperação cancela a redefinição. O link do nosso e-mail também a cancela.
recovery-ripe = Os três dias passaram. Você pode criar uma nova chave de acesso até { $over }. Seus códigos de recuperação deixarão de funcionar. As chaves perdidas funcionam até você removê-las com a nova.

## Uma redefinição, em “Minha conta”

reset-under-way = Foi pedida uma redefinição desta conta
reset-under-way-what = Foi pedida ({ $asked }) por alguém com acesso ao seu e-mail, que disse que todas as chaves de acesso se perderam. A partir de { $ripe }, essa pessoa poderá criar uma nova chave e entrar na sua conta.
reset-cancel = Cancelar a redefinição
reset-verify = Não foi você? Cancele a redefinição. Para isso, você precisa de uma chave de acesso ou do link do nosso e-mail.
reset-you = Foi você? Veja o que acontece depois
reset-cancelled = Uma redefinição foi cancelada
reset-cancelled-what = Foi pedida ({ $asked }) e cancelada ({ $cancelled }). Nada mudou.
reset-not-you = Se não foi você quem pediu, outra pessoa pode ler o seu e-mail. Mude a senha do seu e-mail e saia das sessões que não são suas.

## A página que cancela uma redefinição

cancel-title = Cancelar uma redefinição
cancel-heading = Cancelar a redefinição?
cancel-why = Alguém com acesso ao seu e-mail disse ter perdido todas as chaves de acesso da sua conta. Se não foi você, cancele a redefinição. Assim nada muda.
cancel-done = Redefinição cancelada
cancel-done-what = Nada mudou. As suas chaves de acesso e os seus códigos continuam funcionando.
cancel-nothing = Não há nada para cancelar
cancel-nothing-why = Esta redefinição já foi cancelada ou usada, ou expirou. O histórico da sua conta mostra o que aconteceu.

## A página do e-mail sobre um navegador novo

not-me-title = Foi você?
not-me-what = Alguém entrou na sua conta em { $when }, em { $browser } a partir do endereço IP { $ip }.
not-me-passkey = Foi usada a chave de acesso “{ $passkey }”.
not-me-why = Se não foi você, desconecte esse navegador. Isso também desconecta todos os que entraram na sua conta depois.
not-me-button = Não fui eu
not-me-if-you = Se foi você, feche esta página. Não é preciso fazer nada.
not-me-done = Esse navegador está desconectado
not-me-done-what = Todos os que entraram na sua conta depois também estão desconectados.
not-me-passkey-works = A chave de acesso usada ainda funciona. Remova-a para que ninguém volte a usá-la.
not-me-remove = Remover “{ $passkey }”
not-me-first = Entrar para remover a chave
not-me-mail = O acesso foi por e-mail, então outra pessoa pode ler o seu e-mail. Mude a senha do seu e-mail.
not-me-nothing = Este link não funciona mais
not-me-nothing-why = Já foi usado ou expirou. Na sua conta você vê as sessões e pode sair de cada uma.

## A oferta de uma chave de acesso

offer-heading = Na próxima vez, sem e-mail
offer-why = Com uma chave de acesso, você entra com a digital, o rosto ou o bloqueio de tela. Basta um clique, sem espera, e ninguém consegue enganar você para obtê-la.
offer-not-now = Agora não
offer-later = Você sempre pode adicionar uma em “Minha conta”.

## Configurações da conta e confirmação de identidade

reauth-without-scripts = As chaves de acesso precisam de JavaScript, que está desativado neste navegador.
reauth-by-mail = Esta conta não tem chave de acesso. Para confirmar que é você, peça um novo link de acesso.
verify-why = Isto protege a sua conta se outra pessoa usar este navegador.
verify-cancel = Cancelar
manage-title = Configurações da conta
manage-name = Nome
manage-name-label = O seu nome
manage-name-hint = Aparece neste site e no seu gerenciador de senhas. Se estiver vazio, aparece o seu endereço de e-mail.
manage-name-save = Salvar o nome
manage-details = Os seus dados
manage-details-save = Salvar os dados
manage-address = Endereço de e-mail
manage-address-waiting = O seu novo endereço ainda não está confirmado
manage-address-sent = Enviamos um link e um código para { $email }. Nada muda até você usar o link ou o código.
manage-address-elsewhere = A mudança foi pedida em outra sessão. Só pode ser confirmada lá.
manage-address-cancel = Cancelar a mudança
manage-address-new = Novo endereço de e-mail
manage-address-hint = Vamos enviar um link para o novo endereço. A mudança vale quando você a confirmar. Também avisamos o endereço atual.
manage-address-change = Mudar o endereço de e-mail
manage-address-off = Este site não pode enviar e-mails, por isso você não pode mudar o seu endereço.
manage-data = Os seus dados
manage-data-what = Tudo o que este site guarda sobre você, em um arquivo (JSON): conta, chaves de acesso, sessões e histórico. Ninguém pode usar o arquivo para entrar na sua conta.
manage-data-download = Baixar meus dados
manage-leave = Apagar a conta
manage-leave-how = É imediato e definitivo. Você vai confirmar na próxima página.
manage-leave-go = Apagar a conta…
delete-title = Apagar a sua conta
delete-back = Voltar às configurações da conta
delete-lost = O que será apagado
delete-lost-address = o seu endereço de e-mail, { $email }
delete-lost-phone = o seu número de telefone, { $phone }
delete-lost-passkeys = { $count ->
    [one] a sua chave de acesso, que deixará de funcionar
   *[other] as suas { $count } chaves de acesso, que deixarão de funcionar
}
delete-lost-sessions = todas as sessões: você sairá em todos os lugares, aqui também
delete-lost-rest = o histórico da sua conta e tudo o mais que este site guarda sobre você
delete-mail = Ninguém pode recuperar a sua conta. Se o seu endereço estiver confirmado, enviamos um último e-mail para ele. O servidor apaga a cópia um dia depois do envio.
delete-understood = Entendo que isto não pode ser desfeito.
delete-button = Apagar minha conta definitivamente
goodbye-title = Adeus
goodbye-done = A sua conta foi apagada
goodbye-nothing-left = Aqui não resta nenhum dado dela, e você saiu em todos os lugares.
goodbye-manager = Se o seu gerenciador de senhas ainda mostrar a chave de acesso, você pode apagá-la lá.
goodbye-none = Nenhuma conta acabou de ser apagada neste navegador.
