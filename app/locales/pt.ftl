### A moldura de cada página, e o que aparece em várias

frame-skip = Pular para o conteúdo
frame-site = Site
frame-dashboard = Minha conta
frame-sign-up = Criar conta
frame-sign-in = Entrar
frame-motto = Entrada com chaves de acesso. Sem senhas, em lugar nenhum.
frame-docs = Para desenvolvedores
frame-mailbox = Caixa de desenvolvimento
frame-language = Idioma
part-email = E-mail
part-email-hint = Um endereço como name@example.org
part-email-link = Receber um link de acesso por e-mail
part-sign-in-passkey = Entrar com uma chave de acesso
part-create-passkey = Criar uma chave de acesso
part-without-scripts = Chaves de acesso precisam de JavaScript, que está desativado neste navegador. O link de acesso funciona sem ele.
part-waiting = Siga o navegador: ele pede sua digital, seu rosto ou o bloqueio de tela.
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
missing-hint = O endereço pode ter um erro de digitação, ou a página mudou de lugar.
missing-home = Ir para o início
refused-title = Não foi feito
refused-heading = Isso não deu certo

## Início

home-title = Chaves de acesso para o seu site
home-heading = Entre com a digital, o rosto ou o bloqueio de tela
home-lead = Um aplicativo web em Rust com chaves de acesso, para você clonar, executar e manter. Contas sem senhas: nada para lembrar, nada para roubar.
home-signed-in = Você entrou como { $name }.
home-dashboard = Abrir a minha conta
home-sign-up = Criar uma conta
home-sign-in = Entrar
home-how = Como funciona
home-step-create = Crie uma chave de acesso
home-step-create-how = Seu dispositivo gera um par de chaves. A privada nunca sai dele, nem do gerenciador de senhas em que você confia.
home-step-sign-in = Entre com um clique
home-step-sign-in-how = Nenhum nome para digitar. Seu dispositivo prova que tem a chave, para este site e para nenhuma imitação.
home-step-mail = Sem chave de acesso por perto?
home-step-mail-how = Um link ou um código curto por e-mail deixa você entrar, no navegador que pediu e em nenhum outro.

## Criar conta

sign-up-title = Criar conta
sign-up-heading = Crie a sua conta
sign-up-lead = Sua digital, seu rosto ou seu bloqueio de tela passa a ser a entrada. Não há senha.
sign-up-or = ou, sem chave de acesso
sign-up-known = Já tem uma conta? { $link }
sign-up-known-link = Entre

## Entrar

sign-in-title = Entrar
sign-in-or = ou por e-mail
sign-in-phone = Sua chave de acesso está no celular? O botão a encontra com um código QR.
sign-in-new = Primeira vez aqui? { $link }
sign-in-new-link = Crie uma conta

## Link de acesso

link-title = Link de acesso
link-elsewhere = Em vez disso, use o código
link-elsewhere-how = Este link foi pedido em outro navegador ou em outro dispositivo. Volte àquela janela e digite nela o código do e-mail.
link-elsewhere-warning = Não foi você quem pediu? Então feche esta página e não diga o código a ninguém. Nada aconteceu.
link-sign-in-first = Entre para confirmar
link-sign-in-first-how = Este link confirma { $email } para a conta que você acabou de criar. Primeiro entre nela com a sua chave de acesso.
link-not-owned = Entre primeiro
link-not-owned-how = Este link é de uma conta que não confirmou o endereço ou o número, por isso não dá acesso a ninguém. Se a conta é sua, entre com a chave de acesso dela. Caso contrário, peça um link seu.
link-proof-why = Você entrou em uma conta que ainda não confirmou { $email }. Use primeiro a chave de acesso dela; depois, este link confirma o endereço.
link-proof-leave = Não é a sua conta? { $button } e abra o link de novo.
link-signed-in = Você já entrou
link-signed-in-as = Você entrou como { $name } e não precisa mais deste link.
link-signed-in-go = Continuar
link-unusable = Este link não pode ser usado
link-get-new = Pedir um novo link
link-ready = Entrar
link-ready-confirm = Confirme o seu endereço
link-ready-confirm-button = Confirmar este endereço
link-ready-change = Confirme o seu novo endereço
link-ready-change-button = Usar este endereço
link-ready-address = Com o endereço { $email }.
link-leaves = Você entrou como { $name }. Este link abre outra conta e encerra a sessão desta.
link-none = Nenhum e-mail a caminho
link-none-why = Este navegador não está esperando um link de acesso, ou o último é antigo demais.
link-get = Pedir um link de acesso
link-mailbox = Nesta máquina os e-mails não são enviados: leia-os na { $mailbox }.
link-mailbox-name = caixa de desenvolvimento
link-sent = Confira o seu e-mail
link-sent-to = Enviamos um link e um código para { $email }. { $count ->
    [one] Os dois valem por um minuto.
   *[other] Os dois valem por { $count } minutos.
}
link-code = Código do e-mail
link-use-code = Usar o código
link-or-open = Ou abra o link, neste navegador.
link-wait-seconds = { $count ->
    [one] Será possível enviar de novo em um segundo.
   *[other] Será possível enviar de novo em { $count } segundos.
}
link-wait-minutes = { $count ->
    [one] Será possível enviar de novo em um minuto.
   *[other] Será possível enviar de novo em { $count } minutos.
}
link-send-again = Não chegou nada? { $button }
link-send-again-button = Enviar de novo

