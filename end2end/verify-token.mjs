// Verifies an access token like a back end in Node, optionally with a clock that is some seconds behind, and
// prints the user's id.
import { createRemoteJWKSet, jwtVerify } from 'jose';

const [origin, token, behind = '0'] = process.argv.slice(2);
const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', origin));
const { payload } = await jwtVerify(token, keys, {
  algorithms: ['RS256'],
  audience: 'latchkey',
  issuer: `${origin}/v1/apps/latchkey`,
  currentDate: new Date(Date.now() - Number(behind) * 1000),
});
console.log(payload.sub);
