// node failover.mjs SERVER kills the leader of a highly available PostgreSQL while people sign up, twice. It prints how
// long the site was away, and checks that every account that was acknowledged is still there.
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from './client.mjs';
import { Cluster } from './cluster.mjs';
import { Patroni } from './patroni.mjs';

const { PATRONI_TOOLS: tools, POSTGRES_BIN: postgres, POSTGRES_USER: user } = process.env;
const CLIENTS = 4;

const folder = mkdtempSync(join(tmpdir(), 'latchkey-failover-'));
// The user of PostgreSQL is another one.
chmodSync(folder, 0o755);
const say = (text) => console.log(`    ${text}`);
const patroni = await Patroni.start({ folder: join(folder, 'patroni'), tools, postgres, user });
say(`two nodes; ${(await patroni.leader()).name} leads, and every commit waits for the other`);
const cluster = await Cluster.start(resolve(process.argv[2]), patroni.url, 2, {}, process.env.LOG ?? 'ignore');

/** Every acknowledged sign-up: its passkey and when. */
const acknowledged = [];
let [refused, isOver] = [0, false];
const load = Array.from({ length: CLIENTS }, async (_, number) => {
  for (let nth = 0; !isOver; nth += 1) {
    const client = new Client(cluster.origin, undefined, { 'x-forwarded-for': `10.0.${number}.1` });
    try {
      const passkey = await client.signUp(`user-${number}-${nth}@example.org`);
      acknowledged.push({ passkey, at: performance.now() });
    } catch {
      refused += 1;
      await sleep(50);
    }
    client.close();
  }
});

try {
  for (const round of [1, 2]) {
    await sleep(5000);
    const leader = await patroni.leader();
    const killed = performance.now();
    patroni.kill(leader);
    await patroni.until(() => acknowledged.some(({ at }) => at > killed + 1000));
    const back = acknowledged.find(({ at }) => at > killed + 1000).at;
    const last = acknowledged.findLast(({ at }) => at < back).at;
    say(`kill ${round}: ${leader.name} led; no sign-up for ${((back - last) / 1000).toFixed(1)} s, then ${(await patroni.leader()).name} leads`);
    patroni.startNode(leader);
    await patroni.until(() => patroni.isSynchronous());
    say(`${leader.name} is back as the standby after ${((performance.now() - killed) / 1000).toFixed(0)} s`);
  }
  isOver = true;
  await Promise.all(load);
  let lost = 0;
  for (const { passkey } of acknowledged) {
    const client = new Client(cluster.origin, undefined, { 'x-forwarded-for': '10.1.0.1' });
    await client.signIn(passkey).catch(() => (lost += 1));
    client.close();
  }
  say(`${acknowledged.length} sign-ups were acknowledged, ${refused} were refused; ${lost} acknowledged ones are lost`);
  assert.equal(lost, 0);
} finally {
  isOver = true;
  await cluster.close();
  patroni.close();
  rmSync(folder, { recursive: true, force: true });
}
