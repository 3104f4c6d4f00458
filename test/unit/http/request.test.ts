import { describe, expect, it } from "vitest";
import { BadRequest, parsePath, parseRequest } from "../../../src/http/request.js";

describe("parsePath", () => {
  it.each([
    ["/api/auth/session", "session", undefined],
    ["/api/auth/session/", "session", undefined],
    ["/api/auth//signin//github", "signin", "github"],
    ["/api/auth/callback/github/", "callback", "github"],
    ["/api/auth/signin/undefined", "signin", undefined],
  ])("%s", (path, action, providerId) =>
    expect(parsePath(path, "/api/auth")).toEqual({ action, providerId }),
  );

  it("takes a base path with a slash at its end, and none", () => {
    expect(parsePath("/api/auth/csrf", "/api/auth/").action).toBe("csrf");
    expect(parsePath("/csrf", "/").action).toBe("csrf");
  });

  it.each([
    "/api/auth",
    "/api/auth/",
    "/api/authsession",
    "/other/session",
    "/api/auth/nothing",
    "/api/auth/__proto__",
    "/api/auth/session/github",
    "/api/auth/signin/a/b",
    "/API/AUTH/session",
    "/x/api/auth/session",
  ])("refuses %s", (path) => expect(() => parsePath(path, "/api/auth")).toThrow(BadRequest));

  it("takes a base path literally", () =>
    expect(() => parsePath("/apiXauth/session", "/api.auth")).toThrow(BadRequest));
});

const routes = { basePath: "/api/auth" };

describe("parseRequest", () => {
  const url = "https://app.test/api/auth/signout?a=1&a=2&callbackUrl=%2Fx";
  const post = (body: BodyInit, type: string) =>
    parseRequest(
      new Request(url, { method: "POST", body, headers: { "content-type": type } }),
      routes,
    );

  it("reads query, cookies and form", async () => {
    const request = new Request(url, {
      method: "POST",
      body: "csrfToken=t&x=%20",
      headers: {
        "content-type": "application/x-www-form-urlencoded; charset=utf-8",
        cookie: "a=b; c=d%20e",
      },
    });
    const parsed = await parseRequest(request, routes);
    expect(parsed).toMatchObject({
      action: "signout",
      method: "POST",
      query: { a: "2", callbackUrl: "/x" },
      body: { csrfToken: "t", x: " " },
    });
    expect(parsed.cookies.get("c")).toBe("d e");
  });

  it("keeps repeated fields of a form beside the body, where the last one counts", async () => {
    const { body, form } = await post("a=1&a=2&b=3", "application/x-www-form-urlencoded");
    expect(body).toEqual({ a: "2", b: "3" });
    expect(form?.getAll("a")).toEqual(["1", "2"]);
    expect(await post('{"a":"1"}', "application/json")).not.toHaveProperty("form");
    expect(await post("a=1", "text/plain")).not.toHaveProperty("form");
  });

  it("reads JSON objects, and takes any other JSON for no body", async () => {
    expect((await post('{"data":{"a":1}}', "application/json")).body).toEqual({ data: { a: 1 } });
    for (const text of ["null", "[1]", "1", '"x"'])
      expect((await post(text, "application/json")).body).toBeUndefined();
  });

  it("reads no other type", async () => {
    expect((await post("csrfToken=t", "text/plain")).body).toBeUndefined();
    expect(
      (await post(new FormData() as never, "multipart/form-data; boundary=x")).body,
    ).toBeUndefined();
  });

  it("takes the origin that the environment says", async () => {
    const outside = { ...routes, origin: "https://outside.test" };
    const { url: seen } = await parseRequest(new Request(url), outside);
    expect(seen.href).toBe(url.replace("https://app.test", "https://outside.test"));
  });

  it("does not let a body set a prototype", async () => {
    expect((await post('{"__proto__":{"admin":true}}', "application/json")).body).toEqual({});
    const nested = await post('{"data":{"__proto__":{"admin":true}}}', "application/json");
    expect(Object.assign({}, nested.body?.data)).not.toHaveProperty("admin");
    const form = await post("__proto__=1&constructor=2", "application/x-www-form-urlencoded");
    expect(Object.getPrototypeOf(form.body)).toBe(Object.prototype);
  });

  it.each([
    ["not JSON", "{", "application/json", 400],
    ["deeply nested", "[".repeat(200_000), "application/json", 400],
    ["too large", "x".repeat(1_048_577), "application/x-www-form-urlencoded", 413],
  ])("refuses a body that is %s", async (_name, body, type, status) => {
    await expect(post(body, type)).rejects.toMatchObject({ status });
  });

  it("takes HEAD for GET, and refuses other methods", async () => {
    expect((await parseRequest(new Request(url, { method: "HEAD" }), routes)).method).toBe("GET");
    for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS"])
      await expect(parseRequest(new Request(url, { method }), routes)).rejects.toMatchObject({
        status: 405,
      });
  });
});
