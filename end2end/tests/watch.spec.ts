// Tests for the watch itself.
import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import { Watch } from './support/watch.ts';

const MISHAPS: [string, (page: Page) => Promise<unknown>, RegExp][] = [
  ['a warning in the console', (page) => page.evaluate(() => console.warn('careful')), /console: careful/],
  [
    'an uncaught exception',
    (page) => page.evaluate(() => void setTimeout(() => Promise.reject(new Error('oh')))),
    /uncaught: Error: oh/,
  ],
  ['a request that is refused', (page) => page.evaluate(() => fetch('/none').then(() => {})), /404 \/none/],
  [
    'an inline script',
    (page) =>
      page.evaluate(() => {
        document.body.append(Object.assign(document.createElement('script'), { textContent: '1' }));
      }),
    /issue: ContentSecurityPolicyIssue .*script-src/,
  ],
  [
    'an inline style',
    (page) => page.evaluate(() => document.body.setAttribute('style', 'color: red')),
    /issue: ContentSecurityPolicyIssue .*style-src/,
  ],
];

for (const [mishap, happen, finding] of MISHAPS) {
  test(`the watch notices ${mishap}`, async ({ browser, server }) => {
    const watch = new Watch();
    const context = await browser.newContext({ baseURL: server.origin });
    await watch.over(context);
    const page = await context.newPage();
    await page.goto('/');
    expect(watch.findings()).toEqual([]);
    await happen(page);
    await expect.poll(() => watch.findings().join('\n')).toMatch(finding);
    await context.close();
  });
}

test('the watch notices an announced error that does not come', () => {
  const watch = new Watch();
  watch.expect(/418/);
  expect(watch.findings()).toEqual(['did not come: /418/']);
});
