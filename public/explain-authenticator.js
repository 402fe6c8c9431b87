// extra: explain
// An authenticator in a page, for the page /explain/break-it. It signs whatever it is told.
const text = (bytes) => new TextDecoder().decode(bytes);
const bytes = (string) => new TextEncoder().encode(string);
export const join = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
export const hex = (all) => Array.from(all, (byte) => byte.toString(16).padStart(2, '0')).join('');
const sha256 = async (all) => new Uint8Array(await crypto.subtle.digest('SHA-256', all));

export function base64url(all) {
  const binary = String.fromCharCode(...all);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export function fromBase64url(string) {
  return Uint8Array.from(atob(string.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}

/** The first byte of a CBOR value, and its length or number. https://www.rfc-editor.org/rfc/rfc8949 */
function head(major, number) {
  if (number < 24) return [(major << 5) | number];
  if (number < 0x100) return [(major << 5) | 24, number];
  return [(major << 5) | 25, number >> 8, number & 0xff];
}

/** Encodes numbers, texts, bytes, and maps as arrays of pairs. */
export function cbor(value) {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return join(head(3, bytes(value).length), bytes(value));
  if (value instanceof Uint8Array) return join(head(2, value.length), value);
  return join(head(5, value.length), ...value.flatMap(([name, one]) => [cbor(name), cbor(one)]));
}

/** WebCrypto returns two numbers of 32 bytes. Authenticators send them in DER. */
function der(raw) {
  const number = (part) => {
    let start = 0;
    while (start < 31 && part[start] === 0) start += 1;
    const rest = part.subarray(start);
    const padded = rest[0] & 0x80 ? join([0], rest) : rest;
    return join([2, padded.length], padded);
  };
  const both = join(number(raw.subarray(0, 32)), number(raw.subarray(32)));
  return join([0x30, both.length], both);
}

/** Makes a credential: an ES256 key that only this page has. */
export async function authenticator(flags) {
  const { privateKey, publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));
  const own = { id: crypto.getRandomValues(new Uint8Array(32)), counter: 1, handle: new Uint8Array() };
  const answer = (kind, options, rpId) => ({
    kind,
    client: { type: kind, challenge: options.challenge, origin: location.origin, crossOrigin: false },
    rpId,
    flags: kind === 'webauthn.create' ? flags | 0x40 : flags,
    counter: (own.counter += 1),
    id: own.id,
    // An ES256 key on P-256: https://www.w3.org/TR/webauthn-3/#sctn-encoded-credPubKey-examples
    key: [[1, 2], [3, -7], [-1, 1], [-2, point.slice(1, 33)], [-3, point.slice(33)]],
    extensions: new Uint8Array(),
    leftover: new Uint8Array(),
    fmt: 'none',
    statement: [],
    handle: own.handle,
    signer: privateKey,
    json: (credential) => credential,
  });
  return {
    get handle() {
      return own.handle;
    },
    privateKey,
    create(options) {
      // Only the first time: the account of the demo credential stays the same.
      if (!own.handle.length) own.handle = fromBase64url(options.user.id);
      return answer('webauthn.create', options, options.rp.id);
    },
    get: (options) => answer('webauthn.get', options, options.rpId),
  };
}

const clientData = (answer) => answer.clientBytes ?? bytes(JSON.stringify(answer.client));

/** https://www.w3.org/TR/webauthn-3/#sctn-authenticator-data */
export async function authenticatorData(answer) {
  const { counter, id, idLength = id.length } = answer;
  const start = [...(await sha256(bytes(answer.rpId))), answer.flags, ...new Uint8Array(new Uint32Array([counter]).buffer).reverse()];
  const attested = answer.flags & 0x40 ? join(new Uint8Array(16), [idLength >> 8, idLength & 0xff], id, cbor(answer.key)) : [];
  const data = join(start, attested, answer.extensions, answer.leftover);
  return answer.cut ? data.subarray(0, answer.cut) : data;
}

export async function sign(answer) {
  const data = join(await authenticatorData(answer), await sha256(clientData(answer)));
  const raw = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, answer.signer, data);
  const signature = der(new Uint8Array(raw));
  return answer.signature ? answer.signature(signature) : signature;
}

async function attestationObject(answer) {
  const data = await authenticatorData(answer);
  const object = cbor([['fmt', answer.fmt], ['attStmt', answer.statement], ['authData', data]]);
  return answer.object ? answer.object(object) : object;
}

/** Returns the JSON of the credential that the page sends. */
export async function build(answer) {
  const id = base64url(answer.id);
  const clientDataJSON = base64url(clientData(answer));
  const response = answer.kind === 'webauthn.create'
    ? { clientDataJSON, attestationObject: base64url(await attestationObject(answer)), transports: ['internal'] }
    : {
        clientDataJSON,
        authenticatorData: base64url(await authenticatorData(answer)),
        signature: base64url(await sign(answer)),
        userHandle: answer.handle && base64url(answer.handle),
      };
  return answer.json({ id, rawId: id, type: 'public-key', response, clientExtensionResults: {} });
}

/** Returns a response in parts that people can compare. A signature differs each time, so only a bent one counts. */
export async function views(answer) {
  const { response, clientExtensionResults, ...members } = await build({ ...answer, signature: undefined });
  const { signature, authenticatorData: _data, attestationObject: object, clientDataJSON, ...others } = response;
  let client = clientDataJSON;
  try {
    client = text(fromBase64url(clientDataJSON));
  } catch {
    // Not base64url, which is what some case is about.
  }
  return {
    ...members,
    clientDataJSON: client,
    authenticatorData: hex(await authenticatorData(answer)),
    ...(object && { attestationObject: hex(fromBase64url(object)) }),
    ...Object.fromEntries(Object.entries(others).map(([name, value]) => [name, String(value)])),
    ...(signature && { signature: answer.signedBy ?? 'over the bytes above, by the credential’s key' }),
  };
}