## Minha conta: a conta

dashboard-title = Minha conta
account-heading = Conta
account-signed-in = Você entrou como
account-address = Endereço
account-address-none = Sem endereço
account-address-confirmed = Confirmado
account-address-unconfirmed = Ainda não confirmado
account-since = Membro desde
account-confirm = Confirme o seu endereço
account-confirm-why = Até lá é apenas uma declaração: não serve para voltar a entrar, e quem provar que é seu fica com ele.
account-confirm-button = Receber um link de confirmação por e-mail
account-sign-out = Sair
account-name = Nome
account-manage = Gerenciar a conta

## Minha conta: chaves de acesso

passkeys-heading = Chaves de acesso
passkeys-none = Ainda nenhuma. Com uma, a próxima entrada é um único clique e não precisa de e-mail.
passkeys-lonely = Sua única chave de acesso está em um dispositivo e em nenhum outro lugar. Adicione uma segunda, em outro dispositivo ou em um gerenciador de senhas, para não ficar de fora se o perder.
passkeys-add = Adicionar uma chave de acesso
passkeys-verify = Confirmar que é você
passkeys-verify-why = Para adicionar ou remover uma chave de acesso é preciso ter acabado de usar uma.
passkeys-first-why = Para adicionar a primeira chave de acesso, confirme primeiro que é você.
passkeys-offer = Na próxima vez, sem o celular
passkeys-offer-why = Você entrou com uma chave de acesso de outro dispositivo. Com uma também neste, basta aqui a sua digital, o seu rosto ou o bloqueio de tela.
passkeys-offer-decline = Neste dispositivo, não
passkey-used = Criada em { $created }, último uso: { $used }
passkey-used-in = Criada em { $created }, último uso: { $used }, { $browser }
passkey-unused = Criada em { $created }, ainda não usada
passkey-synced = Sincronizada
passkey-bound = Só em um dispositivo
passkey-here = Este dispositivo
passkey-this = Abriu esta sessão
passkey-new-name = Novo nome
passkey-rename = Renomear
passkey-remove = Remover
passkey-remove-ends = Ao removê-la, também se encerram as sessões abertas com ela, exceto esta.
passkey-removed = A chave de acesso foi removida. As sessões abertas com ela foram encerradas, exceto esta.

## Minha conta: sessões

sessions-heading = Sessões
sessions-end-others = Sair de todos os outros lugares
session-place = { $browser }, { $ip }
session-opened = { $how }, { $created }. Última atividade: { $seen }.
session-by-mail = Com um link ou código de um e-mail
session-by-link = Com um link que um site enviou ou mostrou
session-by-passkey = Com a chave de acesso “{ $passkey }”
session-by-removed-passkey = Com uma chave de acesso que foi removida
session-this = Esta sessão
session-end = Encerrar

