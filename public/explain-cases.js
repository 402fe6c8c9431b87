// extra: explain
// The cases of the page /explain/break-it, by row of docs/negative-cases.md.
import { fromBase64url, join, sign } from './explain-authenticator.js';

const UP = 0x01;
const UV = 0x04;
const BE = 0x08;
const BS = 0x10;
const AT = 0x40;
const ED = 0x80;

const origin = (row, make) => ({ row, bend: (answer) => (answer.client.origin = make(new URL(answer.client.origin))) });
const json = (row, change) => ({ row, bend: (answer) => (answer.json = (credential) => (change(credential), credential)) });
const flags = (row, change) => ({ row, bend: (answer) => (answer.flags = change(answer.flags)) });
const client = (row, member, value) => ({ row, bend: (answer) => (answer.client[member] = value) });
const key = (row, label, value) => ({
  row,
  bend(answer) {
    answer.key = answer.key.filter(([known]) => known !== label);
    if (value !== undefined) answer.key.push([label, value]);
  },
});
const rewritten = (change) => (answer) => {
  answer.clientBytes = new TextEncoder().encode(change(JSON.stringify(answer.client)));
};

/** Changes the sealed challenge in its last byte. */
const changed = (sealed) => sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BA' : 'AA');

// `as` is the ceremony of a signed-in user that the case is about: `addition` or `verification`. `starts` only
// starts one, and finishes the case's own kind.
const BOTH = [
  { row: 5, way: 'twice' },
  { row: 6, late: true },
  { row: 7, other: true },
  { row: 9, way: 'at once' },
  origin(10, ({ port }) => `http://example.org:${port}`),
  origin(11, ({ host }) => `https://${host}`),
  origin(12, ({ origin }) => `${origin}.example.org`),
  origin(13, ({ host }) => `http://app.${host}`),
  origin(14, () => 'null'),
  client(17, 'topOrigin', 'https://example.com'),
  { row: 18, bend: (answer) => (answer.rpId = 'example.org') },
  {
    row: 23,
    bend(answer) {
      answer.flags &= ~UV;
      answer.json = (credential) => ({ ...credential, userVerification: 'discouraged' });
    },
  },
  { row: 36, bend: (answer) => (answer.id = new Uint8Array(1024).fill(7)) },
  json(40, (credential) => (credential.id = 'AAAA')),
  json(41, (credential) => (credential.type = 'password')),
  { row: 44, bend: (answer) => (answer.leftover = [0]) },
  flags(45, (all) => all | ED),
  { row: 49, bend: rewritten((text) => `{"origin":"https://example.com",${text.slice(1)}`) },
  json(50, ({ response }) => (response.clientDataJSON += '=')),
  { row: 65, way: 'elsewhere' },
  { row: 70, seal: changed },
  // Only if this site allows another origin.
  { row: 91, needsAllowed: true, bend: (answer, { allowed }) => (answer.client.origin = allowed) },
];

const REGISTRATIONS = [
  { row: 8, starts: 'addition' },
  { row: 37, as: 'addition', registered: true },
  { row: 39, as: 'addition', bend: (answer, { options }) => (answer.id = fromBase64url(options.excludeCredentials[0].id)) },
  { row: 59, as: 'addition', finishedBy: 'other' },
  client(1, 'type', 'webauthn.get'),
  client(3, 'challenge', 'AAAA'),
  client(15, 'crossOrigin', true),
  flags(19, (all) => all & ~UP),
  flags(21, (all) => all & ~UV),
  flags(24, (all) => all | BS),
  key(28, 3, -47),
  key(29, 3, -35),
  key(30, -2, new Uint8Array(32).fill(1)),
  { row: 31, bend: (answer) => (answer.key = [[1, 3], [3, -257], [-1, new Uint8Array(128).fill(0xd5)], [-2, Uint8Array.of(1, 0, 1)]]) },
  key(32, -3),
  { row: 33, bend: (answer) => (answer.fmt = 'unregistered') },
  { row: 34, bend: (answer) => (answer.statement = [['sig', Uint8Array.of(1)]]) },
  {
    row: 35,
    async bend(answer) {
      answer.fmt = 'packed';
      answer.statement = [['alg', -7], ['sig', await sign(answer)]];
      answer.counter += 1;
    },
  },
  { row: 38, registered: true },
  { row: 42, bend: (answer) => (answer.object = (object) => object.subarray(0, -1)) },
  { row: 43, bend: (answer) => (answer.object = (object) => join(object, [0])) },
  flags(46, (all) => all & ~AT),
  { row: 48, bend: (answer) => (answer.object = () => new Uint8Array(20_000).fill(0x81)) },
  { row: 3, way: 'tabs' },
];

const AUTHENTICATIONS = [
  { row: 8, starts: 'verification' },
  { row: 51, as: 'verification', signedBy: 'other', bend: (answer, { own }) => (answer.handle = own.handle) },
  { row: 55, as: 'verification', signedBy: 'other' },
  { row: 56, as: 'verification', bend: (answer, { other }) => (answer.handle = other.handle) },
  { row: 61, change: 'removal' },
  { row: 62, change: 'deletion' },
  { row: 69, bend: (answer) => (answer.rpId = 'before.example.org') },
  { row: 73, as: 'verification', signedBy: 'other', bend: (answer) => (answer.handle = new Uint8Array()) },
  client(2, 'type', 'payment.get'),
  client(4, 'challenge', 'AAAA'),
  client(16, 'crossOrigin', true),
  flags(20, (all) => all & ~UP),
  flags(22, (all) => all & ~UV),
  flags(25, (all) => all | BS),
  { ...flags(26, (all) => all & ~(BE | BS)), synced: true },
  flags(27, (all) => all | BE),
  { row: 52, bend: (answer) => (answer.id = crypto.getRandomValues(new Uint8Array(32))) },
  { row: 53, bend: (answer) => (answer.handle = null) },
  { row: 54, bend: (answer, { other }) => (answer.handle = other.handle) },
  {
    row: 57,
    bend(answer) {
      answer.signature = (signature) => join(signature.subarray(0, -1), [signature.at(-1) ^ 1]);
      answer.signedBy = 'with one bit changed';
    },
  },
  {
    row: 58,
    bend(answer, { stranger }) {
      answer.signer = stranger.privateKey;
      answer.signedBy = 'by another key';
    },
  },
  { row: 60, bend: (answer) => (answer.counter = 1) },
  { row: 4, way: 'tabs' },
];

const of = (kind, all) => all.map((one) => ({ kind, ...one }));

/** Every case: its row, its kind of ceremony, and the change or the way it is sent. */
export const cases = [
  ...of('registration', [...BOTH, ...REGISTRATIONS]),
  ...of('authentication', [...BOTH, ...AUTHENTICATIONS]),
];
