// node run.mjs SERVER runs several processes of a server on one PostgreSQL (TEST_POSTGRES_URL) behind nginx,
// without stickiness. It checks that they act as one, and prints how many sign-ins they do.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from './client.mjs';
import { Cluster } from './cluster.mjs';
import { Passkey } from './passkey.mjs';

const binary = resolve(process.argv[2]);
const cluster = process.env.TEST_POSTGRES_URL;
// scripts/setup-tests has installed it.
const postgres = createRequire(new URL('../../end2end/package.json', import.meta.url))('postgres');
const CLIENTS = 16;
const SIGN_INS = Number(process.env.SIGN_INS ?? 20);
const LINKS = 40;

const range = (count) => Array.from({ length: count }, (_, number) => number);
const say = (text) => console.log(`    ${text}`);

/** A browser in a separate network. */
let networks = 0;
function browser({ origin }) {
  networks += 1;
  return new Client(origin, undefined, { 'x-forwarded-for': `10.${networks >> 8}.${networks & 255}.1` });
}

async function until(holds, what) {
  for (const end = Date.now() + 60_000; !holds(); await sleep(50)) assert(Date.now() < end, `not within a minute: ${what}`);
}

/** Each process finishes what another one has started, and only one of several accepts an answer. */
async function sealedChallenges(cluster, passkey) {
  for (const [number, { port }] of cluster.servers.entries()) {
    const next = cluster.servers[(number + 1) % cluster.servers.length].port;
    const client = browser(cluster);
    const form = await client.at(port).startSignIn(passkey);
    await client.at(next).call('finish_sign_in', form);
    assert(await client.at(port).isSignedIn());
  }
  const client = browser(cluster);
  const form = await client.startSignIn(passkey);
  const answers = await Promise.all(cluster.servers.map(({ port }) => client.at(port).send('POST', '/api/finish_sign_in', { form })));
  assert.equal(answers.filter(({ status }) => status === 200).length, 1, 'an answer counts once');
  say('sealed challenges: started by one process, finished by the next, accepted once');
}

async function sessions(cluster, passkey) {
  const client = browser(cluster);
  await client.signIn(passkey);
  const everywhere = () => Promise.all(cluster.servers.map(({ port }) => client.at(port).isSignedIn()));
  assert((await everywhere()).every((signedIn) => signedIn));
  const kept = new Map(client.cookies);
  await client.at(cluster.servers[0].port).call('sign_out').catch(() => {});
  client.cookies = kept;
  assert((await everywhere()).every((signedIn) => !signedIn), 'signed out everywhere');
  say('sessions: valid in every process, and ended in every process');
}

/** LATCHKEY_LIMIT_ANSWERS allows five invalid responses. */
async function limits(cluster) {
  const client = browser(cluster);
  const wrong = async (port) => {
    const stranger = new Passkey(cluster.origin);
    stranger.userHandle = randomBytes(16).toString('base64url');
    const { status } = await client.at(port).send('POST', '/api/finish_sign_in', { form: await client.startSignIn(stranger) });
    return status;
  };
  const turns = range(5).map((number) => cluster.servers[number % cluster.servers.length]);
  for (const { port } of turns) assert.equal(await wrong(port), 401);
  for (const { port } of cluster.servers) assert.equal(await wrong(port), 429);
  say('limits: five wrong answers in turn, then every process refuses');
}

async function mails(cluster) {
  const addresses = range(LINKS).map((number) => `link-${number}@example.org`);
  await Promise.all(addresses.map((email) => browser(cluster).send('POST', '/api/send_magic_link', { form: { email } })));
  const got = () => cluster.mails.filter((address) => address.startsWith('link-')).sort();
  await until(() => got().length >= LINKS, 'every email is sent');
  await sleep(2000);
  assert.deepEqual(got(), addresses.sort(), 'each email is sent once');
  say(`email queue: ${LINKS} emails, each sent once`);
}

