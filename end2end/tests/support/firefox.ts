// Firefox with a virtual device that stores passkeys.
//
// Playwright drives the browser through WebDriver BiDi, which has no virtual devices. Marionette has: the
// same Firefox listens for both. All of the browser's WebAuthn code runs.
// https://www.w3.org/TR/webauthn-3/#sctn-automation
import { expect, type LaunchOptions, type Locator } from '@playwright/test';
import type { Authenticator, StoredPasskey } from './authenticator.ts';
import { Marionette } from './marionette.ts';

const PORT = 'marionette.port';

/** The preferences of a Firefox that listens for Marionette's commands on a port. */
export function preferences(port: number): LaunchOptions['firefoxUserPrefs'] {
  return {
    [PORT]: port,
    'security.webauth.webauthn_enable_softtoken': true,
    'security.webauth.webauthn_enable_usbtoken': false,
    // Playwright turns the password manager off, and the autofill list with it.
    'signon.rememberSignons': true,
  };
}

/**
 * Picks the first passkey of a field's autofill list with the keyboard. A test can't see the list. If it isn't
 * open yet, these keys do nothing, and the next try may find it. `done` becomes visible after the sign-in.
 */
export async function pickFromList(field: Locator, done: Locator) {
  await expect(async () => {
    for (let tries = 0; tries < 5; tries += 1) {
      await field.blur();
      await field.click();
      await field.press('ArrowDown');
      await field.press('Tab');
      if (await done.waitFor({ timeout: 2000 }).then(() => true, () => false)) return;
    }
    // Firefox fails to load a script if the user left the page before while it was loading there.
    await field.page().reload();
    throw new Error('there was no list');
  }).toPass();
}

/** What Chrome's device does, as far as Firefox has it. It belongs to the browser, not to a page. */
export class FirefoxAuthenticator
  implements Pick<Authenticator, 'disconnect' | 'leaveAlone' | 'touch' | 'recognizesOwner' | 'passkeys' | 'add' | 'clear'>
{
  private authenticatorId = '';

  private constructor(private readonly marionette: Marionette) {}

  /** Connects a device that asks for a fingerprint and gets it at once. */
  static async connect({ firefoxUserPrefs }: LaunchOptions) {
    const device = new FirefoxAuthenticator(await Marionette.to(Number(firefoxUserPrefs![PORT])));
    await device.plugIn(true);
    return device;
  }

  async disconnect() {
    await this.send('RemoveVirtualAuthenticator');
  }

  /** From now on, the user cancels every request. */
  async leaveAlone() {
    await this.replace(false);
  }

  /** From now on, the user touches the device for every request. */
  async touch() {
    await this.replace(true);
  }

  /** Sets whether the finger or face belongs to the owner. */
  async recognizesOwner(isUserVerified: boolean) {
    await this.send('SetUserVerified', { isUserVerified });
  }

  passkeys() {
    return this.send<StoredPasskey[]>('GetCredentials');
  }

  async add(credentials: StoredPasskey) {
    await this.send('AddCredential', { credentials });
  }

  async clear() {
    await this.send('RemoveAllCredentials');
  }

  private send<T>(command: string, parameters: object = {}) {
    return this.marionette.send<T>(`WebAuthn:${command}`, { authenticatorId: this.authenticatorId, ...parameters });
  }

  private async plugIn(isUserConsenting: boolean) {
    this.authenticatorId = await this.marionette.send('WebAuthn:AddVirtualAuthenticator', {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserConsenting,
      isUserVerified: true,
    });
  }

  /** A device's user can't be changed later. So another device gets the passkeys. */
  private async replace(isUserConsenting: boolean) {
    const passkeys = await this.passkeys();
    await this.send('RemoveVirtualAuthenticator');
    await this.plugIn(isUserConsenting);
    for (const passkey of passkeys) await this.add(passkey);
  }
}
