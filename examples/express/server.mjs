// An Express route for signed-in users: npm install express jose && node server.mjs
import express from 'express';
import { createRemoteJWKSet, jwtVerify } from 'jose';

const site = process.env.LATCHKEY_ORIGIN ?? 'http://localhost:3000';
const appId = process.env.LATCHKEY_APP_ID ?? 'latchkey';
const issuer = `${site}/v1/apps/${appId}`;

// Fetched once, and again when a token names an unknown key.
const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));

async function signedIn(request, response, next) {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  try {
    if (scheme.toLowerCase() !== 'bearer') throw new Error('no token');
    const options = { issuer, audience: appId, algorithms: ['RS256'] };
    request.claims = (await jwtVerify(token, keys, options)).payload;
  } catch {
    return response.status(401).set('WWW-Authenticate', 'Bearer').json({ code: 'invalid_token' });
  }
  next();
}

const app = express();
app.get('/hello', signedIn, (request, response) => {
  response.json({ user_id: request.claims.sub });
});
app.listen(process.env.PORT ?? 4000, '127.0.0.1');
