/** The part of `oidc-provider` that the tests use. The package has no types of its own. */
declare module "oidc-provider" {
  import type { RequestListener } from "node:http";

  export type Configuration = Record<string, unknown>;

  export class Provider {
    constructor(issuer: string, configuration: Configuration);
    callback(): RequestListener;
  }
}
