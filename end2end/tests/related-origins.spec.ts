// extra: passage
// A page of another domain that shares the site's passkeys: related origins, with real host names.
// https://www.w3.org/TR/webauthn-3/#sctn-related-origins
import { execFile } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';
import { Authenticator } from './support/authenticator.ts';
import { Server } from './support/server.ts';
import { expect, test as base } from './support/test.ts';

const [SITE, SHOP, OTHER] = ['id.example', 'shop.test', 'other.test'];

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Shop</title>
<link rel="icon" href="data:,">
<main><latchkey-auth app-id="latchkey"></latchkey-auth></main>
<script src="https://${SITE}/element.js" type="module"></script>
</html>`;

/** A certificate for all of these hosts, with its key. */
async function certificate(folder: string) {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const names = [SITE, SHOP, OTHER].map((host) => `DNS:${host}`).join(',');
  await promisify(execFile)('openssl', [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
    '-keyout', key, '-out', cert, '-subj', `/CN=${SITE}`, '-addext', `subjectAltName=${names}`,
  ]);
  return { key: await readFile(key), cert: await readFile(cert) };
}

/** The browser, with these hosts on this machine: it trusts the certificate by its key's hash. */
const test = base.extend<{ open(host: string): Promise<import('@playwright/test').Page> }>({
  open: async ({ launchOptions }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-related-'));
    const settings = {
      LATCHKEY_ORIGIN: `https://${SITE}`,
      LATCHKEY_ALLOWED_ORIGINS: `https://${SHOP}`,
      LATCHKEY_TRUSTED_PROXIES: '127.0.0.1',
    };
    const server = await Server.start({ settings });
    const pair = await certificate(folder);
    const proxy = createServer(pair, (asked, answer) => {
      if (asked.headers.host !== SITE) return answer.setHeader('content-type', 'text/html').end(PAGE);
      const { method, url, headers } = asked;
      const to = request({ host: '127.0.0.1', port: server.port, method, path: url, headers: { ...headers, 'x-forwarded-for': '192.0.2.1' } });
      to.on('response', (response) => response.pipe(answer.writeHead(response.statusCode!, response.headers)));
      asked.pipe(to);
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { port } = proxy.address() as AddressInfo;
    const spki = new X509Certificate(pair.cert).publicKey.export({ type: 'spki', format: 'der' });
    const rules = [SITE, SHOP, OTHER].map((host) => `MAP ${host} 127.0.0.1:${port}`).join(',');
    const browser = await chromium.launch({
      ...launchOptions,
      args: [
        ...(launchOptions.args ?? []),
        `--host-resolver-rules=${rules}`,
        `--ignore-certificate-errors-spki-list=${createHash('sha256').update(spki).digest('base64')}`,
      ],
    });
    try {
      const context = await browser.newContext();
      await use(async (host) => {
        const page = await context.newPage();
        await page.goto(`https://${host}/`);
        return page;
      });
    } finally {
      await browser.close();
      proxy.closeAllConnections();
      proxy.close();
      await server.cleanUp();
      await rm(folder, { recursive: true, force: true });
    }
  },
});

test('a page of a related origin signs users up and in with passkeys of the site', async ({ open }) => {
  const shop = await open(SHOP);
  const device = await Authenticator.connect(shop);
  await shop.getByRole('button', { name: 'Create an account' }).click();
  await shop.getByLabel('Email').fill('ada@example.org');
  await shop.getByRole('button', { name: 'Create a passkey' }).click();
  await expect(shop.getByRole('heading', { name: 'You’re signed in' })).toBeVisible();
  expect((await device.passkeys()).map(({ rpId }) => rpId)).toEqual([SITE]);
  // The autofill list of the next page has it.
  await shop.reload();
  await expect(shop.getByRole('heading', { name: 'You’re signed in' })).toBeVisible();
});

test('a page of another origin gets no passkey', async ({ open }) => {
  const other = await open(OTHER);
  const device = await Authenticator.connect(other);
  await other.getByRole('button', { name: 'Create an account' }).click();
  await other.getByLabel('Email').fill('ada@example.org');
  await other.getByRole('button', { name: 'Create a passkey' }).click();
  await expect(other.getByRole('status')).toHaveText('The server can’t be reached. Try again.');
  expect(await device.passkeys()).toEqual([]);
});
