// What both elements show by: words, styles and the parts of a form. Second part of /element.js.

const STYLES = new CSSStyleSheet();
STYLES.replaceSync(`
  :host { display: block; color-scheme: light; --ink: #1c1c1c; --paper: #fff; --line: #767676; ${LIGHT}
    --red: #b3261e; --grey: #f0f0f0; }
  :host([hidden]) { display: none; }
  :host([theme="dark"]) { color-scheme: dark; --ink: #f5f5f5; --paper: #1c1c1c; --line: #9a9a9a; ${DARK}
    --red: #ffb4ab; --grey: #2f2f2f; }
  @media (prefers-color-scheme: dark) { :host(:not([theme="light"])) { color-scheme: dark; --ink: #f5f5f5;
    --paper: #1c1c1c; --line: #9a9a9a; ${DARK} --red: #ffb4ab;
    --grey: #2f2f2f; } }
  section { box-sizing: border-box; max-width: var(--passage-container-max-width, 30rem); min-height: 22rem;
    margin: var(--passage-container-margin, 0 auto); padding: var(--passage-container-padding, 1.5rem);
    border-radius: var(--passage-container-border-radius, 8px);
    background: var(--passage-container-background-color, var(--paper));
    color: var(--passage-body-text-color, var(--ink));
    font: var(--passage-body-font-weight, 400) var(--passage-body-font-size, 1rem)/1.5
      var(--passage-body-font-family, system-ui, sans-serif); }
  h2, h3 { margin: 0 0 1rem; outline: 0; color: var(--passage-header-text-color, var(--ink));
    font: var(--passage-header-font-weight, 600) var(--passage-header-font-size, 1.5rem)/1.25
      var(--passage-header-font-family, inherit); }
  h3 { font-size: 1.125rem; margin: 1.5rem 0 .5rem; }
  p { margin: 0 0 1rem; overflow-wrap: anywhere; }
  form { margin: 0; }
  label { display: block; margin: 0 0 1rem; }
  input { box-sizing: border-box; display: block; width: 100%; margin-top: .25rem; padding: .625rem .75rem; font: inherit;
    color: var(--passage-input-text-color, inherit);
    background: var(--passage-input-box-background-color, var(--paper));
    border: 1px solid var(--passage-control-border-color, var(--line));
    border-radius: var(--passage-input-box-border-radius, 6px); }
  input:hover { border-color: var(--passage-control-border-hover-color, var(--ink)); }
  :is(input, button):focus-visible { outline: 2px solid var(--passage-control-border-active-color, var(--blue));
    outline-offset: 2px; }
  button { display: block; width: var(--passage-button-width, 100%); margin: 0 0 .75rem; padding: .625rem .75rem;
    cursor: pointer; font: inherit; font-size: var(--passage-button-font-size, inherit);
    font-weight: var(--passage-button-font-weight, 500);
    color: var(--passage-secondary-button-text-color, var(--ink));
    background: var(--passage-secondary-button-background-color, var(--paper));
    border: var(--passage-secondary-button-border-width, 1px) solid
      var(--passage-secondary-button-border-color, var(--line));
    border-radius: var(--passage-secondary-button-border-radius, 6px); }
  button:hover { background: var(--passage-secondary-button-background-hover-color, var(--grey)); }
  button.main { color: var(--passage-primary-button-text-color, var(--on));
    background: var(--passage-primary-button-background-color, var(--blue));
    border: var(--passage-primary-button-border-width, 1px) solid
      var(--passage-primary-button-border-color, transparent);
    border-radius: var(--passage-primary-button-border-radius, 6px); }
  button.main:hover { background: var(--passage-primary-button-background-hover-color, var(--deep));
    color: var(--passage-primary-button-text-hover-color, var(--on)); }
  button.quiet { padding: .25rem 0; border: 0; background: none; text-decoration: underline; font-weight: 400;
    color: var(--passage-anchor-text-color, var(--blue)); }
  button[aria-disabled="true"] { opacity: .6; cursor: default; }
  [role="status"] { min-height: 3em; margin: 0; }
  [role="status"].bad { color: var(--passage-error-color, var(--red)); }
  ul { list-style: none; margin: 0 0 1rem; padding: 0; }
  li { padding: .75rem 0; border-bottom: 1px solid var(--passage-table-row-border-color, var(--line)); }
  small { display: block; }
  li button { display: inline-block; width: auto; margin: .25rem .75rem 0 0; }
`);

