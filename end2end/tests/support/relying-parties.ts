// extra: user_files
// Other relying parties on this RP ID: the same page with different libraries behind it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as webauthn from '@simplewebauthn/server';

export const rpID = 'localhost';

/** The user handle of everyone there. */
export const HANDLE = 'customer-42';

export interface Passkey {
  credential_id: string;
  public_key: string;
  sign_count: number;
  backup_eligible?: boolean;
  backup_state?: boolean;
}

type Options = { challenge: string };

/** The four steps of a library. */
export interface Library {
  registrationOptions(email: string, algorithms: number[]): Promise<Options>;
  verifyRegistration(origin: string, challenge: string, response: object): Promise<Passkey>;
  authenticationOptions(): Promise<Options>;
  verifyAuthentication(origin: string, challenge: string, response: object, passkey: Passkey): Promise<boolean>;
  end(): void;
}

export const simpleWebAuthn = (): Library => ({
  registrationOptions: (email, algorithms) =>
    webauthn.generateRegistrationOptions({
      rpName: 'Elsewhere',
      rpID,
      userID: new TextEncoder().encode(HANDLE),
      userName: email,
      supportedAlgorithmIDs: algorithms,
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    }),
  async verifyRegistration(expectedOrigin, expectedChallenge, response) {
    const { registrationInfo } = await webauthn.verifyRegistrationResponse({
      expectedOrigin,
      expectedRPID: rpID,
      response: response as webauthn.RegistrationResponseJSON,
      expectedChallenge,
    });
    const { credential, credentialDeviceType, credentialBackedUp } = registrationInfo!;
    return {
      credential_id: credential.id,
      public_key: Buffer.from(credential.publicKey).toString('base64url'),
      sign_count: credential.counter,
      backup_eligible: credentialDeviceType === 'multiDevice',
      backup_state: credentialBackedUp,
    };
  },
  authenticationOptions: () => webauthn.generateAuthenticationOptions({ rpID, userVerification: 'required' }),
  async verifyAuthentication(expectedOrigin, expectedChallenge, response, passkey) {
    const { verified } = await webauthn.verifyAuthenticationResponse({
      expectedOrigin,
      expectedRPID: rpID,
      response: response as webauthn.AuthenticationResponseJSON,
      expectedChallenge,
      credential: {
        id: passkey.credential_id,
        publicKey: new Uint8Array(Buffer.from(passkey.public_key, 'base64url')),
        counter: passkey.sign_count,
      },
    });
    return verified;
  },
  end() {},
});

/** The Python that scripts/setup-tests has installed, with py_webauthn. */
const PYTHON =
  process.env.CLIENTS_PYTHON ??
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'latchkey/tools/clients/bin/python');

export function pyWebAuthn(): Library {
  const script = fileURLToPath(new URL('../../py-webauthn.py', import.meta.url));
  const python = spawn(PYTHON, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  const call = async <T>(name: string, more: object): Promise<T> => {
    python.stdin.write(`${JSON.stringify([name, { rp_id: rpID, ...more }])}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error(`py_webauthn refused ${name}`);
    return JSON.parse(value) as T;
  };
  return {
    registrationOptions: (email, algorithms) => call('registration_options', { handle: HANDLE, email, algorithms }),
    verifyRegistration: (origin, challenge, response) => call('verify_registration', { origin, challenge, response }),
    authenticationOptions: () => call('authentication_options', {}),
    verifyAuthentication: (origin, challenge, response, passkey) =>
      call('verify_authentication', { origin, challenge, response, passkey }),
    async end() {
      python.stdin.end();
      await once(python, 'exit');
    },
  };
}
