// The `test` function of all files: a server for each worker, a device that stores passkeys, and a watch
// for browser errors and warnings.
import { test as base, type BrowserContext, type BrowserContextOptions } from '@playwright/test';
import { Authenticator } from './authenticator.ts';
import type { Engine } from './database.ts';
import { FirefoxAuthenticator } from './firefox.ts';
import { Server } from './server.ts';
import { Watch } from './watch.ts';

interface Fixtures {
  /** Fails the test on errors behind the page. */
  watch: Watch;
  /** The device that stores the passkeys of `page`. */
  device: Authenticator;
  /** Another browser, which shares nothing with `page`. */
  anotherBrowser(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** A server for this test alone, if it would disturb others. */
  freshServer: Server;
}

interface WorkerFixtures {
  engine: Engine;
  /** More settings for the server. */
  settings: Record<string, string>;
  server: Server;
}

async function withServer(
  { engine, settings }: Pick<WorkerFixtures, 'engine' | 'settings'>,
  use: (server: Server) => Promise<void>,
) {
  const server = await Server.start({ engine, settings });
  try {
    await use(server);
    const ended = await server.stop();
    if (ended !== 0) throw new Error(`the server ended with ${ended}\n${server.log}`);
  } finally {
    await server.cleanUp();
  }
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  engine: ['sqlite', { option: true, scope: 'worker' }],
  settings: [{}, { option: true, scope: 'worker' }],
  server: [({ engine, settings }, use) => withServer({ engine, settings }, use), { scope: 'worker' }],
  freshServer: ({ engine, settings }, use) => withServer({ engine, settings }, use),
  baseURL: ({ server }, use) => use(server.origin),

  watch: [
    async ({ server }, use, testInfo) => {
      const watch = new Watch();
      const said = server.log.length;
      await use(watch);
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach('server log', { body: server.log.slice(said), contentType: 'text/plain' });
      }
      base.expect(watch.findings()).toEqual([]);
    },
    { auto: true },
  ],

  context: async ({ context, watch }, use) => {
    await watch.over(context);
    await use(context);
  },

  anotherBrowser: async ({ browser, baseURL, watch }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ baseURL, ...options });
      opened.push(context);
      await watch.over(context);
      return context;
    });
    for (const context of opened) await context.close();
  },

  device: [
    async ({ browserName, launchOptions, page }, use) => {
      if (browserName === 'chromium') return use(await Authenticator.connect(page));
      const device = await FirefoxAuthenticator.connect(launchOptions);
      // Tests that run in Firefox use only what both have.
      await use(device as unknown as Authenticator);
      await device.disconnect();
    },
    { auto: true },
  ],
});

export const expect = test.expect;
