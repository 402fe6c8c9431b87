link-not-owned = Prima accedi
link-not-owned-how = Questo link è per un account che non ha confermato il suo indirizzo e-mail o numero, quindi non fa accedere nessuno. Se l’account è tuo, accedi con la sua passkey. Altrimenti richiedi un tuo link.
