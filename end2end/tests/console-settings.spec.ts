// extra: console
// The settings in the console, and their effect for visitors.
import { deflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { isAccessible } from './support/accessibility.ts';
import { becomeAdmin } from './support/admin.ts';
import { signUp } from './support/people.ts';
import { expect, test as base } from './support/test.ts';

const test = base.extend({ baseURL: ({ freshServer }, use) => use(freshServer.origin) });

/** The form of a setting. */
const form = (page: Page, name: string) => page.locator(`form:has([value="${name}"][name="name"])`);

async function save(page: Page, name: string, value: string) {
  await form(page, name).locator('[name="value"]').fill(value);
  await form(page, name).getByRole('button', { name: 'Save' }).click();
}

const accent = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--accent').trim());

test('an administrator changes the look, and sees it before it is saved', async ({ page, browser, freshServer }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await signUp(page);
  await becomeAdmin(page, freshServer);
  await page.goto('/console/settings');
  expect(await accent(page)).toBe('#1d4ed8');
  await form(page, 'accent').locator('[name="value"]').fill('#8a1538');
  await expect.poll(() => accent(page)).toBe('#8a1538');
  const visitor = await browser.newPage({ baseURL: freshServer.origin, colorScheme: 'light' });
  await visitor.goto('/sign-in');
  expect(await accent(visitor)).toBe('#1d4ed8');
  await form(page, 'accent').getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('.done')).toContainText('Saved.');
  await visitor.reload();
  expect(await accent(visitor)).toBe('#8a1538');

  await page.getByLabel('Logo').setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') });
  await page.locator('form[action="/api/set_logo"]').getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('#logo-error')).toBeVisible();
  await page.getByLabel('Logo').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: png(120, 60) });
  await page.locator('form[action="/api/set_logo"]').getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('.done')).toContainText('Saved.');
  await visitor.reload();
  const logo = visitor.locator('.brand img');
  await expect(logo).toHaveJSProperty('naturalWidth', 120);
  expect(await logo.boundingBox()).toMatchObject({ width: 56, height: 28 });
  await isAccessible(visitor, 'sign-in with a logo and another colour');
  await visitor.close();
  await isAccessible(page, 'console, settings');
});

test('an administrator adds fields, and a user fills them in', async ({ page, freshServer }) => {
  await signUp(page);
  await becomeAdmin(page, freshServer);
  await page.goto('/console/settings');
  const fields = [
    ['born', 'Date of birth', 'Date'],
    ['shoe_size', '', 'Whole number'],
    ['newsletter', 'Send me the newsletter', 'Yes or no'],
    ['mobile', 'Mobile phone', 'Phone number'],
  ] as const;
  for (const [name, label, type] of fields) {
    await page.getByLabel('Name of the field').fill(name);
    await page.getByLabel('Label on pages').fill(label);
    await page.getByLabel('Type', { exact: true }).selectOption(type);
    await page.getByRole('button', { name: 'Add field' }).click();
    await expect(page.locator('.done')).toContainText('Field added.');
  }
  await isAccessible(page, 'console, settings with fields');

  await page.goto('/dashboard/account');
  const born = page.getByLabel('Date of birth');
  const mobile = page.getByLabel('Mobile phone');
  await born.fill('1815-12-10');
  await page.getByLabel('Shoe size').fill('42');
  await page.getByLabel('Send me the newsletter').check();
  await mobile.fill('112');
  await page.getByRole('button', { name: 'Save details' }).click();
  await expect(mobile).toBeFocused();
  await expect(mobile).toHaveValue('112');
  await expect(page.locator('#field-mobile-error')).toBeVisible();
  await expect(born).toHaveValue('1815-12-10');
  await isAccessible(page, 'account, with a wrong number');
  await mobile.fill('+49 1512 3456789');
  await page.getByRole('button', { name: 'Save details' }).click();
  await expect(page.locator('.done')).toContainText('Details saved.');
  await expect(mobile).toHaveValue('+4915123456789');
  await expect(page.getByLabel('Send me the newsletter')).toBeChecked();

  await page.goto('/console/settings');
  const field = page.getByRole('listitem').filter({ hasText: 'Date of birth' });
  await field.getByRole('button', { name: 'Remove' }).click();
  await expect(page.locator('.done')).toContainText('Field removed.');
  await page.goto('/dashboard/account');
  await expect(born).toHaveCount(0);
});

