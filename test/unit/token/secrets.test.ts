import { expect, it } from "vitest";
import { toSecrets } from "../../../src/token/secrets.js";

it.each([
  [undefined, null],
  [null, null],
  ["", null],
  [[], null],
  [["", ""], null],
  ["a", ["a"]],
  [" a ", [" a "]],
  [
    ["a", "", "b"],
    ["a", "b"],
  ],
  [[undefined as never, "b"], ["b"]],
])("%j is %j", (secret, expected) => expect(toSecrets(secret)).toEqual(expected));
