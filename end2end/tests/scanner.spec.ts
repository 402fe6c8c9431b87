// Email scanners open links before users do, run scripts and press buttons. They can't use up a link or
// sign in with it.
import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import { askForLink, isSignedIn, parts } from './support/people.ts';
import { newestLink } from './support/mailbox.ts';

test.beforeEach(async ({ device }) => {
  await device.leaveAlone();
});

/** Presses every button, submits every form, and posts the forms' requests. */
async function tryEverything(page: Page, link: string) {
  await page.goto(link, { waitUntil: 'networkidle' });
  for (const button of await page.getByRole('main').getByRole('button').all()) await button.click();
  await page.goto(link, { waitUntil: 'networkidle' });
  return page.evaluate(async () => {
    const token = new URL(location.href).searchParams.get('token') ?? '';
    for (const form of document.querySelectorAll<HTMLFormElement>('main form')) form.requestSubmit();
    const statuses = [];
    const attempts: Record<string, string>[] = [{ token }, { token, code: 'AAAAAAAA' }];
    for (const fields of attempts) {
      const answer = await fetch('/api/redeem_magic_link', { method: 'POST', body: new URLSearchParams(fields) });
      statuses.push(answer.status, new URL(answer.url).search);
    }
    return statuses;
  });
}

test('a scanner that runs scripts and posts forms can neither use up a link nor sign in', async ({ page, anotherBrowser, watch }) => {
  watch.tolerate(/403 \/api\/redeem_magic_link|status of 403/);
  const address = await askForLink(page);
  const { link } = await newestLink(page, address);
  const scanner = await anotherBrowser();
  for (let visit = 0; visit < 3; visit += 1) {
    const spied = await scanner.newPage();
    await tryEverything(spied, link);
    await spied.goto('/dashboard');
    await expect(spied).toHaveURL('/sign-in');
    expect((await scanner.cookies()).filter(({ name }) => name.startsWith('latchkey_session'))).toEqual([]);
    await spied.close();
  }
  // The window that requested the link isn't signed in either.
  await page.goto('/dashboard');
  await expect(page).toHaveURL('/sign-in');

  await page.goto(link);
  await parts(page).signIn.click();
  await isSignedIn(page, address);
});

test('a scanner with cookies gets no further', async ({ page, anotherBrowser, watch }) => {
  watch.tolerate(/403 \/api\/redeem_magic_link|status of 403/);
  const scanner = await (await anotherBrowser()).newPage();
  await askForLink(scanner);
  const address = await askForLink(page);
  const { link, code } = await newestLink(page, address);
  await tryEverything(scanner, link);
  await scanner.goto('/magic-link');
  await parts(scanner).code.fill(code);
  await parts(scanner).useCode.click();
  await expect(parts(scanner).alert).toBeVisible();
  await scanner.goto('/dashboard');
  await expect(scanner).toHaveURL('/sign-in');

  await page.goto(link);
  await parts(page).signIn.click();
  await isSignedIn(page, address);
});
