// extra: console
// Administrators.
import type { Page } from '@playwright/test';
import type { Server } from './server.ts';

/** Makes the signed-in user an administrator. */
export async function becomeAdmin(page: Page, server: Server) {
  await page.goto(await server.command('admin', 'invite'));
  await page.getByRole('button', { name: 'Become an administrator now' }).click();
  await page.waitForURL('/console');
}
