// Browsers: which there are on this machine beside the Chromium that all tests run in.
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { firefox, type LaunchOptions, webkit } from '@playwright/test';

export type Found = { launchOptions: LaunchOptions; channel?: string } | { missing: string };

/** Playwright's own Firefox; else one of the system, which it drives by WebDriver BiDi. */
export function findFirefox(): Found {
  if (existsSync(firefox.executablePath())) return { launchOptions: {} };
  const path = process.env.FIREFOX_PATH ?? onPath('firefox-esr') ?? onPath('firefox');
  if (path) return { channel: 'moz-firefox', launchOptions: { executablePath: path } };
  return { missing: 'no Firefox here: install firefox-esr, or run npx playwright install firefox' };
}

/** Playwright's own: no system has one that it could drive. */
export function findWebKit(): Found {
  if (existsSync(webkit.executablePath())) return { launchOptions: {} };
  return { missing: "no WebKit here: run npx playwright install --with-deps webkit, where Playwright's can be had" };
}

function onPath(name: string) {
  const paths = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  // A snap does not see the profile that Playwright makes under /tmp.
  return paths.find((path) => existsSync(path) && !realpathSync(path).endsWith('/snap'));
}
