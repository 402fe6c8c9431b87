// What people do in a browser, each sentence a test. Every worker starts servers of its own
// (tests/support/server.ts) from target/release/server: make release builds it.
import { defineConfig, type PlaywrightWorkerOptions, type Project } from '@playwright/test';
import { findFirefox, findWebKit, type Found } from './tests/support/browsers.ts';
import type { Engine } from './tests/support/database.ts';

type Options = PlaywrightWorkerOptions & { engine: Engine };

/** The tests that run in a browser beside Chromium; or one that is skipped, and says why. */
function elsewhere(browserName: 'firefox' | 'webkit', found: Found): Project<object, Options> {
  if ('missing' in found) {
    if (process.env.SKIP_NOTHING) throw new Error(`${browserName}: ${found.missing}`);
    // This file is read by every worker, too.
    if (!process.env.TEST_WORKER_INDEX) console.log(`Skipping ${browserName}: ${found.missing}`);
    return { name: browserName, testMatch: /missing\.browser\.ts/, metadata: found };
  }
  return { name: browserName, testMatch: /everywhere\.spec\.ts/, use: { browserName, ...found } };
}

export default defineConfig<object, Options>({
  testDir: 'tests',
  fullyParallel: true,
  workers: 2,
  forbidOnly: !!process.env.CI,
  // Where nobody can look again; what needed it is listed as flaky, and is to be mended.
  retries: process.env.CI ? 1 : 0,
  reporter: 'list',
  // Generous, for a busy machine: nothing waits for them unless it fails.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  use: {
    locale: 'en',
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    // Playwright's own Chromium in the same mode as an installed one, not its headless shell.
    ...(process.env.CHROME_PATH ? {} : { channel: 'chromium' }),
    launchOptions: {
      ...(process.env.CHROME_PATH ? { executablePath: process.env.CHROME_PATH } : {}),
      // Nothing but this site is asked for anything.
      args: [
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
        '--no-first-run',
        // Chromium's sandbox refuses to run as root.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    },
  },
  projects: [
    { name: 'sqlite' },
    { name: 'postgres', testMatch: /(journey|magic-link|two-tabs)\.spec\.ts/, use: { engine: 'postgres' } },
    elsewhere('firefox', findFirefox()),
    elsewhere('webkit', findWebKit()),
  ],
});
