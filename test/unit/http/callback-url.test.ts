import { describe, expect, it, vi } from "vitest";
import { defaultCallbacks } from "../../../src/config/resolve.js";
import { isSaneUrl, judgeCallbackUrl } from "../../../src/http/callback-url.js";

const base = "https://app.test";
const logger = () => ({ error: vi.fn(), warn: vi.fn(), debug: vi.fn() });
const judge = (param: unknown, cookie?: string, callbacks = defaultCallbacks) =>
  judgeCallbackUrl({ callbacks, logger: logger() }, base, param, cookie);

describe("judgeCallbackUrl", () => {
  it.each([
    ["/dashboard", `${base}/dashboard`],
    ["/", `${base}/`],
    [`${base}/x?y=1#z`, `${base}/x?y=1#z`],
    ["https://evil.test/x", base],
    ["//evil.test", `${base}//evil.test`],
    ["/\\evil.test", `${base}/\\evil.test`],
    ["https://app.test.evil.test", base],
    ["https://app.test@evil.test/", base],
    ["https://evil@app.test/", base],
    ["javascript:alert(1)", base],
    ["java\tscript:alert(1)", base],
    ["data:text/html,x", base],
    ["https://[", base],
    ["http://%", base],
    ["x".repeat(100_000), base],
    [`/${"x".repeat(100_000)}`, base],
    [["/a"], base],
    [{ href: "/a" }, base],
    ["", base],
    [undefined, base],
  ])("%j → %s", async (asked, to) => expect(await judge(asked)).toBe(to));

  it("judges the cookie as it judges the parameter, which wins", async () => {
    expect(await judge(undefined, "/from-cookie")).toBe(`${base}/from-cookie`);
    expect(await judge(undefined, "//evil.test")).toBe(`${base}//evil.test`);
    expect(await judge(undefined, "javascript:x")).toBe(base);
    expect(await judge("/param", "/cookie")).toBe(`${base}/param`);
  });

  it("asks the redirect callback, and takes nothing for the base URL", async () => {
    const redirect = vi.fn(() => "https://partner.test/");
    expect(await judge("https://partner.test/", undefined, { ...defaultCallbacks, redirect })).toBe(
      "https://partner.test/",
    );
    expect(redirect).toHaveBeenCalledWith({ url: "https://partner.test/", baseUrl: base });
    expect(
      await judge("/x", undefined, { ...defaultCallbacks, redirect: () => undefined as never }),
    ).toBe(base);
  });

  it("logs what makes no sense", async () => {
    const own = logger();
    await judgeCallbackUrl(
      { callbacks: defaultCallbacks, logger: own },
      base,
      "https://[",
      undefined,
    );
    expect(own.error).toHaveBeenCalledWith(expect.objectContaining({ type: "InvalidCallbackUrl" }));
  });
});

it("isSaneUrl wants http(s), no credentials, and less than 2 KiB", () => {
  expect(isSaneUrl("/x", base)).toBe(true);
  expect(isSaneUrl("x", base)).toBe(false);
  expect(isSaneUrl("ftp://app.test", base)).toBe(false);
});
