// Reads the development mailbox.
import { expect, type Page } from '@playwright/test';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  links: string[];
  code: string;
}

/** Returns all emails to an address, newest first. `origin` is for a server that isn't the worker's. */
export async function mailsTo(page: Page, address: string, origin = ''): Promise<Mail[]> {
  const answer = await page.request.get(`${origin}/dev/mailbox`, { headers: { accept: 'application/json' } });
  expect(answer.status()).toBe(200);
  const mails = (await answer.json()) as Mail[];
  return mails.filter(({ to }) => to === address);
}

/**
 * Returns the newest email with a link to an address, as soon as there are `count` such emails. Emails about new
 * browsers don't count: they come whenever the server has read the event.
 */
export async function newestLink(page: Page, address: string, count = 1, origin = ''): Promise<Mail & { link: string }> {
  let mails: Mail[] = [];
  await expect
    .poll(async () => (mails = (await mailsTo(page, address, origin)).filter(({ links }) => links.some((link) => !link.includes('/not-me?')))).length)
    .toBe(count);
  const mail = mails[0]!;
  expect(mail.links).toHaveLength(1);
  return { ...mail, link: mail.links[0]! };
}
