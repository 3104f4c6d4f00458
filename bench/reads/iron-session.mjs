import { getIronSession, sealData } from "iron-session";
import { person, secret } from "./user.mjs";

const options = { cookieName: "session", password: secret };

export async function reads(count) {
  const seals = await Promise.all(
    Array.from({ length: count }, (_, index) => sealData({ user: person(index) }, options)),
  );
  const stores = seals.map((value) => ({
    get: (name) => (name === "session" ? { name, value } : undefined),
    getAll: () => [{ name: "session", value }],
    set() {},
  }));
  let next = 0;
  return {
    prepare: () => stores[next++ % stores.length],
    read: (store) => getIronSession(store, options),
  };
}
