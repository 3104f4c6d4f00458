// @vitest-environment jsdom
import { describe, expect, test } from "vitest";
import { type PageProvider, type SignInModel, signInPage } from "../../../src/pages/index.js";

const base = "https://app.example/api/auth";

function provider(id: string, more: Partial<PageProvider> = {}): PageProvider {
  return {
    id,
    name: id,
    type: "oidc",
    signinUrl: `${base}/signin/${id}`,
    callbackUrl: `${base}/callback/${id}`,
    ...more,
  };
}

const credentials = provider("credentials", {
  name: "Password",
  type: "credentials",
  credentials: {
    username: { label: "User name" },
    password: { label: "Password", type: "password", minLength: 8, required: true },
  },
});
const email = provider("nodemailer", { name: "Email", type: "email" });

function show(model: Partial<SignInModel>): Document {
  const { html } = signInPage({
    providers: [],
    csrfToken: "token",
    callbackUrl: "https://app.example/here",
    theme: {},
    ...model,
  });
  return new DOMParser().parseFromString(html, "text/html");
}

function sent(form: HTMLFormElement | null): Record<string, string> {
  return Object.fromEntries(new FormData(form!) as unknown as Iterable<[string, string]>);
}

describe("forms post what Auth.js' forms post", () => {
  test("OAuth and OIDC: a button, to signinUrl", () => {
    const page = show({ providers: [provider("github", { name: "GitHub", type: "oauth" })] });
    const form = page.querySelector<HTMLFormElement>(
      'form[action$="/signin/github"][method="POST"]',
    );
    expect(form?.getAttribute("action")).toBe(`${base}/signin/github`);
    expect(sent(form)).toEqual({ csrfToken: "token", callbackUrl: "https://app.example/here" });
    const button = form?.querySelector("button[type=submit]");
    expect(button?.textContent?.trim()).toBe("Sign in with GitHub");
    expect(button?.querySelector("svg path")?.getAttribute("d")).toMatch(/^M/);
  });

  test("credentials: the configured inputs, to callbackUrl", () => {
    const page = show({ providers: [credentials] });
    const form = page.querySelector<HTMLFormElement>('form[action$="/callback/credentials"]');
    const name = page.querySelector<HTMLInputElement>("#input-username-for-credentials-provider");
    const word = page.querySelector<HTMLInputElement>("#input-password-for-credentials-provider");
    expect(name).toMatchObject({ name: "username", type: "text" });
    expect(word).toMatchObject({
      name: "password",
      type: "password",
      minLength: 8,
      required: true,
    });
    expect(name?.labels?.[0]?.textContent).toBe("User name");
    expect(Object.keys(sent(form))).toEqual(["csrfToken", "callbackUrl", "username", "password"]);
    expect(page.querySelector("#submitButton")?.textContent).toBe("Sign in with Password");
  });

  test("e-mail: one address, to signinUrl, prefilled", () => {
    const page = show({ providers: [email], email: "a@b.example" });
    const form = page.querySelector<HTMLFormElement>('form[action$="/signin/nodemailer"]');
    const input = page.querySelector<HTMLInputElement>("#input-email-for-nodemailer-provider");
    expect(input).toMatchObject({ name: "email", type: "email", required: true });
    expect(sent(form)).toMatchObject({ csrfToken: "token", email: "a@b.example" });
  });

  test("without a token or a callback URL there is no such field", () => {
    const page = show({
      providers: [provider("google"), credentials],
      csrfToken: undefined,
      callbackUrl: undefined,
    });
    expect(page.querySelectorAll("form")).toHaveLength(2);
    expect(page.querySelectorAll("input[type=hidden]")).toHaveLength(0);
  });

  test("what has no form is left out; the rest keeps its order", () => {
    const page = show({
      providers: [
        provider("webauthn", { type: "webauthn" }),
        email,
        provider("b"),
        provider("credentials", { type: "credentials" }),
        provider("a"),
        provider("bad", { signinUrl: "javascript:alert(1)" }),
      ],
    });
    const actions = [...page.forms].map((form) => form.getAttribute("action"));
    expect(actions).toEqual(["nodemailer", "b", "a"].map((id) => `${base}/signin/${id}`));
    expect(page.querySelectorAll(".divider")).toHaveLength(1);
  });

  test("no provider: a sentence, no form", () => {
    const page = show({});
    expect(page.forms).toHaveLength(0);
    expect(page.querySelector(".methods")?.textContent?.trim()).not.toBe("");
  });

  test("ids are unique with two forms of a kind", () => {
    const second = { ...credentials, id: "pin", callbackUrl: `${base}/callback/pin` };
    const page = show({ providers: [credentials, second, email], error: "CredentialsSignin" });
    const ids = [...page.querySelectorAll("[id]")].map((element) => element.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(page.querySelectorAll("#submitButton")).toHaveLength(1);
    // Which of the two failed is not known.
    expect(page.querySelectorAll("[aria-invalid]")).toHaveLength(0);
  });
});

describe("messages", () => {
  test.each([
    "Signin",
    "OAuthSignin",
    "OAuthCallbackError",
    "OAuthCreateAccount",
    "EmailCreateAccount",
    "Callback",
    "OAuthAccountNotLinked",
    "AccountNotLinked",
    "EmailSignin",
    "CredentialsSignin",
    "MissingCSRF",
    "WebAuthnVerificationError",
  ])("%s has a text of its own", (error) => {
    const text = (code: string) =>
      show({ error: code }).querySelector('[role="alert"]')?.textContent ?? "";
    expect(text(error).length).toBeGreaterThan(20);
    expect(text(error)).not.toBe(text("Anything"));
    expect(text(error)).not.toContain(error);
  });

  test.each(["Anything", "constructor", "__proto__", "toString", "<script>alert(1)</script>"])(
    "%j gets the general text",
    (error) => {
      const page = show({ error });
      expect(page.querySelector('[role="alert"]')?.textContent).toBe(
        "Something went wrong and you are not signed in. Try again.",
      );
      expect(page.querySelector("script")).toBeNull();
    },
  );

  test("SessionRequired is no failure", () => {
    const page = show({ error: "SessionRequired" });
    expect(page.querySelector('[role="status"]')).not.toBeNull();
    expect(page.querySelector('[role="alert"]')).toBeNull();
  });

  test.each([undefined, ""])("none for %j", (error) => {
    expect(show({ error }).querySelector("#message")).toBeNull();
  });

  test.each([
    ["CredentialsSignin", "#input-username-for-credentials-provider"],
    ["CredentialsSignin", "#input-password-for-credentials-provider"],
    ["EmailSignin", "#input-email-for-nodemailer-provider"],
  ])("%s is tied to %s", (error, selector) => {
    const page = show({ providers: [credentials, email], error });
    const input = page.querySelector(selector);
    expect(input?.getAttribute("aria-invalid")).toBe("true");
    expect(input?.getAttribute("aria-describedby")).toBe(page.querySelector('[role="alert"]')?.id);
    expect(page.querySelectorAll("[aria-invalid]").length).toBe(error === "EmailSignin" ? 1 : 2);
  });
});

describe("hostile values stay text", () => {
  const attack = `"'></form><script>alert(1)</script><img src=x onerror=alert(1)>`;

  test("in every part of the model", () => {
    const page = show({
      csrfToken: attack,
      callbackUrl: `https://app.example/?${attack}`,
      error: attack,
      email: attack,
      theme: { brandColor: attack, buttonText: attack, logo: attack },
      providers: [
        provider(attack, {
          name: attack,
          signinUrl: `${base}/signin/${attack}`,
          style: { bg: attack, brandColor: attack, text: attack, logo: attack },
        }),
        { ...email, id: attack, name: attack },
        {
          ...credentials,
          id: attack,
          name: attack,
          credentials: {
            [attack]: {
              label: attack,
              placeholder: attack,
              type: attack,
              value: attack,
              onfocus: "alert(1)",
              onClick: attack,
              style: "position:fixed",
              formAction: "https://evil.example",
              src: "https://evil.example",
              id: "taken",
              name: "taken",
              "data-x": attack,
              "data-x y": attack,
            },
          },
        },
      ],
    });
    expect(page.querySelectorAll("script")).toHaveLength(0);
    expect(page.forms).toHaveLength(3);
    for (const element of page.querySelectorAll("*")) {
      for (const { name } of element.attributes)
        expect(name).not.toMatch(/^on|^style$|^formaction$/);
    }
    for (const image of page.images) {
      expect(new URL(image.getAttribute("src") ?? "", base).origin).toBe("https://app.example");
    }
    expect(page.querySelector('[name="taken"], #taken')).toBeNull();
    expect(
      [...page.querySelectorAll<HTMLInputElement>("[name=csrfToken]")].map((i) => i.value),
    ).toEqual([attack, attack, attack]);
  });

  test("a provider's logo comes from no other host", () => {
    const page = show({
      providers: [
        provider("one", { name: "one", style: { logo: "https://authjs.dev/img/x.svg" } }),
        provider("two", { name: "two", style: { logo: "/logos/two.svg" } }),
      ],
    });
    expect([...page.images].map((image) => image.getAttribute("src"))).toEqual(["/logos/two.svg"]);
    expect(page.querySelector(".monogram")?.textContent).toBe("O");
  });
});

test("says where the user goes on to", () => {
  expect(show({}).querySelector("header p")?.textContent).toBe("to continue to app.example");
  expect(show({ callbackUrl: "/here" }).querySelector("header p")).toBeNull();
});
