// When scripts are off or fail to load, signing in by email works.
import { expect, test } from './support/test.ts';
import { askForLink, isSignedIn, newAddress, parts, signOut } from './support/people.ts';
import { newestLink } from './support/mailbox.ts';

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test.beforeEach(({ watch }) => {
    // The browser preloads the script and warns after some seconds that it isn't used.
    watch.tolerate(/\.wasm was preloaded .* but not used/);
  });

  test('the link signs in, and the button signs out', async ({ page }) => {
    const address = await askForLink(page);
    await page.goto((await newestLink(page, address)).link);
    await parts(page).signIn.click();
    await isSignedIn(page, address);
    await expect(parts(page).sessions).toContainText('Signed in with an emailed link or code');
    await signOut(page);
    await expect(page.getByText('Account menu')).toHaveCount(0);
  });

  test('the code signs in', async ({ page }) => {
    const address = await askForLink(page);
    await parts(page).code.fill((await newestLink(page, address)).code);
    await parts(page).useCode.click();
    await isSignedIn(page, address);
  });

  test('signing up by email works from the sign-up page', async ({ page }) => {
    const address = newAddress();
    await page.goto('/sign-up');
    await parts(page).email.fill(address);
    await parts(page).email.press('Enter');
    await page.waitForURL('/magic-link');
    await page.goto((await newestLink(page, address)).link);
    await parts(page).signIn.click();
    await isSignedIn(page, address);
  });

  for (const path of ['/sign-in', '/sign-up']) {
    test(`${path} says why there is no passkey button`, async ({ page }) => {
      await page.goto(path);
      await expect(page.getByText('Passkeys need JavaScript')).toBeVisible();
      await expect(page.getByRole('button')).toHaveText(['Email me a sign-in link']);
    });
  }

  test('errors appear on the page where they can be fixed', async ({ page }) => {
    await askForLink(page);
    await parts(page).code.fill('AAAAAAAA');
    await parts(page).useCode.click();
    await expect(parts(page).alert).toHaveText('That code doesn’t match our latest email. Try again.');
    await expect(parts(page).useCode).toBeVisible();
  });
});

test('when the script fails to load, the passkey button says so and email works', async ({ page, watch }) => {
  watch.expect(/ERR_FAILED .*\/latchkey\.wasm/);
  watch.expect(/uncaught: TypeError: Failed to fetch/);
  await page.route('**/*.wasm', (route) => route.abort());
  await page.clock.install();
  await page.goto('/sign-in');
  await parts(page).signInWithPasskey.click();
  await expect(page.locator('.ceremony')).toHaveAttribute('data-pressed', 'yes');
  await page.clock.runFor(20_000);
  await expect(parts(page).alert).toHaveText('The site couldn’t be reached. Check your connection and try again.');
  const address = await askForLink(page);
  await page.goto((await newestLink(page, address)).link);
  await parts(page).signIn.click();
  await isSignedIn(page, address);
});

test('a press before the script has loaded counts', async ({ page, device }) => {
  await device.touch();
  let load = () => {};
  const pressed = new Promise<void>((resolve) => {
    load = resolve;
  });
  await page.route('**/*.wasm', async (route) => {
    await pressed;
    await route.continue();
  });
  const address = newAddress();
  await page.goto('/sign-up');
  await parts(page).email.fill(address);
  await parts(page).createPasskey.click();
  await expect(page.locator('.ceremony')).toHaveAttribute('data-pressed', 'yes');
  load();
  await isSignedIn(page, address);
});
