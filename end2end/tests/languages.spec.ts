// Languages: the browser's choice, the menu at the foot of every page, and no page too wide.
import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import { isAwake, newAddress, signUp } from './support/people.ts';
import { isAccessible } from './support/accessibility.ts';
import { newestLink } from './support/mailbox.ts';

const speaks = (page: Page, locale: string) => expect(page.locator('html')).toHaveAttribute('lang', locale);

/** Opens the menu and picks a language with the keyboard alone. */
async function choose(page: Page, name: string) {
  const menu = page.locator('details.language summary');
  await menu.focus();
  if (!(await page.locator('details.language[open]').count())) await page.keyboard.press('Enter');
  const choice = page.getByRole('button', { name, exact: true });
  await expect(choice).toBeVisible();
  // To the language's button, past those before it.
  for (let presses = 0; presses < 8; presses += 1) {
    await page.keyboard.press('Tab');
    if (await choice.evaluate((button) => button === document.activeElement)) break;
  }
  await expect(choice).toBeFocused();
  await page.keyboard.press('Enter');
}

test('the keyboard switches the language of the current page', async ({ page, device }) => {
  await device.leaveAlone();
  await page.goto('/sign-in?problem=link_expired');
  await speaks(page, 'en');
  await choose(page, 'Deutsch');
  await speaks(page, 'de');
  await expect(page).toHaveURL(/\/sign-in\?problem=link_expired$/);
  await isAwake(page.getByRole('button', { name: 'Mit Passkey anmelden' }));
  await expect(page.getByRole('alert')).toContainText('Dieser Link oder Code ist abgelaufen');
  await page.locator('details.language summary').click();
  await isAccessible(page, 'sign-in in German, menu open');
  await choose(page, 'English');
  await speaks(page, 'en');
});

test('a browser that requests Chinese gets Chinese, also from the button', async ({ anotherBrowser }) => {
  const page = await (await anotherBrowser({ locale: 'zh-CN', reducedMotion: 'reduce' })).newPage();
  await page.goto('/sign-up');
  await speaks(page, 'zh');
  await page.getByRole('textbox', { name: '电子邮箱' }).fill(newAddress());
  // There is no device for a passkey. The browser ends the ceremony, and the button says so in Chinese.
  const button = page.getByRole('button', { name: '创建通行密钥' });
  await isAwake(button);
  await button.click();
  await expect(page.getByRole('status')).toContainText(/[\u4e00-\u9fff]/);
});

for (const [locale, name] of [
  ['de', 'Deutsch'],
  ['pl', 'Polski'],
] as const) {
  test(`no page in ${name} scrolls sideways, and axe finds no problem`, async ({ page, device, watch }) => {
    watch.expect(/404.* \/none/);
    const address = await signUp(page);
    // Otherwise it would answer the autofill list of the sign-in page at once.
    await device.leaveAlone();
    await choose(page, name);
    await speaks(page, locale);
    for (const path of ['/dashboard', '/', '/none', '/sign-up', '/sign-in', '/dev/mailbox']) {
      await page.goto(path);
      await speaks(page, locale);
      await isAccessible(page, `${path} in ${name}`);
    }
    await page.goto((await newestLink(page, address)).link);
    await isAccessible(page, `link, ready to confirm, in ${name}`);
  });
}

test('the menu works without scripts', async ({ anotherBrowser }) => {
  const page = await (await anotherBrowser({ javaScriptEnabled: false })).newPage();
  await page.goto('/');
  await page.locator('details.language summary').click();
  await page.getByRole('button', { name: 'Italiano' }).click();
  await speaks(page, 'it');
  await page.goto('/sign-in');
  await speaks(page, 'it');
});

test('an email is in the language of the browser that requested it', async ({ page, device }) => {
  await device.leaveAlone();
  await page.goto('/');
  await choose(page, 'Español');
  await speaks(page, 'es');
  await page.goto('/sign-in');
  const address = newAddress();
  await page.getByRole('textbox', { name: 'Correo electrónico' }).fill(address);
  await page.getByRole('button', { name: 'Enviarme un enlace de acceso' }).click();
  await expect(page.getByRole('heading', { name: 'Revise su correo' })).toBeVisible();
  await page.goto('/dev/mailbox');
  await expect(page.getByRole('article').filter({ hasText: address })).toContainText('Cree su cuenta');
});
