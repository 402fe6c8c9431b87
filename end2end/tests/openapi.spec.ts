// The API reference: reading it, trying it, and the same content security policy as every page. The
// selectors are those of Swagger UI.
import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import { signOut, signUp } from './support/people.ts';
import { isAccessible } from './support/accessibility.ts';

const operation = (page: Page, name: string) => page.locator(`.opblock[id$="-${name}"]`);

/** Opens an operation with the keyboard and sends its example request. */
async function send(page: Page, name: string) {
  const it = operation(page, name);
  await it.locator('.opblock-summary-control').press('Enter');
  await it.getByRole('button', { name: 'Execute' }).click();
  return it.locator('.live-responses-table .response');
}

// Swagger UI's fields have neither an id nor a name.
test.beforeEach(({ watch }) => watch.tolerate(/FormEmptyIdAndNameAttributes/));

test('every operation is listed, from the foot of every page', async ({ page, request }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'For developers' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const document = (await (await request.get('/openapi.json')).json()) as { paths: Record<string, object> };
  const methods = Object.values(document.paths).flatMap((path) =>
    Object.keys(path).filter((key) => key !== 'parameters'),
  );
  await expect(page.locator('.opblock')).toHaveCount(methods.length);
  expect(methods.length).toBeGreaterThan(20);
});

test('an operation is tried with the current session', async ({ page, anotherBrowser, watch }) => {
  // Swagger UI is slow.
  test.slow();
  watch.expect(/401.* \/auth\/user/);
  watch.expect(/401.* \/auth\/passkeys\/credentials/);
  await page.goto('/docs');
  await expect(await send(page, 'user')).toContainText('signed_out');

  const address = await signUp(page);
  await page.goto('/docs');
  await expect(await send(page, 'user')).toContainText(address);
  // An operation that changes something. The guard accepts the page as ours.
  const answer = await send(page, 'issue_tokens');
  await expect(answer).toContainText('access_token');
  const { access_token: token } = JSON.parse(await answer.locator('.highlight-code code').innerText()) as {
    access_token: string;
  };

  // Without a session, with an access token. It works until its session ends.
  const elsewhere = await (await anotherBrowser()).newPage();
  await elsewhere.goto('/docs');
  await elsewhere.getByRole('button', { name: 'Authorize', exact: true }).click();
  const dialog = elsewhere.locator('.auth-container').filter({ hasText: 'access_token' });
  await dialog.getByRole('textbox').fill(token);
  await dialog.getByRole('button', { name: 'Apply credentials' }).click();
  await dialog.getByRole('button', { name: 'Close' }).click();
  const passkeys = await send(elsewhere, 'list_passkeys');
  await expect(passkeys).toContainText('"backupEligible"');
  await page.goto('/dashboard');
  await signOut(page);
  await elsewhere.getByRole('button', { name: 'Execute' }).click();
  await expect(passkeys).toContainText('invalid_token');
});

test('the page is readable in light and dark, narrow and wide', async ({ page }) => {
  await page.goto('/docs');
  await expect(operation(page, 'user')).toBeVisible();
  await isAccessible(page, 'docs');
});

test('an operation and its response are readable too', async ({ page }) => {
  await page.goto('/docs');
  await expect(await send(page, 'register_begin')).toContainText('publicKey');
  await isAccessible(page, 'docs, an operation and its answer');
});
