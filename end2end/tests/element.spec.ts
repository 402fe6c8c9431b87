// extra: passage
// /element.js on a page of another site, under a strict content security policy.
import { AxeBuilder } from '@axe-core/playwright';
import { HostPage } from './support/host-page.ts';
import { newestLink } from './support/mailbox.ts';
import { Authenticator } from './support/authenticator.ts';
import { Server } from './support/server.ts';
import { ADA, LISTEN, test, told } from './support/shop.ts';
import { expect } from './support/test.ts';

test('a visitor signs up in the element, and signs in again by autofill and by the button', async ({ shop, page }) => {
  await shop.open(page, '<passage-auth app-id="latchkey"></passage-auth>', LISTEN);
  await page.getByRole('button', { name: 'Create an account' }).click();
  await page.getByLabel('Email').fill(ADA);
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  await expect(page.getByRole('heading', { name: 'You’re signed in' })).toBeFocused();
  expect(await told(page)).toEqual([
    'onShowLogin', 'onLoaded', 'onShowRegister', 'before register', 'onRegisterPasskey', `register ${ADA}`,
  ]);
  const stored = await page.evaluate(() => Object.keys(localStorage));
  expect(stored).toEqual([]);

  // The device picks from the autofill list at once.
  await shop.open(page, '<passage-auth app-id="latchkey"></passage-auth>', LISTEN);
  await expect(page.getByRole('heading', { name: 'You’re signed in' })).toBeVisible();
  expect((await told(page)).slice(-2)).toEqual(['onLoginPasskey', 'login ']);
});