## Minha conta: histórico

history-heading = Histórico
history-passkey = { $what }: “{ $passkey }”
history-times = { $what } ({ $times } vezes)
history-older = Anteriores
history-newest = Mais recentes
event-signed_up = Conta criada
event-signed_in_by_passkey = Entrada com uma chave de acesso
event-signed_in_by_mail = Entrada por e-mail
event-signed_in_by_link = Entrada com um link deste site
event-sign_in_failed = Uma chave de acesso foi recusada
event-counter_went_back = Uma chave de acesso foi recusada, porque pode ter sido copiada
event-synced_counter_went_back = O contador de assinaturas de uma chave de acesso sincronizada não aumentou, o que pode acontecer após uma sincronização
event-answer_repeated = A resposta de uma chave de acesso foi enviada uma segunda vez e recusada
event-answer_late = A resposta de uma chave de acesso chegou tarde demais e foi recusada
event-verified = Confirmação com uma chave de acesso
event-passkey_added = Chave de acesso adicionada
event-passkey_renamed = Chave de acesso renomeada
event-passkey_removed = Chave de acesso removida
event-address_confirmed = Endereço confirmado
event-address_changing = Foi pedida uma mudança de endereço
event-address_changed = Endereço alterado
event-address_change_cancelled = A mudança de endereço foi cancelada
event-display_name_changed = Nome alterado
event-phone_added = Número de telefone adicionado
event-phone_confirmed = Número de telefone confirmado
event-phone_removed = Número de telefone removido
event-data_downloaded = Dados baixados
event-session_ended = Uma sessão foi encerrada
event-other_sessions_ended = Todas as outras sessões foram encerradas
event-signed_out = Saída
event-token_reused = A sessão de um aplicativo foi encerrada, porque pode ter sido copiada
event-recovery_codes_made = Novos códigos de recuperação criados
event-recovery_code_used = Confirmação com um código de recuperação
event-recovery_code_refused = Um código de recuperação errado foi digitado
event-reset_requested = Foi pedida uma redefinição da conta
event-reset_cancelled = A redefinição da conta foi cancelada
event-reset_completed = Chave de acesso adicionada por uma redefinição da conta
event-changed_by_site = Alterada por este site
event-deactivated = Desativada por este site
event-reactivated = Ativada de novo por este site
event-activated = Usada pela primeira vez
event-claim_dropped = O endereço pertence agora a outra conta, que o confirmou
event-account_deleted = Conta excluída
event-account_deleted_by_site = Conta excluída por este site

## Caixa de desenvolvimento

mailbox-lead = Os e-mails e SMS deste servidor, do mais novo ao mais antigo. Eles não são enviados a lugar nenhum. { $again }
mailbox-again = Olhar de novo
mailbox-empty = Ainda não há e-mails.
mailbox-to = Para { $to }, { $when }
mailbox-text = Mensagem SMS
mailbox-open-link = Abrir o link

## Erros que o navegador informa: o que aconteceu e o que fazer

error-cancelled = Isso não foi concluído. Tente de novo ou peça um link de acesso por e-mail.
error-cancelled-no-link = Isso não foi concluído. Tente de novo.
error-unusable_authenticator = Este autenticador não consegue guardar uma chave de acesso. Use um celular ou defina um PIN na chave de segurança.
error-old_authenticator = Esta chave de segurança é antiga demais para chaves de acesso. Use um celular ou uma chave mais nova.
error-wrong_site = Este site está configurado para outro endereço. Abra-o com o nome que recebeu.
error-no_passkeys = Este navegador não pode usar chaves de acesso nesta página. Peça um link de acesso por e-mail.
error-no_passkeys-no-link = Este navegador não pode usar chaves de acesso nesta página. Tente com outro navegador.
error-authenticator_failed = Seu gerenciador de chaves de acesso informou um problema. Tente de novo.
error-cookies_off = Este site precisa de cookies, e este navegador os bloqueia. Permita os cookies deste site, recarregue a página e tente de novo.
error-offline = Não foi possível acessar o site. Verifique a sua conexão e tente de novo.

## Erros que o servidor informa, pelos códigos de src/error.rs

