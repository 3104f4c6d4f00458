import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";
import { findAccount } from "./accounts.js";
import { handleInteraction } from "./interactions.js";
import { createMemory } from "./memory.js";
import { problem } from "./pages.js";

/** A fresh signing key a start: nothing that this provider issued outlives it. */
function signingKey() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), alg: "RS256", use: "sig", kid: "local" };
}

function configuration(clients) {
  return {
    clients,
    adapter: createMemory(),
    findAccount,
    claims: {
      openid: ["sub"],
      profile: ["name"],
      email: ["email", "email_verified"],
      groups: ["groups"],
    },
    // Claims of the scopes belong in the ID token too: a client then needs no userinfo request.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: [randomBytes(32).toString("hex")] },
    jwks: { keys: [signingKey()] },
    ttl: { AccessToken: 3600, Grant: 86_400, IdToken: 3600, Interaction: 900, Session: 86_400 },
    renderError(ctx, { error, error_description: description }) {
      ctx.type = "html";
      ctx.body = problem({ error, description });
    },
  };
}

/**
 * Starts an OpenID Connect provider on this machine (authorization code with PKCE).
 *
 * @param {object} options
 * @param {number} [options.port] 0 for a free one
 * @param {object[]} options.clients client metadata as RFC 7591 names it
 * @returns {Promise<{ issuer: string, close: () => Promise<void> }>}
 */
export async function startProvider({ port = 0, clients }) {
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  const issuer = `http://localhost:${server.address().port}`;
  const provider = new Provider(issuer, configuration(clients));
  const callback = provider.callback();
  server.on("request", async (req, res) => {
    if (!(await handleInteraction(provider, req, res))) callback(req, res);
  });
  return {
    issuer,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
