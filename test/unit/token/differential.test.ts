/**
 * Generated tokens and mutations of them: Node's engine, WebCrypto's and the published @auth/core must agree.
 * 3,000 in `npm test`, 24,000 with LATCHKEY_FULL=1.
 */
import * as published from "@auth/core/jwt";
import fc from "fast-check";
import { expect, it } from "vitest";
import { judgeNumericDates } from "../../../src/token/claims.js";
import { createCodec, type Opened } from "../../../src/token/codec.js";
import { parseHeader } from "../../../src/token/compact.js";
import { keepFigure } from "../../support/figures.js";
import { claims, forge, now, olderSecret, salt, secret } from "./forge.js";

const runs = process.env.LATCHKEY_FULL === "1" ? 24_000 : 3_000;
const listed = [secret, olderSecret] as const;
const scope = { secrets: listed, salt };
const node = createCodec({ engine: "node" });
const web = createCodec({ engine: "web" });

const someSecret = fc.constantFrom(secret, secret, secret, olderSecret, "not listed");
const enc = fc.constantFrom("A256CBC-HS512" as const, "A256GCM" as const);
const time = fc.constantFrom(undefined, now() + 600, now() - 600, `${now()}`, null, 0);
const payload = fc.oneof(
  { weight: 6, arbitrary: fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 5 }).map(claims) },
  { weight: 2, arbitrary: fc.record({ exp: time, nbf: time, iat: time }).map(claims) },
  { weight: 1, arbitrary: fc.jsonValue().map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 80 }) },
);

/** Sealed by the forge (any key, any payload), by either engine or by the published package. */
const token = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({ secret: someSecret, enc, payload, anonymous: fc.boolean() })
      .map((from) => async () => forge(from)),
  },
  {
    weight: 1,
    arbitrary: payload.map((content) => async () => {
      const token = typeof content === "object" && !(content instanceof Uint8Array) ? content : {};
      return published.encode({ token, secret, salt });
    }),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(node, web), fc.constantFrom(-60, 60, 600)).map(
      ([codec, maxAge]) =>
        async () =>
          codec.seal({ sub: "1" }, { ...scope, maxAge, now: Date.now() }),
    ),
  },
);

type Mutation = (token: string) => string;
const character = fc.constantFrom(..."AQgw9-_.=+/ é\n");
const position = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const part = fc.nat({ max: 4 });
const at = (text: string, where: number) => Math.floor(where * text.length);
const onPart =
  (index: number, change: Mutation): Mutation =>
  (text) =>
    text
      .split(".")
      .map((one, i) => (i === index ? change(one) : one))
      .join(".");
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Mutation>((text) => text) },
  fc.tuple(position, character).map(
    ([where, with_]): Mutation =>
      (text) =>
        text.slice(0, at(text, where)) + with_ + text.slice(at(text, where) + 1),
  ),
  fc.tuple(position, character).map(
    ([where, with_]): Mutation =>
      (text) =>
        text.slice(0, at(text, where)) + with_ + text.slice(at(text, where)),
  ),
  fc.tuple(position).map(
    ([where]): Mutation =>
      (text) =>
        text.slice(0, at(text, where)),
  ),
  fc
    .tuple(part, character)
    .map(([index, with_]) => onPart(index, (one) => one.slice(0, -1) + with_)),
  fc
    .tuple(part, fc.nat({ max: 20 }))
    .map(([index, less]) => onPart(index, (one) => one.slice(less))),
  fc.tuple(part, part).map(
    ([a, b]): Mutation =>
      (text) => {
        const parts = text.split(".");
        [parts[a], parts[b]] = [parts[b] ?? "", parts[a] ?? ""];
        return parts.join(".");
      },
  ),
  // Splices: the other token's tail behind this one's head.
  fc.tuple(enc, part).map(
    ([other, from]): Mutation =>
      (text) =>
        [...text.split(".").slice(0, from), ...forge({ enc: other }).split(".").slice(from)].join(
          ".",
        ),
  ),
);

type Answer = { claims: unknown } | "refused";

/** We leave a member "__proto__" out on every level. */
const withoutProto = (claims: unknown): unknown =>
  JSON.parse(JSON.stringify(claims), (name, value) => (name === "__proto__" ? undefined : value));

async function ofPublished(text: string): Promise<Answer> {
  try {
    const claims = await published.decode({ token: text, secret: [...listed], salt });
    return { claims: withoutProto(claims) };
  } catch {
    return "refused";
  }
}

/** What our `decode` makes of it: opened, and the times judged as jose does. */
function withTimes(opened: Opened, text: string): Answer {
  if ("fault" in opened || text === "") return "refused";
  return judgeNumericDates(opened.claims, now(), 15) ? "refused" : { claims: opened.claims };
}

/** Where we are stricter: base64url in its one form, a header as we write it. */
function isStricter(text: string): boolean {
  const parts = text.split(".");
  const canonical = parts.every(
    (one) => Buffer.from(one, "base64url").toString("base64url") === one,
  );
  return !canonical || "fault" in parseHeader(parts[0] ?? "");
}

it(`${runs} tokens and mutations get one answer`, { timeout: 600_000 }, async () => {
  const seen = { accepted: 0, refused: 0, stricter: 0 };
  const check = async (make: () => Promise<string>, mutate: Mutation) => {
    const text = mutate(await make());
    const opened = await node.open(text, scope);
    expect(await web.open(text, scope)).toEqual(opened);
    const ours = withTimes(opened, text);
    const theirs = text === "" ? "refused" : await ofPublished(text);
    seen[ours === "refused" ? "refused" : "accepted"]++;
    if (ours === "refused" && theirs !== "refused" && isStricter(text)) seen.stricter++;
    else expect(ours).toEqual(theirs);
  };
  await fc.assert(fc.asyncProperty(token, mutation, check), { numRuns: runs });
  keepFigure(
    "tokens and mutations through Node's engine, WebCrypto and the published @auth/core/jwt",
    `${runs}: ${seen.accepted} accepted, ${seen.refused} refused, ${seen.stricter} of them by ours only, as listed`,
  );
  // The generator is worth something only if it produces both.
  expect(seen.accepted).toBeGreaterThan(runs / 10);
  expect(seen.refused).toBeGreaterThan(runs / 4);
});
