// Browser tests. Each worker starts its own servers (tests/support/server.ts) from target/release/server,
// which make release builds.
import { defineConfig, firefox, type PlaywrightWorkerOptions, type Project } from '@playwright/test';
import { findFirefox, findWebKit, type Found, isInstalled } from './tests/support/browsers.ts';
import type { Engine } from './tests/support/database.ts';

type Options = PlaywrightWorkerOptions & { engine: Engine };

/** The main journeys with passkeys that Playwright simulates. */
const EVERYWHERE = /everywhere\.spec\.ts/;

/** What also runs in Firefox, with its own virtual device. */
const FIREFOX = /firefox(-\w+)?\.spec\.ts/;

/** Tests in another browser, or one skipped test that says why they can't run. */
function elsewhere(browserName: 'firefox' | 'webkit', testMatch: RegExp, found: Found): Project<object, Options> {
  if ('missing' in found) {
    if (process.env.SKIP_NOTHING) throw new Error(`${browserName}: ${found.missing}`);
    // Every worker reads this file too.
    if (!process.env.TEST_WORKER_INDEX) console.log(`Skipping ${browserName}: ${found.missing}`);
    return { name: browserName, testMatch: /missing\.browser\.ts/, metadata: found };
  }
  // For a picture, Playwright adds a style to the page, and Firefox reports that the page's policy blocks it.
  const screenshot = browserName === 'firefox' ? 'off' : 'only-on-failure';
  return { name: browserName, testMatch, use: { browserName, screenshot, ...found } };
}

export default defineConfig<object, Options>({
  testDir: 'tests',
  fullyParallel: true,
  workers: 2,
  forbidOnly: !!process.env.CI,
  // In CI, a test gets a second try. It is then listed as flaky and should be fixed.
  retries: process.env.CI ? 1 : 0,
  reporter: 'list',
  // Long, for a busy machine. Only failing tests wait for them.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  use: {
    locale: 'en',
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    // Playwright's Chromium in the same mode as an installed one, not its headless shell.
    ...(process.env.CHROME_PATH ? {} : { channel: 'chromium' }),
    launchOptions: {
      ...(process.env.CHROME_PATH ? { executablePath: process.env.CHROME_PATH } : {}),
      // Send no requests to anything but this site.
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
    { name: 'sqlite', testIgnore: FIREFOX },
    { name: 'postgres', testMatch: /(journey|magic-link|two-tabs)\.spec\.ts/, use: { engine: 'postgres' } },
    elsewhere('firefox', FIREFOX, await findFirefox()),
    elsewhere('webkit', EVERYWHERE, findWebKit()),
    // Its engine is the same, so no one misses it.
    ...(isInstalled(firefox) ? [{ name: 'playwright-firefox', testMatch: EVERYWHERE, use: { browserName: 'firefox' as const, launchOptions: {} } }] : []),
  ],
});
