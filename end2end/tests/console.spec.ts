// The console in the browser, from the invitation to each of its pages.
import type { Page } from '@playwright/test';
import { isAccessible } from './support/accessibility.ts';
import { becomeAdmin } from './support/admin.ts';
import { isSignedIn, newAddress, parts, signUp } from './support/people.ts';
import { expect, test as base } from './support/test.ts';

const test = base.extend({ baseURL: ({ freshServer }, use) => use(freshServer.origin) });

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

test('an administrator finds the console in the menu and uses each page', async ({ page, browser, freshServer }) => {
  await signUp(page);
  await becomeAdmin(page, freshServer);
  await page.goto('/dashboard');
  await page.locator('.menu summary').click();
  await page.locator('.menu-panel').getByRole('link', { name: 'Console' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await expect(page.locator('.menu')).not.toHaveAttribute('open');

  const address = newAddress('bob'); // extra: passage
  await page.goto('/console/users'); // extra: passage
  await page.getByRole('link', { name: 'Create a user' }).click(); // extra: passage
  await isAccessible(page, 'console, new user'); // extra: passage
  await page.getByLabel('Email').fill(address); // extra: passage
  await button(page, 'Create a user').click(); // extra: passage
  await page.waitForURL(/users\/[0-9a-f-]{36}$/); // extra: passage
  await button(page, 'Create a link to copy').click(); // extra: passage
  const link = await page.locator('.shown code').innerText(); // extra: passage
  await isAccessible(page, 'console, a link'); // extra: passage
  const other = await browser.newPage({ baseURL: freshServer.origin }); // extra: passage
  await other.goto(link); // extra: passage
  await parts(other).signIn.click(); // extra: passage
  await isSignedIn(other, address); // extra: passage
  await other.close(); // extra: passage

  await page.goto('/console/api-keys'); // extra: passage
  await page.getByLabel('Name').fill('shop'); // extra: passage
  await button(page, 'Create a key').click(); // extra: passage
  await expect(page.locator('.shown code')).toHaveText(/^lk_/); // extra: passage
  await isAccessible(page, 'console, API keys'); // extra: passage
  await button(page, 'Revoke').click(); // extra: passage
  await expect(page.locator('.done')).toHaveText('The key was revoked.'); // extra: passage

  await page.goto('/console/webhooks'); // extra: webhooks
  await page.getByLabel('Web address').fill('https://example.org/hooks'); // extra: webhooks
  await button(page, 'Add an endpoint').click(); // extra: webhooks
  await expect(page.locator('.shown code')).toHaveText(/^whsec_/); // extra: webhooks
  await isAccessible(page, 'console, webhooks'); // extra: webhooks

  for (const path of ['', '/users', '/events', '/events?network=1.2.3.0/24', '/events?network=wrong', '/admins']) {
    await page.goto(`/console${path}`);
    await isAccessible(page, `console${path}`);
  }
});
