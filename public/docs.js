// Has Swagger UI, which the page has loaded before this, show the API; light or dark as the system
// is. Nothing but this origin is asked for anything.
const docs = document.getElementById('docs');
const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', follow);
follow();

// What it leaves without a name for those who do not see it, and out of reach of the keyboard.
const missing = [
  ['textarea', 'aria-label', 'Request body'],
  ['select.examples-select-element', 'aria-label', 'Example'],
  ['.copy-to-clipboard button', 'aria-label', 'Copy'],
  ['pre.microlight', 'tabindex', '0'],
];
new MutationObserver(() => {
  for (const [selector, attribute, value] of missing) {
    for (const element of docs.querySelectorAll(`${selector}:not([${attribute}])`)) {
      element.setAttribute(attribute, value);
    }
  }
}).observe(docs, { childList: true, subtree: true });

SwaggerUIBundle({
  url: '/openapi.json',
  domNode: docs,
  // There is one: this.
  plugins: [() => ({ wrapComponents: { ServersContainer: () => () => null } })],
  tryItOutEnabled: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  // It would ask a server of its makers'.
  validatorUrl: null,
});
