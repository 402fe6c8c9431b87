// A virtual device that stores passkeys, through Chrome's DevTools protocol.
//
// All of the browser's WebAuthn code runs. Only the hardware and its dialogue are simulated.
// https://chromedevtools.github.io/devtools-protocol/tot/WebAuthn/
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { CDPSession, Page } from '@playwright/test';

/** A passkey in the format of the protocol. */
export type StoredPasskey = Awaited<ReturnType<Authenticator['passkeys']>>[number];

interface Options {
  transport?: 'internal' | 'usb' | 'hybrid';
  /** Whether it can store passkeys. */
  hasResidentKey?: boolean;
}

const sessions = new WeakMap<Page, CDPSession>();

async function session(page: Page) {
  let cdp = sessions.get(page);
  if (!cdp) {
    cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    sessions.set(page, cdp);
  }
  return cdp;
}

export class Authenticator {
  private constructor(
    private readonly cdp: CDPSession,
    private readonly authenticatorId: string,
  ) {}

  /** Connects a device that asks for a fingerprint and gets it at once. */
  static async connect(page: Page, { transport = 'internal', hasResidentKey = true }: Options = {}) {
    const cdp = await session(page);
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        ctap2Version: 'ctap2_1',
        transport,
        hasResidentKey,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return new Authenticator(cdp, authenticatorId);
  }

  async disconnect() {
    await this.cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: this.authenticatorId });
  }

  /** From now on, no one touches the device, so every request waits forever. */
  async leaveAlone() {
    await this.presence(false);
  }

  /** From now on, the user touches the device for every new request. */
  async touch() {
    await this.presence(true);
  }

  private async presence(enabled: boolean) {
    await this.cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId: this.authenticatorId, enabled });
  }

  /** Sets whether the finger or face belongs to the owner. */
  async recognizesOwner(isUserVerified: boolean) {
    await this.cdp.send('WebAuthn.setUserVerified', { authenticatorId: this.authenticatorId, isUserVerified });
  }

  /** Makes every signature invalid, or valid again. */
  async signsWrongly(isBogusSignature: boolean) {
    await this.cdp.send('WebAuthn.setResponseOverrideBits', {
      authenticatorId: this.authenticatorId,
      isBogusSignature,
    });
  }

  async passkeys() {
    const answer = await this.cdp.send('WebAuthn.getCredentials', { authenticatorId: this.authenticatorId });
    return answer.credentials;
  }

  async add(credential: StoredPasskey) {
    await this.cdp.send('WebAuthn.addCredential', { authenticatorId: this.authenticatorId, credential });
  }

  /** Changes the flags or the counter of its only passkey. */
  async change(properties: { backupEligibility?: boolean; backupState?: boolean; signCount?: number }) {
    const [only, ...others] = await this.passkeys();
    if (!only || others.length) throw new Error('not one passkey');
    const { credentialId } = only;
    const { authenticatorId } = this;
    await this.cdp.send('WebAuthn.setCredentialProperties', { authenticatorId, credentialId, ...properties });
  }

  /** Records the calls of the Signal API. */
  listen() {
    const told: string[] = [];
    this.cdp.on('WebAuthn.credentialDeleted', ({ authenticatorId }) => {
      if (authenticatorId === this.authenticatorId) told.push('deleted');
    });
    this.cdp.on('WebAuthn.credentialUpdated', ({ authenticatorId, credential }) => {
      const { userName, userDisplayName } = credential;
      if (authenticatorId === this.authenticatorId) told.push(`called ${userName}, ${userDisplayName}`);
    });
    return told;
  }

  async clear() {
    await this.cdp.send('WebAuthn.clearCredentials', { authenticatorId: this.authenticatorId });
  }
}

/** Returns a valid passkey for this site that its server doesn't know. */
export function strangePasskey(): StoredPasskey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    credentialId: randomBytes(16).toString('base64'),
    isResidentCredential: true,
    rpId: 'localhost',
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    userHandle: randomBytes(16).toString('base64'),
    signCount: 1,
  };
}