async function hooks(cluster, signedUp) {
  const created = () => cluster.hooks.filter(({ type }) => type === 'user.created').length;
  await until(() => created() >= signedUp, 'every webhook is sent');
  await sleep(2000);
  assert.equal(created(), signedUp, 'each webhook is sent once');
  assert.equal(new Set(cluster.hooks.map(({ id }) => id)).size, cluster.hooks.length);
  say(`deliveries to a webhook: ${cluster.hooks.length}, each once`);
}

async function keys(cluster, passkey) {
  const client = browser(cluster);
  await client.signIn(passkey);
  const published = async () => {
    const all = await Promise.all(cluster.servers.map(({ port }) => client.at(port).send('GET', '/.well-known/jwks.json')));
    assert.equal(new Set(all.map(({ text }) => text)).size, 1, 'the same keys everywhere');
    return all[0].text;
  };
  const accepted = async (token) => {
    const headers = { authorization: `Bearer ${token}`, cookie: '' };
    return Promise.all(cluster.servers.map(async ({ port }) => (await client.at(port).send('GET', '/auth/user', { headers })).status));
  };
  const token = async () => JSON.parse((await client.send('POST', '/auth/tokens', { json: {} })).text).access_token;
  const [before, old] = [await published(), await token()];
  assert((await accepted(old)).every((status) => status === 200));
  await cluster.command('keys', 'rotate', '--at-once');
  assert.notEqual(await published(), before);
  assert((await accepted(old)).every((status) => status === 401), 'tokens of the old key');
  const fresh = await token();
  assert((await accepted(fresh)).every((status) => status === 200), 'tokens of the new key');
  say('signing keys: replaced once, and at once in every process');
}

/** Restarts one process after the other while people sign in. */
async function restarts(cluster, users) {
  let [isOver, done] = [false, 0];
  const load = users.map(async (passkey) => {
    while (!isOver) {
      const client = browser(cluster);
      await client.signIn(passkey);
      client.close();
      done += 1;
    }
  });
  const restarted = (async () => {
    for (const server of cluster.servers) {
      await cluster.stop(server);
      await cluster.run(server);
    }
    isOver = true;
  })();
  await Promise.all([restarted, ...load]);
  say(`restarts: each process in turn, during ${done} sign-ins, and none failed`);
}

/** Only printed: it depends on the machine, and on what else runs there. */
async function throughput(cluster, users) {
  const shares = new Map();
  const began = performance.now();
  await Promise.all(users.map(async (passkey) => {
    const client = browser(cluster);
    for (const _ of range(SIGN_INS)) {
      client.cookies.clear();
      await client.signIn(passkey);
    }
    for (const server of client.servedBy) shares.set(server, (shares.get(server) ?? 0) + 1);
    client.close();
  }));
  const rate = (users.length * SIGN_INS) / ((performance.now() - began) / 1000);
  assert.equal(shares.size, cluster.servers.length, 'every process has worked');
  say(`throughput: ${rate.toFixed(0)} sign-ins/s with ${users.length} clients; requests per process: ${[...shares.values()].join(', ')}`);
}

async function withDatabase(work) {
  const name = `latchkey_${randomBytes(6).toString('hex')}`;
  const sql = postgres(cluster, { max: 1, onnotice: () => {} });
  await sql.unsafe(`create database ${name}`);
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  try {
    await work(url.href);
  } finally {
    await sql.unsafe(`drop database ${name} with (force)`);
    await sql.end();
  }
}

for (const count of [1, 2, 4]) {
  await withDatabase(async (url) => {
    console.log(`==> ${count} ${count === 1 ? 'process' : 'processes'}`);
    const cluster = await Cluster.start(binary, url, count);
    try {
      await cluster.command('webhook', 'add', cluster.hookUrl); // extra: webhooks
      const users = await Promise.all(range(CLIENTS).map((number) => browser(cluster).signUp(`user-${number}@example.org`)));
      await throughput(cluster, users);
      if (count === 1) return;
      await sealedChallenges(cluster, users[0]);
      await sessions(cluster, users[1]);
      await limits(cluster);
      await mails(cluster);
      await hooks(cluster, users.length); // extra: webhooks
      await restarts(cluster, users.slice(0, 4));
      await keys(cluster, users[2]);
    } finally {
      await cluster.close();
    }
  });
}
