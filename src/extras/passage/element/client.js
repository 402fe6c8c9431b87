// The client: requests, passkeys and the session of one app. First part of /element.js.

const BASE = new URL(import.meta.url).origin;

/** A refusal of the server, or an authenticator that gave no answer. */
class Refused extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

const fromBase64 = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));

const toBase64 = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

/** The options of the server, with bytes where the browser takes bytes. */
function readOptions(publicKey) {
  const descriptors = (list) => (list || []).map((one) => ({ ...one, id: fromBase64(one.id) }));
  const options = { ...publicKey, challenge: fromBase64(publicKey.challenge) };
  if (options.user) {
    options.user = { ...options.user, id: fromBase64(options.user.id) };
    options.excludeCredentials = descriptors(options.excludeCredentials);
  } else {
    options.allowCredentials = descriptors(options.allowCredentials);
  }
  return options;
}

/** A credential as JSON, which `toJSON()` of older browsers lacks. */
function writeCredential(credential) {
  const { response } = credential;
  const written = {};
  for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (response[name]) written[name] = toBase64(response[name]);
  }
  if (response.getTransports) written.transports = response.getTransports();
  const { id, type, authenticatorAttachment } = credential;
  return { id, rawId: id, type, authenticatorAttachment, response: written, clientExtensionResults: {} };
}

/** The one request that a browser lets wait: the autofill list of one element. */
let waiting;

function stopWaiting() {
  waiting?.abort();
  waiting = undefined;
}

/** Has the browser create or use a passkey, and returns what the server takes to finish. */
async function ask({ handshake }, more = {}) {
  if (!window.PublicKeyCredential) throw new Refused('unsupported');
  if (!more.mediation) stopWaiting();
  const publicKey = readOptions(handshake.challenge.publicKey);
  const method = publicKey.user ? 'create' : 'get';
  let credential;
  try {
    credential = await navigator.credentials[method]({ publicKey, ...more });
  } catch (error) {
    throw new Refused(error.name === 'InvalidStateError' ? 'duplicate' : 'cancelled');
  }
  return { handshake_id: handshake.id, handshake_response: writeCredential(credential) };
}

/** What outlives the page, if the page's element says so (`storage="local"`). */
const local = {
  get isOff() {
    try {
      return !localStorage;
    } catch {
      return true;
    }
  },
  get(name) {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  },
  set(name, value) {
    try {
      if (value) localStorage.setItem(name, value);
      else localStorage.removeItem(name);
    } catch {
      // Storage is off: the session ends with the page.
    }
  },
};

/** The session in this page: all elements of one app share it. */
class Session extends EventTarget {
  constructor(app) {
    super();
    this.path = `${BASE}/v1/apps/${encodeURIComponent(app)}`;
  }

  get isStored() {
    return this.stored === true;
  }

  /** Keeps tokens in `localStorage` from now on, under the names that passage-js reads. */
  store() {
    if (this.stored) return;
    this.stored = true;
    if (this.refresh) this.keep();
    else this.read();
  }

  async call(method, path, body, token) {
    const headers = {};
    if (body) headers['content-type'] = 'application/json';
    if (token) headers.authorization = `Bearer ${token}`;
    let answer;
    try {
      answer = await fetch(this.path + path, { method, headers, body: body && JSON.stringify(body) });
    } catch {
      throw new Refused('offline');
    }
    const text = await answer.text();
    const json = text ? JSON.parse(text) : {};
    if (!answer.ok) throw new Refused(json.code || 'failed');
    return json;
  }

  app() {
    this.asked ||= this.call('GET', '');
    return this.asked;
  }

  /** How users sign up: "open", "by_email" or "closed". */
  signUpWay() {
    return this.app().then(({ app }) => app.sign_up, () => 'open');
  }

  /** Whether there is a test mode. Says once in the console which app this is. */
  test() {
    this.tested ||= this.app().then(({ app }) =>
      console.info(`Latchkey is in test mode: accounts created here are deleted after a day. To keep them, set app-id="${app.id}".`));
    return this.tested;
  }

  enter({ auth_result: result }) {
    this.access = result.auth_token;
    this.refresh = result.refresh_token;
    this.keep();
    this.dispatchEvent(new Event('change'));
    return {
      authToken: result.auth_token,
      refreshToken: result.refresh_token,
      refreshTokenExpiration: result.refresh_token_expiration,
      redirectUrl: result.redirect_url,
    };
  }

  keep() {
    if (!this.stored) return;
    local.set('psg_auth_token', this.access);
    local.set('psg_refresh_token', this.refresh);
  }

  leave() {
    const { refresh } = this;
    this.access = this.refresh = undefined;
    this.keep();
    this.dispatchEvent(new Event('change'));
    return refresh ? this.call('DELETE', '/tokens', { refresh_token: refresh }) : undefined;
  }

  /** Other tabs may have signed in or out, or exchanged the refresh token. */
  read() {
    if (!this.stored || local.isOff) return;
    this.access = local.get('psg_auth_token');
    this.refresh = local.get('psg_refresh_token');
  }

  get isFresh() {
    const [, payload] = (this.access || '').split('.');
    return !!payload && JSON.parse(new TextDecoder().decode(fromBase64(payload))).exp > Date.now() / 1000 + 30;
  }

  /** An access token that is good for another half minute. */
  async token() {
    this.read();
    if (!this.refresh) throw new Refused('signed_out');
    if (this.isFresh) return this.access;
    // One exchange at a time, in all tabs: each refresh token is good once.
    const exchange = async () => {
      this.read();
      if (!this.isFresh) this.enter(await this.call('POST', '/tokens', { refresh_token: this.refresh }));
    };
    const alone = this.stored && navigator.locks;
    this.exchange ||= (alone ? alone.request('latchkey', exchange) : exchange()).finally(() => (this.exchange = undefined));
    try {
      await this.exchange;
    } catch (error) {
      if (error.code === 'invalid_refresh_token') this.leave();
      throw error;
    }
    return this.access;
  }

  async own(method, path, body) {
    return this.call(method, `/currentuser${path}`, body, await this.token());
  }

  async signUp(identifier) {
    const started = await this.call('POST', '/register/webauthn/start', { identifier });
    return this.enter(await this.call('POST', '/register/webauthn/finish', await ask(started)));
  }

  async startSignIn(more) {
    return ask(await this.call('POST', '/login/webauthn/start', {}), more);
  }

  async signIn(more) {
    return this.enter(await this.call('POST', '/login/webauthn/finish', await this.startSignIn(more)));
  }

  /** The first passkey needs no other; every further one asks for one of them. */
  async addPasskey(isFirst) {
    const proof = isFirst ? {} : await this.startSignIn();
    const started = await this.own('POST', '/devices/start', proof);
    return this.own('POST', '/devices/finish', await ask(started));
  }
}

/** The app of elements without an `app-id`: it exists on a developer's own machine. */
const TEST_APP = 'latchkey-test-mode';

const sessions = new Map();

function sessionOf(app) {
  if (!sessions.has(app)) sessions.set(app, new Session(app));
  return sessions.get(app);
}
