import { fileURLToPath } from 'node:url';
import { expect, test as base } from '../tests/support/test.ts';
import { Authenticator } from '../tests/support/authenticator.ts';
import { askForLink, cancel, isAwake, isSignedIn, open, parts, signUp, WAITING } from '../tests/support/people.ts';
import { newestLink } from '../tests/support/mailbox.ts';

const folder = process.env.SCREENSHOTS ?? fileURLToPath(new URL('../../target/screenshots', import.meta.url));
const address = 'ada@example.org';

// A separate server, so that the mailbox contains only this test's emails.
const test = base.extend({ baseURL: ({ freshServer }, use) => use(freshServer.origin) });

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [320, 1280]) {
    test.describe(`${colorScheme} ${width}`, () => {
      test.use({ colorScheme, viewport: { width, height: 800 } });

      test('the pages', async ({ page, device }) => {
        const shoot = (name: string) =>
          page.screenshot({ path: `${folder}/${name}-${colorScheme}-${width}.png`, fullPage: true });
        const { email, createPasskey, signInWithPasskey, status, account } = parts(page);

        await page.goto('/');
        await shoot('home');
        await page.goto('/dev/mailbox');
        await shoot('mailbox-empty');

        await device.leaveAlone();
        await page.goto('/sign-up');
        await isAwake(createPasskey);
        await shoot('sign-up');
        await email.fill(address);
        await createPasskey.click();
        await expect(status).toHaveText(WAITING);
        await shoot('sign-up-waiting');
        await cancel(page);
        await shoot('sign-up-cancelled');

        await page.goto('/sign-in');
        await isAwake(signInWithPasskey);
        await shoot('sign-in');
        await page.goto('/sign-in?problem=link_expired');
        await shoot('sign-in-refused');
        await page.goto('/recovery');
        await shoot('recovery-signed-out');

        await device.touch();
        await signUp(page, address);
        await shoot('dashboard');
        await open(parts(page).passkeys, 'Remove');
        await shoot('dashboard-only-way-in');
        const { link } = await newestLink(page, address);
        await page.goto(link);
        await shoot('magic-link-confirm');
        await page.getByRole('button', { name: 'Confirm this address' }).click();
        await expect(account).not.toContainText('Not confirmed yet');
        await shoot('dashboard-confirmed');
        await device.disconnect();
        const key = await Authenticator.connect(page, { transport: 'usb' });
        await parts(page).addPasskey.click();
        await expect(parts(page).passkeys.getByRole('listitem')).toHaveCount(2);
        await shoot('passkey-added');
        await open(parts(page).passkeys.getByRole('listitem').first(), 'Rename');
        await shoot('passkey-rename');
        await page.getByRole('textbox', { name: 'New name' }).fill('\u2800');
        await page.getByRole('button', { name: 'Rename' }).click();
        await expect(page.getByText('Enter a name')).toBeVisible();
        await shoot('passkey-rename-refused');
        await page.goto('/dashboard');
        await open(parts(page).passkeys.getByRole('listitem').first(), 'Remove');
        await shoot('passkey-remove');
        await page.locator('.menu summary').click();
        await shoot('account-menu');
        await page.goto('/dashboard/activity');
        await shoot('activity');
        await page.goto('/dashboard/activity?show=warnings');
        await shoot('activity-none');
        await page.goto('/recovery-codes');
        await shoot('recovery-codes');
        await page.getByRole('button', { name: 'Create recovery codes' }).click();
        await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your recovery codes');
        await shoot('recovery-codes-made');
        await page.goto('/dashboard/account');
        await shoot('account');
        await page.getByRole('textbox', { name: 'Your name' }).fill('Ada Lovelace');
        await page.getByRole('button', { name: 'Save name' }).click();
        await expect(page.getByText('Name saved')).toBeVisible();
        await shoot('account-saved');
        await page.getByRole('textbox', { name: 'New phone number' }).fill('12'); // extra: sms
        await page.getByRole('button', { name: 'Text me a code' }).click(); // extra: sms
        await expect(page.getByText('That isn’t a phone number')).toBeVisible(); // extra: sms
        await shoot('account-refused'); // extra: sms
        await page.goto('/dashboard/account/delete');
        await shoot('account-delete');
        await page.goto('/ready'); // extra: readiness
        await shoot('ready'); // extra: readiness
        await page.goto('/dashboard');
        await parts(page).signOut.click();
        await page.waitForURL('/');
        await shoot('home-signed-out');

        await key.leaveAlone();
        const other = await askForLink(page, 'grace@example.org');
        await shoot('magic-link-waiting');
        await page.goto((await newestLink(page, other)).link);
        await shoot('magic-link-ready');
        await parts(page).signIn.click();
        await page.waitForURL('/passkey-offer');
        await shoot('passkey-offer');
        await isSignedIn(page, other);
        await shoot('dashboard-by-mail');
        await page.goto('/dev/mailbox');
        await shoot('mailbox');
      });
    });
  }
}