error-invalid_request = Este site não entendeu o pedido. Volte, recarregue a página e tente de novo.
error-invalid_email = Isso não é um endereço de e-mail. Ele tem a forma name@example.org.
error-ceremony_expired = Demorou demais ou já foi respondido. Tente de novo.
error-verification_failed = Não foi possível verificar essa chave de acesso. Tente de novo ou use outra.
error-unknown_credential = Esta chave de acesso não está mais registrada aqui. Use outra ou peça um link de acesso por e-mail.
error-unknown_credential-no-link = Esta chave de acesso não está mais registrada aqui. Use outra.
error-duplicate_credential = Este dispositivo ou gerenciador de senhas já tem uma chave de acesso para esta conta.
error-not_discoverable = { error-unusable_authenticator }
error-too_many_passkeys = Esta conta já tem todas as chaves de acesso que pode ter. Remova uma primeiro.
error-link_expired = Este link ou código já foi usado ou é antigo demais. Peça um novo.
error-wrong_browser = Este link foi pedido em outro navegador. Digite lá o código do e-mail.
error-wrong_code = Esse não é o código do e-mail mais recente. Tente de novo.
error-wrong_recovery_code = Esse não é nenhum dos seus códigos de recuperação não usados. Verifique-o e tente de novo.
error-already_shown = Estes códigos já foram mostrados uma vez. Se você não os guardou, crie outros.
error-mail_sign_in_required = Isto exige uma entrada por e-mail. Peça um link de acesso.
error-invalid_phone = Este não é um número que possa receber SMS. Escreva-o com o código do país, como +49 1512 3456789.
error-wrong_text_code = Este não é o código do SMS mais recente. Tente de novo.
error-text_off = Este site não consegue enviar SMS.
error-not_mobile = Só enviamos SMS para números de celular. Digite outro número.
error-text_country = Este site não envia SMS para números desse país. Digite outro número.
error-text_budget = Este site não pode enviar mais SMS por enquanto. Tente de novo mais tarde.
error-address_not_confirmed = Confirme primeiro seu endereço de e-mail. Depois você pode adicionar um número de telefone.
error-address_taken = Este endereço pertence a outra conta. Entre nessa conta ou use outro endereço.
error-phone_taken = Este número pertence a outra conta.
error-not_confirmed = Marque a caixa para dizer que você sabe o que será perdido.
error-mail_off = Este site não pode enviar e-mails. Use uma chave de acesso.
error-signed_out = Você saiu da conta. Entre e tente de novo.
error-deactivated = Esta conta está desativada. Fale com os responsáveis por este site.
error-read_only_key = Esta chave de API só permite ler.
error-invalid_api_key = Esta chave de API não é válida.
error-invalid_token = Esta sessão terminou ou não é válida. Entre de novo.
error-verification_required = Para isso é preciso ter comprovado nos últimos dez minutos que é você. Confirme e tente de novo.
error-last_way_in = É a última forma de entrar na sua conta. Adicione outra chave de acesso ou confirme o seu endereço antes de removê-la.
error-invalid_name = Um nome tem de um a sessenta caracteres.
error-too_many_requests = Foram vezes demais. Espere um pouco e tente de novo. O que já foi enviado continua valendo.
error-cross_site = O pedido veio de outro site. Abra a página aqui e tente de novo.
error-not_found = Isso não existe mais.
error-not_found-passkey = Esta conta não tem mais nenhuma chave de acesso. Recarregue a página.
error-too_large = É mais do que este site aceita de uma vez.
error-request_timeout = O pedido demorou demais para chegar. Verifique a sua conexão e tente de novo.
error-unavailable = Este site está indisponível no momento. Tente de novo em um minuto.
error-internal = Algo deu errado do nosso lado. Tente de novo.

## A API

docs-title = A API
docs-heading = A API deste site, para ler e testar
docs-without-scripts = A lista é feita por um script, e o JavaScript está desativado neste navegador. A descrição de que ela parte não precisa dele:

## Códigos de recuperação

