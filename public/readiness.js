// What this browser can do with passkeys, by what it says itself: marks each line of the page /ready
// and has the server count it. Written by hand and loaded there alone, so that no other page pays
// for it.
//
// What the browser does not say stays unknown: that is no "no".
// https://www.w3.org/TR/webauthn-3/#sctn-getClientCapabilities
const page = document.getElementById('ready');
const passkeys = globalThis.PublicKeyCredential;

/** The answer to a question that a browser may not know, or may refuse. */
async function ask(question) {
  try {
    return await question();
  } catch {
    return undefined;
  }
}

async function capabilities() {
  const said = { ...(await ask(() => passkeys.getClientCapabilities())) };
  // What browsers answer that cannot be asked for everything at once.
  said.userVerifyingPlatformAuthenticator ??= await ask(() => passkeys.isUserVerifyingPlatformAuthenticatorAvailable());
  said.conditionalGet ??= await ask(() => passkeys.isConditionalMediationAvailable());
  for (const name of ['signalUnknownCredential', 'signalAllAcceptedCredentials', 'signalCurrentUserDetails']) {
    said[name] ??= typeof passkeys?.[name] === 'function' || undefined;
  }
  return said;
}

/** "no" if one is missing, "yes" if all are there; else nobody knows. */
function state(answers) {
  if (answers.includes(false)) return 'no';
  return answers.every((answer) => answer === true) ? 'yes' : 'unknown';
}

const said = passkeys ? await capabilities() : {};
for (const line of page.querySelectorAll('[data-needs]')) {
  line.dataset.state = passkeys ? state(line.dataset.needs.split(' ').map((name) => said[name])) : 'none';
}

if (page.dataset.counted) {
  const counted = page.dataset.counted.split(' ').filter((name) => typeof said[name] === 'boolean');
  const answers = Object.fromEntries(counted.map((name) => [name, said[name]]));
  const body = new URLSearchParams({ said: JSON.stringify(answers) });
  await ask(() => fetch('/api/count_capabilities', { method: 'POST', headers: { accept: 'application/json' }, body }));
}
