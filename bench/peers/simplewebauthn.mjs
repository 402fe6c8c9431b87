// @simplewebauthn/server with express and better-sqlite3, as its documentation puts them together.
// Challenges are kept in memory and used once. A sign-in updates the credential and inserts a
// session in one transaction; a sign-up inserts user, credential and session in one.
//
// Settings: PORT, DATA (a folder).
import crypto from 'node:crypto';
import path from 'node:path';
import * as webauthn from '@simplewebauthn/server';
import Database from 'better-sqlite3';
import express from 'express';
import { page } from './page.mjs';

const rpID = 'localhost';
const expectedOrigin = `http://localhost:${process.env.PORT}`;
const minutes = 60_000;

const database = new Database(path.join(process.env.DATA, 'simplewebauthn.db'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec(`
  create table if not exists users (id text primary key, email text not null unique, created_at integer not null);
  create table if not exists credentials (
    id text primary key,
    user_id text not null references users (id),
    public_key blob not null,
    counter integer not null,
    transports text not null,
    created_at integer not null,
    used_at integer
  );
  create table if not exists sessions (hash text primary key, user_id text not null references users (id), expires_at integer not null);
`);
const insertUser = database.prepare('insert into users values (?, ?, ?)');
const insertCredential = database.prepare('insert into credentials values (?, ?, ?, ?, ?, ?, null)');
const findCredential = database.prepare('select * from credentials where id = ?');
const updateCredential = database.prepare('update credentials set counter = ?, used_at = ? where id = ?');
const insertSession = database.prepare('insert into sessions values (?, ?, ?)');
const findSession = database.prepare('select user_id from sessions where hash = ? and expires_at > ?');

const hash = (text) => crypto.createHash('sha256').update(text).digest('base64url');
const random = () => crypto.randomBytes(32).toString('base64url');

const challenges = new Map();
function remember(ceremony) {
  const state = random();
  challenges.set(state, { ...ceremony, expires: Date.now() + 5 * minutes });
  return state;
}
function recall(state) {
  const ceremony = challenges.get(state);
  challenges.delete(state);
  if (!ceremony || ceremony.expires < Date.now()) throw new Error('unknown challenge');
  return ceremony;
}

function openSession(userId) {
  const token = random();
  insertSession.run(hash(token), userId, Date.now() + 24 * 60 * minutes);
  return token;
}
const signUp = database.transaction((user, credential) => {
  insertUser.run(user.id, user.email, Date.now());
  const transports = JSON.stringify(credential.transports ?? []);
  insertCredential.run(credential.id, user.id, credential.publicKey, credential.counter, transports, Date.now());
  return openSession(user.id);
});
const signIn = database.transaction((credential, counter) => {
  updateCredential.run(counter, Date.now(), credential.id);
  return openSession(credential.user_id);
});

const app = express();
app.use(express.json());
app.get('/sign-in', (_request, response) => response.type('html').send(page));

app.post('/auth/passkeys/register/begin', async (request, response) => {
  const user = { id: crypto.randomUUID(), email: String(request.body.email) };
  const publicKey = await webauthn.generateRegistrationOptions({
    rpName: 'Peer',
    rpID,
    userID: Buffer.from(user.id),
    userName: user.email,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  response.json({ publicKey, state: remember({ challenge: publicKey.challenge, user }) });
});

app.post('/auth/passkeys/register/finish', async (request, response) => {
  const { challenge, user } = recall(request.body.state);
  if (!user) throw new Error('not a registration');
  const { verified, registrationInfo } = await webauthn.verifyRegistrationResponse({
    response: request.body.credential,
    expectedChallenge: challenge,
    expectedOrigin,
    expectedRPID: rpID,
  });
  if (!verified) throw new Error('not verified');
  const token = signUp(user, registrationInfo.credential);
  response.cookie('session', token, { httpOnly: true, sameSite: 'lax' });
  response.json({ status: 'ok', credentialId: registrationInfo.credential.id, userId: user.id });
});

app.post('/auth/passkeys/authenticate/begin', async (_request, response) => {
  const publicKey = await webauthn.generateAuthenticationOptions({ rpID, userVerification: 'required' });
  response.json({ publicKey, state: remember({ challenge: publicKey.challenge }) });
});

app.post('/auth/passkeys/authenticate/finish', async (request, response) => {
  const { challenge, user } = recall(request.body.state);
  if (user) throw new Error('not a sign-in');
  const credential = findCredential.get(String(request.body.credential.id));
  if (!credential) throw new Error('unknown credential');
  const { verified, authenticationInfo } = await webauthn.verifyAuthenticationResponse({
    response: request.body.credential,
    expectedChallenge: challenge,
    expectedOrigin,
    expectedRPID: rpID,
    credential: {
      id: credential.id,
      publicKey: new Uint8Array(credential.public_key),
      counter: credential.counter,
      transports: JSON.parse(credential.transports),
    },
  });
  if (!verified) throw new Error('not verified');
  response.cookie('session', signIn(credential, authenticationInfo.newCounter), { httpOnly: true, sameSite: 'lax' });
  response.json({ status: 'ok', userId: credential.user_id });
});

app.get('/auth/user', (request, response) => {
  const token = /(?:^|; )session=([^;]*)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
  const session = findSession.get(hash(token), Date.now());
  response.status(session ? 200 : 401).json({ userId: session?.user_id });
});

app.use((error, _request, response, _next) => response.status(400).json({ error: error.message }));
app.listen(Number(process.env.PORT), '127.0.0.1');
