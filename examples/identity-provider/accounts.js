/**
 * The people this provider knows. `groups` becomes a claim: Grace is in "admins", which the demo
 * maps to its admin role.
 */
export const accounts = [
  { id: "ada", name: "Ada Lovelace", email: "ada@example.com", groups: [] },
  { id: "grace", name: "Grace Hopper", email: "grace@example.com", groups: ["admins"] },
  { id: "alan", name: "Alan Turing", email: "alan@example.com", groups: [] },
];

/** The `findAccount` of oidc-provider: `undefined` for an id that nobody has. */
export function findAccount(_ctx, id) {
  const account = accounts.find((candidate) => candidate.id === id);
  if (!account) return undefined;
  const { name, email, groups } = account;
  return {
    accountId: id,
    claims: () => ({ sub: id, name, email, email_verified: true, groups }),
  };
}
