// <latchkey-auth>, also <passage-auth>: sign-up and sign-in. Third part of /element.js.

/** The id of the link that this browser waits for: its page shows by it that it is the same browser. */
const LINK_ID = 'latchkey_link_id';

/** How often a page that waits asks, and for how long: as long as a link is good. */
const ASK_EVERY = 5000;
const ASK_TIMES = 180;

/** The challenge of an autofill list is asked for again before it expires. */
const AUTOFILL_FOR = 9 * 60 * 1000;

class Auth extends View {
  start() {
    const url = new URL(location.href);
    const name = ['psg_magic_link', 'psg_verify_link'].find((one) => url.searchParams.has(one));
    if (name && !Auth.hasTaken) {
      // One element of a page takes the link. Its token leaves the address, so nothing else keeps it.
      Auth.hasTaken = true;
      const token = url.searchParams.get(name);
      url.searchParams.delete(name);
      history.replaceState(history.state, '', url);
      this.showLink(token);
    } else {
      this.showStart(this.localName.endsWith('register'));
      this.event('onLoaded');
    }
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    clearTimeout(this.autofillTimer);
    if (Auth.owner === this) stopWaiting();
  }

  event(type) {
    this.callback('onEvent', { type });
  }

  showStart(isSignUp) {
    clearInterval(this.timer);
    const { input, label } = this.field('email', {
      type: 'email', autocomplete: 'username webauthn', value: this.identifier || this.getAttribute('identifier') || '',
    });
    input.addEventListener('focus', () => this.autofill());
    const typed = () => (this.identifier = input.value.trim());
    const named = (type, action) => async () => {
      if (!typed().includes('@')) {
        input.focus();
        throw new Refused('invalid_request');
      }
      await this.before(type);
      await action();
    };
    const signUp = named('register', async () => this.done(await this.session.signUp(this.identifier), 'onRegisterPasskey'));
    const signIn = async () => {
      typed();
      await this.before('login');
      await this.done(await this.session.signIn(), 'onLoginPasskey');
    };
    const sendLink = named(isSignUp ? 'register' : 'login', () => this.sendLink(isSignUp));
    const [main, link] = [this.submit(isSignUp ? 'create' : 'signIn'), this.button('link', '', sendLink)];
    let action = isSignUp ? signUp : signIn;
    const form = this.form(() => action(), label, main, link);
    const other = this.button(isSignUp ? 'toSignIn' : 'toSignUp', 'quiet', () => this.showStart(!isSignUp));
    this.show(isSignUp ? 'signUpTitle' : 'signInTitle', form, other);
    this.session.signUpWay().then((way) => {
      if (way === 'closed') isSignUp ? form.replaceWith(this.text('closed')) : other.remove();
      if (way !== 'by_email' || !isSignUp) return;
      // Only an email proves that the address may sign up.
      action = sendLink;
      main.textContent = this.word('link');
      link.remove();
    });
    this.isSignUp = isSignUp;
    this.event(isSignUp ? 'onShowRegister' : 'onShowLogin');
    if (!Auth.owner?.isConnected || Auth.owner === this) this.autofill();
  }

  /** Asks the page whether to go on. */
  async before(authType) {
    this.authType = authType;
    const said = await this.callback('beforeAuth', this.identifier, { authType });
    if (said === false) throw new Refused('stopped');
  }

  /** Has the browser offer passkeys in the field, for one element of a page at a time. */
  async autofill() {
    clearTimeout(this.autofillTimer);
    if (this.isSignUp || (Auth.owner === this && waiting)) return;
    if (!(await window.PublicKeyCredential?.isConditionalMediationAvailable?.())) return;
    stopWaiting();
    Auth.owner = this;
    const { signal } = (waiting = new AbortController());
    this.autofillTimer = setTimeout(() => {
      stopWaiting();
      this.autofill();
    }, AUTOFILL_FOR);
    let result;
    try {
      const answer = await this.session.startSignIn({ mediation: 'conditional', signal });
      waiting = undefined;
      await this.run(async () => {
        await this.before('login');
        result = this.session.enter(await this.session.call('POST', '/login/webauthn/finish', answer));
        await this.done(result, 'onLoginPasskey');
      });
    } catch {
      // The user chose another way, or another request took the browser's only place.
    }
  }

  async sendLink(isSignUp) {
    stopWaiting();
    const path = isSignUp ? '/register/magic-link' : '/login/magic-link';
    const { pathname, search, hash } = location;
    const sent = await this.session.call('POST', path, {
      identifier: this.identifier, language: this.language, magic_link_path: pathname + search + hash,
    });
    local.set(LINK_ID, sent.magic_link.id);
    this.event(isSignUp ? 'onMagicLinkRegister' : 'onMagicLinkLogin');
    this.showCode(sent.magic_link.id);
  }

  showCode(id) {
    const { input, label } = this.field('code', { autocomplete: 'one-time-code', autocapitalize: 'characters', spellcheck: false });
    this.show(
      'codeTitle',
      this.text('sent', this.identifier),
      this.form(async () => {
        const result = await this.session.call('POST', '/otp/activate', { otp: input.value, otp_id: id });
        await this.arrived(this.session.enter(result));
      }, label, this.submit('codeButton')),
      this.button('back', 'quiet', () => this.showStart(this.isSignUp)),
    );
    let left = ASK_TIMES;
    this.timer = setInterval(async () => {
      if (document.hidden || this.isBusy) return;
      if (!left--) return clearInterval(this.timer);
      try {
        const result = await this.session.call('POST', '/magic-link/status', { id });
        await this.run(() => this.arrived(this.session.enter(result)));
      } catch {
        // Not yet.
      }
    }, ASK_EVERY);
  }

  /** Email scanners open links, so a button redeems it. */
  showLink(token) {
    this.show(
      'linkTitle',
      this.text('linkText'),
      this.button('linkButton', 'main', async () => {
        const body = { magic_link: token, id: local.get(LINK_ID) || undefined };
        try {
          const result = this.session.enter(await this.session.call('PATCH', '/magic-link/activate', body));
          this.event('onMagicLinkActivateSuccess');
          await this.arrived(result);
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          this.showStart(false);
          throw error;
        }
      }),
      this.button('back', 'quiet', () => this.showStart(false)),
    );
    this.event('onMagicLinkActivated');
  }

  /** Signed in by an email: an account without a passkey is offered one. */
  async arrived(result) {
    clearInterval(this.timer);
    local.set(LINK_ID);
    this.authType ||= 'login';
    const { user } = await this.session.own('GET', '');
    this.identifier = user.email;
    if (user.webauthn || !window.PublicKeyCredential) return this.done(result);
    this.show(
      'offerTitle',
      this.text('offerText'),
      this.button('create', 'main', async () => {
        await this.session.addPasskey(true);
        await this.done(result, 'onAddPasskey');
      }),
      this.button('later', '', () => this.done(result)),
    );
  }

  async done(result, event) {
    if (event) this.event(event);
    this.show('done');
    if (this.onSuccess) {
      const { identifier = '', authType } = this;
      await this.callback('onSuccess', result, { identifier, authType });
    } else if (this.session.isStored) {
      location.href = result.redirectUrl;
    }
  }
}
