// extra: passage
// /element.js in Firefox, on a page of another site.
import { pickFromList } from './support/firefox.ts';
import { expect } from './support/test.ts';
import { ADA, LISTEN, test, told } from './support/shop.ts';

test('a visitor signs up in the element, and signs in by the button and by autofill', async ({ shop, page }) => {
  await shop.open(page, '<passage-auth app-id="latchkey"></passage-auth>', LISTEN);
  await page.getByRole('button', { name: 'Create an account' }).click();
  await page.getByLabel('Email').fill(ADA);
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  await expect(page.getByRole('heading', { name: 'You’re signed in' })).toBeFocused();

  await shop.open(page, '<passage-auth app-id="latchkey"></passage-auth>', LISTEN);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('heading', { name: 'You’re signed in' })).toBeVisible();
  expect((await told(page)).slice(-2)).toEqual(['onLoginPasskey', 'login ']);

  await shop.open(page, '<passage-auth app-id="latchkey"></passage-auth>', LISTEN);
  await pickFromList(page.getByLabel('Email'), page.getByRole('heading', { name: 'You’re signed in' }));
  expect((await told(page)).slice(-2)).toEqual(['onLoginPasskey', 'login ']);
});
