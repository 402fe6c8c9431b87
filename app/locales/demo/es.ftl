demo-title = Iniciar sesión en la demo
demo-what = Iniciarás sesión como { $name }. Tu navegador creará una llave de acceso para esta cuenta. Elimínala de tu gestor de contraseñas cuando ya no necesites la demo.
demo-over = Este enlace ya se usó o tiene más de una hora
demo-over-how = Ejecuta «server demo» otra vez para obtener uno nuevo.
