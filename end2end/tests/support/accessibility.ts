// Checks a page with axe, in light and dark, narrow and wide.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const ALL = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The only rules that depend on light and dark. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** https://www.w3.org/TR/WCAG22/#reflow */
const NARROWEST = 320;

/** Fails softly, so that one run reports every problem. `part` is a selector. */
export async function isAccessible(page: Page, state: string, part = 'html') {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect.soft(await findings(page, part, colorScheme), `${state}, ${colorScheme}, ${width} px wide`).toEqual([]);
    }
  }
  await page.setViewportSize({ width: NARROWEST, height: 800 });
  const needed = await page.evaluate(() => document.documentElement.scrollWidth);
  expect.soft(needed, `${state}: no scrolling sideways`).toBeLessThanOrEqual(NARROWEST);
}

async function findings(page: Page, part: string, colorScheme: 'light' | 'dark') {
  // Legacy mode: our pages have no frames, and otherwise axe opens another page each time.
  const axe = new AxeBuilder({ page }).include(part).options({ resultTypes: ['violations'], preload: false }).setLegacyMode();
  const { violations } = await (colorScheme === 'light' ? axe.withTags(ALL) : axe.withRules(COLOURS)).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
}
