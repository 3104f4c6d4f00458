// @vitest-environment jsdom
import { describe, expect, test } from "vitest";
import {
  errorPage,
  type Page,
  signInPage,
  signOutPage,
  verifyRequestPage,
} from "../../../src/pages/index.js";
import type { Theme } from "../../../src/types/index.js";

const baseUrl = "https://app.example";
const signInUrl = `${baseUrl}/api/auth/signin`;

const all: Record<string, (theme: Theme) => Page> = {
  signIn: (theme) => signInPage({ theme, providers: [] }),
  signOut: (theme) => signOutPage({ theme, action: `${baseUrl}/api/auth/signout` }),
  error: (theme) => errorPage({ theme, baseUrl, signInUrl }),
  verifyRequest: (theme) => verifyRequestPage({ theme, baseUrl }),
};

const parse = (page: Page) => new DOMParser().parseFromString(page.html, "text/html");

describe.each(Object.entries(all))("%s", (_, render) => {
  test("is a whole document", () => {
    const page = parse(render({}));
    expect(page.compatMode).toBe("CSS1Compat");
    expect(page.documentElement.lang).toBe("en");
    expect(page.title).not.toBe("");
    expect(page.querySelectorAll("h1")).toHaveLength(1);
    expect(page.querySelectorAll("main")).toHaveLength(1);
    expect(page.body.className).toBe("__next-auth-theme-auto");
  });

  test("its policy admits its own style, and neither script nor a foreign host", () => {
    const page = render({});
    const nonce = parse(page).querySelector("style")?.getAttribute("nonce");
    expect(nonce).toMatch(/^[0-9a-f]{32}$/);
    expect(page.csp).toBe(
      `default-src 'none'; style-src 'nonce-${nonce}'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'`,
    );
    expect(render({}).csp).not.toBe(page.csp);
  });

  test("has no style but in its one element, and no script", () => {
    const page = parse(render({ brandColor: "#f00", logo: "/l.svg" }));
    expect(page.querySelectorAll("script, link, base, [style]")).toHaveLength(0);
    expect(page.querySelectorAll("style")).toHaveLength(1);
  });

  test("shows the theme's logo, and admits its origin only", () => {
    const page = render({ logo: "https://cdn.example/l.png?a=1&b=2" });
    expect(parse(page).querySelector("img.logo")?.getAttribute("src")).toBe(
      "https://cdn.example/l.png?a=1&b=2",
    );
    expect(page.csp).toContain("img-src 'self' data: https://cdn.example;");
    const own = render({ logo: "/l.svg" });
    expect(parse(own).querySelector("img.logo")?.getAttribute("src")).toBe("/l.svg");
    expect(own.csp).toContain("img-src 'self' data:;");
  });

  test.each(["javascript:alert(1)", "https://a;script-src *.example/l.png", "data:text/html,x"])(
    "shows no logo from %j",
    (logo) => {
      const page = render({ logo });
      expect(parse(page).querySelector("img")).toBeNull();
      expect(page.csp).toContain("img-src 'self' data:;");
    },
  );
});

test("sign-out posts its token to its own URL, and only then ends the session", () => {
  const page = parse(
    signOutPage({
      action: "/api/auth/signout?x=1&y=2",
      csrfToken: `a"b`,
      theme: {},
      cancelUrl: "/",
    }),
  );
  const form = page.forms[0];
  expect(form?.getAttribute("action")).toBe("/api/auth/signout?x=1&y=2");
  expect(form?.method).toBe("post");
  expect([...new FormData(form)]).toEqual([["csrfToken", `a"b`]]);
  expect(form?.querySelector("button#submitButton")?.textContent).toBe("Sign out");
  expect(page.querySelector("a")?.getAttribute("href")).toBe("/");
  const bare = parse(signOutPage({ action: "javascript:x", theme: {}, cancelUrl: "javascript:x" }));
  expect(bare.forms[0]?.hasAttribute("action")).toBe(false);
  expect(bare.querySelector("a, input")).toBeNull();
});

describe("error page", () => {
  const show = (error?: string) => parse(errorPage({ error, baseUrl, signInUrl, theme: {} }));
  const heading = (error?: string) => show(error).querySelector("h1")?.textContent;

  test.each(["Configuration", "AccessDenied", "Verification"])(
    "%s has texts of its own",
    (error) => {
      expect(heading(error)).not.toBe(heading());
      expect(show(error).title).toBe(heading(error));
    },
  );

  test.each([undefined, "", "Default", "constructor", "__proto__", "<img src=x onerror=alert(1)>"])(
    "%j gets the general text, and is not shown",
    (error) => {
      expect(heading(error)).toBe("Something went wrong");
      expect(show(error).querySelector("img")).toBeNull();
    },
  );

  test("leads back to the site, and to sign-in where that helps", () => {
    const links = (error?: string) =>
      [...show(error).querySelectorAll("a")].map((link) => link.getAttribute("href"));
    expect(links("AccessDenied")).toEqual([signInUrl, baseUrl]);
    expect(links("Verification")).toEqual([signInUrl, baseUrl]);
    expect(links("Configuration")).toEqual([baseUrl]);
    expect(links()).toEqual([baseUrl]);
  });

  test("a URL that is no http(s) URL is no link", () => {
    const page = parse(
      errorPage({
        error: "AccessDenied",
        baseUrl: "javascript:alert(1)",
        signInUrl: "javascript:alert(1)",
        theme: {},
      }),
    );
    expect(page.querySelector("a")).toBeNull();
  });
});

test("verify-request names the site", () => {
  const page = parse(verifyRequestPage({ baseUrl: "http://localhost:3000", theme: {} }));
  expect(page.querySelector("a.site")?.textContent).toBe("Back to localhost:3000");
});