test('the element stands still, and is accessible in both themes', async ({ shop, page, device }) => {
  await device.leaveAlone();
  for (const theme of ['light', 'dark']) {
    await shop.open(page, `<latchkey-auth app-id="latchkey" theme="${theme}"></latchkey-auth>`);
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    expect(await page.evaluate('window.shifts')).toBe(0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  }
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Email')).toBeFocused();
  await page.getByLabel('Email').fill('ada');
  await page.getByRole('button', { name: 'Email me a sign-in link' }).press('Enter');
  await expect(page.getByRole('status')).toHaveText('Enter an email address.');
  await expect(page.getByLabel('Email')).toBeFocused();
});

test('the element follows who may sign up', async ({ shop, page, device }) => {
  await device.leaveAlone();
  const follow = async (rule: string) => {
    await shop.server.command('setting', 'set', 'sign_up', rule);
    // The server reads its settings again after five seconds.
    const way = { everyone: 'open', nobody: 'closed' }[rule] ?? 'by_email';
    const app = `${shop.server.origin}/v1/apps/latchkey`;
    await expect.poll(async () => (await (await fetch(app)).json()).app.sign_up, { timeout: 15_000 }).toBe(way);
    await shop.open(page, '<latchkey-auth app-id="latchkey"></latchkey-auth>');
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  };
  const toSignUp = page.getByRole('button', { name: 'Create an account' });
  const create = page.getByRole('button', { name: 'Create a passkey' });
  await follow('everyone');
  await toSignUp.click();
  await expect(create).toBeVisible();

  await follow('nobody');
  await expect(toSignUp).toHaveCount(0);
  await shop.open(page, '<passage-register app-id="latchkey"></passage-register>');
  await expect(page.getByText('You can’t create an account here.')).toBeVisible();
  await expect(create).toHaveCount(0);

  await follow('example.org');
  await toSignUp.click();
  await expect(page.getByRole('heading', { name: 'Create an account' })).toBeVisible();
  await expect(create).toHaveCount(0);
  await page.getByLabel('Email').fill(ADA);
  await page.getByRole('button', { name: 'Email me a sign-in link' }).click();
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible();
});

test('a link opens in the same browser, and a code works where it was asked for', async ({ shop, page, device }) => {
  await device.leaveAlone();
  await shop.open(page, '<passage-auth app-id="latchkey"></passage-auth>', LISTEN);
  await page.getByLabel('Email').fill(ADA);
  await page.getByRole('button', { name: 'Email me a sign-in link' }).click();
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible();
  const { link, code } = await newestLink(page, ADA, 1, shop.server.origin);
  const tab = await page.context().newPage();
  await tab.goto(link);
  expect(new URL(tab.url()).search).toBe('');
  await tab.getByRole('button', { name: 'Sign in' }).click();
  await expect(tab.getByRole('heading', { name: 'Create a passkey?' })).toBeVisible();
  await tab.getByRole('button', { name: 'Not now' }).click();
  await expect(tab.getByRole('heading', { name: 'You’re signed in' })).toBeVisible();
  // The window that waits is in the same browser.
  await tab.close();
  await page.bringToFront();
  await expect(page.getByRole('heading', { name: 'Create a passkey?' })).toBeVisible();
  await device.touch();
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  await expect(page.getByRole('heading', { name: 'You’re signed in' })).toBeVisible();
  expect((await told(page)).slice(-2)).toEqual(['onAddPasskey', `login ${ADA}`]);
  expect(code).toHaveLength(8);
});

test('a code from the email signs in', async ({ shop, page, device, watch }) => {
  await device.leaveAlone();
  await shop.open(page, '<latchkey-auth app-id="latchkey" lang="de"></latchkey-auth>');
  await page.getByLabel('E-Mail').fill(ADA);
  await page.getByRole('button', { name: 'Anmeldelink per E-Mail senden' }).click();
  const { code } = await newestLink(page, ADA, 1, shop.server.origin);
  watch.tolerate(/404.*\/magic-link\/status/);
  watch.expect(/401.*\/otp\/activate/);
  await page.getByLabel('Code').fill('AAAA-AAAA');
  await page.getByLabel('Code').press('Enter');
  await expect(page.getByRole('status')).toHaveText('Dieser Link oder Code ist falsch, verbraucht oder abgelaufen.');
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await page.getByRole('button', { name: 'Nicht jetzt' }).click();
  await expect(page.getByRole('heading', { name: 'Sie sind angemeldet' })).toBeVisible();
});

test('callbacks that throw or refuse break nothing', async ({ shop, page, device, watch }) => {
  await device.leaveAlone();
  watch.expect(/host page/);
  const script = `const auth = document.querySelector('passage-auth');
    auth.onEvent = () => { throw new Error('host page: event'); };
    auth.onSuccess = () => { throw new Error('host page: success'); };
    auth.beforeAuth = () => {
      if (window.goOn === 'throw') throw new Error('host page: before');
      return window.goOn;
    };`;
  await shop.open(page, '<passage-auth app-id="latchkey"></passage-auth>', script);
  await page.getByRole('button', { name: 'Create an account' }).click();
  await page.getByLabel('Email').fill(ADA);
  await page.evaluate('window.goOn = false');
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  await expect(page.getByRole('status')).toHaveText('The page stopped the sign-in.');
  // A function that throws has not agreed.
  await page.evaluate("window.goOn = 'throw'");
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  await expect(page.getByRole('status')).toHaveText('The page stopped the sign-in.');
  await page.evaluate('window.goOn = true');
  await device.touch();
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  await expect(page.getByRole('heading', { name: 'You’re signed in' })).toBeVisible();
});

test('two elements and a profile share one page and one session', async ({ shop, page, device }) => {
  await device.leaveAlone();
  await shop.open(
    page,
    '<passage-auth app-id="latchkey"></passage-auth><latchkey-auth app-id="latchkey"></latchkey-auth>' +
      '<passage-profile app-id="latchkey"></passage-profile>',
  );
  const [first, second, profile] = [page.locator('passage-auth'), page.locator('latchkey-auth'), page.locator('passage-profile')];
  await expect(profile.getByText('You’re signed out.')).toBeVisible();
  await expect(first.getByLabel('Email')).toBeVisible();
  await device.touch();
  await second.getByRole('button', { name: 'Create an account' }).click();
  await second.getByLabel('Email').fill(ADA);
  await second.getByRole('button', { name: 'Create a passkey' }).click();
  await expect(profile.getByText(`Email: ${ADA} (not confirmed)`)).toBeVisible();

  await profile.getByRole('button', { name: 'Confirm' }).click();
  const { code } = await newestLink(page, ADA, 1, shop.server.origin);
  await profile.getByLabel('Code').fill(code);
  await profile.getByRole('button', { name: 'Confirm' }).click();
  await expect(profile.getByText(`Email: ${ADA} (confirmed)`)).toBeVisible();
  // Her device answers the first prompt, and a security key the second.
  await page.route('**/currentuser/devices/start', async (route) => {
    await device.disconnect();
    await Authenticator.connect(page, { transport: 'usb' });
    await route.continue();
  });
  await profile.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(profile.getByRole('listitem')).toHaveCount(2);
  await profile.getByRole('button', { name: /^Rename/ }).first().click();
  await profile.getByLabel('Name').fill('Laptop');
  await profile.getByRole('button', { name: 'Save' }).click();
  await expect(profile.getByText('Laptop')).toBeVisible();
  await profile.getByRole('button', { name: 'Remove: Laptop' }).click();
  await profile.getByRole('button', { name: 'Remove' }).click();
  await expect(profile.getByRole('listitem')).toHaveCount(1);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  const revoked = page.waitForResponse(/\/tokens$/);
  await profile.getByRole('button', { name: 'Sign out' }).click();
  await revoked;
  await expect(profile.getByText('You’re signed out.')).toBeVisible();
  expect(await first.getByLabel('Email').count()).toBe(1);
});

test('tokens are stored only where the page says so', async ({ shop, page }) => {
  await shop.open(page, '<passage-auth app-id="latchkey" storage="local"></passage-auth>', LISTEN);
  await page.getByRole('button', { name: 'Create an account' }).click();
  await page.getByLabel('Email').fill(ADA);
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  await expect(page.getByRole('heading', { name: 'You’re signed in' })).toBeVisible();
  expect((await page.evaluate(() => Object.keys(localStorage))).sort()).toEqual(['psg_auth_token', 'psg_refresh_token']);
  // The next page comes after the access token has expired.
  const before = await page.evaluate(() => localStorage.psg_refresh_token);
  await page.clock.setSystemTime(Date.now() + 11 * 60_000);
  await shop.open(page, '<latchkey-profile app-id="latchkey" storage="local"></latchkey-profile>');
  await expect(page.getByText(`Email: ${ADA} (not confirmed)`)).toBeVisible();
  expect(await page.evaluate(() => localStorage.psg_refresh_token)).not.toBe(before);
  const revoked = page.waitForResponse(/\/tokens$/);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await revoked;
  await expect(page.getByText('You’re signed out.')).toBeVisible();
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

test('without an app-id, a developer’s server is in test mode', async ({ shop, page }) => {
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await shop.open(page, '<passage-auth></passage-auth><passage-profile></passage-profile>');
  const auth = page.locator('passage-auth');
  await expect(auth.getByText('Test mode: accounts created here are deleted after a day.')).toBeVisible();
  expect(await page.evaluate('window.shifts')).toBe(0);
  await auth.getByRole('button', { name: 'Create an account' }).click();
  await auth.getByLabel('Email').fill(ADA);
  await auth.getByRole('button', { name: 'Create a passkey' }).click();
  await expect(page.locator('passage-profile').getByText(`Email: ${ADA} (not confirmed)`)).toBeVisible();
  expect(said.filter((text) => text.includes('app-id="latchkey"'))).toHaveLength(1);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});

test('without an app-id, a server that sends email shows an error', async ({ page, watch }) => {
  watch.expect(/404.*\/v1\/apps\/latchkey-test-mode/);
  watch.expect(/<passage-auth> has no app-id/);
  let html = '';
  const host = await HostPage.start(() => ({ html }));
  const server = await Server.start({ settings: { SMTP_URL: 'smtp://localhost:1', LATCHKEY_ALLOWED_ORIGINS: host.origin } });
  html = `<!doctype html><passage-auth></passage-auth><script src="${server.origin}/element.js" type="module"></script>`;
  try {
    await page.goto(host.origin);
    await expect(page.getByRole('status')).toHaveText('This element needs the attribute app-id.');
    await expect(page.getByRole('button')).toHaveCount(0);
  } finally {
    await server.cleanUp();
    host.stop();
  }
});
