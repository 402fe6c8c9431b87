link-not-owned = Inicie sesión primero
link-not-owned-how = Este enlace es para una cuenta que no ha confirmado su dirección de correo o su número, así que no sirve para iniciar sesión. Si la cuenta es suya, inicie sesión con su llave de acceso. Si no, pida su propio enlace.
