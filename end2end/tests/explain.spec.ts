// The pages that explain a ceremony and let developers break it.
import { readFileSync } from 'node:fs';
import { expect, test } from './support/test.ts';
import { isAccessible } from './support/accessibility.ts';
import { signIn, signOut, signUp } from './support/people.ts';

/** The rows of docs/negative-cases.md, with the steps that they name. */
function rows() {
  const table = readFileSync(new URL('../../docs/negative-cases.md', import.meta.url), 'utf8');
  const cells = table.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  return new Map(cells.filter(([, number]) => /^\d+$/.test(number ?? '')).map((row) => [row[1]!, row[3]!.split(', ')]));
}

test('a sign-in is explained from click to cookie', async ({ page }) => {
  const address = await signUp(page);
  await page.getByRole('link', { name: 'See what just happened' }).click();
  await expect(page.getByText('Sign-up: Accepted.')).toBeVisible();
  await expect(page.locator('.step')).toHaveCount(29);

  await page.goto('/dashboard');
  await signOut(page);
  await signIn(page, address);
  await page.goto('/explain');
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

test('every case is refused at the step that its row names', async ({ page }) => {
  test.slow();
  await page.goto('/explain/break-it');
  await page.getByRole('button', { name: 'Send all' }).click();
  const sum = page.locator('#sum');
  await expect(sum).not.toBeEmpty({ timeout: 45_000 });
  const steps = rows();
  const results = await page.locator('.result').evaluateAll((all) => all.map((result) => ({
    row: (result.closest('[data-row]') as HTMLElement).dataset.row!,
    step: (result.querySelector('.outcome') as HTMLElement | null)?.dataset.step,
    text: result.textContent,
  })));
  expect(results.length).toBeGreaterThanOrEqual(70);
  for (const { row, step, text } of results) expect.soft(steps.get(row), `row ${row}: ${text}`).toContain(step);
  await expect(sum).toHaveText(`${results.length} of ${results.length} were refused at the step that their row names.`);
  await isAccessible(page, 'everything broken');
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
