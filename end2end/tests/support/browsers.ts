// Finds the browsers on this machine other than the Chromium that all tests use.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type BrowserType, type LaunchOptions, webkit } from '@playwright/test';
import { preferences } from './firefox.ts';
import { freePort } from './port.ts';

export type Found = { launchOptions: LaunchOptions; channel?: string } | { missing: string };

const FIND = fileURLToPath(new URL('../../../scripts/find-firefox', import.meta.url));

/** Returns the system's Firefox, which Playwright drives through WebDriver BiDi. */
export async function findFirefox(): Promise<Found> {
  const executablePath = spawnSync(FIND, { encoding: 'utf8' }).stdout.trim();
  if (executablePath) {
    const firefoxUserPrefs = preferences(await freePort());
    return { channel: 'moz-firefox', launchOptions: { executablePath, args: ['-marionette'], firefoxUserPrefs } };
  }
  return { missing: 'no Firefox here: install it, so that firefox-esr or firefox is on PATH' };
}

/** Returns Playwright's WebKit. Playwright can't drive any other. */
export function findWebKit(): Found {
  if (isInstalled(webkit)) return { launchOptions: {} };
  return { missing: "no WebKit here: run npx playwright install --with-deps webkit, where Playwright's can be had" };
}

/** Whether this browser was installed with `npx playwright install`. */
export function isInstalled(browser: BrowserType) {
  return existsSync(browser.executablePath());
}
