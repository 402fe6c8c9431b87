// After signing in, users get to the page that they wanted, and never to another site.
import { expect, test } from './support/test.ts';
import { declineOffer, newAddress, parts, pressSignIn, signOut, signUp } from './support/people.ts';
import { newestLink } from './support/mailbox.ts';

/** A page for signed-in users. Its content doesn't matter here. */
const WANTED = '/dashboard?wanted=1';

test('a passkey sign-in leads to the page that was wanted', async ({ page }) => {
  await signUp(page);
  await signOut(page);
  const answer = await pressSignIn(page, WANTED);
  expect(new URL(page.url()).pathname).toBe('/sign-in');
  answer();
  await page.waitForURL(WANTED);
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled });

    for (const by of ['link', 'code'] as const) {
      test(`the email's ${by} leads to the page that was wanted, also after a mistake`, async ({ page, device, watch }) => {
        watch.tolerate(/\.wasm was preloaded .* but not used/);
        await device.leaveAlone();
        const address = newAddress();
        await page.goto(WANTED);
        await page.getByRole('link', { name: 'Create an account' }).click();
        await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
        await parts(page).email.fill(`${'a'.repeat(65)}@example.org`);
        await parts(page).emailLink.click();
        await expect(parts(page).alert).toBeVisible();
        await parts(page).email.fill(address);
        await parts(page).emailLink.click();
        await page.waitForURL('/magic-link');
        const mail = await newestLink(page, address);
        expect(mail.link).not.toContain('wanted');
        if (by === 'link') {
          await page.goto(mail.link);
          await parts(page).signIn.click();
        } else {
          await parts(page).code.fill(mail.code);
          await parts(page).useCode.click();
        }
        await declineOffer(page);
        await page.waitForURL(WANTED);
      });
    }
  });
}

test('another site is never the destination', async ({ page, device }) => {
  await device.leaveAlone();
  for (const elsewhere of ['https://evil.example/', '//evil.example', '/\\evil.example', '/%5cevil.example', '/\t/evil.example']) {
    const address = newAddress();
    await page.goto(`/sign-in?next=${encodeURIComponent(elsewhere)}`);
    expect(await page.locator('#ceremony').getAttribute('data-next')).toBe('/dashboard');
    await parts(page).email.fill(address);
    await parts(page).emailLink.click();
    await page.waitForURL('/magic-link');
    await page.goto((await newestLink(page, address)).link);
    await parts(page).signIn.click();
    await declineOffer(page);
    await page.waitForURL('/dashboard');
    await signOut(page);
  }
});
