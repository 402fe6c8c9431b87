// Rate limits: the page says how long to wait, and nothing is lost.
import { expect, test } from './support/test.ts';
import { askForLink, isSignedIn, newAddress, parts } from './support/people.ts';
import { newestLink } from './support/mailbox.ts';

test.use({ settings: { LATCHKEY_LIMIT_SENDS: '1/60s, 3/15m, 10/1h' } });

test.beforeEach(async ({ device }) => {
  await device.leaveAlone();
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled });

    test('sending again has to wait, and the first email still works', async ({ page, watch }) => {
      watch.tolerate(/\.wasm was preloaded .* but not used/);
      const address = await askForLink(page);
      await expect(page.getByText(address)).toBeVisible();
      await expect(page.getByText(/can send it again in (60|5\d) seconds/)).toBeVisible();
      await page.getByRole('button', { name: 'Send it again' }).click();
      await expect(page).toHaveURL('/magic-link?problem=too_many_requests');
      await expect(parts(page).alert).toContainText('Wait');
      await expect(page.getByText(address)).toBeVisible();
      await expect(page.getByText(/can send it again in \d+ seconds/)).toBeVisible();
      await parts(page).code.fill((await newestLink(page, address, 1)).code);
      await parts(page).useCode.click();
      await isSignedIn(page, address);
    });
  });
}

test('too many requests get the same answer for known and unknown addresses', async ({ page, anotherBrowser, watch }) => {
  watch.tolerate(/\.wasm was preloaded .* but not used/);
  const known = await askForLink(page);
  await page.goto((await newestLink(page, known)).link);
  await parts(page).signIn.click();
  await isSignedIn(page, known);
  const unknown = newAddress();
  await askForLink(await (await anotherBrowser()).newPage(), unknown);

  // Without scripts, because they check the browser first, which takes a while.
  const stranger = await (await anotherBrowser({ javaScriptEnabled: false })).newPage();
  const answers = [];
  for (const address of [known, unknown]) {
    await stranger.goto('/sign-in');
    await parts(stranger).email.fill(address);
    await parts(stranger).emailLink.click();
    await expect(stranger).toHaveURL('/sign-in?problem=too_many_requests');
    answers.push(await stranger.getByRole('main').innerText());
  }
  expect(answers[0]).toBe(answers[1]);
});
