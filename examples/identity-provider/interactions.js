import { accounts } from "./accounts.js";
import { askConsent, chooseAccount, problem } from "./pages.js";

const path = /^\/interaction\/[\w-]+$/;
const maxBody = 4096;

async function readForm(req) {
  let text = "";
  for await (const chunk of req) {
    text += chunk;
    if (text.length > maxBody) throw Object.assign(new Error("body too large"), { status: 413 });
  }
  return new URLSearchParams(text);
}

function send(res, status, html) {
  res.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    // No form-action: the browser applies it to the redirect back to the client too.
    "content-security-policy":
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
  });
  res.end(html);
}

/** The scopes asked for, by one grant of this client and account. */
async function grantScopes(provider, { grantId, session, params, prompt }) {
  const grant = grantId
    ? await provider.Grant.find(grantId)
    : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope((prompt.details.missingOIDCScope ?? []).join(" "));
  return grant.save();
}

async function show(provider, interaction, req, res) {
  const { prompt, params, session } = interaction;
  const client = await provider.Client.find(params.client_id);
  const common = { action: req.url, clientName: client.clientName ?? client.clientId };
  if (prompt.name === "login") return send(res, 200, chooseAccount({ ...common, accounts }));
  const { name } = accounts.find(({ id }) => id === session.accountId);
  const scopes = prompt.details.missingOIDCScope ?? [];
  return send(res, 200, askConsent({ ...common, name, scopes }));
}

async function answer(provider, interaction, req, res) {
  const form = await readForm(req);
  const finish = (result, mergeWithLastSubmission) =>
    provider.interactionFinished(req, res, result, { mergeWithLastSubmission });

  if (interaction.prompt.name === "login") {
    const account = accounts.find(({ id }) => id === form.get("account"));
    if (!account) return send(res, 400, problem({ error: "No such account" }));
    return finish({ login: { accountId: account.id } }, false);
  }
  if (form.get("answer") === "allow") {
    return finish({ consent: { grantId: await grantScopes(provider, interaction) } }, true);
  }
  return finish({ error: "access_denied", error_description: "The user said no" }, false);
}

/** Answers the two questions a person is asked. `false` when the request is for oidc-provider. */
export async function handleInteraction(provider, req, res) {
  if (!path.test(req.url)) return false;
  try {
    const interaction = await provider.interactionDetails(req, res);
    await (req.method === "POST" ? answer : show)(provider, interaction, req, res);
  } catch (error) {
    const { status = 500, error: code = "server_error", error_description: description } = error;
    send(res, status, problem({ error: code, description }));
  }
  return true;
}
