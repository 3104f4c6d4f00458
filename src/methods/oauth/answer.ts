/** The provider's answer as the browser brings it: hostile until a transaction vouches for it. */
import type { CoreRequest } from "../method.js";
import { fault } from "./failure.js";

/** The parameters that mean something. Twice the same one is an error (RFC 6749 §3.1); others are ignored. */
const meaningful: readonly string[] = [
  "code",
  "state",
  "iss",
  "error",
  "error_description",
  "error_uri",
  "id_token",
  "access_token",
  "response",
];

/** Longer than any code or state in the wild. */
const maxLength = 16_384;

/**
 * The parameters of the answer: the form or JSON of a POST, else the query.
 * @throws where one is given twice, oversized, or has control characters
 */
export function readAnswer({ method, url, body, form }: CoreRequest): URLSearchParams {
  const answer = method === "POST" ? (form ?? fromBody(body)) : url.searchParams;
  for (const name of meaningful) {
    const [value = "", ...others] = answer.getAll(name);
    if (others.length > 0) throw fault("duplicate_parameter", `The answer has "${name}" twice`);
    if (value.length > maxLength || (/\p{Cc}/u.test(value) && name !== "error_description"))
      throw malformed(name);
  }
  return answer;
}

/** Auth.js takes JSON as well. */
function fromBody(body: CoreRequest["body"]): URLSearchParams {
  const answer = new URLSearchParams();
  for (const [name, value] of Object.entries(body ?? {}))
    if (typeof value === "string") answer.append(name, value);
    else if (meaningful.includes(name)) throw malformed(name);
  return answer;
}

function malformed(name: string): Error {
  return fault("malformed_parameter", `The answer's "${name}" is malformed`);
}
