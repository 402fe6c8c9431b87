// A software authenticator: ES256 passkeys that verify their user and attest nothing.
// https://www.w3.org/TR/webauthn-3/#sctn-authenticator-data
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const FLAGS = 0x01 | 0x04 | 0x08 | 0x10;
const HAS_CREDENTIAL = 0x40;

const sha256 = (bytes) => createHash('sha256').update(bytes).digest();

/** A CBOR string of bytes or of text. */
function cbor(major, bytes) {
  const length = bytes.length;
  const head = length < 24 ? [major | length] : length < 256 ? [major | 24, length] : [major | 25, length >> 8, length & 255];
  return Buffer.concat([Buffer.from(head), bytes]);
}

export class Passkey {
  /** @param {string} origin the origin of the pages that use it; its host is the RP ID */
  constructor(origin) {
    this.origin = origin;
    this.id = randomBytes(32);
    this.counter = 0;
    this.key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  }

  /** Answers `navigator.credentials.create()`. */
  create({ publicKey }) {
    this.userHandle = publicKey.user.id;
    const { x, y } = this.key.publicKey.export({ format: 'jwk' });
    // {1: 2, 3: -7, -1: 1, -2: x, -3: y}
    const cose = [Buffer.from('a5010203262001215820', 'hex'), Buffer.from(x, 'base64url'), Buffer.from('225820', 'hex'), Buffer.from(y, 'base64url')];
    const data = Buffer.concat([this.data(FLAGS | HAS_CREDENTIAL), Buffer.alloc(16), Buffer.from([0, 32]), this.id, ...cose]);
    const attestation = Buffer.concat([
      Buffer.from([0xa3]), cbor(0x60, Buffer.from('fmt')), cbor(0x60, Buffer.from('none')),
      cbor(0x60, Buffer.from('attStmt')), Buffer.from([0xa0]), cbor(0x60, Buffer.from('authData')), cbor(0x40, data),
    ]);
    return this.credential({
      clientDataJSON: this.clientData('webauthn.create', publicKey).toString('base64url'),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    });
  }

  /** Answers `navigator.credentials.get()`. */
  get({ publicKey }) {
    this.counter += 1;
    const [data, clientData] = [this.data(FLAGS), this.clientData('webauthn.get', publicKey)];
    return this.credential({
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: sign('sha256', Buffer.concat([data, sha256(clientData)]), this.key.privateKey).toString('base64url'),
      userHandle: this.userHandle,
    });
  }

  clientData(type, { challenge }) {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }));
  }

  data(flags) {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([sha256(new URL(this.origin).hostname), Buffer.from([flags]), counter]);
  }

  credential(response) {
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key', authenticatorAttachment: 'platform', clientExtensionResults: {}, response };
  }
}
