// extra: passage
// A shop that manages its own users: its back end, and its page on another origin with Passage's published
// flex-js.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { BINARY, Server } from './support/server.ts';
import { expect, test as base } from './support/test.ts';

/** The library and its imports. */
const SCRIPTS = ['@passageidentity/passage-flex-js', '@passageidentity/webauthnutils', 'ua-parser-js'];

const IMPORTS = { imports: Object.fromEntries(SCRIPTS.map((name) => [name, `/${name}.js`])) };

/** The page. `window.flex` uses the server in `?base=` instead of Passage's. */
const PAGE = `<!doctype html>
<meta charset="utf-8">
<title>Shop</title>
<input id="name" aria-label="Name" autocomplete="username webauthn">
<script type="importmap">${JSON.stringify(IMPORTS)}</script>
<script type="module">
  import { PassageFlex } from '@passageidentity/passage-flex-js';
  window.flex = new PassageFlex('latchkey');
  for (const api of ['registerApi', 'authenticateApi']) {
    flex.passkey[api].service.configuration.configuration.basePath = new URL(location).searchParams.get('base');
  }
</script>`;

class Shop {
  constructor(
    readonly origin: string,
    readonly server: Server,
    private readonly key: string,
  ) {}

  get page() {
    return `${this.origin}/?base=${encodeURIComponent(`${this.server.origin}/v1`)}`;
  }

  async ask(path: string, body: object) {
    const answer = await fetch(`${this.server.origin}/v1/apps/latchkey${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const said = (await answer.json()) as Record<'transaction_id' | 'external_id' | 'code', string>;
    return { status: answer.status, ...said };
  }

  async register(external_id: string) {
    const body = { external_id, passkey_display_name: 'Ada at the shop' };
    return (await this.ask('/transactions/register', body)).transaction_id;
  }

  async authenticate(external_id: string) {
    return (await this.ask('/transactions/authenticate', { external_id })).transaction_id;
  }

  verify(nonce: string) {
    return this.ask('/authenticate/verify', { nonce });
  }
}

/** The page's `window.flex`. */
interface Flex {
  passkey: {
    register(transaction: string): Promise<string>;
    authenticate(options?: { transactionId?: string; isConditionalMediation?: boolean }): Promise<string>;
  };
}
declare global {
  var flex: Flex | undefined;
}

const test = base.extend<{ shop: Shop; allowed: boolean }>({
  allowed: [true, { option: true }],
  shop: async ({ allowed, page }, use) => {
    const scripts = new Map<string, string>();
    for (const name of SCRIPTS) {
      const script = await readFile(fileURLToPath(import.meta.resolve(name)), 'utf8');
      // This one isn't a module yet. A bundler would convert it.
      const isModule = script.includes('export {');
      scripts.set(`/${name}.js`, isModule ? script : `${script}\nexport default window.UAParser;`);
    }
    const pages = createServer(({ url }, response) => {
      const script = scripts.get(url ?? '');
      response.setHeader('content-type', script ? 'text/javascript' : 'text/html');
      response.end(script ?? (url === '/favicon.ico' ? '' : PAGE));
    }).listen(0, '127.0.0.1');
    await once(pages, 'listening');
    const origin = `http://localhost:${(pages.address() as AddressInfo).port}`;
    const server = await Server.start({ settings: allowed ? { LATCHKEY_ALLOWED_ORIGINS: origin } : {} });
    try {
      const env = { DATABASE_URL: `sqlite:${server.folder}/latchkey.db` };
      const made = await promisify(execFile)(BINARY, ['api-key', 'create', 'shop'], { cwd: server.folder, env });
      const shop = new Shop(origin, server, made.stdout.trim());
      await page.goto(shop.page);
      await page.waitForFunction(() => globalThis.flex);
      await use(shop);
    } finally {
      await server.cleanUp();
      pages.close();
    }
  },
});

test('a customer creates a passkey on the shop page and signs in with it', async ({ shop, page, device }) => {
  const made = await page.evaluate((id) => flex!.passkey.register(id), await shop.register('customer 7'));
  expect(await shop.verify(made)).toEqual({ status: 200, external_id: 'customer 7' });
  expect((await shop.verify(made)).code).toBe('invalid_nonce');
  expect((await device.passkeys()).map((passkey) => passkey.userName)).toEqual(['Ada at the shop']);

  const transactionId = await shop.authenticate('customer 7');
  const used = await page.evaluate((transactionId) => flex!.passkey.authenticate({ transactionId }), transactionId);
  expect(await shop.verify(used)).toEqual({ status: 200, external_id: 'customer 7' });
  // An unknown customer chooses among the passkeys on the device.
  const chosen = await page.evaluate(() => flex!.passkey.authenticate());
  expect(await shop.verify(chosen)).toEqual({ status: 200, external_id: 'customer 7' });
  // The autofill list on a fresh page.
  await page.goto(shop.page);
  await page.waitForFunction(() => globalThis.flex);
  const suggested = await page.evaluate(() => flex!.passkey.authenticate({ isConditionalMediation: true }));
  expect(await shop.verify(suggested)).toEqual({ status: 200, external_id: 'customer 7' });
});

test('a used transaction does not work again', async ({ shop, page, watch }) => {
  const transaction = await shop.register('customer 8');
  await page.evaluate((id) => flex!.passkey.register(id), transaction);
  watch.expect(/404.*\/register\/transactions\/webauthn\/start/);
  const again = page.evaluate((id) => flex!.passkey.register(id), transaction);
  await expect(again).rejects.toThrow(/Transaction not found/);
});

test.describe('when the shop is not an allowed origin', () => {
  test.use({ allowed: false });

  test('its page gets no response', async ({ shop, page, device, watch }) => {
    watch.tolerate(/.*/);
    const refused = page.evaluate((id) => flex!.passkey.register(id), await shop.register('customer 9'));
    await expect(refused).rejects.toThrow();
    expect(await device.passkeys()).toEqual([]);
  });
});
