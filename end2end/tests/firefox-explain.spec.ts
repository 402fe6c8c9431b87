// extra: explain
// The pages that explain a ceremony, in Firefox.
import { breakEverything } from './support/explain.ts';
import { Server } from './support/server.ts';
import { expect, test } from './support/test.ts';
import { signIn, signOut, signUp } from './support/people.ts';

// Firefox reports downloads that the user leaves behind.
const LEFT_BEHIND = /NetworkError when attempting to fetch|The operation was aborted|error loading dynamically imported module/;
test.beforeEach(({ watch }) => watch.tolerate(LEFT_BEHIND));

test('a sign-up and a sign-in of Firefox are explained step by step', async ({ page }) => {
  const address = await signUp(page);
  await page.getByRole('main').getByRole('link', { name: 'See what just happened' }).click();
  await expect(page.getByText('Sign-up: Accepted.')).toBeVisible();
  await expect(page.locator('.step')).toHaveCount(29);
  await page.goto('/dashboard');
  await signOut(page);
  await signIn(page, address);
  await page.getByRole('main').getByRole('link', { name: 'See what just happened' }).click();
  await expect(page.getByText('Sign-in: Accepted.')).toBeVisible();
  await expect(page.locator('.step')).toHaveCount(25);
  const step = page.locator('.step', { hasText: '7.2.12' });
  await step.locator('summary').focus();
  await page.keyboard.press('Enter');
  await expect(step.getByText('A page that looks like ours')).toBeVisible();
  // A part that has the focus is marked in the bytes.
  const bytes = page.locator('.part').nth(1);
  const before = await bytes.evaluate((part) => getComputedStyle(part).backgroundColor);
  await page.locator('.field', { hasText: 'flags' }).focus();
  expect(await bytes.evaluate((part) => getComputedStyle(part).backgroundColor)).not.toBe(before);
});

test('every case is refused in Firefox at the step that its row names', async ({ page }) => {
  test.slow();
  const server = await Server.start({ settings: { LATCHKEY_ALLOWED_ORIGINS: 'https://shop.example.net' } });
  try {
    await page.goto(`${server.origin}/explain/break-it`);
    await breakEverything(page);
  } finally {
    await server.cleanUp();
  }
});