codes-title = Códigos de recuperação
codes-why = Para o dia em que você não tiver nenhuma chave de acesso à mão: entre por e-mail, digite um código e adicione uma nova. Um código sozinho não deixa ninguém entrar.
codes-none = Você ainda não tem nenhum.
codes-left = { $unused } de { $all } não usados, criados: { $when }.
codes-few = Restam poucos. Crie outros antes de precisar deles.
codes-make = Criar códigos de recuperação
codes-replace = Criar novos códigos de recuperação
codes-verify-why = Para criar códigos é preciso ter acabado de usar uma chave de acesso.
codes-passkey-first = Adicione primeiro uma chave de acesso: um código substitui uma que se perdeu.
codes-shown = Seus códigos de recuperação
codes-shown-once = Eles só são mostrados desta vez. Anote-os, imprima esta página ou salve-os em um arquivo: não só no dispositivo que tem as suas chaves de acesso.
codes-each = Cada um serve uma vez. Todos os códigos anteriores perdem a validade.
codes-save = Salvar como arquivo de texto
codes-kept = Já os guardei
codes-back = Voltar para “Minha conta”

## Chaves de acesso perdidas

recovery-title = Perdeu as suas chaves de acesso?
recovery-can = Em “Minha conta” você pode adicionar uma chave de acesso e remover as que perdeu.
recovery-dashboard = Ir para “Minha conta”
recovery-look = Procure primeiro: outro dispositivo, uma chave de segurança ou um gerenciador de senhas pode ter uma.
recovery-code-heading = Com um código de recuperação
recovery-code = Código de recuperação
recovery-code-hint = Vinte letras e algarismos. Maiúsculas, espaços e hifens não importam.
recovery-code-use = Usar o código de recuperação
recovery-no-codes = Esta conta não tem códigos de recuperação não usados.
recovery-reset-heading = Também não tem um código?
recovery-reset-how = Então a conta pode ser redefinida: depois de três dias, você cria uma nova chave de acesso. Avisamos você na hora por e-mail, e quem ainda tiver uma chave sua, ou esse e-mail, pode cancelar nesse meio-tempo.
recovery-reset-ask = Pedir uma redefinição
recovery-reset-by-mail = A redefinição é pedida depois de entrar por e-mail: saia e peça um link de acesso.
recovery-reset-no-mail = Este site não pode enviar e-mails, por isso não há redefinição.
recovery-waiting = Foi pedida uma redefinição: { $asked }. De { $ripe } até { $over } você pode criar aqui uma nova chave de acesso, depois de entrar por e-mail.
recovery-waiting-ends = Ela termina sozinha assim que uma chave de acesso ou um código de recuperação for usado, e pelo link do e-mail que a anuncia.
recovery-ripe = Os três dias passaram: crie uma nova chave de acesso até { $over }. Os códigos de recuperação perdem a validade. As chaves perdidas ficam até você removê-las com a nova.

## Uma redefinição, em “Minha conta”

reset-under-way = Há uma redefinição desta conta em andamento
reset-under-way-what = Foi pedida ({ $asked }) por alguém que lê o seu e-mail e diz que todas as chaves de acesso se perderam. A partir de { $ripe } essa pessoa poderá criar uma nova e assim entrar.
reset-cancel = Cancelar a redefinição
reset-verify = Não foi você? Confirme abaixo que é você com uma chave de acesso: isso a cancela. O link do e-mail que a anuncia também.
reset-you = Foi você? Veja como continua
reset-cancelled = Uma redefinição foi cancelada
reset-cancelled-what = Foi pedida ({ $asked }) e cancelada ({ $cancelled }). Nada mudou.
reset-not-you = Não foi você quem pediu? Então alguém lê o seu e-mail: mude a senha da sua caixa de e-mail e encerre as sessões que não são suas.

## A página que cancela uma redefinição

cancel-title = Cancelar uma redefinição
cancel-heading = Cancelar a redefinição?
cancel-why = Alguém que lê o seu e-mail disse ter perdido todas as chaves de acesso da sua conta. Se não foi você, cancele. Então nada muda.
cancel-done = A redefinição está cancelada
cancel-done-what = Nada mudou. As suas chaves de acesso e códigos funcionam como antes.
cancel-nothing = Não há nada para cancelar
cancel-nothing-why = Esta redefinição foi cancelada ou usada, ou o prazo dela terminou. O que aconteceu está no histórico da sua conta.

