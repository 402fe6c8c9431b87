// The binary is the whole site: copied, stopped and restarted.
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from './support/test.ts';
import { isSignedIn, signIn, signOut, signUp } from './support/people.ts';
import { ask, beginPost } from './support/http.ts';
import { BINARY, Server } from './support/server.ts';

const test = base.extend({ baseURL: ({ freshServer }, use) => use(freshServer.origin) });

const copied = test.extend({
  freshServer: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-copy-'));
    const binary = join(folder, 'server');
    await copyFile(BINARY, binary);
    const server = await Server.start({ binary });
    await use(server);
    expect(await server.stop()).toBe(0);
    await server.cleanUp();
    await rm(folder, { recursive: true });
  },
});

copied('a copy of the binary, alone in an empty folder, is the whole site', async ({ page, freshServer }) => {
  await signUp(page);
  const html = (await ask(freshServer, '/')).body.toString();
  const assets = new Set(html.match(/\/assets\/[^"]+\.(css|js|wasm|svg)/g));
  expect(assets.size).toBe(5);
  for (const path of [...assets, '/favicon.ico']) {
    const { status, body } = await ask(freshServer, path);
    expect(status, path).toBe(200);
    expect(body.length, path).toBeGreaterThan(0);
  }
});

test('users stay signed in when the server restarts', async ({ page, freshServer }) => {
  const address = await signUp(page);
  expect(await freshServer.stop()).toBe(0);
  await freshServer.run();
  await page.reload();
  await isSignedIn(page, address);
  await signOut(page);
  await signIn(page, address);
});

test('a stopping server still answers a request in progress', async ({ freshServer }) => {
  const finish = await beginPost(freshServer, '/api/send_magic_link', 'email=ada%40example.org');
  const stopped = freshServer.stop();
  await expect.poll(() => freshServer.log).toContain('stopping');
  expect(await finish()).toMatch(/^HTTP\/1\.1 302 [^]*\r\nlocation: \/magic-link\r\n/i);
  expect(await stopped).toBe(0);
  await freshServer.run();
  const mails = await ask(freshServer, '/dev/mailbox', { headers: { accept: 'application/json' } });
  expect(JSON.parse(mails.body.toString())).toMatchObject([{ to: 'ada@example.org' }]);
});
