/**
 * Keeps what the provider issues in memory, and forgets it with the process: the `adapter` of
 * oidc-provider. Expiry is judged by the provider itself, by the `exp` of what it finds.
 */
export function createMemory() {
  const models = new Map();
  return (model) => {
    if (!models.has(model)) models.set(model, createModel());
    return models.get(model);
  };
}

function createModel() {
  const entries = new Map();
  const findBy = (field) => async (value) =>
    [...entries.values()].find((payload) => payload[field] === value);
  return {
    upsert: async (id, payload) => void entries.set(id, payload),
    find: async (id) => entries.get(id),
    findByUid: findBy("uid"),
    findByUserCode: findBy("userCode"),
    destroy: async (id) => void entries.delete(id),
    async consume(id) {
      entries.get(id).consumed = Math.floor(Date.now() / 1000);
    },
    async revokeByGrantId(grantId) {
      for (const [id, payload] of entries) if (payload.grantId === grantId) entries.delete(id);
    },
  };
}
