// Shows the API with Swagger UI, which the page has loaded before, in the system's light or dark mode. Sends
// requests to this origin only.
const docs = document.getElementById('docs');
const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', follow);
follow();

// Elements that Swagger UI leaves without an accessible name or out of reach of the keyboard.
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
  // There is only this server.
  plugins: [() => ({ wrapComponents: { ServersContainer: () => () => null } })],
  tryItOutEnabled: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  // It would send requests to swagger.io.
  validatorUrl: null,
});
