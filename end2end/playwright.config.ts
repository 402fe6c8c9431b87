// What people do in a browser, each sentence a test. Every worker starts servers of its own
// (tests/support/server.ts) from target/release/server: make release builds it.
import { defineConfig } from '@playwright/test';
import type { Engine } from './tests/support/database.ts';

export default defineConfig<object, { engine: Engine }>({
  testDir: 'tests',
  fullyParallel: true,
  workers: 2,
  forbidOnly: !!process.env.CI,
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
  ],
});
