demo-title = Accedi alla demo
demo-what = Accederai come { $name }. Il browser creerà una passkey per questo account. Eliminala dal gestore di password quando la demo non ti serve più.
demo-over = Questo link è già stato usato o ha più di un’ora
demo-over-how = Esegui di nuovo «server demo» per ottenerne uno nuovo.
