link-not-owned = Entre primeiro
link-not-owned-how = Este link é de uma conta que não confirmou o endereço de e-mail ou o número, por isso não dá acesso a ninguém. Se a conta é sua, entre com a chave de acesso dela. Caso contrário, peça o seu próprio link.
