// The peers are libraries without pages. This page stands for the cheapest one a framework can send.
export const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Sign in</title>
<h1>Sign in</h1>
<button type="button">Sign in with a passkey</button>
<form method="post"><label>Email <input type="email" name="email"></label><button>Email me a sign-in link</button></form>
</html>
`;
