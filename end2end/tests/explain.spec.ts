// The pages that explain a ceremony and let developers break it.
import { expect, test } from './support/test.ts';
import { isAccessible } from './support/accessibility.ts';
import { breakEverything } from './support/explain.ts';
import { confirmAddress, parts, signIn, signInByMail, signOut, signUp } from './support/people.ts';
import { Server } from './support/server.ts';

test('a sign-in is explained from click to cookie', async ({ page }) => {
  const address = await signUp(page);
  const link = page.getByRole('main').getByRole('link', { name: 'See what just happened' });
  await isAccessible(page, 'the dashboard after a sign-up');
  await link.click();
  await expect(page.getByText('Sign-up: Accepted.')).toBeVisible();
  await expect(page.locator('.step')).toHaveCount(29);

  await page.goto('/dashboard');
  await signOut(page);
  await signIn(page, address);
  await link.click();
  await expect(page.getByText('Sign-in: Accepted.')).toBeVisible();
  await expect(page.locator('.step')).toHaveCount(25);

  // A part is marked in the bytes, and the keyboard is enough for that.
  const flags = page.locator('.field', { hasText: 'flags' });
  const bytes = page.locator('.part').nth(1);
  const before = await bytes.evaluate((part) => getComputedStyle(part).backgroundColor);
  await flags.focus();
  expect(await bytes.evaluate((part) => getComputedStyle(part).backgroundColor)).not.toBe(before);

  const step = page.locator('.step', { hasText: '7.2.12' });
  await step.locator('summary').focus();
  await page.keyboard.press('Enter');
  await expect(step.getByText('A page that looks like ours')).toBeVisible();
  await expect(step.getByRole('link', { name: /^#rp-op-verifying-assertion-step-origin$/ })).toBeVisible();
  await isAccessible(page, 'a sign-in, explained');
  await step.getByRole('link', { name: /response\.rs/ }).click();
  await expect(page.locator('.here')).toContainText('fn client_data(');
  await isAccessible(page, 'the code of a step');
});

test('a step-up is explained where it leads to', async ({ page, device }) => {
  const address = await signUp(page);
  await confirmAddress(page, address);
  await signOut(page);
  await device.leaveAlone();
  await signInByMail(page, address, 2);
  await device.touch();
  await page.goto('/verify?next=%2Fdashboard%2Faccount');
  await parts(page).confirmItIsYou.click();
  await page.waitForURL('/dashboard/account');
  await page.getByRole('main').getByRole('link', { name: 'See what just happened' }).press('Enter');
  await expect(page.getByText('Confirmation that it’s you: Accepted.')).toBeVisible();
});

test('the keyboard is enough for the whole page', async ({ page }) => {
  await signUp(page);
  await page.goto('/explain');
  const focused = () => page.evaluate(() => {
    const { id, className, textContent } = document.activeElement!;
    return `${id} ${className} ${textContent}`;
  });
  // Every part of the bytes and every step is on the way of the Tab key, and a focused step opens.
  const seen: string[] = [];
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    seen.push(await focused());
  }
  const missing = ['part-authData.rpIdHash', 'part-authData.flags', 'part-authData.credentialPublicKey', '7.1.1', '7.1.29']
    .filter((name) => !seen.some((one) => one.includes(name)));
  expect(missing).toEqual([]);
  await page.locator('.step summary').first().focus();
  await page.keyboard.press('Space');
  await expect(page.locator('.step details').first()).toHaveAttribute('open');
});

test('every case is refused at the step that its row names', async ({ page }) => {
  test.slow();
  const server = await Server.start({ settings: { LATCHKEY_ALLOWED_ORIGINS: 'https://shop.example.net' } });
  try {
    await page.goto(`${server.origin}/explain/break-it`);
    expect(await breakEverything(page)).toBeGreaterThanOrEqual(90);
    await isAccessible(page, 'everything broken');
  } finally {
    await server.cleanUp();
  }
});

test('a case is looked at before it is sent', async ({ page }) => {
  await page.goto('/explain/break-it');
  const row = page.locator('[data-row="10"]');
  await row.getByRole('button', { name: /^Try at sign-in/ }).press('Enter');
  await expect(row.locator('ins')).toContainText('http://example.org:');
  await page.keyboard.press('Enter');
  await expect(row.locator('.outcome')).toContainText('Refused at step 7.2.12 (as its row says)');
  await row.getByRole('link', { name: 'See every step' }).click();
  await expect(page.locator('#refused')).toContainText('7.2.12');
  await expect(page.locator('.outcome')).toContainText('another origin');
  await isAccessible(page, 'a refused sign-in');
});