/** The words of the element's language, or of the browser's, or English. */
function wordsFor(element) {
  const wanted = [element.lang, ...navigator.languages].map((language) => (language || '').slice(0, 2).toLowerCase());
  const language = wanted.find((one) => WORDS[one]) || 'en';
  return { language, words: WORDS[language] };
}

/** Codes of the server that have words of their own. */
const PROBLEMS = {
  cancelled: 'cancelled', duplicate: 'duplicate', unsupported: 'unsupported', offline: 'offline',
  invalid_request: 'invalidEmail', too_many_requests: 'tooMany', exceeded_attempts: 'tooManyCodes',
  invalid_magic_link: 'expired', magic_link_not_found: 'expired', operation_not_allowed: 'noEmail',
  user_not_active: 'deactivated', sign_up_closed: 'closed', signed_out: 'signedOut', invalid_refresh_token: 'signedOut',
  invalid_access_token: 'signedOut', last_way_in: 'lastWay', webauthn_login_failed: 'unknownPasskey', stopped: 'stopped',
};

/** What both elements are. */
class View extends HTMLElement {
  constructor() {
    super();
    this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [STYLES];
    this.section = document.createElement('section');
    this.status = document.createElement('p');
    this.status.setAttribute('role', 'status');
    this.shadowRoot.append(this.section);
  }

  connectedCallback() {
    const { language, words } = wordsFor(this);
    this.words = words;
    this.language = language;
    this.section.lang = language;
    const app = this.getAttribute('app-id');
    this.isTest = !app;
    this.session = sessionOf(app || TEST_APP);
    if (this.getAttribute('storage') === 'local') this.session.store();
    this.start();
    if (this.isTest) this.test();
  }

  /** Without an app-id, an element works on a developer's own machine only. */
  async test() {
    try {
      await this.session.test();
    } catch (error) {
      this.isTest = false;
      this.show('signInTitle');
      this.say(this.word(error.code === 'app_not_found' ? 'noApp' : 'offline'), true);
      console.error(`<${this.localName}> has no app-id, and ${BASE} has no test mode.`);
    }
  }

  word(key, value) {
    return this.words[key].replace('{0}', value);
  }

  /** Shows a screen. Only after the first one does the focus follow. */
  show(title, ...parts) {
    const heading = this.make('h2', { tabIndex: -1 }, this.word(title));
    this.say('');
    const note = this.isTest && this.text('testMode');
    this.section.replaceChildren(...[heading, ...parts, this.status, note].filter(Boolean));
    if (this.hasShown) heading.focus();
    this.hasShown = true;
  }

  make(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children.filter((child) => child !== undefined));
    return made;
  }

  text(key, value) {
    return this.make('p', {}, this.word(key, value));
  }

  button(key, kind, action) {
    const button = this.make('button', { type: 'button', className: kind }, this.word(key));
    button.addEventListener('click', () => this.run(action));
    return button;
  }

  field(key, properties) {
    const input = this.make('input', { ...properties, name: key });
    return { input, label: this.make('label', {}, this.word(key), input) };
  }

  /** A form whose first button is pressed by the enter key, too. */
  form(action, ...parts) {
    const form = this.make('form', { noValidate: true }, ...parts.filter(Boolean));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.run(action);
    });
    return form;
  }

  submit(key) {
    return this.make('button', { type: 'submit', className: 'main' }, this.word(key));
  }

  say(text, isBad) {
    this.status.className = isBad ? 'bad' : '';
    this.status.textContent = text;
  }

  /** Runs what a button does, one at a time, and says what went wrong. */
  async run(action) {
    if (this.isBusy) return;
    this.isBusy = true;
    this.section.setAttribute('aria-busy', 'true');
    this.say('');
    try {
      await action();
    } catch (error) {
      if (!(error instanceof Refused)) reportError(error);
      this.say(this.word(PROBLEMS[error.code] || 'failed'), true);
    } finally {
      this.isBusy = false;
      this.section.removeAttribute('aria-busy');
    }
  }

  /** Calls a function of the page. What it throws is the page's fault, and ends nothing here. */
  async callback(name, ...given) {
    try {
      return await this[name]?.(...given);
    } catch (error) {
      reportError(error);
      return false;
    }
  }
}
