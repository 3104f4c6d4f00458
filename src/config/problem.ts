import { type AuthError, UntrustedHost } from "../errors.js";
import type { Config } from "./resolve.js";

/** Why no request to this URL may be answered, if there is a reason. */
export function problemOf(config: Config, url: string): AuthError | null {
  if (!config.trustHost) return new UntrustedHost(`Host must be trusted. URL was: ${url}`);
  return config.problem;
}
