const escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escapeHtml = (text) => String(text).replace(/[&<>"']/g, (char) => escapes[char]);

const style = `
:root { color-scheme: light dark; --bg: #f6f7f9; --card: #fff; --text: #16181d; --quiet: #5b6270;
  --line: #dfe2e8; --accent: #0f766e; --on-accent: #fff; --hover: #f0f4f4; }
@media (prefers-color-scheme: dark) { :root { --bg: #0d0f12; --card: #16191e; --text: #eef0f3;
  --quiet: #a0a7b4; --line: #2a2f38; --accent: #5eead4; --on-accent: #06231f; --hover: #1d2227; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem;
  background: var(--bg); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 25rem; background: var(--card); border: 1px solid var(--line);
  border-radius: 16px; padding: 2rem; }
.brand { margin: 0 0 1.25rem; font-size: .8125rem; color: var(--quiet); display: flex; gap: .5rem;
  align-items: center; }
.brand svg { color: var(--accent); }
h1 { margin: 0 0 .375rem; font-size: 1.375rem; line-height: 1.25; letter-spacing: -.01em; }
p { margin: 0; color: var(--quiet); }
form { margin: 1.5rem 0 0; display: grid; gap: .625rem; }
button { font: inherit; cursor: pointer; border-radius: 10px; border: 1px solid var(--line);
  background: transparent; color: inherit; padding: .6875rem .875rem; min-height: 44px; }
button:hover { background: var(--hover); }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent);
  font-weight: 600; }
button.main:hover { filter: brightness(1.08); }
.account { display: flex; align-items: center; gap: .875rem; text-align: left; }
.account span { line-height: 1.35; }
.account small { display: block; font-size: .875rem; color: var(--quiet); }
.account .initial { flex: none; width: 2.25rem; height: 2.25rem; border-radius: 50%; display: grid;
  place-items: center; background: var(--hover); color: var(--accent); font-weight: 600; }
ul { margin: 1.25rem 0 0; padding: 0; list-style: none; border-top: 1px solid var(--line); }
li { padding: .625rem 0; border-bottom: 1px solid var(--line); }
.row { grid-template-columns: 1fr 1fr; }
`;

const key = `<svg width="18" height="18" viewBox="0 0 24 24" fill="none" stroke="currentColor"
 stroke-width="2" stroke-linecap="round" aria-hidden="true"><circle cx="8" cy="8" r="5"/><path
 d="m11.6 11.6 8.4 8.4m-4-4 2.5-2.5"/></svg>`;

/** What each scope means to the person who is asked. */
const meanings = {
  openid: "Know who you are",
  profile: "See your name",
  email: "See your e-mail address",
  groups: "See the groups you are in",
};

function page(title, body) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Local provider</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body><main><p class="brand">${key} Local provider</p>${body}</main></body>
</html>`;
}

/** Asks who is there. There are no passwords: it runs on your own machine. */
export function chooseAccount({ action, clientName, accounts }) {
  const choices = accounts.map(
    ({ id, name, email }) => `<button class="account" name="account" value="${escapeHtml(id)}">
<span class="initial" aria-hidden="true">${escapeHtml(name[0])}</span>
<span>${escapeHtml(name)}<small>${escapeHtml(email)}</small></span></button>`,
  );
  return page(
    "Choose an account",
    `<h1>Choose an account</h1><p>to continue to ${escapeHtml(clientName)}</p>
<form method="post" action="${escapeHtml(action)}">${choices.join("")}</form>`,
  );
}

/** Asks whether the client may have what it wants. */
export function askConsent({ action, clientName, name, scopes }) {
  const wishes = scopes.map((scope) => `<li>${escapeHtml(meanings[scope] ?? scope)}</li>`);
  return page(
    "Allow access",
    `<h1>Allow ${escapeHtml(clientName)}?</h1><p>You are ${escapeHtml(name)}. It would like to:</p>
<ul>${wishes.join("")}</ul>
<form class="row" method="post" action="${escapeHtml(action)}">
<button name="answer" value="cancel">Cancel</button>
<button class="main" name="answer" value="allow">Allow</button></form>`,
  );
}

/** Says what went wrong in the words of the OAuth error. */
export function problem({ error, description }) {
  return page(
    "Something went wrong",
    `<h1>Something went wrong</h1><p>${escapeHtml(error)}${description ? `: ${escapeHtml(description)}` : ""}</p>`,
  );
}
