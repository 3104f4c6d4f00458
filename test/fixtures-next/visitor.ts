/** A browser without JavaScript, as far as the fixtures need one: it keeps cookies and fills in forms. */

/** What a Server Component of the fixture saw. */
export interface Seen {
  readonly who: string | null;
  readonly expires: string | null;
  readonly once: boolean;
}

export interface Visitor {
  readonly cookies: Map<string, string>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  json(path: string): Promise<unknown>;
  /** What the Server Components of a page saw. */
  see(path: string): Promise<Seen>;
  /** Posts the form of a Server Action, as a browser without JavaScript does. */
  submit(name: string): Promise<Response>;
  /** Calls a Server Action as Next's client does, and gives the React payload that it answers with. */
  call(name: string, page?: string): Promise<{ response: Response; payload: string }>;
  /** Signs in through the routes of `handlers`. */
  signIn(name: string, password?: string): Promise<Response>;
}

/** The `Set-Cookie` lines of the session cookie. */
export function sessionCookies(response: Response): string[] {
  return response.headers.getSetCookie().filter((line) => line.includes("authjs.session-token="));
}

/** Reads what `<Who>` printed, out of HTML or of a React payload. */
export function seenIn(text: string): Seen {
  const plain = text.replaceAll("&quot;", '"').replaceAll('\\"', '"');
  const [json] = /\{"who":[^{}]*\}/.exec(plain) ?? [];
  if (!json) throw new Error(`Nobody printed who is there in: ${text.slice(0, 2000)}`);
  return JSON.parse(json) as Seen;
}

export function createVisitor(base: string): Visitor {
  const cookies = new Map<string, string>();

  async function visit(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("Cookie", [...cookies].map((pair) => pair.join("=")).join("; "));
    const response = await fetch(base + path, { redirect: "manual", ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value && !/Max-Age=0/i.test(line)) cookies.set(name, value);
      else cookies.delete(name);
    }
    return response;
  }

  const text = async (path: string) => (await visit(path)).text();

  async function actionId(name: string): Promise<string> {
    // Looked up by somebody else, so that it does not renew this visitor's session.
    const page = await fetch(`${base}/`);
    const form = (await page.text()).split(`id="${name}"`)[1] ?? "";
    const [, id] = /name="\$ACTION_ID_([0-9a-f]+)"/.exec(form) ?? [];
    if (!id) throw new Error(`No form "${name}"`);
    return id;
  }

  return {
    cookies,
    fetch: visit,
    json: async (path) => (await visit(path)).json(),
    see: async (path) => seenIn(await text(path)),
    async submit(name) {
      const body = new FormData();
      body.set(`$ACTION_ID_${await actionId(name)}`, "");
      return visit("/", { method: "POST", body, headers: { Origin: new URL(base).origin } });
    },
    async call(name, page = "/") {
      const response = await visit(page, {
        method: "POST",
        body: "[]",
        headers: {
          Accept: "text/x-component",
          "Content-Type": "text/plain;charset=UTF-8",
          "Next-Action": await actionId(name),
          Origin: new URL(base).origin,
        },
      });
      return { response, payload: await response.text() };
    },
    async signIn(name, password = "open sesame") {
      const { csrfToken } = (await (await visit("/api/auth/csrf")).json()) as { csrfToken: string };
      return visit("/api/auth/callback/credentials", {
        method: "POST",
        body: new URLSearchParams({ csrfToken, name, password, callbackUrl: "/plain" }),
      });
    },
  };
}
