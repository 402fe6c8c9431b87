// extra: passage
// A former customer's page with Passage's own element as it is published. Only the lines that send its
// requests here are new.
import type { Page } from '@playwright/test';
import { Authenticator } from './support/authenticator.ts';
import { HostPage, importMap } from './support/host-page.ts';
import { newestLink } from './support/mailbox.ts';
import { Server } from './support/server.ts';
import { expect, test as base } from './support/test.ts';

const PACKAGES = ['@passageidentity/passage-js', '@passageidentity/webauthnutils', 'ua-parser-js', 'jwt-decode', 'async-mutex', 'serialize-error'];
const ELEMENT = '/npm/@passageidentity/passage-elements/dist/package';
const ADA = 'ada@example.org';

const html = (base: string, element: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Shop</title>
${importMap(...PACKAGES)}
<script>
  const f = window.fetch;
  window.fetch = (u, i) => f(typeof u !== 'string' ? u : u
    .replace('https://auth.passage.id', '${base}')
    .replace('https://storage.googleapis.com/passage-frontend/locales/passage-auth/v2', '${base}/locales'), i);
</script>
<main><${element} app-id="latchkey"></${element}></main>
<script type="module" src="${ELEMENT}/${element}/index.es.js"></script>
</html>`;

const test = base.extend<{ more: Record<string, string>; shop: { origin: string; server: Server; open(element: string): Promise<void> } }>({
  more: [{}, { option: true }],
  shop: async ({ more, page, watch }, use) => {
    // Country codes and flags of phone numbers, which it loads in vain.
    watch.tolerate(/intl-tel-input/);
    // It has inputs without a name, and boxes for digits that start with a blank.
    watch.tolerate(/FormEmptyIdAndNameAttributes|specified value " " cannot be parsed/);
    await page.route('https://**', (route) => route.abort());
    let [base, element] = ['', ''];
    const host = await HostPage.start(() => ({ html: html(base, element) }));
    const server = await Server.start({ settings: { LATCHKEY_ALLOWED_ORIGINS: host.origin, ...more } });
    base = server.origin;
    const open = async (name: string) => {
      element = name;
      await page.goto(host.origin);
    };
    try {
      await use({ origin: host.origin, server, open });
    } finally {
      await server.cleanUp();
      host.stop();
    }
  },
});

/** Types an address into the element's form to sign up. */
async function begin(page: Page, email: string) {
  await page.getByTestId('register-link').click();
  await page.getByTestId('identifier-input').last().fill(email);
  await page.getByTestId('continue-button').last().click();
}

/** Signs in with a passkey where someone is signed in. */
async function signInAgain(page: Page, device: Authenticator) {
  await device.leaveAlone();
  await page.getByRole('button', { name: 'Use another account' }).click();
  await page.getByTestId('identifier-input').first().fill(ADA);
  await device.touch();
  const signedIn = page.waitForResponse(/\/login\/webauthn\/finish$/);
  await page.getByTestId('continue-button').first().click();
  expect((await signedIn).status()).toBe(200);
  await expect(page.getByText('Welcome back,').first()).toBeVisible();
}

/** What the profile shows as the user's address. */
const address = (page: Page) => page.locator('passage-profile').getByRole('textbox').first();

test('a visitor signs up with a passkey, signs in again, and sees the profile', async ({ shop, page, device }) => {
  await device.leaveAlone();
  await shop.open('passage-auth');
  await begin(page, ADA);
  await expect(page.getByText('Passkeys are a simple and secure way to sign in.')).toBeVisible();
  await device.touch();
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  await expect(page.getByText('Welcome back,').first()).toBeVisible();
  await signInAgain(page, device);

  await shop.open('passage-profile');
  await expect(address(page)).toHaveValue(ADA);
  await expect(page.getByRole('row', { name: /Added:.*Last used:.*Current/ })).toBeVisible();
});

test('a visitor signs up with a link from an email', async ({ shop, page, device, watch }) => {
  await device.leaveAlone();
  watch.tolerate(/404.*\/magic-link\/status/);
  await shop.open('passage-auth');
  await begin(page, ADA);
  await page.getByRole('button', { name: 'Sign up with a link by email' }).click();
  await expect(page.getByText('Check your email to sign up')).toBeVisible();
  const { link } = await newestLink(page, ADA, 1, shop.server.origin);
  await page.goto(link);
  await page.getByTestId('add-device-skip').click();
  await expect(page.getByText('Welcome back,').first()).toBeVisible();
  await shop.open('passage-profile');
  await expect(address(page)).toHaveValue(ADA);
});

test('the element says what a passkey is while it waits for one', async ({ shop, page, device }) => {
  await shop.open('passage-auth');
  await begin(page, ADA);
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  await expect(page.getByText('Welcome back,').first()).toBeVisible();
  await device.leaveAlone();
  await page.getByRole('button', { name: 'Use another account' }).click();
  await page.getByTestId('identifier-input').first().fill(ADA);
  await page.getByTestId('continue-button').first().click();
  await page.getByRole('button', { name: 'Learn more' }).click();
  const explanation = page.locator('.passage-learnmore');
  await expect(explanation).toContainText('A passkey works only on the site it was made for.');
  await explanation.getByText('Close', { exact: true }).click();
  await expect(explanation).toHaveCount(0);
});

test.describe('where the site trusts as Passage did', () => {
  test.use({ more: { LATCHKEY_PAGES: 'short-codes, token-alone', LATCHKEY_USER_FIELDS: 'nickname:string' } });

  test('a visitor signs up with a code of six digits, and changes the profile', async ({ shop, page, device }) => {
    await device.leaveAlone();
    await shop.open('passage-auth');
    await begin(page, ADA);
    await page.getByRole('button', { name: 'Sign up with a code' }).click();
    await page.getByRole('spinbutton').first().click();
    await page.keyboard.type((await newestLink(page, ADA, 1, shop.server.origin)).code);
    await expect(page.getByText('Welcome back,').first()).toBeVisible();

    await device.touch();
    await shop.open('passage-profile');
    await expect(address(page)).toHaveValue(ADA);
    await page.getByTestId('add-passkey-button').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByRole('row', { name: /Added:/ })).toBeVisible();
    await page.getByText('Edit', { exact: true }).last().click();
    const nickname = page.locator('passage-profile').getByRole('textbox').nth(1);
    await nickname.fill('Ada');
    // Opening another page would cancel the request.
    const saved = page.waitForResponse(
      (answer) => answer.request().method() === 'PATCH' && answer.url().endsWith('/user-metadata'),
    );
    await page.getByText('Save', { exact: true }).click();
    expect((await saved).status()).toBe(200);
    await shop.open('passage-profile');
    await expect(nickname).toHaveValue('Ada');
  });

  test.describe('in an Austrian browser', () => {
    test.use({ locale: 'de-AT' });

    test('the element speaks German', async ({ shop, page, device }) => {
      await device.leaveAlone();
      await shop.open('passage-auth');
      await begin(page, ADA);
      await expect(page.getByRole('button', { name: 'Passkey erstellen' })).toBeVisible();
      // For some texts, such as this one, the element looks only into the file of the country.
      await expect(page.getByRole('button', { name: 'Mit einem Code registrieren' })).toBeVisible();
    });
  });

  test('one of two passkeys is removed', async ({ shop, page, device }) => {
    await shop.open('passage-auth');
    await begin(page, ADA);
    await page.getByRole('button', { name: 'Create a passkey' }).click();
    await expect(page.getByText('Welcome back,').first()).toBeVisible();
    await signInAgain(page, device);
    await shop.open('passage-profile');
    const row = page.getByRole('row', { name: /Added:/ });
    await device.disconnect();
    await Authenticator.connect(page, { transport: 'usb' });
    await page.getByTestId('add-passkey-button').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Use another device' }).click();
    await expect(row).toHaveCount(2);
    await page.getByTestId('revoke-passkey-button-0').click();
    await page.getByRole('button', { name: 'Remove' }).click();
    await expect(row).toHaveCount(1);
  });
});

test('the element sends a link again, and says so of a link that was used', async ({ shop, page, device, watch }) => {
  await device.leaveAlone();
  watch.tolerate(/40[14].*\/magic-link\/(status|activate)/);
  await shop.open('passage-auth');
  await begin(page, ADA);
  await page.getByRole('button', { name: 'Sign up with a link by email' }).click();
  await newestLink(page, ADA, 1, shop.server.origin);
  await page.getByRole('button', { name: 'Send the email again' }).click();
  const { link } = await newestLink(page, ADA, 2, shop.server.origin);
  await page.goto(link);
  await page.getByTestId('add-device-skip').click();
  await expect(page.getByText('Welcome back,').first()).toBeVisible();
  await page.evaluate('localStorage.clear()');
  await page.goto(link);
  await expect(page.getByText('This link was used or has expired')).toBeVisible();
});

test('a passkey is renamed in the profile, and removed only after it was used', async ({ shop, page, device: _, watch }) => {
  await shop.open('passage-auth');
  await begin(page, ADA);
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  await expect(page.getByText('Welcome back,').first()).toBeVisible();
  await shop.open('passage-profile');
  const row = page.getByRole('row', { name: /Added:/ });
  // A passkey that hasn't signed in yet shows the day on which it was created.
  await expect(row).toContainText(new RegExp(`Last used: .* ${new Date().getFullYear()}`));
  const renamed = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
  await page.getByTestId('edit-passkey-button-0').click();
  await row.getByRole('textbox').fill('Work laptop');
  await row.getByRole('textbox').press('Enter');
  expect((await renamed).status()).toBe(200);
  await expect(row.getByRole('textbox')).toHaveValue('Work laptop');

  // This element can't ask for a passkey first.
  watch.tolerate(/403.*\/currentuser\/devices\//);
  await page.getByTestId('revoke-passkey-button-0').click();
  await page.getByRole('button', { name: 'Remove' }).click();
  await expect(row).toContainText('The passkey couldn’t be removed.');
});
