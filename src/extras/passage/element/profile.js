// <latchkey-profile>, also <passage-profile>: address, passkeys, sign-out. Last part of /element.js.

class Profile extends View {
  start() {
    this.changed = () => this.load();
    this.session.addEventListener('change', this.changed);
    this.load();
  }

  disconnectedCallback() {
    this.session.removeEventListener('change', this.changed);
  }

  /** Reads the user and shows them; or says that there is none. */
  async load() {
    if (!this.session.refresh) return this.show('profileTitle', this.text('signedOut'));
    if (this.isLoading) return;
    this.isLoading = true;
    try {
      await this.run(async () => this.showUser((await this.session.own('GET', '')).user));
    } finally {
      this.isLoading = false;
    }
  }

  showUser(user) {
    this.user = user;
    const passkeys = user.webauthn_devices.map((passkey) => this.passkey(passkey));
    this.show(
      'profileTitle',
      this.make('p', {}, this.word('email'), ': ', user.email, ' (', this.word(user.email_verified ? 'confirmed' : 'unconfirmed'), ')'),
      user.email && !user.email_verified && this.button('confirm', '', () => this.sendCode(user.email)),
      this.button('change', '', () => this.showAddress()),
      this.make('h3', {}, this.word('passkeys')),
      this.make('ul', {}, ...passkeys),
      this.button('add', '', async () => {
        await this.session.addPasskey(!user.webauthn);
        await this.again();
      }),
      this.button('signOut', 'quiet', () => this.session.leave()),
    );
  }

  async again() {
    this.showUser((await this.session.own('GET', '')).user);
  }

  date(at) {
    return new Intl.DateTimeFormat(this.language, { dateStyle: 'medium' }).format(new Date(at));
  }

  passkey(passkey) {
    const line = [this.word('added', this.date(passkey.created_at))];
    if (passkey.usage_count) line.push(this.word('used', this.date(passkey.last_login_at)));
    const named = (button, key) => {
      button.setAttribute('aria-label', `${this.word(key)}: ${passkey.friendly_name}`);
      return button;
    };
    return this.make('li', {},
      this.make('strong', {}, passkey.friendly_name),
      this.make('small', {}, line.join(', ')),
      named(this.button('rename', '', () => this.showName(passkey)), 'rename'),
      named(this.button('remove', '', () => this.showRemoval(passkey)), 'remove'),
    );
  }

  back() {
    return this.button('cancel', 'quiet', () => this.again());
  }

  showName(passkey) {
    const { input, label } = this.field('name', { value: passkey.friendly_name, maxLength: 60, autocomplete: 'off' });
    this.show('rename', this.form(async () => {
      await this.session.own('PATCH', `/devices/${passkey.id}`, { friendly_name: input.value });
      await this.again();
    }, label, this.submit('save')), this.back());
  }

  showRemoval(passkey) {
    this.show('remove', this.text('removeAsk', passkey.friendly_name), this.button('remove', 'main', async () => {
      await this.session.own('DELETE', `/devices/${passkey.id}`, await this.session.startSignIn());
      await this.again();
    }), this.back());
  }

  showAddress() {
    const { input, label } = this.field('email', { type: 'email', autocomplete: 'email' });
    this.show('change', this.form(() => this.sendCode(input.value.trim()), label, this.submit('save')), this.back());
  }

  /** Sends a code to an address. Only this page can confirm it. */
  async sendCode(email) {
    const proof = this.user.webauthn ? await this.session.startSignIn() : {};
    const sent = await this.session.own('PATCH', '/email', { new_email: email, language: this.language, ...proof });
    const { input, label } = this.field('code', { autocomplete: 'one-time-code', autocapitalize: 'characters', spellcheck: false });
    this.show('confirm', this.text('codeSent', email), this.form(async () => {
      await this.session.call('POST', '/otp/activate', { otp: input.value, otp_id: sent.magic_link.id });
      await this.again();
    }, label, this.submit('confirm')), this.back());
  }
}

for (const [name, parent] of [
  ['latchkey-auth', Auth], ['passage-auth', Auth], ['passage-login', Auth], ['passage-register', Auth],
  ['latchkey-profile', Profile], ['passage-profile', Profile],
]) {
  // Each name needs a class of its own. A page that loads the script twice keeps the first.
  if (!customElements.get(name)) customElements.define(name, class extends parent {});
}