test('an administrator chooses languages, the next page and lifetimes', async ({ page, browser, freshServer }) => {
  await signUp(page);
  await becomeAdmin(page, freshServer);
  await page.goto('/console/settings');
  for (const language of ['Español', 'Italiano', 'Polski', 'Português', '中文']) {
    await page.getByRole('checkbox', { name: language }).uncheck();
  }
  await page.locator('#first-language').selectOption('de');
  await page.locator('form[action="/api/set_languages"]').getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('.done')).toContainText('Saved.');
  await save(page, 'redirect', 'https://evil.example/');
  await expect(page.locator('#setting-redirect')).toBeFocused();
  await expect(page.locator('#setting-redirect')).toHaveValue('https://evil.example/');
  await save(page, 'redirect', '/dashboard/activity');
  await expect(page.locator('.done')).toContainText('Saved.');
  await save(page, 'session_days', '7');
  await expect(page.locator('.done')).toContainText('Saved.');

  const visitor = await browser.newPage({ baseURL: freshServer.origin, locale: 'es' });
  await visitor.goto('/');
  await expect(visitor.locator('html')).toHaveAttribute('lang', 'de');
  await visitor.locator('.language summary').click();
  await expect(visitor.locator('.language button')).toHaveText(['English', 'Deutsch']);
  await visitor.close();
});

test('an administrator imports users without JavaScript', async ({ page, browser, freshServer }) => { // extra: user_files
  await signUp(page); // extra: user_files
  await becomeAdmin(page, freshServer); // extra: user_files
  const storageState = await page.context().storageState(); // extra: user_files
  const plain = await browser.newPage({ baseURL: freshServer.origin, javaScriptEnabled: false, storageState }); // extra: user_files
  await plain.goto('/console/users'); // extra: user_files
  await plain.getByRole('link', { name: 'Import users' }).click(); // extra: user_files
  const file = 'email,name\nada@example.org,"Ada & </textarea><b>"\nnone,Bob\n'; // extra: user_files
  const buffer = Buffer.from(file); // extra: user_files
  await plain.getByLabel('Choose a file').setInputFiles({ name: 'users.csv', mimeType: 'text/csv', buffer }); // extra: user_files
  await plain.getByRole('button', { name: 'Check' }).click(); // extra: user_files
  await expect(plain.getByRole('status')).toContainText('1 accounts with 0 passkeys would be created'); // extra: user_files
  await expect(plain.getByLabel('Or paste its content')).toHaveValue(file); // extra: user_files
  await plain.getByLabel('Or paste its content').fill(file.replace('none', 'bob@example.org')); // extra: user_files
  await plain.getByRole('button', { name: 'Import users' }).click(); // extra: user_files
  await expect(plain.getByRole('status')).toContainText('2 accounts with 0 passkeys created'); // extra: user_files
  await expect(plain.getByRole('heading', { name: 'Imported' })).toBeVisible(); // extra: user_files
  await expect(plain.getByText('Importing', { exact: true })).toBeHidden(); // extra: user_files
  await plain.close(); // extra: user_files
  await page.goto('/console/import'); // extra: user_files
  await page.getByLabel('Or paste its content').fill(file); // extra: user_files
  await page.getByRole('button', { name: 'Check' }).click(); // extra: user_files
  await isAccessible(page, 'console, a report of an import'); // extra: user_files
}); // extra: user_files

/** A picture in one colour. */
function png(width: number, height: number) {
  const table = Array.from({ length: 256 }, (_, index) => {
    let value = index;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value >>> 0;
  });
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const sum = body.reduce((crc, byte) => (crc >>> 8) ^ (table[(crc ^ byte) & 255] ?? 0), 0xffffffff);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE((sum ^ 0xffffffff) >>> 0);
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0x66)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}
