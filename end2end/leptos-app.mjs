// node leptos-app.mjs ORIGIN signs up, out and in again in the application of examples/leptos_app, in Chromium with
// a virtual device. Prints what it did. CHROME_PATH is the browser.
import assert from 'node:assert/strict';
import { chromium } from '@playwright/test';

const [origin] = process.argv.slice(2);
const args = ['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
// Chromium's sandbox refuses to run as root.
if (process.getuid?.() === 0) args.push('--no-sandbox');
const browser = await chromium.launch({ executablePath: process.env.CHROME_PATH, args });
try {
  const page = await browser.newPage();
  const problems = [];
  page.on('console', (message) => {
    // The application has no icon.
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico')) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  const device = await page.context().newCDPSession(page);
  await device.send('WebAuthn.enable');
  const options = {
    protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true,
    hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true,
  };
  const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', { options });

  await page.goto(`${origin}/sign-up`);
  await page.getByLabel('Email').fill('ada@example.org');
  // Before the island is hydrated, nothing handles a press.
  await page.locator('button.passkey[type=submit]').waitFor();
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  await page.getByRole('heading', { name: 'Hello, ada@example.org' }).waitFor();
  const { credentials } = await device.send('WebAuthn.getCredentials', { authenticatorId });
  assert.equal(credentials.length, 1);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Hello', exact: true }).waitFor();
  // The device picks from the autofill list at once.
  await page.goto(`${origin}/sign-in`);
  await page.getByRole('heading', { name: 'Hello, ada@example.org' }).waitFor();
  assert.deepEqual(problems, []);
  console.log('A user signed up, signed out and signed in again.');
} finally {
  await browser.close();
}
