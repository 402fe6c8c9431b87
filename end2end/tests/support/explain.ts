// The page /explain/break-it, for the tests in each browser.
import { readFileSync } from 'node:fs';
import { type Page } from '@playwright/test';
import { expect } from './test.ts';

/** The rows of docs/negative-cases.md that name steps, with these steps. */
function rows() {
  const table = readFileSync(new URL('../../../docs/negative-cases.md', import.meta.url), 'utf8');
  const cells = table.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const steps = cells.filter(([, number, , step]) => /^\d+$/.test(number ?? '') && step);
  return new Map(steps.map((row) => [row[1]!, row[3]!.split(', ')]));
}

/** Sends every case. Each must be refused at a step that its row names, and no row may be without a case. */
export async function breakEverything(page: Page) {
  await page.getByRole('button', { name: 'Send all' }).click();
  const sum = page.locator('#sum');
  await expect(sum).not.toBeEmpty({ timeout: 60_000 });
  const steps = rows();
  const results = await page.locator('.result').evaluateAll((all) => all.map((result) => ({
    row: (result.closest('[data-row]') as HTMLElement).dataset.row!,
    step: (result.querySelector('.outcome') as HTMLElement | null)?.dataset.step,
    text: result.textContent,
  })));
  for (const { row, step, text } of results) expect.soft(steps.get(row), `row ${row}: ${text}`).toContain(step);
  expect(new Set(results.map(({ row }) => row))).toEqual(new Set(steps.keys()));
  await expect(sum).toHaveText(`${results.length} of ${results.length} were refused at the step that their row names.`);
  return results.length;
}
