// Finds the browsers on this machine other than the Chromium that all tests use.
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { firefox, type LaunchOptions, webkit } from '@playwright/test';

export type Found = { launchOptions: LaunchOptions; channel?: string } | { missing: string };

/** Returns Playwright's Firefox, or the system's, which Playwright drives through WebDriver BiDi. */
export function findFirefox(): Found {
  if (existsSync(firefox.executablePath())) return { launchOptions: {} };
  const path = process.env.FIREFOX_PATH ?? onPath('firefox-esr') ?? onPath('firefox');
  if (path) return { channel: 'moz-firefox', launchOptions: { executablePath: path } };
  return { missing: 'no Firefox here: install firefox-esr, or run npx playwright install firefox' };
}

/** Returns Playwright's WebKit. Playwright can't drive any other. */
export function findWebKit(): Found {
  if (existsSync(webkit.executablePath())) return { launchOptions: {} };
  return { missing: "no WebKit here: run npx playwright install --with-deps webkit, where Playwright's can be had" };
}

function onPath(name: string) {
  const paths = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  // A snap can't see the profile that Playwright creates under /tmp.
  return paths.find((path) => existsSync(path) && !realpathSync(path).endsWith('/snap'));
}
