demo-title = Sign in to the demo
demo-what = You’ll sign in as { $name }. Your browser creates a passkey for this account. Delete it from your password manager when you no longer need the demo.
demo-over = This link was used, or it is older than an hour
demo-over-how = Run “server demo” again to get a new one.
