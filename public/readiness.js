// Asks the browser what it can do with passkeys, marks each line of the page /ready, and reports the answers
// to the server. Only that page loads this file, so that no other page gets larger.
//
// If the browser doesn't answer a question, the result is unknown and not "no".
// https://www.w3.org/TR/webauthn-3/#sctn-getClientCapabilities
const page = document.getElementById('ready');
const passkeys = globalThis.PublicKeyCredential;

/** Returns the answer to a question, or undefined if the browser doesn't know it or refuses. */
async function ask(question) {
  try {
    return await question();
  } catch {
    return undefined;
  }
}

async function capabilities() {
  const said = { ...(await ask(() => passkeys.getClientCapabilities())) };
  // For browsers without getClientCapabilities.
  said.userVerifyingPlatformAuthenticator ??= await ask(() => passkeys.isUserVerifyingPlatformAuthenticatorAvailable());
  said.conditionalGet ??= await ask(() => passkeys.isConditionalMediationAvailable());
  for (const name of ['signalUnknownCredential', 'signalAllAcceptedCredentials', 'signalCurrentUserDetails']) {
    said[name] ??= typeof passkeys?.[name] === 'function' || undefined;
  }
  return said;
}

/** Returns "no" if one is missing, "yes" if all are there, and otherwise "unknown". */
function state(answers) {
  if (answers.includes(false)) return 'no';
  return answers.every((answer) => answer === true) ? 'yes' : 'unknown';
}

const said = passkeys ? await capabilities() : {};
for (const line of document.querySelectorAll('[data-needs]')) {
  line.dataset.state = passkeys ? state(line.dataset.needs.split(' ').map((name) => said[name])) : 'none';
}

if (page.dataset.counted) {
  const counted = page.dataset.counted.split(' ').filter((name) => typeof said[name] === 'boolean');
  const answers = Object.fromEntries(counted.map((name) => [name, said[name]]));
  const body = new URLSearchParams({ said: JSON.stringify(answers) });
  await ask(() => fetch('/api/count_capabilities', { method: 'POST', headers: { accept: 'application/json' }, body }));
}
