import { fileURLToPath } from 'node:url';
import { expect, test as base } from '../tests/support/test.ts';
import { askForLink, cancel, isSignedIn, parts, signUp, WAITING } from '../tests/support/people.ts';
import { newestLink } from '../tests/support/mailbox.ts';

const folder = process.env.SCREENSHOTS ?? fileURLToPath(new URL('../../target/screenshots', import.meta.url));
const address = 'ada@example.org';

// A separate server, so that the mailbox contains only this test's emails.
const test = base.extend({ baseURL: ({ freshServer }, use) => use(freshServer.origin) });

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [375, 1280]) {
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
        await expect(createPasskey).toBeEnabled();
        await shoot('sign-up');
        await email.fill(address);
        await createPasskey.click();
        await expect(status).toHaveText(WAITING);
        await shoot('sign-up-waiting');
        await cancel(page);
        await shoot('sign-up-cancelled');

        await page.goto('/sign-in');
        await expect(signInWithPasskey).toBeEnabled();
        await shoot('sign-in');
        await page.goto('/sign-in?problem=link_expired');
        await shoot('sign-in-refused');

        await device.touch();
        await signUp(page, address);
        await shoot('dashboard');
        const { link } = await newestLink(page, address);
        await page.goto(link);
        await shoot('magic-link-confirm');
        await page.getByRole('button', { name: 'Confirm this address' }).click();
        await expect(account).not.toContainText('Not confirmed yet');
        await shoot('dashboard-confirmed');
        await page.goto('/recovery-codes');
        await shoot('recovery-codes');
        await page.getByRole('button', { name: 'Create recovery codes' }).click();
        await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your recovery codes');
        await shoot('recovery-codes-made');
        await page.goto('/dashboard/account');
        await shoot('account');
        await page.goto('/dashboard/account/delete');
        await shoot('account-delete');
        await page.goto('/ready'); // extra: readiness
        await shoot('ready'); // extra: readiness
        await page.goto('/dashboard');
        await parts(page).signOut.click();
        await page.waitForURL('/');

        await device.leaveAlone();
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
