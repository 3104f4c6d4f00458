import { type Metadata, type ProviderQuirks, quirks } from "../methods/oauth/provider.js";
import type { OIDCConfig, OIDCUserConfig } from "../types/provider.js";

/** The claims of Entra ID's ID token. Which of them there are depends on the app's registration. */
export interface MicrosoftEntraIDProfile {
  aud: string;
  iss: string;
  iat: Date;
  idp: string;
  nbf: Date;
  exp: Date;
  c_hash: string;
  at_hash: string;
  aio: string;
  preferred_username: string;
  email: string;
  name: string;
  nonce: string;
  /** The user's id across all apps of the tenant. */
  oid: string;
  roles: string[];
  rh: string;
  /** The user's id in this app only. */
  sub: string;
  /** The tenant's id. */
  tid: string;
  sid: string;
  uti: string;
  ver: "2.0";
  hasgroups: boolean;
  acct: 0 | 1;
  acrs: string;
  auth_time: Date;
  ctry: string;
  fwd: string;
  groups: string;
  login_hint: string;
  tenant_ctry: string;
  tenant_region_scope: string;
  upn: string;
  verified_primary_email: string[];
  verified_secondary_email: string[];
  vnet: string;
  xms_cc: string;
  xms_edov: boolean;
  xms_pdl: string;
  xms_pl: string;
  xms_tpl: string;
  ztdid: string;
  ipaddr: string;
  onprem_sid: string;
  pwd_exp: number;
  pwd_url: string;
  in_corp: string;
  family_name: string;
  given_name: string;
}

/** Instead of one tenant: any, any of a company or school, any of a person. */
const manyTenants = /^(https:\/\/[^/]+\/)(common|organizations|consumers)(\/v2\.0)$/;
const tenantId = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Many tenants share one document, whose issuer is a template, or that of the tenant for persons. */
function discovered(document: Metadata, issuer: string): Metadata {
  const [, origin] = manyTenants.exec(issuer) ?? [];
  return origin && document.issuer?.startsWith?.(origin) ? { ...document, issuer } : document;
}

/** The tenant of the accounts that belong to no company or school. */
const personal = "9188040d-6c67-4c5b-b112-36a304b66dad";

/** The ID token's issuer is its own tenant, whichever of the many that is. */
function issuerOf(issuer: string, { tid }: Readonly<Record<string, unknown>>): string | null {
  const [, , tenants] = manyTenants.exec(issuer) ?? [];
  if (!tenants) return issuer;
  if (typeof tid !== "string" || !tenantId.test(tid)) return null;
  if (tenants !== "common" && (tenants === "consumers") !== (tid === personal)) return null;
  return issuer.replace(manyTenants, `$1${tid}$3`);
}

const entra: ProviderQuirks = { discovered, issuerOf, errorsWithStatus200: true };

/** Milliseconds. The picture is nice to have, and must not keep anybody waiting. */
const photoTimeout = 3_000;
const maxPhotoBytes = 32_768;

/** The user's picture from Microsoft Graph as a data URL; `null` where there is none. */
async function photoOf(accessToken: string | undefined, size: number): Promise<string | null> {
  const url = `https://graph.microsoft.com/v1.0/me/photos/${size}x${size}/$value`;
  try {
    const response = await fetch(url, {
      headers: { Authorization: `Bearer ${accessToken}` },
      signal: AbortSignal.timeout(photoTimeout),
    });
    if (!response.ok) return null;
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.byteLength > maxPhotoBytes) return null;
    let binary = "";
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return `data:image/jpeg;base64, ${btoa(binary)}`;
  } catch {
    return null;
  }
}

function issuerFromEnv(): string | undefined {
  return typeof process === "object"
    ? process.env?.AUTH_MICROSOFT_ENTRA_ID_ISSUER || undefined
    : undefined;
}

/**
 * Sign in with Microsoft. `issuer` is `https://login.microsoftonline.com/<tenant>/v2.0`; without one any Microsoft
 * account may sign in, and the app must look at `tid` itself. Environment: `AUTH_MICROSOFT_ENTRA_ID_ID`,
 * `AUTH_MICROSOFT_ENTRA_ID_SECRET`, `AUTH_MICROSOFT_ENTRA_ID_ISSUER`.
 */
export default function MicrosoftEntraID(
  config: OIDCUserConfig<MicrosoftEntraIDProfile> & {
    /** Pixels. @default 48 */
    profilePhotoSize?: 48 | 64 | 96 | 120 | 240 | 360 | 432 | 504 | 648;
  },
): OIDCConfig<MicrosoftEntraIDProfile> {
  const { profilePhotoSize = 48 } = config;
  const anyTenant = "https://login.microsoftonline.com/common/v2.0";
  const provider: OIDCConfig<MicrosoftEntraIDProfile> & { [quirks]: ProviderQuirks } = {
    id: "microsoft-entra-id",
    name: "Microsoft Entra ID",
    type: "oidc",
    authorization: { params: { scope: "openid profile email User.Read" } },
    async profile(profile, tokens) {
      const image = await photoOf(tokens.access_token, profilePhotoSize);
      return { id: profile.sub, name: profile.name, email: profile.email, image };
    },
    style: { text: "#fff", bg: "#0072c6" },
    [quirks]: entra,
    options: { ...config, issuer: config.issuer ?? issuerFromEnv() ?? anyTenant } as NonNullable<
      OIDCConfig<MicrosoftEntraIDProfile>["options"]
    >,
  };
  return provider;
}
