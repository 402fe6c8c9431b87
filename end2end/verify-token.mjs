// Prints whom an access token is about, as a back end in Node finds out.
import { createRemoteJWKSet, jwtVerify } from 'jose';

const [origin, token] = process.argv.slice(2);
const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', origin));
const { payload } = await jwtVerify(token, keys, {
  algorithms: ['RS256'],
  audience: 'latchkey',
  issuer: `${origin}/v1/apps/latchkey`,
});
console.log(payload.sub);
