// Passkeys: asks the browser for one at the door, and has one made on the page of one's account. Without this script the password does it.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

// What the server says in JSON, as the browser wants it.
function understood(options) {
  const made = { ...options, challenge: bytes(options.challenge) };
  if (options.user) made.user = { ...options.user, id: bytes(options.user.id) };
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    if (options[list]) made[list] = options[list].map((one) => ({ ...one, id: bytes(one.id) }));
  }
  return made;
}

// What the device says, in JSON.
function told(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = text(credential.response[part]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function sent(form, said) {
  said.hidden = true;
  try {
    const answer = await fetch(form.dataset.options, {
      method: "POST",
      headers: { accept: "application/json" },
      body: new URLSearchParams(new FormData(form)),
    });
    const { under, options, what } = await answer.json();
    if (!answer.ok) throw new Error(what || form.dataset.failed);
    const publicKey = understood(options);
    const made = form.dataset.passkey === "make" ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey });
    const credential = await made.catch(() => null);
    if (!credential) throw new Error(form.dataset.failed);
    form.elements.under.value = under;
    form.elements.credential.value = told(credential);
    if (form.elements.password) form.elements.password.disabled = true; // it was asked for already
    form.submit();
  } catch (error) {
    said.textContent = error instanceof SyntaxError || error instanceof TypeError ? form.dataset.failed : error.message;
    said.hidden = false;
  }
}

if (window.PublicKeyCredential && window.isSecureContext) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      sent(form, form.querySelector("[role=alert]"));
    });
  }
  for (const one of document.querySelectorAll(".unscripted")) one.hidden = true;
}
