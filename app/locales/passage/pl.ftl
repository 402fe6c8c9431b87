link-not-owned = Najpierw się zaloguj
link-not-owned-how = Ten link dotyczy konta, które nie potwierdziło swojego adresu ani numeru, więc nikogo nie zaloguje. Jeśli to Twoje konto, zaloguj się jego kluczem dostępu. W przeciwnym razie poproś o własny link.
