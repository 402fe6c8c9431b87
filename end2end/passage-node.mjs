// extra: passage
// node passage-node.mjs ORIGIN API_KEY MADE calls every method of Passage's SDK for Node. Only the base URL
// is changed. MADE is the response of a sign-up with a passkey.
import assert from 'node:assert/strict';
import { Passage } from '@passageidentity/passage-node';
import { createRemoteJWKSet } from 'jose';

const [origin, apiKey, made] = process.argv.slice(2);
const { access_token: token, userId } = JSON.parse(made);
const appID = 'latchkey';
const base = `${origin}/v1`;
const unknownId = '7f3f0d4e-0000-4000-8000-000000000000';

function passage(key, authStrategy) {
  const fetchApi = (url, init) =>
    fetch(String(url).replace('https://api.passage.id/v1', base), init);
  const psg = new Passage({ appID, apiKey: key, fetchApi, authStrategy });
  psg.auth.jwks = createRemoteJWKSet(new URL(`${base}/apps/${appID}/.well-known/jwks.json`));
  return psg;
}

async function refused(status, code, promise) {
  await assert.rejects(promise, (error) => {
    assert.deepEqual([error.statusCode, error.errorCode], [status, code], error.message);
    return true;
  });
}

const psg = passage(apiKey);
assert.equal((await psg.getApp()).auth_origin, origin);

const email = 'ines@example.org';
const user = await psg.user.create({ email, user_metadata: { plan: 'free' } });
assert.deepEqual([user.email, user.status, user.phone], [email, 'pending', '']);
assert.deepEqual(user.user_metadata, { plan: 'free' });
assert.equal((await psg.user.get(user.id)).id, user.id);
assert.equal((await psg.user.getByIdentifier('INES@example.org')).id, user.id);
assert.equal((await psg.user.getUserByIdentifier(email)).id, user.id);
const updated = await psg.user.update(user.id, { phone: '+4915123456010', user_metadata: { seats: 5 } });
assert.deepEqual(updated.user_metadata, { plan: 'free', seats: 5 });
assert.equal(updated.phone, '+4915123456010');
assert.equal((await psg.user.deactivate(user.id)).status, 'inactive');
assert.equal((await psg.user.activate(user.id)).status, 'active');

const [device] = await psg.user.listDevices(userId);
assert.ok(device.id && device.cred_id && device.friendly_name);
await refused(404, 'device_not_found', psg.user.revokeDevice(user.id, device.id));
assert.equal(await psg.user.revokeRefreshTokens(user.id), true);
assert.equal(await psg.user.signOut(user.id), true);

const link = await psg.auth.createMagicLink(
  { email, type: 'login', send: false },
  { language: 'de', magicLinkPath: '/magic-link', redirectUrl: '/dashboard', ttl: 30 },
);
assert.deepEqual([link.user_id, link.ttl, link.activated], [user.id, 30, false]);
assert.equal(link.url, `${origin}/magic-link?psg_magic_link=${link.secret}`);
const byPhone = { phone: '+4915123456010', type: 'verify_identifier', send: true };
assert.equal((await psg.auth.createMagicLink(byPhone)).identifier, '+4915123456010');
const byUser = { userId: user.id, channel: 'email', type: 'login', send: true };
assert.equal((await psg.auth.createMagicLink(byUser)).identifier, email);
const old = await psg.createMagicLink({ user_id: user.id, channel: 'email', send: false, type: 'login' });
assert.equal(old.user_id, user.id);

assert.equal(await psg.auth.validateJwt(token), userId);
await assert.rejects(psg.auth.validateJwt(`${token}x`));
assert.equal(await psg.validAuthToken(token), userId);
const byHeader = new Request(origin, { headers: { authorization: `Bearer ${token}` } });
assert.equal(await psg.authenticateRequestWithHeader(byHeader), userId);
assert.equal(await passage(apiKey, 'HEADER').authenticateRequest(byHeader), userId);
const byCookie = { headers: { cookie: `a=b; psg_auth_token=${token}` } };
assert.equal(await psg.authenticateRequestWithCookie(byCookie), userId);
assert.equal(await psg.authenticateRequest(byCookie), userId);

await refused(400, 'invalid_request', psg.user.create({ email: 'INES@example.org' }));
await refused(400, 'invalid_request', psg.user.update(user.id, { email: 'ines' }));
await refused(400, 'invalid_request', psg.auth.createMagicLink({ ...byUser, send: false }, { redirectUrl: 'https://evil.example/' }));
for (const id of [unknownId, 'nobody']) {
  for (const call of ['get', 'activate', 'deactivate', 'delete', 'listDevices', 'revokeRefreshTokens']) {
    await refused(404, 'user_not_found', psg.user[call](id));
  }
  await refused(404, 'user_not_found', psg.user.update(id, { email: 'x@example.org' }));
  await refused(404, 'user_not_found', psg.user.revokeDevice(id, unknownId));
}
await assert.rejects(psg.user.getByIdentifier('nobody@example.org'), /User not found/);
await refused(401, 'invalid_access_token', passage('wrong').user.get(user.id));

assert.equal(await psg.user.revokeDevice(userId, device.id), true);
assert.deepEqual(await psg.user.listDevices(userId), []);
assert.equal(await psg.user.delete(user.id), true);
await refused(404, 'user_not_found', psg.user.get(user.id));