## A oferta de uma chave de acesso

offer-heading = Na próxima vez, sem e-mail
offer-why = Com uma chave de acesso você entra com a digital, o rosto ou o bloqueio de tela: um clique, sem espera, e nenhum golpe consegue tirá-la de você.
offer-not-now = Agora não
offer-later = Você sempre pode adicionar uma em “Minha conta”.

## As páginas da conta, e mostrar quem se é

proof-without-scripts = Usar uma chave de acesso precisa de JavaScript, que está desativado neste navegador.
proof-by-mail = Esta conta não tem chave de acesso: um novo link de acesso mostra que é você.
manage-title = Configurações da conta
manage-back = Voltar para “Minha conta”
manage-proof-why = Para mudar o endereço ou o número, levar os seus dados ou apagar a conta, confirme primeiro que é você.
manage-name = Nome
manage-name-label = O seu nome
manage-name-hint = Este site e o seu gerenciador de senhas o mostram. Deixe vazio para usar o seu endereço.
manage-name-save = Salvar o nome
manage-address = Endereço
manage-address-waiting = Um novo endereço espera confirmação
manage-address-sent = Enviamos um link e um código para { $email }. Até um deles ser usado, nada muda.
manage-address-elsewhere = Foi pedido em outra sessão e só pode ser confirmado lá.
manage-address-cancel = Cancelar a mudança
manage-address-new = Novo endereço
manage-address-hint = Ele será seu quando você abrir o link que enviarmos para lá. O endereço atual é avisado.
manage-address-change = Mudar o endereço
manage-address-off = Este site não consegue enviar e-mails, por isso o endereço não pode ser mudado.
manage-phone = Número de telefone
manage-phone-none = Nenhum. É opcional e não serve para entrar.
manage-phone-sent = Enviamos um código para { $phone }. Ele vale por 10 minutos.
manage-phone-code = Código do SMS
manage-phone-confirm = Confirmar o número
manage-phone-new = Novo número
manage-phone-hint = Com o código do país, começando com o sinal de mais.
manage-phone-send = Receber um código por SMS
manage-phone-remove = Remover o número
manage-phone-off = Este site não consegue enviar SMS, por isso não é possível adicionar um número.
manage-data = Os seus dados
manage-data-what = Tudo o que está guardado sobre você, em um arquivo (JSON): conta, chaves de acesso, sessões e histórico. Não contém nada que abra a sua conta.
manage-data-download = Baixar meus dados
manage-leave = Apagar a conta
manage-leave-how = Na hora e para sempre. Perguntamos mais uma vez em uma página própria.
manage-leave-go = Ir para o último passo
delete-title = Apagar a sua conta
delete-back = Voltar às configurações da conta
delete-proof-why = Para apagar a conta, confirme primeiro que é você.
delete-lost = O que será perdido
delete-lost-address = o seu endereço, { $email }
delete-lost-phone = o seu número de telefone, { $phone }
delete-lost-passkeys = { $count ->
    [one] a sua chave de acesso, que já não abrirá nada
   *[other] as suas { $count } chaves de acesso, que já não abrirão nada
}
delete-lost-sessions = todas as sessões: você sai em todos os lugares, aqui também
delete-lost-rest = o histórico da conta e tudo o mais que está guardado sobre você
delete-mail = Ninguém pode recuperá-la. Se o endereço estiver confirmado, um último e-mail avisa; o servidor o esquece um dia depois do envio.
delete-understood = Sei que isto não pode ser desfeito.
delete-button = Apagar a minha conta para sempre
goodbye-title = Adeus
goodbye-done = A sua conta foi apagada
goodbye-nothing-left = Aqui não resta nada dela, e você saiu em todos os lugares.
goodbye-manager = O seu gerenciador de senhas foi avisado, se ele escutar. Se ele ainda mostrar a chave de acesso, você pode apagá-la lá.
goodbye-none = Nenhuma conta acabou de ser apagada neste navegador.
